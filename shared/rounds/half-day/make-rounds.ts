import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import type { RoundRefusal } from '../../matching/rounds/problem.ts';
import { solveRounds } from '../../matching/rounds/solve.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { create, replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import {
  type DraftCarrier,
  type DraftSubject,
  ordersMark,
  type RoundsDraft,
  roundsDraftKind,
  withoutStop,
} from './draft.ts';
import { isTaken, problemOf } from './problem-of.ts';
import { type HalfDayRounds, readHalfDay } from './read-rounds.ts';

export type DraftRefusal =
  | 'unknown'
  /** Nothing is left to bring, or nobody who has no round yet to carry it. */
  | 'nothing-to-do'
  | 'not-in-draft'
  /** Somebody else has arranged these rounds since they were seen. */
  | 'changed-meanwhile'
  | 'too-many-carriers'
  | 'same-carrier'
  | RoundRefusal['reason'];

const MOST_CARRIERS = 20;

const saved = (open: HalfDayRounds, next: RoundsDraft) => [
  open.stored ? replace(roundsDraftKind, open.stored, next) : create(roundsDraftKind, next),
];

/**
 * A change of the draft, decided on what is stored now: two people at work on one half-day meet here. Ways are read, which may ask
 * a service far away, only by the world that brings `travel`.
 */
const changeDraft = <R extends DraftRefusal>(
  world: Pick<Surroundings, 'table' | 'travel'>,
  subject: DraftSubject,
  now: Instant,
  edit: (draft: RoundsDraft, open: HalfDayRounds) => Result<RoundsDraft, R>,
): Promise<Result<RoundsDraft, R | 'unknown'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<RoundsDraft>, R | 'unknown'>> => {
    const open = await readHalfDay(world, subject, now);
    if (!open) return refused('unknown');
    const edited = edit(open.draft, open);
    if (!edited.ok) return edited;
    return ok({ value: edited.value, writes: saved(open, edited.value) });
  });

/** Hours, place of departure and carriers. Orders stay for the carriers who stay; others' stops wait again. */
export const setUpRounds = (
  world: Surroundings,
  subject: DraftSubject,
  setting: Partial<Pick<RoundsDraft, 'from' | 'until' | 'depot' | 'carriers'>>,
  now: Instant,
): Promise<Result<RoundsDraft, DraftRefusal>> =>
  changeDraft<DraftRefusal>({ table: world.table }, subject, now, (draft) => {
    const carriers = setting.carriers ?? draft.carriers;
    if (carriers.length > MOST_CARRIERS) return refused('too-many-carriers');
    if (new Set(carriers.map(({ volunteerId }) => volunteerId)).size < carriers.length)
      return refused('same-carrier');
    const orderOf = new Map(draft.carriers.map(({ volunteerId }, i) => [volunteerId, draft.orders[i] ?? []]));
    return ok({
      ...draft,
      ...setting,
      carriers,
      orders: carriers.map(({ volunteerId }) => orderOf.get(volunteerId) ?? []),
    });
  });

/** One more carrier, or the same one with other hours: whoever somebody else adds meanwhile stays. */
export const addCarrier = (
  world: Surroundings,
  subject: DraftSubject,
  carrier: DraftCarrier,
  now: Instant,
): Promise<Result<RoundsDraft, DraftRefusal>> =>
  changeDraft<DraftRefusal>({ table: world.table }, subject, now, (draft) => {
    const at = draft.carriers.findIndex(({ volunteerId }) => volunteerId === carrier.volunteerId);
    if (at >= 0) return ok({ ...draft, carriers: draft.carriers.with(at, carrier) });
    if (draft.carriers.length >= MOST_CARRIERS) return refused('too-many-carriers');
    return ok({ ...draft, carriers: [...draft.carriers, carrier], orders: [...draft.orders, []] });
  });

/** Not counted on any more: their doors wait again. */
export const removeCarrier = (
  world: Surroundings,
  subject: DraftSubject,
  volunteerId: VolunteerId,
  now: Instant,
): Promise<Result<RoundsDraft, DraftRefusal>> =>
  changeDraft<DraftRefusal>({ table: world.table }, subject, now, (draft) => {
    const at = draft.carriers.findIndex((one) => one.volunteerId === volunteerId);
    if (at < 0) return ok(draft);
    return ok({
      ...draft,
      carriers: draft.carriers.toSpliced(at, 1),
      orders: draft.orders.toSpliced(at, 1),
    });
  });

/**
 * Iterations of the search for so many doors: a few tens of milliseconds, answered before a hand leaves the mouse, forty doors within
 * one per cent of a five-second search on the mean (docs/rounds.md).
 */
const iterationsFor = (doors: number): number => Math.min(24_000, Math.max(2_000, 300 * doors));

/**
 * Rounds for everything that waits, by the solver. What was made by hand before is replaced, if whoever asks has seen it: `seen` is
 * the mark of the orders they saw. Same half-day, same answer, so asking twice is asking once.
 */
export const proposeRounds = (
  world: Surroundings,
  subject: DraftSubject,
  seen: string,
  now: Instant,
): Promise<Result<RoundsDraft, DraftRefusal>> =>
  changeDraft<DraftRefusal>(world, subject, now, (draft, open) => {
    const isAnybodyFree = draft.carriers.some(({ volunteerId }) => !isTaken(open, volunteerId));
    if (open.toBring.length === 0 || !isAnybodyFree) return refused('nothing-to-do');
    const laid = problemOf(open);
    const solved = solveRounds(laid.problem, { iterations: iterationsFor(laid.stops.length) }, 1);
    if (!solved.ok) return refused(solved.refusal.reason);
    const orders: MissionId[][] = draft.carriers.map(() => []);
    for (const round of solved.value.rounds)
      orders[round.carrier] = round.stops.flatMap(({ stop }) => laid.stops[stop]?.mission.id ?? []);
    const next = { ...draft, orders, proposedAt: now };
    const isArranged = draft.proposedAt !== undefined || draft.orders.some((order) => order.length > 0);
    const isUnseen = isArranged && ordersMark(draft) !== seen;
    return isUnseen && ordersMark(next) !== ordersMark(draft) ? refused('changed-meanwhile') : ok(next);
  });

export type Placement =
  /** Earlier or later in the round it is in. */
  | { readonly to: 'earlier' | 'later' }
  | { readonly to: 'nobody' }
  /** Before the stop now at `position` (the last when absent or beyond). */
  | { readonly to: 'carrier'; readonly volunteerId: VolunteerId; readonly position?: number | undefined };

const swapped = (order: readonly MissionId[], at: number, by: -1 | 1): readonly MissionId[] => {
  const [here, there] = [order[at], order[at + by]];
  if (here === undefined || there === undefined) return order;
  return order.with(at, there).with(at + by, here);
};

/** One door moved by hand. Times and faults are told afterwards, never refused: a person may know better. */
export const placeByHand = (
  world: Surroundings,
  subject: DraftSubject,
  missionId: MissionId,
  placement: Placement,
  now: Instant,
): Promise<Result<RoundsDraft, DraftRefusal>> =>
  changeDraft<DraftRefusal>({ table: world.table }, subject, now, (draft, open) => {
    if (!open.toBring.some(({ mission }) => mission.id === missionId)) return refused('not-in-draft');
    // Who was called off or sent meanwhile still stands in the orders: gone before anything is counted in them.
    const waiting = new Set(open.toBring.map(({ mission }) => mission.id));
    const orders = draft.orders.map((order) => order.filter((id) => waiting.has(id)));
    if (placement.to === 'nobody') return ok({ ...draft, orders: withoutStop(orders, missionId) });
    if (placement.to === 'carrier') {
      const carrier = draft.carriers.findIndex(({ volunteerId }) => volunteerId === placement.volunteerId);
      if (carrier < 0) return refused('not-in-draft');
      const others = withoutStop(orders, missionId);
      const order = others[carrier] ?? [];
      const at = Math.min(placement.position ?? order.length, order.length);
      return ok({ ...draft, orders: others.with(carrier, order.toSpliced(at, 0, missionId)) });
    }
    const by = placement.to === 'earlier' ? -1 : 1;
    return ok({
      ...draft,
      orders: orders.map((order) => {
        const at = order.indexOf(missionId);
        return at < 0 ? order : [...swapped(order, at, by)];
      }),
    });
  });
