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
  round: 0,
  best: Number.POSITIVE_INFINITY,
  bestNode: -1,
  searches: 0,
  scans: 0,
});

export const begin = (search: Search, node: number): void => {
  search.round += 1;
  search.searches += 1;
  search.settledCount = 0;
  search.best = Number.POSITIVE_INFINITY;
  search.bestNode = -1;
  search.heap.size = 0;
  search.distance[node] = 0;
  search.by[node] = START;
  search.mark[node] = 2 * search.round;
  push(search.heap, 0, node);
};

/** Offers a way to a node; kept when it is the shortest so far and could still beat the best way out. */
export const reach = (search: Search, node: number, distance: number, by: number): void => {
  if (distance >= search.best) return;
  const mark = search.mark[node] ?? 0;
  const seen = 2 * search.round;
  if (mark > seen || (mark === seen && distance >= (search.distance[node] ?? 0))) return;
  search.distance[node] = distance;
  search.by[node] = by;
  search.mark[node] = seen;
  push(search.heap, distance, node);
};

export const wayOut = (search: Search, node: number, distance: number): void => {
  if (distance >= search.best) return;
  search.best = distance;
  search.bestNode = node;
};

/** The nearest node not settled yet, or -1 when none can beat the best way out. */
export const next = (search: Search): number => {
  const { heap, mark } = search;
  while (heap.size > 0) {
    const key = heap.keys[0] ?? 0;
    if (key >= search.best) return -1;
    const node = heap.items[0] ?? 0;
    pop(heap);
    if ((mark[node] ?? 0) > 2 * search.round) continue;
    mark[node] = 2 * search.round + 1;
    search.settled[search.settledCount] = node;
    search.settledCount += 1;
    return node;
  }
  return -1;
};
