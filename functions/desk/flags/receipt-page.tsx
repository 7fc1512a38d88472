import type { Flag } from '../../../shared/flags/flag.ts';
import { owesTelling } from '../../../shared/flags/flag.ts';
import { feedbackTo, REASON_WORDS, STATE_WORDS, URGENCY_WORDS } from '../../../shared/flags/words.ts';
import { healthAdvice } from '../../../shared/seniors/health-words.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchMoment } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, Clock, EmptyState, Facts, Moment, Notice } from '../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import { type FormState, freshForm } from '../../web/form.ts';
import { PhoneLink } from '../../web/layout.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { Emergency } from './form-page.tsx';
import { phoneWords } from './phone-words.ts';

/** « accusé de réception »: number, day, service, telephone, deadlines (CRPA L112-3, R112-5; domain.md §5). */
export const ReceiptPage = ({
  frame,
  flag,
  town,
  form,
}: {
  frame: Frame;
  flag: Flag;
  town: Town;
  /** Better words that could not be kept, with the reason. */
  form?: FormState;
}) => (
  <DeskPage frame={frame} title={`Signalement ${flag.number} reçu`}>
    <div class="flagging">
      {form && <ErrorSummary form={form} />}
      <h1>C’est reçu. Merci.</h1>
      {flag.urgency === 'P0' && <Emergency town={town} />}
      <section class="card">
        <p class="quiet">Numéro à garder, ou à donner au téléphone</p>
        <p class="number-big">{flag.number}</p>
        <Facts
          of={[
            ['Reçu', frenchMoment(flag.receivedAt)],
            ['Service', `${town.houseName} de ${town.name}`],
            ['Adresse', town.address],
            ['Téléphone', <PhoneLink phone={town.phone} />],
            ['Urgence', URGENCY_WORDS[flag.urgency].short],
            ['Premier contact', <>avant {frenchMoment(flag.dueAt)}</>],
            [
              'La personne est informée',
              flag.sensitive ? (
                'par le chemin sûr que vous avez donné'
              ) : (
                <>avant le {frenchFullDay(dayOf(flag.tellPersonBy))}</>
              ),
            ],
          ]}
        />
      </section>
      {flag.known && (
        <Notice>
          <p>
            Cette personne est <strong>déjà connue de nos services</strong>. Votre signalement compte : son
            référent le lira.
          </p>
        </Notice>
      )}
      <Reword frame={frame} flag={flag} form={form} />
      <h2>Et maintenant ?</h2>
      <ol>
        <li>
          {flag.consent === 'refuses'
            ? 'Une personne de la maison lit votre signalement. Elle sait que la personne ne veut pas être contactée, et en tient compte.'
            : 'Une personne de la maison lit votre signalement et cherche à joindre la personne.'}
        </li>
        <li>Vous voyez ici, à chaque étape, ce qu’il devient. Vous ne recevez pas de détails sur sa vie.</li>
        {flag.caller && <li>Dites-le aussi à qui vous a prévenu : {flag.caller}.</li>}
        <li>Si cela s’aggrave, appelez-nous. En cas de danger, appelez le 15 ou le 112.</li>
      </ol>
      <div class="actions">
        <a class="button" href="/mes-signalements">
          Suivre mes signalements
        </a>
        <a class="button second" href="/signalements/nouveau">
          Signaler une autre personne
        </a>
      </div>
    </div>
  </DeskPage>
);

/** Points at a word of health after the flag was received: nothing was blocked, and it can be said better. */
const Reword = ({ frame, flag, form }: { frame: Frame; flag: Flag; form?: FormState | undefined }) => {
  const advice = healthAdvice(flag.noticed);
  if (!advice && !form) return null;
  return (
    <section class="card">
      {advice && (
        <Notice tone="warn" title="Un mot à revoir, si vous avez un instant">
          {advice}
        </Notice>
      )}
      <PostForm action={`/signalements/${flag.id}/mots`} csrf={frame.csrf}>
        <TextArea
          form={form ?? freshForm({ noticed: flag.noticed })}
          name="noticed"
          label="Avec vos mots"
          max={1000}
          rows={3}
        />
        <SubmitButton tone="second">Enregistrer ces mots</SubmitButton>
      </PostForm>
    </section>
  );
};

const STATE_TONES = {
  received: 'info',
  acknowledged: 'info',
  contacted: 'info',
  'taken-up': 'good',
  'already-known': 'good',
  'declined-by-person': 'neutral',
  redirected: 'good',
  unreachable: 'warn',
  closed: 'neutral',
} as const;
export const StateBadge = ({ flag }: { flag: Pick<Flag, 'state'> }) => (
  <Badge tone={STATE_TONES[flag.state]}>{STATE_WORDS[flag.state]}</Badge>
);
const URGENCY_TONES = { P0: 'alert', P1: 'alert', P2: 'warn', P3: 'neutral' } as const;
export const UrgencyBadge = ({ flag }: { flag: Pick<Flag, 'urgency'> }) => (
  <Badge tone={URGENCY_TONES[flag.urgency]}>{URGENCY_WORDS[flag.urgency].short}</Badge>
);

/** What the flagger wrote and what became of it; of the person, only the name they typed themselves. */
export const OwnFlag = ({ flag, now }: { flag: Flag; now: Instant }) => (
  <>
    <p>
      <strong>{flag.number}</strong> <StateBadge flag={flag} />
    </p>
    <p>{feedbackTo(flag, now)}</p>
  </>
);

/** A flagger's own list: « les suites données », in words. */
export const MyFlagsPage = ({
  frame,
  flags,
  now,
}: {
  frame: Frame;
  flags: readonly Flag[];
  now: Instant;
}) => (
  <DeskPage frame={frame} title="Mes signalements">
    <div class="flagging">
      <div class="head">
        <h1>Mes signalements</h1>
        <a class="button" href="/signalements/nouveau">
          Signaler une personne
        </a>
      </div>
      {flags.length === 0 ? (
        <EmptyState title="Vous n’avez encore signalé personne.">
          Une personne vous inquiète ? Signalez-la : cela prend une minute, et vous saurez ici ce qu’il en
          advient.
        </EmptyState>
      ) : (
        flags.map((flag) => (
          <article class="card">
            <h2>
              <a href={`/signalements/${flag.id}`}>
                {flag.person.name || flag.person.address || flag.number}
              </a>
            </h2>
            <OwnFlag flag={flag} now={now} />
            <p class="quiet">
              Signalé <Moment at={flag.receivedAt} />
            </p>
          </article>
        ))
      )}
    </div>
  </DeskPage>
);

/** One's own flag: everything one wrote, what became of it, and the way to take it back while nobody opened it. */
export const OwnFlagPage = ({
  frame,
  flag,
  town,
  now,
}: {
  frame: Frame;
  flag: Flag;
  town: Town;
  now: Instant;
}) => (
  <DeskPage frame={frame} title={`Signalement ${flag.number}`}>
    <div class="flagging">
      <p class="crumbs">
        <a href="/mes-signalements">Mes signalements</a>
      </p>
      <h1>{flag.person.name || flag.person.address}</h1>
      <section class="card">
        <OwnFlag flag={flag} now={now} />
        {(flag.state === 'received' || flag.state === 'acknowledged') && (
          <p>
            Premier contact : <Clock due={flag.dueAt} now={now} />
          </p>
        )}
        {owesTelling(flag) && !flag.sensitive && (
          <p>
            La personne est informée : <Clock due={flag.tellPersonBy} now={now} />
          </p>
        )}
      </section>
      <h2>Ce que vous avez écrit</h2>
      <Facts
        of={[
          ['Urgence', URGENCY_WORDS[flag.urgency].short],
          ['Remarqué', flag.reasons.map((reason) => REASON_WORDS[reason]).join(', ')],
          ['Avec vos mots', flag.noticed],
          ['Adresse', flag.person.address],
          ['Téléphone', phoneWords(flag.person.phone)],
          ['Qui vous a prévenu', flag.caller],
        ]}
      />
      <Reword frame={frame} flag={flag} />
      <p>
        Une question, du nouveau ? Appelez-nous au <PhoneLink phone={town.phone} /> et donnez le numéro{' '}
        {flag.number}.
      </p>
      {flag.state === 'received' && (
        <PostForm action={`/signalements/${flag.id}/etape`} csrf={frame.csrf}>
          <input type="hidden" name="do" value="withdraw" />
          <SubmitButton tone="plain">Retirer ce signalement : je me suis trompé</SubmitButton>
        </PostForm>
      )}
    </div>
  </DeskPage>
);
