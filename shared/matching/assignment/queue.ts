import type { Store } from './work.ts';

/** Volunteers by distance, nearest first: a binary heap that can bring somebody nearer. Holds each at most once. */
export type Queue = {
  readonly ids: Int32Array;
  /** Place of each volunteer in `ids`, or -1. */
  readonly placeOf: Int32Array;
  readonly distance: Store;
  size: number;
};

export const emptyQueue = (count: number, distance: Store): Queue => ({
  ids: new Int32Array(count),
  placeOf: new Int32Array(count).fill(-1),
  distance,
  size: 0,
});

/** Adds a volunteer, or moves it forward after its distance fell. */
export const bringForward = (queue: Queue, id: number): void => {
  const { ids, placeOf, distance } = queue;
  const mine = distance[id] ?? 0;
  let hole = placeOf[id] ?? -1;
  if (hole < 0) {
    hole = queue.size;
    queue.size += 1;
  }
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const other = ids[parent] ?? 0;
    if ((distance[other] ?? 0) <= mine) break;
    ids[hole] = other;
    placeOf[other] = hole;
    hole = parent;
  }
  ids[hole] = id;
  placeOf[id] = hole;
};

/** Takes the nearest out. Only when size > 0. */
export const takeNearest = (queue: Queue): number => {
  const { ids, placeOf, distance } = queue;
  const nearest = ids[0] ?? 0;
  placeOf[nearest] = -1;
  queue.size -= 1;
  const size = queue.size;
  if (size === 0) return nearest;
  const moved = ids[size] ?? 0;
  const mine = distance[moved] ?? 0;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && (distance[ids[right] ?? 0] ?? 0) < (distance[ids[child] ?? 0] ?? 0)) child = right;
    const other = ids[child] ?? 0;
    if ((distance[other] ?? 0) >= mine) break;
    ids[hole] = other;
    placeOf[other] = hole;
    hole = child;
  }
  ids[hole] = moved;
  placeOf[moved] = hole;
  return nearest;
};

export const clearQueue = (queue: Queue): void => {
  for (let k = 0; k < queue.size; k += 1) queue.placeOf[queue.ids[k] ?? 0] = -1;
  queue.size = 0;
};
