import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { replannedWeek } from '../../../matching/week/plan-week.ts';
import { openPlannedWeek } from '../../../plans/hand/change-week.ts';
import { weekMark } from '../../../plans/solve/week-mark.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { type Key, rowsOf } from '../../../table/kind.ts';
import { replace } from '../../../table/write.ts';
import { type Instant, minus } from '../../../time/instant.ts';
import { recruited } from '../recruit.ts';
import { type Question, questionKind, questionsAsked, recruitsOf } from './question.ts';

/** One that fails so often is shown as failed; whoever wants it asks again. */
const MOST_TRIES = 3;
/** One begun so long ago has been stopped: somebody else may take it. */
const LEASE_MINUTES = 4;
/** So many a tick: each plans a whole week again, and the function has its minutes. */
const MOST_AT_ONCE = 2;

type Counted = NonNullable<Question['answer']>;

/** Changes one owed question, unless it is owed no more. */
const change = (
  world: Surroundings,
  key: Key,
  next: (question: Question, asked: NonNullable<Question['asked']>) => Question | undefined,
): Promise<Result<Question, 'not-mine'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Question>, 'not-mine'>> => {
    const stored = await world.table.get(questionKind, key);
    const value = stored?.value.asked && next(stored.value, stored.value.asked);
    if (!stored || !value) return refused('not-mine');
    return ok({ value, writes: [replace(questionKind, stored, value)] });
  });

/** Takes it in hand, unless somebody else has it; one that was stopped too often has failed. */
const taken =
  (now: Instant) =>
  (question: Question, asked: NonNullable<Question['asked']>): Question | undefined => {
    if (asked.startedAt && asked.startedAt > minus(now, { minutes: LEASE_MINUTES })) return undefined;
    const { asked: _, ...rest } = question;
    if (asked.tries >= MOST_TRIES) return { ...rest, failedAt: now };
    return { ...rest, asked: { ...asked, startedAt: now, tries: asked.tries + 1 } };
  };

const givenBack =
  (now: Instant) =>
  (question: Question, asked: NonNullable<Question['asked']>): Question => {
    const { asked: _, ...rest } = question;
    const { startedAt: __, ...again } = asked;
    return asked.tries >= MOST_TRIES ? { ...rest, failedAt: now } : { ...rest, asked: again };
  };

/**
 * The week as it is now, planned again with these people: what has come since its plan was stored is planned first without
 * them, so that nothing of it is counted as theirs. Undefined when the week has no plan any more.
 */
const count = async (
  world: Surroundings,
  { monday, recruits }: Question,
  now: Instant,
): Promise<Counted | undefined> => {
  const open = await openPlannedWeek(world, monday, now);
  const of = open?.plan.result?.key;
  if (!open || !of) return undefined;
  const plan = open.isLeft ? replannedWeek(open.problem, open.solved) : open.solved;
  const { estimated, exact, people, missing, also } = recruited(open.problem, plan, recruitsOf(recruits));
  const words = also.slice(0, 12).map((sentence) => sentence.slice(0, 300));
  return { of, week: weekMark(open.input), at: now, estimated, exact, people, missing, also: words };
};

/** Answers what is owed, the longest waited for first. A failure of one holds no other back. */
export const answerQuestions = async (
  world: Surroundings,
  now: Instant,
  onFailure: (error: unknown) => void,
): Promise<{ readonly answered: number; readonly failed: number }> => {
  const page = await world.table.index('list', { partition: questionsAsked(world.config.townId) });
  let [answered, failed] = [0, 0];
  for (const { value } of rowsOf(questionKind, page.items)) {
    if (answered + failed >= MOST_AT_ONCE) break;
    const key = questionKind.key(value);
    const mine = await change(world, key, taken(now));
    if (!mine.ok || !mine.value.asked) continue;
    try {
      const answer = await count(world, value, now);
      if (!answer) throw new Error('no plan to answer from');
      await change(world, key, ({ asked: _, failedAt: __, ...rest }) => ({ ...rest, answer }));
      answered += 1;
    } catch (error) {
      failed += 1;
      onFailure(error);
      await change(world, key, givenBack(now));
    }
  }
  return { answered, failed };
};
