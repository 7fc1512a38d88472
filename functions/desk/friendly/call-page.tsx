import type { DutyTold } from '../../../shared/heat/calls/duty-told.ts';
import type { CallPerson } from '../../../shared/heat/calls/members/members.ts';
import type { CallOutcome } from '../../../shared/heat/calls/outcome.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import { type CallTask, isOwed, type OutcomeCode } from '../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES, RUNG_NAMES } from '../../../shared/heat/words.ts';
import { spokenName } from '../../../shared/register/entry.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { CALL_CODES, CallCard, questionsFor, Script } from '../../web/calls/call-card.tsx';
import { Badge, Facts, Notice } from '../../web/components.tsx';
import { ErrorSummary } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { PhoneLink } from '../../web/layout.tsx';
import { seniorPath } from '../day/people.ts';
import { DistressTold } from '../heat/distress-told.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';
import { callResult, FRIENDLY } from './words.ts';

const hour = (at: Instant): string => frenchTime(civilOf(at).time);

/** What an agent may say of a friendly call; after a distress, that rescue has her. */
export const codesFor = (task: CallTask): readonly OutcomeCode[] =>
  task.escalated?.reason === 'distress'
    ? ['visited-well', 'known-elsewhere', 'passed-to-rescue', 'well']
    : [...CALL_CODES, 'seen-by-relative', 'known-elsewhere'];

export type FriendlyCallProps = {
  readonly frame: Frame;
  readonly task: CallTask;
  readonly round: CallRound;
  readonly senior: Senior;
  /** Absent once she may not be called any more (law 4). */
  readonly person: CallPerson | undefined;
  readonly outcomes: readonly CallOutcome[];
  readonly team: Team;
  readonly now: Instant;
  readonly newId: string;
  readonly form: FormState;
  readonly done: string | undefined;
  /** Who knows of the distress just said. */
  readonly told: DutyTold | undefined;
};

const State = ({ task, now }: Pick<FriendlyCallProps, 'task' | 'now'>) => (
  <section class="card">
    <h2>Maintenant&nbsp;: {RUNG_NAMES[task.rung]}</h2>
    {task.facts.notReachedYesterday && (
      <p>La liste d’avant ne l’a pas jointe&nbsp;: sans nouvelles ce soir, son référent est prévenu.</p>
    )}
    {task.escalated?.reason === 'distress' && !task.escalated.settled && (
      <Notice tone="alert">
        Peut-être en danger&nbsp;: 15, 18 ou 112 d’abord. Cette ligne reste ouverte jusqu’à ce qu’elle soit en
        sécurité.
      </Notice>
    )}
    {task.notBefore > now && <p>Plutôt à partir de {hour(task.notBefore)}.</p>}
    {task.deadline && (
      <p>
        À faire avant <strong>{hour(task.deadline)}</strong>
        {task.deadline < now && <Badge tone="alert">en retard</Badge>}
      </p>
    )}
  </section>
);

/** One friendly call at the desk: the number, what to say, what came of it. */
export const FriendlyCallPage = (props: FriendlyCallProps) => {
  const { frame, task, round, senior, person, outcomes, team, newId, form, done, told } = props;
  const owed = isOwed(task);
  const title = spokenName(senior);
  const state = callResult(task);
  const isTheirs = owed && task.holder.by === 'volunteer';
  const card = person && (
    <CallCard
      n={0}
      name={title}
      phones={person.phones}
      notes={person.callNotes || undefined}
      action={`${FRIENDLY}/appel/${task.id}/resultat`}
      csrf={frame.csrf}
      hidden={{ id: newId }}
      codes={codesFor(task)}
      questions={questionsFor(round)}
    >
      <Script round={round} />
    </CallCard>
  );
  return (
    <DeskPage frame={frame} title={title} hasProblems={form.problems.length > 0}>
      <p class="crumbs no-print">
        <a href={`${FRIENDLY}?jour=${round.day}`}>Appels de convivialité, {frenchFullDay(round.day)}</a>
      </p>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      {told && <DistressTold told={told} />}
      <div class="head">
        <h1>{title}</h1>
        <Badge tone={state.tone}>{state.words}</Badge>
      </div>
      <div class="columns">
        <div>
          {owed && <State {...props} />}
          {isTheirs && (
            <Notice>
              Un bénévole l’appelle&nbsp;: elle revient ici à {hour(round.handOverAt)} au plus tard.
            </Notice>
          )}
          {!person ? (
            <Notice tone="warn">
              Elle n’est plus à appeler&nbsp;: elle est absente, en pause, ou a repris son accord.
            </Notice>
          ) : isTheirs ? (
            <details class="more">
              <summary>Noter ici ce qu’il en est : elle a téléphoné, ou le bénévole nous l’a dit</summary>
              {card}
            </details>
          ) : (
            card
          )}
        </div>
        <div>
          <section class="card">
            <h2>Son dossier</h2>
            <Facts
              of={[
                ['Dossier', <a href={seniorPath(senior.id)}>Tout ce que nous savons d’elle</a>],
                ['Référent', team.get(task.referentId ?? '')?.name],
                ['Par un seul chemin', senior.sensitive?.safeChannel],
                [
                  'À prévenir',
                  senior.emergencyContacts.length > 0
                    ? senior.emergencyContacts.map(({ name, link, phone }) => (
                        <span class="line">
                          {name}, {link}&nbsp;: <PhoneLink phone={phone} />
                        </span>
                      ))
                    : undefined,
                ],
              ]}
            />
          </section>
          <h2>Essais</h2>
          {outcomes.length === 0 ? (
            <p class="quiet">Aucun essai ce jour-là.</p>
          ) : (
            <ul>
              {outcomes.map((one) => (
                <li>
                  {hour(one.calledAt)}&nbsp;: {OUTCOME_NAMES[one.code]}
                  {one.by.kind === 'volunteer' ? ' (bénévole)' : one.via === 'paper' ? ' (papier)' : ''}
                  {one.note && ` – ${one.note}`}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </DeskPage>
  );
};
