import { createHeap, type Heap, pop, push } from './heap.ts';

/** What one shortest-path search writes, kept from one search to the next so that nothing is cleared. */
export type Search = {
  readonly heap: Heap;
  readonly distance: Float64Array;
  /** The edge that reached a node; FROM_VOLUNTEER or FROM_SLOT where no edge did; START at the first node. */
  readonly by: Int32Array;
  /** 2 × round: has a distance in this round; 2 × round + 1: the distance is final. */
  readonly mark: Int32Array;
  readonly settled: Int32Array;
  settledCount: number;
  /** What the searches of this solve have settled, each once: `touchedIn` is the last solve that did. */
  readonly touched: Int32Array;
  readonly touchedIn: Int32Array;
  touchedCount: number;
  solve: number;
  /**
   * Ways on from the node at hand: where to, how far from the start, by what, and how far it would be out from there where that is
   * known. No node has more of them than there are nodes.
   */
  readonly wayTo: Int32Array;
  readonly wayLength: Float64Array;
  readonly wayBy: Int32Array;
  readonly wayEnd: Float64Array;
  /** Nodes as far as the one at hand: most are, for what is taken is in order at no cost. They come next, and need no heap. */
  readonly level: Int32Array;
  levelCount: number;
  /** By how much missions' prices have risen and slots' fallen at most since edges were put in order (`near.ts`), -1 where it is not known. */
  rise: number;
  fall: number;
  /** Whether ways to the end are looked for, and not only ways to where another search has been (`meet.ts`). */
  hasEnds: boolean;
  /** By how much the end is worth more than its price, which is nothing: what all prices rise by when the solve is over. */
  shift: number;
  /** Nodes settled before a search from the ends sets out to meet this one. */
  patience: number;
  /** That one. */
  other: Search | undefined;
  round: number;
  /** Cheapest way out found so far, and the node it leaves from. */
  best: number;
  bestNode: number;
  searches: number;
  scans: number;
};

export const START = -1;
/** A slot reached from its volunteer. */
export const FROM_VOLUNTEER = -2;

export const createSearch = (nodeCount: number): Search => ({
  heap: createHeap(),
  distance: new Float64Array(nodeCount),
  by: new Int32Array(nodeCount),
  mark: new Int32Array(nodeCount),
  settled: new Int32Array(nodeCount),
  settledCount: 0,
  touched: new Int32Array(nodeCount),
  touchedIn: new Int32Array(nodeCount),
  touchedCount: 0,
  solve: 0,
  wayTo: new Int32Array(nodeCount),
  wayLength: new Float64Array(nodeCount),
  wayBy: new Int32Array(nodeCount),
  wayEnd: new Float64Array(nodeCount),
  level: new Int32Array(nodeCount),
  levelCount: 0,
  rise: -1,
  fall: -1,
  hasEnds: true,
  shift: 0,
  patience: Number.POSITIVE_INFINITY,
  other: undefined,
  round: 0,
  best: Number.POSITIVE_INFINITY,
  bestNode: -1,
  searches: 0,
  scans: 0,
});

/** A new solve begins: nothing is counted or touched yet. */
export const beginSolve = (search: Search): void => {
  search.solve += 1;
  search.touchedCount = 0;
  search.rise = -1;
  search.fall = -1;
  search.shift = 0;
  search.searches = 0;
  search.scans = 0;
};

/** Notes that this solve changes something at a node. */
export const touch = (search: Search, node: number): void => {
  if (search.touchedIn[node] === search.solve) return;
  search.touchedIn[node] = search.solve;
  search.touched[search.touchedCount] = node;
  search.touchedCount += 1;
};

const beginAnew = (search: Search): void => {
  search.round += 1;
  search.settledCount = 0;
  search.best = Number.POSITIVE_INFINITY;
  search.bestNode = -1;
  search.heap.size = 0;
  search.levelCount = 0;
};

/** The search that sets out from the ends to meet this one. */
export const otherOf = (search: Search): Search => {
  search.other ??= createSearch(search.distance.length);
  return search.other;
};

/** Begins a search at as many ends as `reachEnd` will name. */
export const beginAtEnds = (search: Search): void => {
  beginAnew(search);
  search.hasEnds = false;
};

export const reachEnd = (search: Search, node: number, length: number): void => {
  const { distance, by, mark, round, heap } = search;
  if (mark[node] === 2 * round && length >= (distance[node] ?? 0)) return;
  distance[node] = length;
  by[node] = START;
  mark[node] = 2 * round;
  push(heap, length, node);
};

export const begin = (search: Search, node: number): void => {
  beginAnew(search);
  search.searches += 1;
  search.hasEnds = true;
  search.distance[node] = 0;
  search.by[node] = START;
  search.mark[node] = 2 * search.round;
  search.level[0] = node;
  search.levelCount = 1;
};

export const wayOut = (search: Search, node: number, distance: number): void => {
  if (distance >= search.best || !search.hasEnds) return;
  search.best = distance;
  search.bestNode = node;
};

/** Goes the first `count` ways on from a node that is `here` far: each is kept when it is the shortest so far and could still beat the best way out. */
export const follow = (search: Search, here: number, count: number): void => {
  const { heap, distance, by, mark, wayTo, wayLength, wayBy, wayEnd, level } = search;
  const seen = 2 * search.round;
  for (let k = 0; k < count; k += 1) {
    const node = wayTo[k] ?? 0;
    const length = wayLength[k] ?? 0;
    const marked = mark[node] ?? 0;
    if (length >= search.best || marked > seen || (marked === seen && length >= (distance[node] ?? 0)))
      continue;
    distance[node] = length;
    by[node] = wayBy[k] ?? 0;
    mark[node] = seen;
    if (length > here) push(heap, length, node);
    else {
      level[search.levelCount] = node;
      search.levelCount += 1;
    }
    wayOut(search, node, wayEnd[k] ?? 0);
  }
};

/** How far the nearest node not settled yet is. */
export const nearest = ({ heap, mark, level, levelCount, distance, round }: Search): number => {
  if (levelCount > 0) return distance[level[levelCount - 1] ?? 0] ?? 0;
  while (heap.size > 0 && (mark[heap.items[0] ?? 0] ?? 0) > 2 * round) pop(heap);
  return heap.size > 0 ? (heap.keys[0] ?? 0) : Number.POSITIVE_INFINITY;
};

/** The nearest node not settled yet, or -1 when none can beat the best way out. */
export const next = (search: Search): number => {
  const { heap, mark } = search;
  const seen = 2 * search.round;
  while (search.levelCount > 0 || heap.size > 0) {
    let node = 0;
    if (search.levelCount > 0) {
      search.levelCount -= 1;
      node = search.level[search.levelCount] ?? 0;
      if ((search.distance[node] ?? 0) >= search.best) return -1;
    } else {
      if ((heap.keys[0] ?? 0) >= search.best) return -1;
      node = heap.items[0] ?? 0;
      pop(heap);
      if ((mark[node] ?? 0) > seen) continue;
    }
    mark[node] = seen + 1;
    search.settled[search.settledCount] = node;
    search.settledCount += 1;
    return node;
  }
  return -1;
};

/** Raises (1) or lowers (-1) the prices of what a search went through, so that every arc stays in order along the way found. */
export const movePrices = (
  { price }: { readonly price: Float64Array },
  search: Search,
  sign: 1 | -1,
): void => {
  const { best, bestNode, settled, settledCount, distance, touched, touchedIn, solve } = search;
  if (sign > 0) search.rise = -1;
  else search.fall = -1;
  // Reached at the very end, it is not settled; but something changes there.
  touch(search, bestNode);
  for (let i = 0; i < settledCount; i += 1) {
    const node = settled[i] ?? 0;
    price[node] = (price[node] ?? 0) + sign * (best - (distance[node] ?? 0));
    if (touchedIn[node] === solve) continue;
    touchedIn[node] = solve;
    touched[search.touchedCount] = node;
    search.touchedCount += 1;
  }
};
