import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { weekProblem } from '../../matching/week/build.ts';
import { lockedByHand, moveByHand } from '../../matching/week/changes/by-hand.ts';
import { compared } from '../../matching/week/changes/what-if.ts';
import type { Choice, WeekPlan } from '../../matching/week/plan.ts';
import { replannedWeek } from '../../matching/week/plan-week.ts';
import type { WeekInput, WeekProblem } from '../../matching/week/problem.ts';
import { goingOn, whatIsServed } from '../../matching/week/words.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { readRows } from '../plan-store.ts';
import { ofSeatsLeft, planOfSeatsLeft, type SeatsLeft, seatsLeftOf } from '../seats-left.ts';
import { leftOf, type Since } from '../since.ts';
import { isLarge, type OpenWeek, openWeek } from '../solve/open-week.ts';
import { sharedOut, weekPlanFrom } from '../solve/plan-input.ts';
import { keepSolved, type SolveRefusal } from '../solve/solve-week.ts';
import { type Plan, type PlanRow, planIdOf, planKey, planKind } from '../week-plan.ts';
import { type Hand, isSaid, type Seats, type Word, type WordRefusal, wordAfter } from './hand.ts';
import { byHand, keepWord } from './keep-word.ts';

/** `breaks-a-rule` comes with the rule's sentence; `not-planned`: the week has no plan yet, or it is sent. */
export type HandRefusal =
  | { readonly reason: 'not-planned' | SolveRefusal }
  | { readonly reason: 'unknown' | 'already-so' | 'breaks-a-rule'; readonly sentence: string }
  | WordRefusal;

/** A week as it is now beside the plan that was shown of it. */
export type PlannedWeek = OpenWeek & {
  readonly problem: WeekProblem;
  /** The same as people know it, for every sentence: nothing is « annoncé » but what was. */
  readonly spoken: WeekProblem;
  /** What is stored where all of it stands; else solved again on what has changed; in a large week, what is left of it. */
  readonly solved: WeekPlan;
  /** What is stored of it, with the reasons as they were told. */
  readonly rows: readonly PlanRow[];
  /** What time has done to what is stored; undefined: all of it stands. */
  readonly since: Since | undefined;
  /** `solved` is what is left of the stored plan: too large a week to be solved while a page waits. */
  readonly isLeft: boolean;
};

/**
 * The week and its plan, ready for questions. A plan whose missions have changed since, or that sends somebody who can no
 * longer go, is solved again from what is in hand, so that a comparison says what a change does and not what
 * time has done. In a large week nothing is solved: what is left of the plan, and what time has taken from it.
 */
export const openPlannedWeek = async (
  world: Surroundings,
  monday: CivilDay,
  now: Instant,
): Promise<PlannedWeek | undefined> => {
  const open = await openWeek(world, monday, now);
  const { result } = open?.plan ?? {};
  const stored = open && result ? await readRows(world.table, open.plan.id, result) : undefined;
  const rows = open && stored && ofSeatsLeft(stored, open.week.left);
  const kept = open && rows ? weekPlanFrom(open.plan, rows) : undefined;
  if (!open || !rows || !kept) return undefined;
  const problem = weekProblem(open.input);
  const { plan, since } = leftOf(problem, kept, new Set(rows.map(({ missionId }) => missionId)));
  const isAgain = since !== undefined && !isLarge(open.week);
  return {
    ...open,
    rows,
    problem,
    spoken: weekProblem({ ...open.input, announced: open.told }),
    solved: isAgain ? replannedWeek(problem, plan) : plan,
    since,
    isLeft: since !== undefined && !isAgain,
  };
};

type SolvedByHand = {
  readonly input: WeekInput;
  readonly solved: WeekPlan;
  readonly sentence: string;
  readonly gained: readonly Choice[];
  readonly lost: readonly Choice[];
};

/** What one change by hand makes of a week: the coordinator's word, and the week solved with it. */
export type Handled = {
  readonly open: PlannedWeek;
  readonly seats: Seats;
  readonly word: Word;
  /** Absent in a large week: the word is kept first, and the week solved beside. */
  readonly after: SolvedByHand | undefined;
};

/** The week with this word of the coordinator: a mission set aside is not in it. */
const inputWith = ({ week, input }: OpenWeek, { locks, forbidden, aside }: Word): WeekInput => ({
  ...input,
  ...sharedOut(week, aside),
  locks,
  forbidden,
});

/** Words of which one is the other with something left out, or the same. */
const isSame = (a: Word, b: Word): boolean =>
  a.locks.length === b.locks.length &&
  a.forbidden.length === b.forbidden.length &&
  a.aside.length === b.aside.length;

const ALREADY = 'C’est déjà votre choix.';

const sentenceOf = (sentences: readonly string[], others: number): string => {
  const also =
    others > 0 ? ` ${others > 1 ? `${others}\u00a0autres choix changent` : 'Un autre choix change'}.` : '';
  return sentences.length === 0 ? `Le service rendu reste le même.${also}` : `${goingOn(sentences)}.${also}`;
};

type Tried = Result<Handled['after'], HandRefusal>;

const tryChoice = (
  open: PlannedWeek,
  word: Word,
  { missionId, volunteerId }: Extract<Hand, { kind: 'choose' }>,
): Tried => {
  // What they said before and this takes the place of is said no more; the lock that comes is the last.
  const base = { ...word, locks: word.locks.slice(0, -1) };
  const problem = isSame(base, open.plan) ? open.problem : weekProblem(inputWith(open, base));
  const pair = { missionId, volunteerId };
  if (isLarge(open.week)) {
    const locked = lockedByHand(problem, open.solved, pair);
    return locked.ok ? ok(undefined) : locked;
  }
  const moved = moveByHand(problem, open.solved, pair);
  if (!moved.ok) return moved;
  const { plan: solved, problem: after, sentence, gained, lost } = moved.value;
  return ok({ input: after.input, solved, sentence, gained, lost });
};

const tryOther = (open: PlannedWeek, word: Word, hand: Exclude<Hand, { kind: 'choose' }>): Tried => {
  const isToPlan = open.week.missions.some(({ mission }) => mission.id === hand.missionId);
  if ((hand.kind === 'never' || hand.kind === 'nobody') && !isToPlan)
    return refused({ reason: 'unknown', sentence: 'Cette mission n’est pas à planifier.' });
  if (hand.kind === 'never' && !open.problem.volunteerOf.has(hand.volunteerId))
    return refused({ reason: 'unknown', sentence: 'Ce bénévole n’est pas en activité.' });
  if (isLarge(open.week)) return ok(undefined);
  const input = inputWith(open, word);
  const solved = replannedWeek(weekProblem(input), open.solved);
  const { sentences, gained, lost } = compared(open.solved, solved, whatIsServed(open.problem));
  const others = new Set(
    [...gained, ...lost].map(({ missionId }) => missionId).filter((id) => id !== hand.missionId),
  ).size;
  return ok({ input, solved, sentence: sentenceOf(sentences, others), gained, lost });
};

/**
 * What one change by hand would make of the week: the whole week is solved again with it, as near as possible to what was
 * shown; a large one is not, while a page waits. Nothing is written. Refused with the rule's sentence where a rule forbids
 * it: no hand makes a plan break one.
 */
export const tryByHand = async (
  world: Surroundings,
  monday: CivilDay,
  hand: Hand,
  now: Instant,
): Promise<Result<Handled, HandRefusal>> => {
  const open = await openPlannedWeek(world, monday, now);
  if (open?.plan.state !== 'proposed') return refused({ reason: 'not-planned' });
  const data = open.week.missions.find(({ mission }) => mission.id === hand.missionId);
  const seats = { people: data?.people ?? 1, held: open.problem.missionOf.get(hand.missionId)?.locked ?? [] };
  const word = wordAfter(open.plan, hand, seats);
  if (!word.ok) return word;
  if (hand.kind === 'choose' && seats.held.includes(hand.volunteerId))
    return refused({ reason: 'already-so', sentence: ALREADY });
  const after = hand.kind === 'choose' ? tryChoice(open, word.value, hand) : tryOther(open, word.value, hand);
  return after.ok ? ok({ open, seats, word: word.value, after: after.value }) : after;
};

/** Chosen once, and no longer held: a rule refuses it since. */
const isDropped = async (
  { table }: Surroundings,
  plan: Plan,
  hand: Hand,
  left: SeatsLeft,
): Promise<boolean> => {
  if (hand.kind !== 'choose' || !plan.result) return false;
  const rows = ofSeatsLeft((await readRows(table, plan.id, plan.result)) ?? [], left);
  const row = rows.find(({ missionId }) => missionId === hand.missionId);
  return row?.dropped?.some(({ volunteerId }) => volunteerId === hand.volunteerId) ?? false;
};

/**
 * Keeps a change by hand, with the very week that was shown of it: the same data solve the same. Refused when the plan is
 * no longer the one that was looked at, so that nobody undoes another's choice unseen; where it says so already there is
 * nothing to do.
 */
export const keepByHand = async (
  world: Surroundings,
  monday: CivilDay,
  hand: Hand,
  seenKey: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Plan, HandRefusal>> => {
  const plan = (await world.table.get(planKind, planKey(planIdOf(world.config.townId, monday))))?.value;
  const isOther = plan?.result && (plan.result.key !== seenKey || plan.asked !== undefined);
  if (plan?.state === 'proposed' && isOther) {
    const left = await seatsLeftOf(world.table, hand.missionId);
    const isAlready = isSaid(planOfSeatsLeft(plan, left), hand);
    if (isAlready && !(await isDropped(world, plan, hand, left))) return ok(plan);
  }
  const tried = await tryByHand(world, monday, hand, now);
  if (!tried.ok) return tried;
  const { open, seats, word, after } = tried.value;
  if (open.plan.result?.key !== seenKey) return refused({ reason: 'changed-meanwhile' });
  if (!after) return keepWord(world, open, hand, seats, seenKey, actor, now);
  const done = { input: after.input, word, solved: after.solved };
  const kept = await keepSolved(world, open, done, byHand(hand, actor), now);
  return kept.ok ? kept : refused({ reason: kept.refusal });
};
