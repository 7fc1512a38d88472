import type { AssignmentProblem, Numbers } from './problem.ts';

/** Whole numbers of 32 bits where every sum fits, of 53 where not. */
export type Store = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A row of the work is pairs of numbers: volunteer, cost. */
export const WIDTH = 2;
/** Where a mission is when no volunteer has it. */
export const UNPLACED = -1;
export const DECLINED = -2;

/**
 * What the solver writes on, one for a solve. Between the stages it holds that nothing in a mission's row from `nearEnd` on
 * is under `floor` (cost plus price): whoever looks for less looks at the near part only. Prices that rise keep it true.
 */
export type Work = {
  readonly problem: AssignmentProblem;
  /** Where each mission's row begins in `rows`, length missions + 1. */
  readonly start: Int32Array;
  readonly rows: Store;
  readonly nearEnd: Int32Array;
  readonly floor: Store;
  /** What it costs to leave a mission without a volunteer; for those that must have one, more than any exchange gains. */
  readonly penalty: Store;
  /** Price of a slot of each volunteer; one more volunteer, at the end, holds the mission being placed. */
  readonly price: Store;
  readonly slotStart: Int32Array;
  readonly load: Int32Array;
  readonly slots: Int32Array;
  readonly volunteerOf: Int32Array;
  readonly slotOf: Int32Array;
  /** Cost of the pair in use, of each placed mission. */
  readonly pairCost: Store;
};

export const storeOf = (problem: AssignmentProblem, length: number): Store =>
  problem.ceiling < 2 ** 31 ? new Int32Array(length) : new Float64Array(length);

/** Pairs with somebody who can take nobody are left out; of a pair that comes twice, the cheaper one stays. */
const rowsOf = (problem: AssignmentProblem): Pick<Work, 'rows' | 'start' | 'nearEnd' | 'floor'> => {
  const { missionCount, volunteerCount, rowStart, edgeVolunteer, edgeCost, capacity } = problem;
  const rows = storeOf(problem, edgeCost.length * WIDTH);
  const start = new Int32Array(missionCount + 1);
  const lastRow = new Int32Array(volunteerCount).fill(-1);
  const lastAt = new Int32Array(volunteerCount);
  let to = 0;
  for (let i = 0; i < missionCount; i += 1) {
    const end = rowStart[i + 1] ?? 0;
    for (let e = rowStart[i] ?? 0; e < end; e += 1) {
      const volunteer = edgeVolunteer[e] ?? 0;
      const cost = edgeCost[e] ?? 0;
      if (capacity[volunteer] === 0) continue;
      if (lastRow[volunteer] === i) {
        const at = lastAt[volunteer] ?? 0;
        if ((rows[at] ?? 0) > cost) rows[at] = cost;
        continue;
      }
      lastRow[volunteer] = i;
      lastAt[volunteer] = to + 1;
      rows[to] = volunteer;
      rows[to + 1] = cost;
      to += WIDTH;
    }
    start[i + 1] = to;
  }
  // Nothing is near yet, and nothing costs less than the least cost.
  const floor = storeOf(problem, missionCount).fill(-problem.magnitude);
  return { rows, start, nearEnd: start.slice(0, missionCount), floor };
};

const slotStarts = ({ volunteerCount, capacity, edgeVolunteer }: AssignmentProblem): Int32Array => {
  const slotStart = new Int32Array(volunteerCount + 2);
  for (let e = 0; e < edgeVolunteer.length; e += 1) {
    const at = (edgeVolunteer[e] ?? 0) + 1;
    slotStart[at] = (slotStart[at] ?? 0) + 1;
  }
  for (let j = 0; j < volunteerCount; j += 1)
    slotStart[j + 1] = (slotStart[j] ?? 0) + Math.min((slotStart[j + 1] ?? 0) + 1, capacity[j] ?? 0);
  slotStart[volunteerCount + 1] = (slotStart[volunteerCount] ?? 0) + 1;
  return slotStart;
};

/** Penalties as the solver counts them: `mustPlace` stands for Infinity. */
const workPenalties = (problem: AssignmentProblem, penalty: Numbers): Store => {
  const { missionCount, volunteerCount, magnitude, spread } = problem;
  const mustPlace = magnitude + (Math.min(missionCount, volunteerCount) + 2) * (spread + 1);
  const store = storeOf(problem, missionCount);
  for (let i = 0; i < missionCount; i += 1) {
    const given = penalty[i] ?? 0;
    store[i] = given === Infinity ? mustPlace : given;
  }
  return store;
};

/** Everything the stages need, with no mission placed and every price 0. O(pairs). */
export const startWork = (problem: AssignmentProblem): Work => {
  const { missionCount, volunteerCount } = problem;
  const slotStart = slotStarts(problem);
  return {
    problem,
    ...rowsOf(problem),
    penalty: workPenalties(problem, problem.penalty),
    price: storeOf(problem, volunteerCount + 1),
    slotStart,
    load: new Int32Array(volunteerCount + 1),
    slots: new Int32Array(slotStart[volunteerCount + 1] ?? 0),
    volunteerOf: new Int32Array(missionCount).fill(UNPLACED),
    slotOf: new Int32Array(missionCount),
    pairCost: storeOf(problem, missionCount),
  };
};

/** How many missions volunteer j can hold: the capacity, or one more than could ask (who is never full costs nothing). */
export const slotsOf = ({ slotStart }: Work, j: number): number =>
  (slotStart[j + 1] ?? 0) - (slotStart[j] ?? 0);

/** Puts a mission in the next free slot of a volunteer. */
export const place = (work: Work, mission: number, volunteer: number, cost: number): void => {
  const at = (work.slotStart[volunteer] ?? 0) + (work.load[volunteer] ?? 0);
  work.load[volunteer] = (work.load[volunteer] ?? 0) + 1;
  putAt(work, mission, volunteer, cost, at);
};

/** Puts a mission in a slot that another leaves. */
export const putAt = (work: Work, mission: number, volunteer: number, cost: number, at: number): void => {
  work.slots[at] = mission;
  work.slotOf[mission] = at;
  work.volunteerOf[mission] = volunteer;
  work.pairCost[mission] = cost;
};

/** Frees the slot of a placed mission; the volunteer's last mission moves into it. */
export const unplace = (work: Work, mission: number): void => {
  const volunteer = work.volunteerOf[mission] ?? 0;
  const left = (work.load[volunteer] ?? 0) - 1;
  work.load[volunteer] = left;
  const last = work.slots[(work.slotStart[volunteer] ?? 0) + left] ?? 0;
  const at = work.slotOf[mission] ?? 0;
  work.slots[at] = last;
  work.slotOf[last] = at;
  work.volunteerOf[mission] = UNPLACED;
};

/**
 * Brings the part of a mission's row at or under `limit` (cost plus price) to its front, and notes the least of the rest.
 */
export const regroup = (work: Work, mission: number, limit: number): void => {
  const { rows, start, nearEnd, floor, price } = work;
  const end = start[mission + 1] ?? 0;
  let front = start[mission] ?? 0;
  let least = Infinity;
  for (let a = front; a < end; a += WIDTH) {
    const volunteer = rows[a] ?? 0;
    const cost = rows[a + 1] ?? 0;
    const value = cost + (price[volunteer] ?? 0);
    if (value > limit) {
      if (value < least) least = value;
      continue;
    }
    if (a !== front) {
      rows[a] = rows[front] ?? 0;
      rows[a + 1] = rows[front + 1] ?? 0;
      rows[front] = volunteer;
      rows[front + 1] = cost;
    }
    front += WIDTH;
  }
  nearEnd[mission] = front;
  floor[mission] = front === end ? 0 : least;
};
