import { ok, type Result } from '../../../result/result.ts';
import { isWhole, type LayeredProblem, type LayeredRefusal, refuse } from '../shape.ts';

export type Edge = { readonly slot: number; readonly cost: number; readonly isLocked?: boolean };

/**
 * One change to a problem. Numbers of missions, slots and volunteers never move: what is added comes after the last one,
 * what is removed stays with nothing to do.
 */
export type Change =
  /** A new volunteer, with slots of their own numbered after the last slot. */
  | {
      readonly kind: 'add-volunteer';
      readonly tiers: readonly number[];
      readonly slots: readonly { readonly capacity?: number }[];
    }
  | { readonly kind: 'add-slot'; readonly volunteer: number; readonly capacity?: number }
  | {
      readonly kind: 'add-mission';
      readonly demand?: number;
      readonly penalty: number;
      readonly edges: readonly Edge[];
    }
  /** Adds the edge, or gives it another cost or lock when the mission already has it. */
  | {
      readonly kind: 'put-edge';
      readonly mission: number;
      readonly slot: number;
      readonly cost: number;
      readonly isLocked?: boolean;
    }
  | { readonly kind: 'remove-edge'; readonly mission: number; readonly slot: number }
  | { readonly kind: 'lock' | 'unlock'; readonly mission: number; readonly slot: number }
  | { readonly kind: 'remove-mission'; readonly mission: number }
  | { readonly kind: 'set-demand'; readonly mission: number; readonly demand: number }
  | { readonly kind: 'set-penalty'; readonly mission: number; readonly penalty: number }
  | { readonly kind: 'set-capacity'; readonly slot: number; readonly capacity: number }
  /** The weekly costs, and by their number the weekly cap: none at all removes the volunteer. */
  | { readonly kind: 'set-tiers'; readonly volunteer: number; readonly tiers: readonly number[] };

/**
 * A mission's row: the one of before, up to `length`, but with these edges in these places. Most of a row stays when one edge
 * changes, so it is copied only when it is written.
 */
export type Row = { length: number; readonly put: Put[] };
type Put = { readonly place: number; edge: Edge };

/** Lists that are copied only where a change touches them. */
export type Draft = {
  readonly before: LayeredProblem;
  readonly rows: Map<number, Row>;
  readonly tiers: Map<number, readonly number[]>;
  readonly demand: Map<number, number>;
  readonly penalty: Map<number, number>;
  readonly owner: number[];
  readonly capacity: Map<number, number>;
  missionCount: number;
  volunteerCount: number;
};

const rowOf = ({ before, rows }: Draft, m: number): Row => {
  const known = rows.get(m);
  if (known !== undefined) return known;
  const row = { length: (before.edgeEnd[m] ?? 0) - (before.edgeStart[m] ?? 0), put: [] };
  rows.set(m, row);
  return row;
};

/** Where a row has this slot, or -1. */
const placeOf = ({ before }: Draft, m: number, { length, put }: Row, slot: number): number => {
  for (const { place, edge } of put) if (edge.slot === slot) return place;
  if (slot >= before.slotCount) return -1;
  const start = before.edgeStart[m] ?? 0;
  const end = Math.min(before.edgeEnd[m] ?? 0, start + length);
  for (let e = start; e < end; e += 1)
    if (before.edgeSlot[e] === slot && !put.some(({ place }) => place === e - start)) return e - start;
  return -1;
};

const edgeAt = ({ before }: Draft, m: number, { put }: Row, place: number): Edge => {
  const e = (before.edgeStart[m] ?? 0) + place;
  return (
    put.find((one) => one.place === place)?.edge ?? {
      slot: before.edgeSlot[e] ?? 0,
      cost: before.edgeCost[e] ?? 0,
      isLocked: before.edgeLocked[e] === 1,
    }
  );
};

const putAt = ({ put }: Row, place: number, edge: Edge): void => {
  const known = put.find((one) => one.place === place);
  if (known) known.edge = edge;
  else put.push({ place, edge });
};

/** Takes an edge out of a row. The last takes its place: the others keep theirs. */
const removeAt = (draft: Draft, m: number, row: Row, place: number): void => {
  const last = row.length - 1;
  if (place < last) putAt(row, place, edgeAt(draft, m, row, last));
  const known = row.put.findIndex((one) => one.place === last);
  if (known >= 0) row.put.splice(known, 1);
  row.length = last;
};

const apply = (draft: Draft, change: Change): Result<true, LayeredRefusal> => {
  const { before } = draft;
  if (
    'mission' in change &&
    !(change.mission >= 0 && change.mission < draft.missionCount && isWhole(change.mission))
  )
    return refuse('unknown-mission', 'mission', change.mission);
  const slotCount = before.slotCount + draft.owner.length;
  if ('slot' in change && !(change.slot >= 0 && change.slot < slotCount && isWhole(change.slot)))
    return refuse('unknown-slot', 'slot', change.slot);
  if (
    'volunteer' in change &&
    !(change.volunteer >= 0 && change.volunteer < draft.volunteerCount && isWhole(change.volunteer))
  )
    return refuse('unknown-volunteer', 'volunteer', change.volunteer);
  switch (change.kind) {
    case 'add-volunteer':
      draft.tiers.set(draft.volunteerCount, change.tiers);
      for (const { capacity } of change.slots) {
        draft.capacity.set(before.slotCount + draft.owner.length, capacity ?? 1);
        draft.owner.push(draft.volunteerCount);
      }
      draft.volunteerCount += 1;
      return ok(true);
    case 'add-slot':
      draft.capacity.set(slotCount, change.capacity ?? 1);
      draft.owner.push(change.volunteer);
      return ok(true);
    case 'add-mission':
      draft.rows.set(draft.missionCount, {
        length: change.edges.length,
        put: change.edges.map((edge, place) => ({ place, edge })),
      });
      draft.demand.set(draft.missionCount, change.demand ?? 1);
      draft.penalty.set(draft.missionCount, change.penalty);
      draft.missionCount += 1;
      return ok(true);
    case 'put-edge': {
      const row = rowOf(draft, change.mission);
      const { slot, cost, isLocked } = change;
      const place = placeOf(draft, change.mission, row, slot);
      if (place >= 0) {
        const { isLocked: wasLocked } = edgeAt(draft, change.mission, row, place);
        putAt(row, place, { slot, cost, isLocked: isLocked ?? wasLocked });
        return ok(true);
      }
      putAt(row, row.length, { slot, cost, isLocked });
      row.length += 1;
      return ok(true);
    }
    case 'remove-edge':
    case 'lock':
    case 'unlock': {
      const row = rowOf(draft, change.mission);
      const place = placeOf(draft, change.mission, row, change.slot);
      if (place < 0) return refuse('unknown-edge', 'mission', change.mission);
      if (change.kind === 'remove-edge') removeAt(draft, change.mission, row, place);
      else {
        const edge = edgeAt(draft, change.mission, row, place);
        putAt(row, place, { ...edge, isLocked: change.kind === 'lock' });
      }
      return ok(true);
    }
    case 'remove-mission':
      draft.rows.set(change.mission, { length: 0, put: [] });
      draft.demand.set(change.mission, 0);
      return ok(true);
    case 'set-demand':
      draft.demand.set(change.mission, change.demand);
      return ok(true);
    case 'set-penalty':
      draft.penalty.set(change.mission, change.penalty);
      return ok(true);
    case 'set-capacity':
      draft.capacity.set(change.slot, change.capacity);
      return ok(true);
    case 'set-tiers':
      draft.tiers.set(change.volunteer, change.tiers);
      return ok(true);
  }
};

/** The changes one after the other, as lists of what differs; nothing is copied that no change names. */
export const draftOf = (
  before: LayeredProblem,
  changes: readonly Change[],
): Result<Draft, LayeredRefusal> => {
  const draft: Draft = {
    before,
    rows: new Map(),
    tiers: new Map(),
    demand: new Map(),
    penalty: new Map(),
    owner: [],
    capacity: new Map(),
    missionCount: before.missionCount,
    volunteerCount: before.volunteerCount,
  };
  for (const change of changes) {
    const applied = apply(draft, change);
    if (!applied.ok) return applied;
  }
  return ok(draft);
};
