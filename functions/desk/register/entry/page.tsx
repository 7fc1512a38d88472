import type { Child } from 'hono/jsx';
import type { AuditEvent } from '../../../../shared/audit/audit.ts';
import { capital } from '../../../../shared/french/french.ts';
import { emptyAt } from '../../../../shared/register/clocks.ts';
import { mayDo } from '../../../../shared/register/decide-entry.ts';
import { type RegisterEntry, registeredName } from '../../../../shared/register/entry.ts';
import { ageOn, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchMoment } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge, Facts, Notice, Timeline } from '../../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { PhoneLink } from '../../../web/layout.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import type { Team } from '../../seniors/team.ts';
import { languageWords } from '../../seniors/words.ts';
import {
  actWords,
  CAPACITY,
  CHANNEL,
  CONFIRMED_HOW,
  ENTRY_STATE,
  REMOVAL,
  REQUESTED_BY,
  STATE_TONE,
  TOLD_HOW,
} from '../words.ts';
import { AwayCard, CallsCard, NextAct, TieCard } from './cards.tsx';

export type Tied = { readonly id: string; readonly name: string };
export type AlikeLine = {
  readonly id: string;
  readonly name: string;
  readonly signs: string;
  readonly state: RegisterEntry['state'];
};

export type EntryView = {
  readonly frame: Frame;
  readonly town: Town;
  readonly entry: RegisterEntry;
  readonly events: readonly AuditEvent[];
  readonly team: Team;
  /** Other entries that may be hers: shown while a request is being read. */
  readonly alike: readonly AlikeLine[];
  /** For those who may open files: hers, or those that look like hers. */
  readonly tie: { readonly tied: Tied | undefined; readonly proposed: readonly Tied[] } | undefined;
  readonly form: FormState;
  readonly now: Instant;
};

/** One entry: what is to be done first, then what is known, then what happened. */
export const EntryPage = (view: EntryView) => {
  const { frame, entry, form, now } = view;
  const base = `/registre/${entry.id}`;
  const isLive = mayDo(entry, 'edit');
  return (
    <DeskPage frame={frame} title={registeredName(entry)} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/registre">Registre d’alerte</a>
      </p>
      <ErrorSummary form={form} />
      <div class="head">
        <h1>{registeredName(entry)}</h1>
        <p>
          <Badge tone={STATE_TONE[entry.state]}>{ENTRY_STATE[entry.state]}</Badge>
        </p>
      </div>
      <Ended entry={entry} />
      <div class="columns">
        <div>
          {isLive && entry.doubt && <Doubt view={view} />}
          {isLive && <NextAct view={view} />}
          <Person view={view} />
          <section>
            <h2>Ce qui s’est passé</h2>
            <Timeline
              items={view.events.map((event) => ({
                at: event.at,
                title: actWords(event.action),
                body:
                  view.team.get(event.actor.id)?.name ?? (event.actor.kind === 'public' ? 'en ligne' : ''),
              }))}
              now={view.now}
            />
          </section>
        </div>
        <div>
          <Request entry={entry} />
          {isLive && <CallsCard view={view} />}
          {isLive && <AwayCard view={view} />}
          {isLive && view.tie && <TieCard view={view} />}
          {entry.state === 'confirmed' && (
            <p class="no-print">
              <a href={`${base}/transmettre`}>Transmettre cette fiche à un autre service</a>
            </p>
          )}
          {entry.state !== 'removed' && (
            <section class="card no-print">
              <h2>Quitter le registre</h2>
              <ul>
                {isLive && (
                  <li>
                    <a href={`${base}/opposition`}>Elle s’oppose à son inscription</a>
                  </li>
                )}
                <li>
                  <a href={`${base}/radiation`}>
                    {isLive ? 'Radiation : à sa demande, décès, départ' : 'Lever l’opposition, ou décès'}
                  </a>
                </li>
              </ul>
            </section>
          )}
        </div>
      </div>
      <p class="quiet no-print">Page lue {frenchMoment(now)}. Cette lecture est notée.</p>
    </DeskPage>
  );
};

const Doubt = ({ view: { entry, frame } }: { view: EntryView }) => (
  <section class="card">
    <Notice tone="alert" title="À vérifier avant le prochain appel">
      <p>
        Un dossier d’accompagnement qui lui ressemble a été clos
        {entry.doubt?.reason === 'death' ? ' pour décès' : ' pour déménagement'}
        {entry.doubt && ` le ${frenchDate(dayOf(entry.doubt.at))}`}.
      </p>
    </Notice>
    <PostForm action={`/registre/${entry.id}/verifiee`} csrf={frame.csrf}>
      <div class="actions">
        <a class="button" href={`/registre/${entry.id}/radiation`}>
          C’est elle : la retirer
        </a>
        <SubmitButton tone="second">Ce n’est pas elle</SubmitButton>
      </div>
    </PostForm>
  </section>
);

const Ended = ({ entry }: { entry: RegisterEntry }) => {
  const empty = emptyAt(entry);
  const until = empty ? ` Ce qui reste est effacé le ${frenchDate(dayOf(empty))}.` : ' Tout est effacé.';
  if (entry.state === 'opposed' && entry.opposed)
    return (
      <Notice tone="warn" title={`Opposition du ${frenchDate(dayOf(entry.opposed.at))}`}>
        <p>
          Elle n’est ni appelée, ni inscrite. Son nom n’est gardé que pour refuser qu’on la réinscrive à sa
          place.{until}
        </p>
      </Notice>
    );
  if (entry.state === 'removed' && entry.removed)
    return (
      <Notice title={`Radiée le ${frenchDate(dayOf(entry.removed.at))} : ${REMOVAL[entry.removed.reason]}`}>
        <p>Plus aucun appel ne part.{until}</p>
      </Notice>
    );
  return null;
};

const Person = ({ view }: { view: EntryView }) => {
  const { person } = view.entry;
  if (!person) return null;
  const { address } = person;
  const sector = view.town.sectors.find(({ code }) => code === address.sector)?.name;
  const isLive = mayDo(view.entry, 'edit');
  const isPlaced = address.precision === 'housenumber' || address.precision === 'street';
  return (
    <section class="card">
      <h2>Ce que dit la fiche</h2>
      <Facts
        of={[
          [
            'Naissance',
            person.birthDay &&
              `${frenchDate(person.birthDay)} (${ageOn(person.birthDay, dayOf(view.now))} ans)`,
          ],
          ['Nom de naissance', person.birthName],
          [
            'Inscrite au titre de',
            isLive ? (person.capacity ? CAPACITY[person.capacity] : 'à préciser') : undefined,
          ],
          ['Adresse', [address.line, address.complement].filter(Boolean).join(', ')],
          ['Commune', [address.postcode, address.city].filter(Boolean).join(' ')],
          ['Secteur', isLive ? (sector ?? 'à préciser : situez l’adresse') : undefined],
          ...person.phones.map(({ phone, label }): readonly [string, Child] => [
            label === '' ? 'Téléphone' : capital(label),
            <PhoneLink phone={phone} />,
          ]),
          ['Service à domicile', person.homeHelp],
          ...person.contacts.map(({ name, link, phone }): readonly [string, Child] => [
            'Personne à prévenir',
            <>
              {name}
              {link && ` (${link})`} <PhoneLink phone={phone} />
            </>,
          ]),
          ['Vit seule', person.livesAlone === undefined ? undefined : person.livesAlone ? 'oui' : 'non'],
          ['Étage', person.floor === undefined ? undefined : String(person.floor)],
          ['Langues', languageWords(person.languages)],
          ['À savoir pour appeler', person.callNotes],
        ]}
      />
      {isLive && (
        <p class="no-print">
          <a class="button second" href={`/registre/${view.entry.id}/modifier`}>
            Corriger
          </a>{' '}
          {address.line !== '' && !isPlaced && (
            <a class="button second" href={`/registre/${view.entry.id}/adresse`}>
              Situer l’adresse
            </a>
          )}
        </p>
      )}
    </section>
  );
};

const Request = ({ entry }: { entry: RegisterEntry }) => {
  const { request, acknowledgment, confirmed } = entry;
  return (
    <section class="card">
      <h2>La demande</h2>
      <Facts
        of={[
          ['Demandée par', REQUESTED_BY[request.by]],
          ['Nom', request.asker && `${request.asker.name}, ${request.asker.quality}`],
          ['Son téléphone', request.asker?.phone && <PhoneLink phone={request.asker.phone} />],
          ['Reçue', `${CHANNEL[request.channel]}, le ${frenchDate(dayOf(request.at))}`],
          ['Écrit', request.proof],
          ['Information donnée', `notice ${request.notice}`],
          [
            'Accusé de réception',
            acknowledgment?.sentAt &&
              `${TOLD_HOW[acknowledgment.how ?? 'letter']}, le ${frenchDate(dayOf(acknowledgment.sentAt))}`,
          ],
          [
            'Confirmée',
            confirmed && `le ${frenchDate(dayOf(confirmed.at))}, ${CONFIRMED_HOW[confirmed.how]}`,
          ],
          ['À recontacter', entry.reconfirmOn && `le ${frenchDate(entry.reconfirmOn)}`],
        ]}
      />
    </section>
  );
};
