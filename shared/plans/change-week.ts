import type { Actor } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { MissionId, VolunteerId } from '../ids/ids.ts';
import { weekProblem } from '../matching/week/build.ts';
import { moveByHand } from '../matching/week/by-hand.ts';
import { changed } from '../matching/week/change.ts';
import type { Choice, WeekPlan } from '../matching/week/plan.ts';
import { planWeek } from '../matching/week/plan-week.ts';
import type { Pair, WeekInput, WeekProblem } from '../matching/week/problem.ts';
import { verifyPlan } from '../matching/week/verify.ts';
import { compared } from '../matching/week/what-if.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { CivilDay } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { weekPlanFrom } from './plan-input.ts';
import { readRows } from './plan-store.ts';
import { keepSolved, type OpenWeek, openWeek, type Solved, type SolveRefusal } from './solve-week.ts';
import { type Plan, type PlanRow, planIdOf, planKey, planKind } from './week-plan.ts';

/**
 * What a coordinator does by hand to one mission of a plan. `choose`: this one goes there, and stays. `nobody`: nobody
 * goes. `never`: anybody but this one. `free`: the plan chooses again.
 */
export type Hand = { readonly missionId: MissionId } & (
  | { readonly kind: 'choose' | 'never'; readonly volunteerId: VolunteerId }
  | { readonly kind: 'nobody' | 'free' }
);

/** `breaks-a-rule` comes with the rule's sentence; `not-planned`: the week has no plan yet, or it is sent. */
export type HandRefusal =
  | { readonly reason: 'not-planned' | SolveRefusal }
  | { readonly reason: 'unknown' | 'already-so' | 'breaks-a-rule'; readonly sentence: string };

/** A week as it is now beside the plan that was shown of it. */
export type PlannedWeek = OpenWeek & {
  readonly problem: WeekProblem;
  /** The same as people know it, for every sentence: nothing is « annoncé » but what was. */
  readonly spoken: WeekProblem;
  readonly solved: WeekPlan;
  /** What is stored of it, with the reasons as they were told. */
  readonly rows: readonly PlanRow[];
  /** `solved` is what is stored; else it is the week solved again, on what has changed since. */
  readonly isCurrent: boolean;
};

/** Every choice still stands, and no mission came or went: costs may have moved meanwhile, people have not. */
const stands = (problem: WeekProblem, plan: WeekPlan, known: ReadonlySet<MissionId>): boolean =>
  known.size === problem.missions.length &&
  problem.missions.every(({ mission }) => known.has(mission.id)) &&
  verifyPlan(problem, plan).every(({ fault }) => fault === 'cost' || fault === 'bound');

/**
 * The week and its plan, ready for questions. A plan whose missions have changed since, or that sends somebody who can no
 * longer go, is solved again first, kept near what was shown, so that a comparison says what a change does and not what
 * time has done.
 */
export const openPlannedWeek = async (
  world: Surroundings,
  monday: CivilDay,
  now: Instant,
): Promise<PlannedWeek | undefined> => {
  const open = await openWeek(world, monday, now);
  const { result } = open?.plan ?? {};
  const rows = open && result ? await readRows(world.table, open.plan.id, result) : undefined;
  const kept = open && rows ? weekPlanFrom(open.plan, rows) : undefined;
  if (!open || !rows || !kept) return undefined;
  const problem = weekProblem(open.input);
  const isCurrent = stands(problem, kept, new Set(rows.map(({ missionId }) => missionId)));
  const spoken = weekProblem({ ...open.input, announced: open.told });
  return { ...open, rows, problem, spoken, isCurrent, solved: isCurrent ? kept : planWeek(problem) };
};

export type Handled = {
  readonly open: PlannedWeek;
  /** The week with the change, solved, and the coordinator's word that goes with it. */
  readonly after: Solved;
  readonly sentence: string;
  readonly gained: readonly Choice[];
  readonly lost: readonly Choice[];
};

const elsewhere = (missionId: MissionId) => (pair: Pair) => pair.missionId !== missionId;

const wordAfter = ({ plan }: OpenWeek, hand: Hand, input: WeekInput): Solved['word'] => ({
  locks: [...(input.locks ?? [])].map(({ missionId, volunteerId }) => ({ missionId, volunteerId })),
  forbidden: [...(input.forbidden ?? [])].map(({ missionId, volunteerId }) => ({ missionId, volunteerId })),
  aside: [
    ...plan.aside.filter((id) => id !== hand.missionId),
    ...(hand.kind === 'nobody' ? [hand.missionId] : []),
  ],
});

/** The week without the coordinator's word about this mission, and with the mission in it again. */
const freed = ({ plan, week, input }: OpenWeek, missionId: MissionId): WeekInput => {
  const aside = new Set(plan.aside.filter((id) => id !== missionId));
  return {
    ...input,
    missions: week.missions.filter(({ mission }) => !aside.has(mission.id)),
    locks: (input.locks ?? []).filter(elsewhere(missionId)),
    forbidden: (input.forbidden ?? []).filter(elsewhere(missionId)),
  };
};

const inputAfter = (open: OpenWeek, hand: Hand): WeekInput => {
  const base = freed(open, hand.missionId);
  switch (hand.kind) {
    case 'choose':
    case 'free':
      return base;
    case 'nobody':
      return { ...base, missions: base.missions.filter(({ mission }) => mission.id !== hand.missionId) };
    case 'never':
      return changed(
        { ...base, forbidden: open.input.forbidden ?? [] },
        { kind: 'forbid', missionId: hand.missionId, volunteerId: hand.volunteerId },
      );
  }
};

const sentenceOf = (sentences: readonly string[], others: number): string => {
  const also =
    others > 0 ? ` ${others > 1 ? `${others}\u00a0autres choix changent` : 'Un autre choix change'}.` : '';
  return sentences.length === 0
    ? `Le service rendu reste le même.${also}`
    : `${sentences.join(' ; ')}.${also}`;
};

/**
 * What one change by hand would make of the week: the whole week is solved again with it, as near as possible to what was
 * shown. Nothing is written. Refused with the rule's sentence where a rule forbids it: no hand makes a plan break one.
 */
export const tryByHand = async (
  world: Surroundings,
  monday: CivilDay,
  hand: Hand,
  now: Instant,
): Promise<Result<Handled, HandRefusal>> => {
  const open = await openPlannedWeek(world, monday, now);
  if (open?.plan.state !== 'proposed') return refused({ reason: 'not-planned' });
  if (hand.kind === 'choose') {
    // What the coordinator said of this mission before gives way to what they say now.
    const isKeptOut =
      open.plan.aside.includes(hand.missionId) ||
      open.plan.forbidden.some(
        (pair) => pair.missionId === hand.missionId && pair.volunteerId === hand.volunteerId,
      );
    const problem = isKeptOut ? weekProblem(freed(open, hand.missionId)) : open.problem;
    const moved = moveByHand(problem, open.solved, {
      missionId: hand.missionId,
      volunteerId: hand.volunteerId,
    });
    if (!moved.ok) return moved;
    const { plan: solved, sentence, gained, lost } = moved.value;
    const { input } = moved.value.problem;
    return ok({
      open,
      after: { input, word: wordAfter(open, hand, input), solved },
      sentence,
      gained,
      lost,
    });
  }
  if (hand.kind !== 'free' && !open.week.missions.some(({ mission }) => mission.id === hand.missionId))
    return refused({ reason: 'unknown', sentence: 'Cette mission n’est pas à planifier.' });
  if (hand.kind === 'never' && !open.problem.volunteerOf.has(hand.volunteerId))
    return refused({ reason: 'unknown', sentence: 'Ce bénévole n’est pas en activité.' });
  const input = inputAfter(open, hand);
  const solved = planWeek(weekProblem(input));
  const { sentences, gained, lost } = compared(open.solved, solved);
  const others = new Set(
    [...gained, ...lost].map(({ missionId }) => missionId).filter((id) => id !== hand.missionId),
  ).size;
  return ok({
    open,
    after: { input, word: wordAfter(open, hand, input), solved },
    sentence: sentenceOf(sentences, others),
    gained,
    lost,
  });
};

/** The plan already says so: a form sent twice, or a colleague who chose the same. */
const isKept = ({ locks, forbidden, aside }: Plan, hand: Hand): boolean => {
  const isThis = (pair: Pair): boolean =>
    pair.missionId === hand.missionId && 'volunteerId' in hand && pair.volunteerId === hand.volunteerId;
  switch (hand.kind) {
    case 'choose':
      return locks.some(isThis);
    case 'never':
      return forbidden.some(isThis);
    case 'nobody':
      return aside.includes(hand.missionId);
    case 'free':
      return (
        !aside.includes(hand.missionId) &&
        ![...locks, ...forbidden].some(({ missionId }) => missionId === hand.missionId)
      );
  }
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
  if (plan?.state === 'proposed' && plan.result && plan.result.key !== seenKey && isKept(plan, hand))
    return ok(plan);
  const tried = await tryByHand(world, monday, hand, now);
  if (!tried.ok) return tried;
  const { open, after } = tried.value;
  if (open.plan.result?.key !== seenKey) return refused({ reason: 'changed-meanwhile' });
  const kept = await keepSolved(
    world,
    open,
    after,
    {
      actor,
      action: `by-hand-${hand.kind}`,
      details: {
        mission: hand.missionId,
        ...('volunteerId' in hand ? { volunteer: hand.volunteerId } : {}),
      },
    },
    now,
  );
  return kept.ok ? kept : refused({ reason: kept.refusal });
};
