import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { canonical } from '../../ids/digest.ts';
import { weekProblem } from '../../matching/week/build.ts';
import type { WeekPlan } from '../../matching/week/plan.ts';
import { planWeek } from '../../matching/week/plan-week.ts';
import type { Pair, WeekInput } from '../../matching/week/problem.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import { type Instant, minus } from '../../time/instant.ts';
import { forgetRows, readRows, writeRows } from '../plan-store.ts';
import { ofSeatsLeft } from '../seats-left.ts';
import {
  hasBegun,
  isBeingSent,
  newPlan,
  type Plan,
  type PlanRow,
  planIdOf,
  planKey,
  planKind,
} from '../week-plan.ts';
import { type OpenWeek, openUnlessLarge, openWeek } from './open-week.ts';
import { changesBetween, rowsOfPlan } from './plan-rows.ts';

/** `superseded`: its week has begun. `sending`: it is being sent, and what is half asked is not chosen anew. */
export type SolveRefusal = 'unknown' | 'superseded' | 'sending' | 'changed-meanwhile';

/** What a calculation rests on: the coordinator's word, the result it began from, and whether that was sent. */
const ground = ({ locks, forbidden, aside, state, result, sent }: Plan): string =>
  canonical({ locks, forbidden, aside, state, result: result?.key ?? '', sent: sent?.key ?? '' });

/** Why a plan may not be solved or changed by hand any more. */
export const closedTo = (plan: Plan, now: Instant): SolveRefusal | undefined => {
  if (plan.state === 'superseded' || hasBegun(plan.monday, now)) return 'superseded';
  return isBeingSent(plan) ? 'sending' : undefined;
};

/** The last result of an earlier day than this one. */
const beforeOf = ({ result, before }: Plan, now: Instant): Plan['before'] =>
  result && dayOf(result.at) < dayOf(now) ? { key: result.key, parts: result.parts, at: result.at } : before;

/** Rows of a solved week as people read them: nothing is « annoncé » but what was. */
const explained = (input: WeekInput, told: readonly Pair[], solved: WeekPlan): readonly PlanRow[] =>
  rowsOfPlan(weekProblem({ ...input, announced: told }), solved);

/** A week that was solved: from what, with which word of the coordinator, and what came out. */
export type Solved = {
  readonly input: WeekInput;
  readonly word: Pick<Plan, 'locks' | 'forbidden' | 'aside'>;
  readonly solved: WeekPlan;
};

/**
 * Keeps a solved week: its rows first, then the plan that points to them, held to the very plan it was solved from. The
 * change since the last result of an earlier day is told in words. Refused when somebody's hand changed that plan or
 * sent it meanwhile, or the week is no longer to be proposed: solve again.
 */
export const keepSolved = async (
  world: Surroundings,
  open: OpenWeek,
  done: Solved,
  by: { readonly actor: Actor; readonly action: string; readonly details?: Record<string, string> },
  now: Instant,
): Promise<Result<Plan, SolveRefusal>> => {
  const { input, solved } = done;
  const rows = explained(input, open.told, solved);
  const before = beforeOf(open.plan, now);
  const rowsBefore = before ? await readRows(world.table, open.plan.id, before) : undefined;
  const were = rowsBefore && ofSeatsLeft(rowsBefore, open.week.left);
  const at = await writeRows(world.table, open.plan, rows, now);
  const seen = ground(open.stored?.value ?? open.plan);
  const kept = await decideAndCommit(world.table, async (): Promise<Result<Decision<Plan>, SolveRefusal>> => {
    const stored = await world.table.get(planKind, planKey(open.plan.id));
    const plan = stored?.value ?? open.plan;
    const closed = closedTo(plan, now);
    if (closed) return refused(closed);
    if (ground(plan) !== seen) return refused('changed-meanwhile');
    const { asked: _, failedAt: __, changes: ___, saidSince: ____, ...rest } = plan;
    const value: Plan = {
      ...rest,
      locks: done.word.locks,
      forbidden: done.word.forbidden,
      aside: done.word.aside,
      state: 'proposed',
      result: {
        ...at,
        by: by.actor,
        missions: rows.length,
        volunteers: open.week.volunteers.length,
        cost: solved.cost,
        bound: solved.bound,
        isBest: solved.isBest,
        ...(open.week.areMeetingsUnread ? { areMeetingsUnread: true } : {}),
        totals: solved.totals,
        work: solved.work,
        params: { match: { ...input.match }, week: { ...input.params } },
      },
      ...(before ? { before } : {}),
      ...(before && were ? { changes: { since: before.at, ...mutable(changesBetween(were, rows)) } } : {}),
    };
    return ok({
      value,
      writes: change(planKind, stored, value, {
        action: by.action,
        actor: by.actor,
        at: now,
        ...(stored ? { from: plan.state } : {}),
        to: 'proposed',
        details: { found: solved.totals.found, wanted: solved.totals.wanted, ...by.details },
      }),
    });
  });
  if (kept.ok) await forgetRows(world.table, kept.value, open.plan.result);
  return kept;
};
const mutable = ({ count, sentences, missions }: ReturnType<typeof changesBetween>) => ({
  count,
  sentences: [...sentences],
  missions: [...missions],
});

/** Times a calculation is begun again because the coordinator's hand was quicker. */
const MOST_ROUNDS = 3;

/**
 * Proposes a week: reads it, solves it, keeps the result. The same data at the same instant give the same plan, so that a
 * stop at any step is mended by asking again. A plan that is sent while it is being solved stays sent.
 */
export const solveWeek = async (
  world: Surroundings,
  monday: CivilDay,
  actor: Actor,
  now: Instant,
  already?: OpenWeek,
): Promise<Result<Plan, SolveRefusal>> => {
  let before: Plan['state'] | undefined;
  for (let round = 1; ; round += 1) {
    const open = (round === 1 && already) || (await openWeek(world, monday, now));
    if (!open) return refused('unknown');
    const closed = closedTo(open.plan, now);
    if (closed) return refused(closed);
    if (before === 'proposed' && open.plan.state === 'sent') return refused('changed-meanwhile');
    before = open.plan.state;
    const solved = planWeek(weekProblem(open.input));
    const done = { input: open.input, word: open.plan, solved };
    const kept = await keepSolved(world, open, done, { actor, action: 'week-proposed' }, now);
    if (kept.ok || kept.refusal !== 'changed-meanwhile' || round === MOST_ROUNDS) return kept;
  }
};

export type Proposed = { readonly did: 'solved' | 'asked' };

/**
 * The coordinator asks for the week. It is solved at once, a town's 1,500 missions in a few seconds; a large one is owed to the function that
 * has the time for it, and the page says how far it is.
 */
export const proposeWeek = async (
  world: Surroundings,
  monday: CivilDay,
  actor: Actor,
  now: Instant,
): Promise<Result<Proposed, SolveRefusal>> => {
  const open = await openUnlessLarge(world, monday, now);
  if (!open) return refused('unknown');
  if (open === 'large') {
    const asked = await askWeek(world, monday, actor, now);
    return asked.ok ? ok({ did: 'asked' }) : asked;
  }
  const solved = await solveWeek(world, monday, actor, now, open);
  return solved.ok ? ok({ did: 'solved' }) : solved;
};

/** A calculation begun so long ago has been stopped: somebody else may take it. */
const LEASE_MINUTES = 4;
export const isBeingSolved = ({ asked }: Plan, now: Instant): boolean =>
  asked?.startedAt !== undefined && asked.startedAt > minus(now, { minutes: LEASE_MINUTES });

/** Notes that a week is to be solved. Asked twice, owed once. */
export const askWeek = (
  world: Surroundings,
  monday: CivilDay,
  actor: Actor,
  now: Instant,
): Promise<Result<Plan, SolveRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Plan>, SolveRefusal>> => {
    const { townId } = world.config;
    const stored = await world.table.get(planKind, planKey(planIdOf(townId, monday)));
    const plan = stored?.value ?? newPlan(townId, monday, now);
    const closed = closedTo(plan, now);
    if (closed) return refused(closed);
    if (plan.asked) return ok({ value: plan, writes: [] });
    const { failedAt: _, ...rest } = plan;
    const value: Plan = { ...rest, asked: { at: now, by: actor, tries: 0 } };
    return ok({
      value,
      writes: change(planKind, stored, value, { action: 'week-asked', actor, at: now }),
    });
  });
