import type { Flow } from '../flow.ts';
import { fallOf, riseOf } from './near.ts';
import { beginAtEnds, follow, nearest, next, otherOf, type Search, touch } from './search.ts';

/** A direction, out or in, and what it needs of the other one. */
type Direction = {
  /** How prices move where the first search went. */
  readonly sign: 1 | -1;
  readonly ways: (flow: Flow, search: Search, node: number) => number;
  readonly walk: (flow: Flow, search: Search, reached: number) => number;
  readonly ends: (flow: Flow, shift: number, other: Search, limit: number) => void;
  readonly end: (flow: Flow, node: number) => void;
  readonly otherWays: (flow: Flow, search: Search, node: number) => number;
  readonly otherWalk: (flow: Flow, search: Search, reached: number) => number;
};

/**
 * Nodes settled before a search is met. Most end before; the others have half of a town before them. Fewer cost loose weeks more than
 * they save tight ones, more the other way round (`docs/matching-tried.md`).
 */
export const PATIENCE = 512;

/** The shortest way known, and where its two halves meet: -1 where the first search came to an end by itself. */
type Shortest = { length: number; node: number };

/** Looks whether both searches have been at the first `count` of these nodes. */
const compare = (
  search: Search,
  other: Search,
  nodes: Int32Array,
  count: number,
  shortest: Shortest,
): void => {
  const { mark, distance } = search;
  const seen = 2 * search.round;
  const seenByOther = 2 * other.round;
  for (let k = 0; k < count; k += 1) {
    const node = nodes[k] ?? 0;
    if ((mark[node] ?? 0) < seen || (other.mark[node] ?? 0) < seenByOther) continue;
    const length = (distance[node] ?? 0) + (other.distance[node] ?? 0);
    if (length >= shortest.length) continue;
    shortest.length = length;
    shortest.node = node;
  }
};

/** Settles one node of a search and looks whether the other has been where its ways lead. */
const step = (
  flow: Flow,
  search: Search,
  other: Search,
  ways: Direction['ways'],
  shortest: Shortest,
): void => {
  const node = next(search);
  const count = ways(flow, search, node);
  follow(search, search.distance[node] ?? 0, count);
  compare(search, other, search.wayTo, count, shortest);
};

/** Moves the prices of what a search settled within `reach`, and notes that something changed there. */
const move = ({ price }: Flow, search: Search, first: Search, reach: number, sign: number): void => {
  const { settled, settledCount, distance } = search;
  for (let i = 0; i < settledCount; i += 1) {
    const node = settled[i] ?? 0;
    const less = reach - (distance[node] ?? 0);
    if (less > 0) price[node] = (price[node] ?? 0) + sign * less;
    touch(first, node);
  }
};

/**
 * Ends a search that has gone far without an end: another begins at all ends, against it, and whoever has looked at fewer edges goes on,
 * until no way through both could be shorter than the shortest one known (Nicholson 1966; the stopping rule of Pohl 1971). Two small
 * rounds meet where one large one would be most of a town. Each side's prices move by what it went through; the end itself
 * rises or falls by the other's reach, which is kept as `shift` until the solve is over. False when there is no way.
 */
export const meet = (flow: Flow, search: Search, direction: Direction): boolean => {
  const { sign, ways, otherWays } = direction;
  const other = otherOf(search);
  const { near } = flow.network.ledger;
  if (near && sign > 0) other.rise = riseOf(flow, near);
  else if (near) other.fall = fallOf(flow, near);
  const shortest: Shortest = { length: search.best, node: -1 };
  const end = search.bestNode;
  // From here on what either prunes is as far as `pruned` or farther, as if it waited there.
  let pruned = Number.POSITIVE_INFINITY;
  let otherPruned = Math.max(0, shortest.length - nearest(search));
  beginAtEnds(other);
  direction.ends(flow, search.shift, other, otherPruned);
  compare(search, other, other.heap.items, other.heap.size, shortest);
  search.hasEnds = false;
  const scans = search.scans;
  const otherScans = other.scans;
  let otherReach = 0;
  for (;;) {
    const here = nearest(search);
    const there = nearest(other);
    const reach = Math.min(here, pruned);
    otherReach = Math.min(there, otherPruned, shortest.length);
    const mayGo = here + otherReach < shortest.length;
    const mayOther = there + reach < shortest.length;
    if (!mayGo && !mayOther) break;
    if (mayGo && (!mayOther || search.scans - scans <= other.scans - otherScans)) {
      pruned = Math.min(pruned, shortest.length - otherReach);
      search.best = pruned;
      step(flow, search, other, ways, shortest);
    } else {
      otherPruned = Math.min(otherPruned, shortest.length - reach);
      other.best = otherPruned;
      step(flow, other, search, otherWays, shortest);
    }
  }
  search.scans += other.scans - otherScans;
  if (!Number.isFinite(shortest.length)) return false;
  move(flow, search, search, shortest.length - otherReach, sign);
  move(flow, other, search, otherReach, -sign);
  search.shift += sign * otherReach;
  search.rise = -1;
  search.fall = -1;
  const met = shortest.node < 0 ? end : shortest.node;
  touch(search, met);
  direction.end(flow, shortest.node < 0 ? end : direction.otherWalk(flow, other, met));
  const start = direction.walk(flow, search, met);
  flow.owed[start] = (flow.owed[start] ?? 0) - sign;
  return true;
};
