/**
 * One number of a table, seen as a flow from one sum to another: at each sum as much comes in as goes out. A count
 * goes from its row to its column, a column's total from the column to the whole, and so on round.
 */
export type Cell = {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** What is lost when it is hidden without need: totals are kept longest. */
  readonly loss: number;
};

/** A hidden number must be able to be any of so many in a row, for whoever reads all that is told. */
export const LEAST_VALUES = 5;
const NEEDED = LEAST_VALUES - 1;

type Hidden = ReadonlySet<number>;
/** A way to go on from a sum: by more of a hidden number (without end), or by less of it (down to one). */
type Way = { readonly cell: number; readonly to: number; readonly room: number };

const waysOf = (cells: readonly Cell[], node: number, touching: readonly (readonly number[])[]): Way[] =>
  (touching[node] ?? []).flatMap((at): Way[] => {
    const cell = cells[at];
    if (!cell || cell.value === 0) return [];
    const ways: Way[] = [];
    if (cell.from === node) ways.push({ cell: at, to: cell.to, room: Number.POSITIVE_INFINITY });
    if (cell.to === node && cell.value > 1) ways.push({ cell: at, to: cell.from, room: cell.value - 1 });
    return ways;
  });

const touchingOf = (cells: readonly Cell[], nodes: number): readonly (readonly number[])[] => {
  const touching: number[][] = Array.from({ length: nodes }, () => []);
  for (const [at, { from, to }] of cells.entries()) {
    touching[from]?.push(at);
    if (to !== from) touching[to]?.push(at);
  }
  return touching;
};

/** How much can be sent from one sum to another through hidden numbers other than `but`, up to `wanted`. */
const flow = (
  cells: readonly Cell[],
  touching: readonly (readonly number[])[],
  hidden: Hidden,
  start: number,
  end: number,
  but: number,
  wanted: number,
): number => {
  const moved = new Map<number, number>();
  let sent = 0;
  while (sent < wanted) {
    const cameBy = new Map<
      number,
      { readonly cell: number; readonly node: number; readonly sign: 1 | -1; readonly room: number }
    >();
    const queue = [start];
    for (let head = 0; head < queue.length && !cameBy.has(end); head += 1) {
      const node = queue[head] ?? start;
      for (const at of touching[node] ?? []) {
        const cell = cells[at];
        if (!cell || at === but || !hidden.has(at)) continue;
        const shift = moved.get(at) ?? 0;
        const isForward = cell.from === node;
        const to = isForward ? cell.to : cell.from;
        const room = isForward ? Number.POSITIVE_INFINITY : cell.value + shift - 1;
        if (room <= 0 || to === start || cameBy.has(to)) continue;
        cameBy.set(to, { cell: at, node, sign: isForward ? 1 : -1, room });
        queue.push(to);
      }
    }
    if (!cameBy.has(end)) return sent;
    let room = wanted - sent;
    for (let node = end; node !== start; ) {
      const step = cameBy.get(node);
      if (!step) return sent;
      room = Math.min(room, step.room);
      node = step.node;
    }
    for (let node = end; node !== start; ) {
      const step = cameBy.get(node);
      if (!step) return sent;
      moved.set(step.cell, (moved.get(step.cell) ?? 0) + step.sign * room);
      node = step.node;
    }
    sent += room;
  }
  return sent;
};

/**
 * The numbers on the cheapest way back from the end of a cell to its beginning, each able to give way by what is needed:
 * hidden together, none of them can be worked out. There is always one: whatever flows, flows round.
 */
const cheapestCycle = (
  cells: readonly Cell[],
  touching: readonly (readonly number[])[],
  hidden: Hidden,
  at: number,
): readonly number[] => {
  const cell = cells[at];
  if (!cell) return [];
  const cost = new Map<number, number>([[cell.to, 0]]);
  const cameBy = new Map<number, { readonly cell: number; readonly node: number }>();
  const done = new Set<number>();
  for (;;) {
    let node: number | undefined;
    for (const [candidate, paid] of cost)
      if (!done.has(candidate) && (node === undefined || paid < (cost.get(node) ?? 0))) node = candidate;
    if (node === undefined || node === cell.from) break;
    done.add(node);
    for (const way of waysOf(cells, node, touching)) {
      if (way.cell === at || way.room < NEEDED) continue;
      const paid = (cost.get(node) ?? 0) + (hidden.has(way.cell) ? 0 : (cells[way.cell]?.loss ?? 0));
      if (paid >= (cost.get(way.to) ?? Number.POSITIVE_INFINITY)) continue;
      cost.set(way.to, paid);
      cameBy.set(way.to, { cell: way.cell, node });
    }
  }
  const cycle: number[] = [];
  for (let node = cell.from; node !== cell.to; ) {
    const step = cameBy.get(node);
    if (!step) return [];
    cycle.push(step.cell);
    node = step.node;
  }
  return cycle;
};

/**
 * Which numbers to hide besides those that must be, so that nobody who reads the rest, and knows that nobody is counted
 * less than once in what is hidden, can narrow a hidden number to fewer than five values in a row. Exact: the range
 * of a hidden number is what can flow round through hidden numbers (network flow); zeros are always told. Deterministic;
 * hides no more than it needs for each number in turn, which is not always the fewest in all.
 */
export const protect = (
  cells: readonly Cell[],
  nodes: number,
  mustHide: Iterable<number>,
): ReadonlySet<number> => {
  const touching = touchingOf(cells, nodes);
  const hidden = new Set(mustHide);
  const waiting = [...hidden];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const cell = cells[next];
    if (!cell) continue;
    const down = Math.min(cell.value - 1, flow(cells, touching, hidden, cell.from, cell.to, next, NEEDED));
    if (down >= NEEDED) continue;
    if (down + flow(cells, touching, hidden, cell.to, cell.from, next, NEEDED) >= NEEDED) continue;
    for (const other of cheapestCycle(cells, touching, hidden, next)) {
      if (hidden.has(other)) continue;
      hidden.add(other);
      waiting.push(other);
    }
  }
  return hidden;
};
