import { capital } from '../../../shared/french/french.ts';
import { isLate } from '../../../shared/heat/board/read-board.ts';
import type { DutyTold } from '../../../shared/heat/calls/duty-told.ts';
import type { CallOutcome } from '../../../shared/heat/calls/outcome.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import { isOwed } from '../../../shared/heat/calls/task.ts';
import {
  CALL_STATE_NAMES,
  dueWords,
  OUTCOME_NAMES,
  STOP_NAMES,
  whyHanded,
} from '../../../shared/heat/words.ts';
import { spokenName } from '../../../shared/register/entry.ts';
import { healthWordsIn } from '../../../shared/seniors/health-words.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { CallCard, EmergencyNumbers, Script } from '../../web/calls/call-card.tsx';
import { Badge, Moment, Notice } from '../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { Assign, InHand, Where } from './call-parts.tsx';
import { type Called, CODES, isOnTheSpot, lateWords, numbersFor, stepWords } from './call-steps.ts';
import { DistressTold } from './distress-told.tsx';
import { hourOf } from './paper/rounds.ts';
import { HEAT } from './read.ts';

const Attempts = ({ outcomes }: { outcomes: readonly CallOutcome[] }) =>
  outcomes.length === 0 ? (
    <p class="quiet">Aucun essai aujourd’hui.</p>
  ) : (
    <ul>
      {outcomes.map((one) => (
        <li>
          {hourOf(one.calledAt)}&nbsp;: {OUTCOME_NAMES[one.code]}
          {one.via === 'paper' ? ' (papier)' : one.by.kind === 'volunteer' ? ' (bénévole)' : ''}
          {one.note && ` – ${one.note}`}
          {healthWordsIn(one.note).length > 0 && (
            <Badge tone="warn">parle de santé&nbsp;: ne le recopiez pas</Badge>
          )}
          {one.conflict && <Badge tone="alert">contredit un autre résultat</Badge>}
        </li>
      ))}
    </ul>
  );

export type CallPageProps = {
  readonly frame: Frame;
  readonly task: CallTask;
  readonly round: CallRound;
  /** Absent until the agent opened her: the reading is written down first. */
  readonly person: Called | undefined;
  readonly outcomes: readonly CallOutcome[];
  /** Of the same person, in earlier lists, and not settled yet. */
  readonly before: readonly CallTask[];
  readonly agents: readonly Staff[];
  readonly now: Instant;
  readonly newId: string;
  readonly form: FormState;
  readonly done: string | undefined;
  /** Who knows of the distress just said. */
  readonly told: DutyTold | undefined;
};

const Door = ({ frame, task }: Pick<CallPageProps, 'frame' | 'task'>) => (
  <section class="card">
    <h2>Voir le nom et les numéros</h2>
    <p>Cette personne vous est alors réservée vingt minutes. L’ouverture est notée&nbsp;: qui, quand.</p>
    <PostForm action={`${HEAT}/appels/${task.id}/prendre`} csrf={frame.csrf}>
      <SubmitButton>Prendre cet appel</SubmitButton>
    </PostForm>
  </section>
);

/** A distress of yesterday is not hidden by today's first call. */
const Before = ({ tasks }: { tasks: readonly CallTask[] }) =>
  tasks.map((task) => (
    <Notice tone="alert">
      {capital(frenchFullDay(task.day))}&nbsp;: {whyHanded(task) ?? CALL_STATE_NAMES[task.state]}, pas encore
      réglé. <a href={`${HEAT}/appels/${task.id}`}>Voir ce jour-là</a>
    </Notice>
  ));

/** One obligation at the desk: the step of the ladder, whom to ring, and what came of it. */
export const CallPage = (props: CallPageProps) => {
  const { frame, task, round, person, outcomes, before, now, newId, form, done, told } = props;
  const owed = isOwed(task);
  const goes = owed && isOnTheSpot(task.rung);
  const title = person ? spokenName(person) : `Personne ${task.personId.slice(-6)}`;
  return (
    <DeskPage frame={frame} title={title} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={`${HEAT}?liste=${round.id}`}>{round.label}</a>
      </p>
      <ErrorSummary form={form} />
      {done && (
        <Notice tone="good">
          {done} <a href={`${HEAT}/appeler?liste=${round.id}`}>Appeler la personne suivante</a>
        </Notice>
      )}
      {told && <DistressTold told={told} next={`${HEAT}/appeler?liste=${round.id}`} />}
      <div class="head">
        <h1>{title}</h1>
        <Badge tone={task.state === 'escalated' ? 'alert' : task.state === 'reached' ? 'good' : 'neutral'}>
          {CALL_STATE_NAMES[task.state]}
        </Badge>
      </div>
      <div class="columns">
        <div>
          {!owed && (
            <Notice tone="good">
              {task.reached
                ? `Conclu à ${hourOf(task.reached.at)} : ${OUTCOME_NAMES[task.reached.outcome]}.`
                : task.stopped
                  ? `Sortie de la liste à ${hourOf(task.stopped.at)} : ${STOP_NAMES[task.stopped.reason]}.`
                  : task.escalated?.settled
                    ? `Réglé à ${hourOf(task.escalated.settled.at)} : ${OUTCOME_NAMES[task.escalated.settled.outcome]}.`
                    : 'Plus rien n’est dû pour cette personne.'}
            </Notice>
          )}
          <Before tasks={before} />
          {owed && (
            <section class="card">
              <h2>Maintenant&nbsp;: {dueWords(task)}</h2>
              {goes && task.attempts === 0 && task.ways.phones > 0 && (
                <p>
                  <strong>Personne ne l’a appelée aujourd’hui&nbsp;: appelez-la d’abord.</strong>
                </p>
              )}
              {stepWords(task) && <p>{stepWords(task)}</p>}
              {task.state === 'open' && task.notBefore > now && (
                <p>Pas avant {hourOf(task.notBefore)}, sauf urgence.</p>
              )}
              {task.deadline && (
                <p>
                  À faire avant <strong>{hourOf(task.deadline)}</strong>
                  {isLate(task, now) && <Badge tone="alert">en retard</Badge>}
                </p>
              )}
              {task.overdue > 0 && <p>{lateWords(task)}</p>}
              {task.escalated && !task.escalated.settled && (
                <Notice tone="alert">Confiée&nbsp;: {whyHanded(task)}.</Notice>
              )}
              {goes && person && (
                <p>
                  Mot du jour&nbsp;: <strong>{round.codeWord}</strong>
                </p>
              )}
              {task.rung === 'rescue' && <EmergencyNumbers />}
              {person && <InHand frame={frame} task={task} now={now} />}
            </section>
          )}
          {person && goes && <Where person={person} />}
          {owed && task.holder.by === 'volunteer' ? (
            <Notice>Un bénévole l’appelle&nbsp;: elle revient ici s’il ne répond pas.</Notice>
          ) : !person ? (
            <Door {...props} />
          ) : (
            <CallCard
              n={0}
              name={spokenName(person)}
              phones={goes && task.ways.phones === 0 ? [] : numbersFor(task.rung, person)}
              notes={person.callNotes || undefined}
              action={`${HEAT}/appels/${task.id}/resultat`}
              csrf={frame.csrf}
              hidden={{ id: newId }}
              codes={CODES[task.rung]}
            >
              <Script round={round} />
            </CallCard>
          )}
        </div>
        <div>
          {person && !goes && <Where person={person} />}
          <h2>Essais du jour</h2>
          <Attempts outcomes={outcomes} />
          {task.conflicts.length > 0 && (
            <Notice tone="alert">
              Deux résultats se contredisent&nbsp;: rappelez, ou{' '}
              <a href={`${HEAT}/papier/conflits/${task.id}`}>choisissez lequel est vrai</a>.
            </Notice>
          )}
          {owed && task.holder.by !== 'volunteer' && <Assign {...props} />}
          <p class="quiet">
            Liste commencée <Moment at={round.opensAt} />.
          </p>
        </div>
      </div>
    </DeskPage>
  );
};
