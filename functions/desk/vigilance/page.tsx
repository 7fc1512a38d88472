import { addDays, type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchRelativeDay, frenchSince } from '../../../shared/time/french.ts';
import { type Instant, minus } from '../../../shared/time/instant.ts';
import { BULLETIN_PROBLEMS, type BulletinProblem } from '../../../shared/vigilance/bulletin.ts';
import type { VigilanceLevel } from '../../../shared/vigilance/level.ts';
import type { Proposal } from '../../../shared/vigilance/proposal.ts';
import { type Situation, situationOn, type Watch } from '../../../shared/vigilance/watch.ts';
import { LEVEL_WORDS, PROBLEM_WORDS } from '../../../shared/vigilance/words.ts';
import { Badge, DataTable, EmptyState, Facts, Moment, Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import { type FormState, freshForm } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';

export const VIGILANCE = '/canicule/vigilance';

const TONES: Readonly<Record<VigilanceLevel, 'neutral' | 'good' | 'warn' | 'alert'>> = {
  unknown: 'neutral',
  green: 'good',
  yellow: 'warn',
  orange: 'warn',
  red: 'alert',
};

export const LevelBadge = ({ level }: { level: VigilanceLevel }) => (
  <Badge tone={TONES[level]}>{LEVEL_WORDS[level]}</Badge>
);

const isProblem = (text: string): text is BulletinProblem =>
  BULLETIN_PROBLEMS.some((known) => known === text);
const FEED_WORDS: Readonly<Record<string, string>> = {
  unreachable: 'Météo-France ne répond pas.',
  refused: 'Météo-France refuse la clé d’accès de la ville : la faire renouveler.',
};
const failureWords = (problem: string): string =>
  isProblem(problem) ? PROBLEM_WORDS[problem] : (FEED_WORDS[problem] ?? 'Le relevé a échoué.');

const SOURCES: Readonly<Record<Situation['source'], string>> = {
  person: 'noté par l’équipe',
  feed: 'bulletin de Météo-France',
  nobody: 'personne ne l’a noté, et aucun bulletin récent ne le dit',
};

/** What is known of today and tomorrow, whose word it is, and how old: the same on each page of a hot day. */
export const LevelNow = ({ watch, now }: { watch: Watch; now: Instant }) => {
  const today = dayOf(now);
  const tomorrow = addDays(today, 1);
  const seen = situationOn(watch, today, tomorrow, now);
  const { bulletin, failing } = watch;
  const feed = seen.feed?.level ?? 'unknown';
  const apart = seen.source === 'person' && feed !== seen.level && feed !== 'unknown';
  const isNews = apart && seen.calls.day === feed;
  return (
    <section class="card">
      <h2>Vigilance canicule, département {watch.department}</h2>
      <Facts
        of={[
          [
            'Aujourd’hui',
            <>
              <LevelBadge level={seen.level} /> {SOURCES[seen.source]}
            </>,
          ],
          ['Demain', <LevelBadge level={seen.dayAfter} />],
          [
            'Bulletin',
            bulletin ? (
              <>
                publié <Moment at={bulletin.issuedAt} /> (
                {frenchSince(bulletin.issuedAt, now).replace(/^depuis /, 'il y a ')})
              </>
            ) : (
              'aucun bulletin reçu'
            ),
          ],
          ['Dernier relevé', watch.triedAt ? <Moment at={watch.triedAt} /> : 'aucun : saisie à la main'],
        ]}
      />
      {apart && (
        <Notice tone="warn">
          L’équipe dit {LEVEL_WORDS[seen.level]}, Météo-France dit {LEVEL_WORDS[feed]}.{' '}
          {isNews
            ? 'Ce bulletin est plus récent que ce que l’équipe a noté : notez le niveau à nouveau.'
            : 'C’est la parole de l’équipe qui compte.'}
        </Notice>
      )}
      {failing && (
        <Notice tone="warn">
          {failureWords(failing.problem)} Depuis {frenchSince(failing.since, now).replace(/^depuis /, '')} :
          lisez le niveau sur vigilance.meteofrance.fr et notez-le ci-dessous.
        </Notice>
      )}
      {seen.level === 'unknown' && (
        <Notice tone="warn">
          Inconnu ne veut pas dire vert. Vérifiez sur vigilance.meteofrance.fr, puis notez le niveau.
        </Notice>
      )}
    </section>
  );
};

const stateOf = (proposal: Proposal, today: CivilDay, coveredFrom: CivilDay | undefined): string => {
  if (proposal.setAside) return `mise de côté : ${proposal.setAside.reason}`;
  if (coveredFrom && proposal.day >= coveredFrom) return 'appels ouverts';
  return proposal.day < today ? 'restée sans suite' : 'à décider';
};

export type VigilancePageProps = {
  readonly frame: Frame;
  readonly watch: Watch;
  readonly proposals: readonly Proposal[];
  /** First day of the calls under way, if any. */
  readonly coveredFrom: CivilDay | undefined;
  readonly now: Instant;
  readonly maySay: boolean;
  readonly form: FormState;
  readonly done: string | undefined;
  /** Where a past heat wave is replayed, in the demonstration. */
  readonly replay?: string | undefined;
};

const SayForm = ({ frame, form, now }: Pick<VigilancePageProps, 'frame' | 'form' | 'now'>) => {
  const today = dayOf(now);
  return (
    <section class="card no-print">
      <h2>Noter le niveau</h2>
      <PostForm action={VIGILANCE} csrf={frame.csrf}>
        <Choice
          form={form}
          name="day"
          label="Pour quel jour ?"
          options={[today, addDays(today, 1)].map((day) => ({
            value: day,
            label: `${frenchRelativeDay(day, today)}, ${frenchFullDay(day)}`,
          }))}
        />
        <Choice
          form={form}
          name="level"
          label="Quel niveau de canicule ?"
          options={(['green', 'yellow', 'orange', 'red'] as const).map((level) => ({
            value: level,
            label: LEVEL_WORDS[level],
          }))}
        />
        <SubmitButton>Noter ce niveau</SubmitButton>
      </PostForm>
    </section>
  );
};

const Waiting = ({ frame, proposal, now }: { frame: Frame; proposal: Proposal; now: Instant }) => (
  <section class="card">
    <h2>
      Ouvrir les appels {frenchRelativeDay(proposal.day, dayOf(now))} ? <LevelBadge level={proposal.level} />
    </h2>
    <p>
      Le niveau {LEVEL_WORDS[proposal.level]} est annoncé pour le {frenchFullDay(proposal.day)}. Rien ne part
      tant que personne ne l’a décidé.
    </p>
    <p class="quick no-print">
      <a class="button" href={`/canicule/ouvrir?jour=${proposal.day}`}>
        Ouvrir les appels
      </a>
    </p>
    <details class="fold no-print">
      <summary>Ne pas ouvrir…</summary>
      <PostForm action={`${VIGILANCE}/${proposal.day}/de-cote`} csrf={frame.csrf}>
        <TextArea
          form={freshForm()}
          name="reason"
          label="Pourquoi ? (gardé dans l’historique)"
          max={200}
          rows={2}
        />
        <SubmitButton tone="second">Mettre cette proposition de côté</SubmitButton>
      </PostForm>
    </details>
  </section>
);

/** What the weather asks: the level, the decision it calls for, and the team's own word when the feed is silent. */
export const VigilancePage = (props: VigilancePageProps) => {
  const { frame, watch, proposals, coveredFrom, now, maySay, form, done, replay } = props;
  const today = dayOf(now);
  const waiting = proposals.filter((one) => stateOf(one, today, coveredFrom) === 'à décider');
  const past = [...proposals].reverse();
  return (
    <DeskPage frame={frame} title="Vigilance canicule" hasProblems={form.problems.length > 0}>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      <h1>Vigilance canicule</h1>
      {maySay && waiting.map((proposal) => <Waiting frame={frame} proposal={proposal} now={now} />)}
      <div class="columns even">
        <div>
          <LevelNow watch={watch} now={now} />
          {replay && (
            <p class="quiet no-print">
              Démonstration&nbsp;: la canicule d’août 2023 se rejoue jour après jour{' '}
              <a href={replay}>depuis le téléphone de la ville</a>. Pendant ce temps, les bulletins sont les
              siens, à la date de la ville.
            </p>
          )}
          {maySay && <SayForm frame={frame} form={form} now={now} />}
        </div>
        <div>
          <h2>Ce qui a été proposé</h2>
          {past.length === 0 ? (
            <EmptyState title="Aucune journée proposée.">
              À partir de l’orange, chaque journée annoncée arrive ici, à décider par une personne.
            </EmptyState>
          ) : (
            <DataTable
              caption="Journées proposées, la plus récente d’abord"
              hideCaption
              rows={past}
              empty=""
              columns={[
                { title: 'Jour', heads: true, cell: ({ day }) => frenchFullDay(day) },
                { title: 'Niveau', cell: ({ level }) => <LevelBadge level={level} /> },
                {
                  title: 'Proposée',
                  cell: ({ raisedAt, proposedAt }) => <Moment at={raisedAt ?? proposedAt} />,
                },
                { title: 'Suite', cell: (one) => stateOf(one, today, coveredFrom) },
              ]}
            />
          )}
        </div>
      </div>
    </DeskPage>
  );
};

/** Proposals older than this are history for the reports, not for this page. */
export const shownSince = (now: Instant): CivilDay => dayOf(minus(now, { days: 30 }));
