import { type Search, startSearch } from './augment.ts';
import { ASSIGNMENT_PARAMS } from './params.ts';
import { bringForward, clearQueue, takeNearest } from './queue.ts';
import {
  ABOUT,
  DECLINED,
  END,
  PAIR_COST,
  PENALTY,
  place,
  putAt,
  SLOT,
  START,
  type Store,
  slotsOf,
  storeOf,
  unplace,
  VOLUNTEER,
  WIDTH,
  type Work,
} from './work.ts';

/**
 * The pairs by volunteer: mission and cost, and beside each what is left of the cost after what the mission paid when the
 * column was made (a lower bound since: what missions pay only falls here). A column is sorted when first read. Only pairs
 * less than a span dearer than what their mission paid then are in it; `rest` is the least key of those left out.
 */
type Columns = {
  readonly start: Int32Array;
  readonly pairs: Store;
  readonly keys: Store;
  readonly rest: Store;
  readonly isSorted: Uint8Array;
};

/** What a mission pays today: its penalty when nobody has it, its cost plus price when somebody has. */
const worth = ({ about, price }: Work, mission: number): number => {
  const at = mission * ABOUT;
  const volunteer = about[at + VOLUNTEER] ?? 0;
  return volunteer === DECLINED
    ? (about[at + PENALTY] ?? 0)
    : (about[at + PAIR_COST] ?? 0) + (price[volunteer] ?? 0);
};

/** Counts the pairs within the span into `start` (a place ahead), or writes them into their columns. */
const walkRows = (work: Work, span: number, start: Int32Array, into?: Pick<Columns, 'pairs' | 'keys'>) => {
  const { problem, about, rows, price } = work;
  for (let i = 0; i < problem.missionCount; i += 1) {
    const pays = worth(work, i);
    const end = about[i * ABOUT + END] ?? 0;
    for (let a = about[i * ABOUT + START] ?? 0; a < end; a += WIDTH) {
      const j = rows[a] ?? 0;
      const key = (rows[a + 1] ?? 0) - pays;
      if (key + (price[j] ?? 0) >= span) continue;
      const at = start[j + 1] ?? 0;
      start[j + 1] = at + 1;
      if (into === undefined) continue;
      into.keys[at] = key;
      into.pairs[at * WIDTH] = i;
      into.pairs[at * WIDTH + 1] = key + pays;
    }
  }
};

const columnsWithin = (work: Work, span: number): Columns => {
  const { volunteerCount } = work.problem;
  const start = new Int32Array(volunteerCount + 2);
  walkRows(work, span, start);
  let total = 0;
  for (let j = 1; j < start.length; j += 1) {
    const count = start[j] ?? 0;
    start[j] = total;
    total += count;
  }
  const pairs = storeOf(work.problem, total * WIDTH);
  const keys = storeOf(work.problem, total);
  walkRows(work, span, start, { pairs, keys });
  const rest = storeOf(work.problem, volunteerCount);
  for (let j = 0; j < volunteerCount; j += 1) rest[j] = span - (work.price[j] ?? 0);
  return { start, pairs, keys, rest, isSorted: new Uint8Array(volunteerCount) };
};

/** Ciura's gaps, and on by 9/4: Shell's sort needs no memory and no call for each comparison. */
const gapsUpTo = (count: number): number[] => {
  const gaps = [1, 4, 10, 23, 57, 132, 301, 701];
  while ((gaps.at(-1) ?? count) * 2.25 < count) gaps.push(Math.floor((gaps.at(-1) ?? 0) * 2.25));
  return gaps.filter((gap) => gap < count).reverse();
};

const sortColumn = ({ start, pairs, keys, isSorted }: Columns, j: number): void => {
  if (isSorted[j] === 1) return;
  isSorted[j] = 1;
  const from = start[j] ?? 0;
  const to = start[j + 1] ?? 0;
  for (const gap of gapsUpTo(to - from))
    for (let k = from + gap; k < to; k += 1) {
      const key = keys[k] ?? 0;
      const mission = pairs[k * WIDTH] ?? 0;
      const cost = pairs[k * WIDTH + 1] ?? 0;
      let hole = k;
      for (let before = k - gap; before >= from && (keys[before] ?? 0) > key; before -= gap) {
        keys[hole] = keys[before] ?? 0;
        pairs[hole * WIDTH] = pairs[before * WIDTH] ?? 0;
        pairs[hole * WIDTH + 1] = pairs[before * WIDTH + 1] ?? 0;
        hole = before;
      }
      keys[hole] = key;
      pairs[hole * WIDTH] = mission;
      pairs[hole * WIDTH + 1] = cost;
    }
};

/**
 * One free slot that still has a price: the price falls until it is nothing, or until a mission comes by the cheapest
 * chain (somebody's mission, whose slot another's fills …, from a slot that nobody pays for or from a mission without
 * anybody). Dijkstra's shortest path the other way round; prices of those passed fall. False, and nothing has changed, when
 * a pair left out of the columns could have mattered.
 */
const repairOne = (
  work: Work,
  columns: Columns,
  search: Search,
  viaVolunteer: Int32Array,
  origin: number,
): boolean => {
  const { about, price } = work;
  const { start, pairs, keys, rest } = columns;
  const { queue, reachedIn, distance, viaMission, viaCost, taken } = search;
  search.number += 1;
  const now = search.number;
  reachedIn[origin] = now;
  distance[origin] = 0;
  let bound = price[origin] ?? 0;
  let target = origin;
  let newcomer = -1;
  let newcomerCost = 0;
  let takenCount = 0;
  let volunteer = origin;
  for (;;) {
    taken[takenCount] = volunteer;
    takenCount += 1;
    sortColumn(columns, volunteer);
    const base = (distance[volunteer] ?? 0) + (price[volunteer] ?? 0);
    const end = start[volunteer + 1] ?? 0;
    for (let e = start[volunteer] ?? 0; e < end; e += 1) {
      if (base + (keys[e] ?? 0) >= bound) break;
      const i = pairs[e * WIDTH] ?? 0;
      const cost = pairs[e * WIDTH + 1] ?? 0;
      const there = base + cost - worth(work, i);
      if (there >= bound) continue;
      const giver = about[i * ABOUT + VOLUNTEER] ?? 0;
      if (giver === DECLINED) {
        bound = there;
        target = volunteer;
        newcomer = i;
        newcomerCost = cost;
        continue;
      }
      if (reachedIn[giver] === now && there >= (distance[giver] ?? 0)) continue;
      reachedIn[giver] = now;
      distance[giver] = there;
      viaMission[giver] = i;
      viaCost[giver] = cost;
      viaVolunteer[giver] = volunteer;
      bringForward(queue, giver);
      const free = there + (price[giver] ?? 0);
      if (free < bound) {
        bound = free;
        target = giver;
        newcomer = -1;
      }
    }
    if (queue.size === 0) break;
    volunteer = takeNearest(queue);
    if ((distance[volunteer] ?? 0) >= bound) break;
  }
  clearQueue(queue);
  for (let k = 0; k < takenCount; k += 1) {
    const j = taken[k] ?? 0;
    if ((distance[j] ?? 0) + (price[j] ?? 0) + (rest[j] ?? 0) < bound) return false;
  }
  for (let k = 0; k < takenCount; k += 1) {
    const j = taken[k] ?? 0;
    const fall = bound - (distance[j] ?? 0);
    if (fall > 0) price[j] = (price[j] ?? 0) - fall;
  }
  let j = target;
  let i = newcomer;
  let cost = newcomerCost;
  if (i < 0) {
    if (j === origin) return true;
    i = viaMission[j] ?? 0;
    cost = viaCost[j] ?? 0;
    unplace(work, i);
    j = viaVolunteer[j] ?? 0;
  }
  while (j !== origin) {
    const next = viaMission[j] ?? 0;
    putAt(work, i, j, cost, about[next * ABOUT + SLOT] ?? 0);
    i = next;
    cost = viaCost[j] ?? 0;
    j = viaVolunteer[j] ?? 0;
  }
  place(work, i, origin, cost);
  return true;
};

/** Until every volunteer with a free slot costs nothing. */
export const repair = (work: Work): void => {
  const { price, load, problem } = work;
  const isPricedAndFree = (j: number) => (price[j] ?? 0) > 0 && (load[j] ?? 0) < slotsOf(work, j);
  const origins: number[] = [];
  for (let j = 0; j < problem.volunteerCount; j += 1) if (isPricedAndFree(j)) origins.push(j);
  if (origins.length === 0) return;
  let span = Math.ceil((problem.spread + 1) * ASSIGNMENT_PARAMS.repairSpan);
  let columns = columnsWithin(work, span);
  const search = startSearch(work);
  const viaVolunteer = new Int32Array(problem.volunteerCount);
  for (const j of origins)
    while (isPricedAndFree(j)) {
      if (repairOne(work, columns, search, viaVolunteer, j)) continue;
      span = Math.min(problem.ceiling, span * ASSIGNMENT_PARAMS.widening);
      columns = columnsWithin(work, span);
    }
};
