import { healthAdvice } from '../../../../shared/seniors/health-words.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { Badge, Clock, Notice } from '../../../web/components.tsx';
import { Choice, DateField, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import { freshForm } from '../../../web/form.ts';
import { CALLS_STATE, ENTRY_STATE, STATE_TONE, TOLD_HOW } from '../words.ts';
import type { EntryView } from './page.tsx';

const TOLD_OPTIONS = (['letter', 'phone', 'counter'] as const).map((value) => ({
  value,
  label: TOLD_HOW[value],
}));

/** What this entry waits for, with the act that ends the wait. */
export const NextAct = ({ view }: { view: EntryView }) => {
  const { entry, frame, now } = view;
  const base = `/registre/${entry.id}`;
  if (entry.state === 'requested')
    return (
      <section class="card">
        <h2>Lire cette demande</h2>
        <p>
          {entry.request.by === 'third-party'
            ? 'Quelqu’un d’autre la demande pour elle. Acceptée, elle attend l’accusé de réception : huit jours.'
            : 'Elle vaut dès la déclaration. Vérifiez qu’elle habite la commune et que ce n’est pas un doublon.'}
        </p>
        {view.alike.length > 0 && (
          <Notice tone="warn" title="Peut-être déjà connue du registre">
            <ul>
              {view.alike.map((one) => (
                <li>
                  <a href={`/registre/${one.id}`}>{one.name}</a> ({one.signs}){' '}
                  <Badge tone={STATE_TONE[one.state]}>{ENTRY_STATE[one.state]}</Badge>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <PostForm action={`${base}/accepter`} csrf={frame.csrf}>
          <div class="actions">
            <SubmitButton>Accepter</SubmitButton>
            <a class="button second" href={`${base}/radiation`}>
              Écarter
            </a>
          </div>
        </PostForm>
      </section>
    );
  if (entry.state === 'pending-acknowledgment' && entry.acknowledgment)
    return (
      <section class="card">
        <h2>Accusé de réception</h2>
        {entry.acknowledgment.silenceAt ? (
          <p>
            Envoyé {TOLD_HOW[entry.acknowledgment.how ?? 'letter']}. Sans opposition, son inscription est
            confirmée le <strong>{frenchDate(dayOf(entry.acknowledgment.silenceAt))}</strong>. D’ici là, elle
            n’est pas appelée.
          </p>
        ) : (
          <>
            <p>
              Quelqu’un d’autre l’a demandée : prévenez-la avant le{' '}
              {frenchDate(dayOf(entry.acknowledgment.dueAt))} (
              <Clock due={entry.acknowledgment.dueAt} now={now} />
              ). Huit jours après l’envoi, sans opposition, son inscription est confirmée.
            </p>
            <p>
              <a class="button second" href={`${base}/lettre`}>
                Imprimer l’accusé de réception
              </a>
            </p>
            <PostForm action={`${base}/accuse`} csrf={frame.csrf}>
              <Select
                form={freshForm({ how: 'letter' })}
                name="how"
                label="Prévenue"
                options={TOLD_OPTIONS}
              />
              <SubmitButton>Noter l’envoi</SubmitButton>
            </PostForm>
          </>
        )}
        <PostForm action={`${base}/accord`} csrf={frame.csrf}>
          <Hidden name="how" value="phone" />
          <div class="actions">
            <SubmitButton tone="second">Elle dit oui : confirmer tout de suite</SubmitButton>
            <a class="button second" href={`${base}/opposition`}>
              Elle dit non
            </a>
          </div>
        </PostForm>
      </section>
    );
  if (entry.state === 'confirmed' && entry.reconfirmSince)
    return (
      <section class="card">
        <h2>Est-elle toujours d’accord ?</h2>
        <p>Un an a passé. Sans réponse, elle reste au registre.</p>
        <PostForm action={`${base}/reconfirmer`} csrf={frame.csrf}>
          <div class="actions">
            <SubmitButton>Elle est toujours d’accord</SubmitButton>
            <a class="button second" href={`${base}/lettre`}>
              Imprimer la lettre
            </a>
          </div>
        </PostForm>
      </section>
    );
  return (
    <p class="no-print">
      <a href={`${base}/lettre`}>Imprimer sa lettre de confirmation</a>
    </p>
  );
};

export const CallsCard = ({ view }: { view: EntryView }) => {
  const { entry, frame } = view;
  const calls = entry.volunteerCalls;
  return (
    <section class="card">
      <h2>Appels par des bénévoles</h2>
      <p>
        {calls ? (
          <>
            <Badge tone={calls.state === 'given' ? 'good' : 'neutral'}>{CALLS_STATE[calls.state]}</Badge>{' '}
            depuis le {frenchDate(dayOf(calls.at))}.
          </>
        ) : (
          'Jamais demandé.'
        )}{' '}
        {calls?.state !== 'given' && 'Un agent l’appelle.'}
      </p>
      <PostForm action={`/registre/${entry.id}/benevoles`} csrf={frame.csrf}>
        {calls?.state === 'given' ? (
          <>
            <Hidden name="calls" value="withdrawn" />
            <Hidden name="callsHow" value="phone" />
            <SubmitButton tone="second">Elle n’est plus d’accord</SubmitButton>
          </>
        ) : (
          <>
            <Choice
              form={view.form}
              name="calls"
              label="Sa réponse, à elle seule"
              options={(['given', 'refused'] as const).map((value) => ({ value, label: CALLS_STATE[value] }))}
            />
            <Select
              form={freshForm({ callsHow: 'phone' })}
              name="callsHow"
              label="Donnée"
              options={[
                { value: 'phone', label: 'au téléphone' },
                { value: 'spoken', label: 'de vive voix' },
                { value: 'written', label: 'par écrit' },
              ]}
            />
            <SubmitButton tone="second">Noter</SubmitButton>
          </>
        )}
      </PostForm>
    </section>
  );
};

export const AwayCard = ({ view }: { view: EntryView }) => {
  const { entry, frame, form } = view;
  return (
    <section class="card">
      <h2>Absences</h2>
      {entry.away.length === 0 ? (
        <p class="quiet">Aucune absence annoncée.</p>
      ) : (
        <ul>
          {entry.away.map(({ from, to }, at) => (
            <li>
              du {frenchDate(from)} au {frenchDate(to)}
              <PostForm action={`/registre/${entry.id}/absences`} csrf={frame.csrf}>
                <Hidden name="drop" value={at} />
                <Hidden name="dropFrom" value={from} />
                <SubmitButton tone="plain">
                  Retirer<span class="hidden"> l’absence du {frenchDate(from)}</span>
                </SubmitButton>
              </PostForm>
            </li>
          ))}
        </ul>
      )}
      <PostForm action={`/registre/${entry.id}/absences`} csrf={frame.csrf}>
        <div class="row">
          <DateField form={form} name="from" label="Absente du" />
          <DateField form={form} name="to" label="Au, inclus" />
        </div>
        <SubmitButton tone="second">Ajouter</SubmitButton>
      </PostForm>
      {healthAdvice(entry.person?.callNotes ?? '') && (
        <Notice tone="warn">{healthAdvice(entry.person?.callNotes ?? '')}</Notice>
      )}
    </section>
  );
};

export const TieCard = ({ view }: { view: EntryView }) => {
  const { entry, frame, tie } = view;
  if (!tie) return null;
  return (
    <section class="card no-print">
      <h2>Dossier d’accompagnement</h2>
      {tie.tied ? (
        <>
          <p>
            <a href={`/personnes/${tie.tied.id}`}>{tie.tied.name}</a>. Un décès ou un départ noté dans ce
            dossier la retire aussi du registre.
          </p>
          <PostForm action={`/registre/${entry.id}/dossier`} csrf={frame.csrf}>
            <SubmitButton tone="plain">Ce n’est pas la même personne : séparer</SubmitButton>
          </PostForm>
        </>
      ) : tie.proposed.length === 0 ? (
        <p class="quiet">Aucun dossier ne lui ressemble. Le registre n’en ouvre pas.</p>
      ) : (
        <>
          <p>Est-ce la même personne ? Un décès noté là-bas la retirera d’ici.</p>
          {tie.proposed.map((one) => (
            <PostForm action={`/registre/${entry.id}/dossier`} csrf={frame.csrf}>
              <Hidden name="seniorId" value={one.id} />
              <p>
                <a href={`/personnes/${one.id}`}>{one.name}</a>{' '}
                <SubmitButton tone="second">
                  C’est elle<span class="hidden"> : {one.name}</span>
                </SubmitButton>
              </p>
            </PostForm>
          ))}
        </>
      )}
    </section>
  );
};
