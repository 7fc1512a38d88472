import type { Flow } from '../flow.ts';
import type { Ledger } from '../ledger.ts';

/** Edges of groups, each group behind those that were asked for before it, its nearest edge first. */
type Nearest = {
  /** Where a group begins, -1 while nobody has asked for it, and where it ends. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** How far: what an edge costs at the prices of then, but for the group's own. */
  key: Float64Array;
  edge: Int32Array;
  /** Who is at the other end. */
  other: Int32Array;
  used: number;
};

/**
 * The edges of a ledger's first version as they lay at the prices of its first answer: into each slot (`wishes`), and out of each
 * mission (`ways`). A change moves prices little. A search that knows by how much they have moved at most reads a list as
 * far as somebody could still be near enough, and not to its end.
 */
export type Near = {
  /** The prices of that answer, by node. */
  readonly price: Float64Array;
  readonly wishes: Nearest;
  readonly ways: Nearest;
};

/** Room for the edges of a few dozen groups; most changes ask for no more. */
const FIRST_ROOM = 1024;

const nearest = (groupCount: number): Nearest => ({
  start: new Int32Array(groupCount).fill(-1),
  end: new Int32Array(groupCount),
  key: new Float64Array(FIRST_ROOM),
  edge: new Int32Array(FIRST_ROOM),
  other: new Int32Array(FIRST_ROOM),
  used: 0,
});

/** Nothing is in order yet: each list is when a search comes by. */
export const nearOf = ({ first }: Ledger, price: Float64Array): Near => ({
  price,
  wishes: nearest(first.slotCount),
  ways: nearest(first.missionCount),
});

/** Makes room behind all groups, and says where. */
const placeFor = (list: Nearest, group: number, count: number): number => {
  const at = list.used;
  list.start[group] = at;
  list.used += count;
  list.end[group] = list.used;
  if (list.used <= list.key.length) return at;
  const { key, edge, other } = list;
  const room = 2 * list.used;
  list.key = new Float64Array(room);
  list.edge = new Int32Array(room);
  list.other = new Int32Array(room);
  list.key.set(key);
  list.edge.set(edge);
  list.other.set(other);
  return at;
};

/** Shell's sort: most lists are short, and a long one does not take the square of its length. */
const sort = ({ key, edge, other }: Nearest, from: number, to: number): void => {
  let gap = 1;
  while (9 * gap < to - from) gap = 3 * gap + 1;
  for (; gap >= 1; gap = (gap - 1) / 3)
    for (let i = from + gap; i < to; i += 1) {
      const k = key[i] ?? 0;
      const e = edge[i] ?? 0;
      const o = other[i] ?? 0;
      let hole = i;
      for (; hole - gap >= from && (key[hole - gap] ?? 0) > k; hole -= gap) {
        key[hole] = key[hole - gap] ?? 0;
        edge[hole] = edge[hole - gap] ?? 0;
        other[hole] = other[hole - gap] ?? 0;
      }
      key[hole] = k;
      edge[hole] = e;
      other[hole] = o;
    }
};

/** Puts the edges into slot s in order. */
export const orderWishes = (ledger: Ledger, near: Near, s: number): void => {
  const list = near.wishes;
  const { start, members } = ledger.wishes();
  const first = start[s] ?? 0;
  const count = (start[s + 1] ?? 0) - first;
  const at = placeFor(list, s, count);
  for (let k = 0; k < count; k += 1) {
    const e = members[first + k] ?? 0;
    const m = ledger.edgeMission[e] ?? 0;
    list.key[at + k] = (ledger.edgeCost[e] ?? 0) - (near.price[m] ?? 0);
    list.edge[at + k] = e;
    list.other[at + k] = m;
  }
  sort(list, at, at + count);
};

/** Puts the edges of mission m in order. */
export const orderWays = ({ first, edgeCost, edgeSlot }: Ledger, near: Near, m: number): void => {
  const list = near.ways;
  const from = first.edgeStart[m] ?? 0;
  const count = (first.edgeEnd[m] ?? 0) - from;
  const at = placeFor(list, m, count);
  for (let k = 0; k < count; k += 1) {
    const s = edgeSlot[from + k] ?? 0;
    list.key[at + k] = (edgeCost[from + k] ?? 0) + (near.price[first.missionCount + s] ?? 0);
    list.edge[at + k] = from + k;
    list.other[at + k] = s;
  }
  sort(list, at, at + count);
};

/** By how much any mission that has edges is worth more than then. */
export const riseOf = ({ price, network }: Flow, near: Near): number => {
  const { edgeStart, edgeEnd } = network.problem;
  const { missionCount } = network.ledger.first;
  let most = 0;
  for (let m = 0; m < missionCount; m += 1) {
    const rise = (price[m] ?? 0) - (near.price[m] ?? 0);
    if (rise > most && (edgeStart[m] ?? 0) < (edgeEnd[m] ?? 0)) most = rise;
  }
  return most;
};

/** By how much any slot costs less than then. */
export const fallOf = ({ price, network }: Flow, near: Near): number => {
  const { missionCount, slotCount } = network.ledger.first;
  let most = 0;
  for (let s = 0; s < slotCount; s += 1) {
    const fall = (near.price[missionCount + s] ?? 0) - (price[network.firstSlot + s] ?? 0);
    if (fall > most) most = fall;
  }
  return most;
};
