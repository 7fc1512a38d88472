/** A binary heap of (key, item) pairs; an item may be in it more than once, and the caller skips what is stale. */
export type Heap = { keys: Float64Array; items: Int32Array; size: number };

export const createHeap = (): Heap => ({
  keys: new Float64Array(1024),
  items: new Int32Array(1024),
  size: 0,
});

const grow = (heap: Heap): void => {
  const keys = new Float64Array(heap.keys.length * 2);
  const items = new Int32Array(heap.items.length * 2);
  keys.set(heap.keys);
  items.set(heap.items);
  heap.keys = keys;
  heap.items = items;
};

export const push = (heap: Heap, key: number, item: number): void => {
  if (heap.size === heap.keys.length) grow(heap);
  const { keys, items } = heap;
  let hole = heap.size;
  heap.size += 1;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = keys[parent] ?? 0;
    if (above <= key) break;
    keys[hole] = above;
    items[hole] = items[parent] ?? 0;
    hole = parent;
  }
  keys[hole] = key;
  items[hole] = item;
};

/** Removes the pair with the smallest key, which the caller has read at position 0. */
export const pop = (heap: Heap): void => {
  heap.size -= 1;
  const { keys, items, size } = heap;
  const key = keys[size] ?? 0;
  const item = items[size] ?? 0;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
    const below = keys[child] ?? 0;
    if (below >= key) break;
    keys[hole] = below;
    items[hole] = items[child] ?? 0;
    hole = child;
  }
  keys[hole] = key;
  items[hole] = item;
};
