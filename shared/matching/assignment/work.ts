import type { AssignmentProblem } from './problem.ts';

/** Whole numbers of 32 bits where every sum fits, of 53 where not. */
export type Store = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A row of the work is pairs of numbers: volunteer, cost. */
export const WIDTH = 2;
/**
 * What the solver asks of a mission stands side by side (one line of the processor's cache; with an array each, the
 * searches took a tenth longer at 200,000 missions): its row from START to END, near part to NEAR_END; FLOOR of the rest; the PENALTY
 * of leaving it, which for those that must have somebody is more than any exchange gains; the VOLUNTEER who has it,
 * at PAIR_COST, in which SLOT.
 */
export const ABOUT = 8;
export const START = 0;
export const NEAR_END = 1;
export const END = 2;
export const FLOOR = 3;
export const PENALTY = 4;
export const PAIR_COST = 5;
export const VOLUNTEER = 6;
export const SLOT = 7;

/** VOLUNTEER of a mission that nobody has. */
export const UNPLACED = -1;
export const DECLINED = -2;

/**
 * What the solver writes on, one for a solve. Between the stages it holds that nothing in a mission's row from NEAR_END on
 * is under its FLOOR (cost plus price): whoever looks for less looks at the near part only. Prices that rise keep it true.
 */
export type Work = {
  readonly problem: AssignmentProblem;
  /** ABOUT numbers a mission: where its row stands in `rows`, what is near, where it is placed. */
  readonly about: Store;
  readonly rows: Store;
  /** Price of a slot of each volunteer; one more volunteer, at the end, holds the mission being placed. */
  readonly price: Store;
  readonly slotStart: Int32Array;
  readonly load: Int32Array;
  readonly slots: Int32Array;
};

export const storeOf = (problem: AssignmentProblem, length: number): Store =>
  problem.ceiling < 2 ** 31 ? new Int32Array(length) : new Float64Array(length);

/**
 * Missions with their rows. Pairs with somebody who can take nobody are left out; of a pair that comes twice, the cheaper
 * one stays.
 */
const missionsOf = (problem: AssignmentProblem): Pick<Work, 'rows' | 'about'> => {
  const { missionCount, volunteerCount, magnitude, spread } = problem;
  const { rowStart, edgeVolunteer, edgeCost, capacity, penalty } = problem;
  const mustPlace = magnitude + (Math.min(missionCount, volunteerCount) + 2) * (spread + 1);
  const rows = storeOf(problem, edgeCost.length * WIDTH);
  const about = storeOf(problem, missionCount * ABOUT);
  const lastRow = new Int32Array(volunteerCount).fill(-1);
  const lastAt = new Int32Array(volunteerCount);
  let to = 0;
  for (let i = 0; i < missionCount; i += 1) {
    const at = i * ABOUT;
    about[at + START] = to;
    about[at + NEAR_END] = to;
    const end = rowStart[i + 1] ?? 0;
    for (let e = rowStart[i] ?? 0; e < end; e += 1) {
      const volunteer = edgeVolunteer[e] ?? 0;
      const cost = edgeCost[e] ?? 0;
      if (capacity[volunteer] === 0) continue;
      if (lastRow[volunteer] === i) {
        const known = lastAt[volunteer] ?? 0;
        if ((rows[known] ?? 0) > cost) rows[known] = cost;
        continue;
      }
      lastRow[volunteer] = i;
      lastAt[volunteer] = to + 1;
      rows[to] = volunteer;
      rows[to + 1] = cost;
      to += WIDTH;
    }
    about[at + END] = to;
    about[at + FLOOR] = -magnitude;
    const without = penalty[i] ?? 0;
    about[at + PENALTY] = without === Infinity ? mustPlace : without;
    about[at + VOLUNTEER] = UNPLACED;
  }
  return { rows, about };
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

/** Everything the stages need, with no mission placed and every price 0. O(pairs). */
export const startWork = (problem: AssignmentProblem): Work => {
  const { volunteerCount } = problem;
  const slotStart = slotStarts(problem);
  return {
    problem,
    ...missionsOf(problem),
    price: storeOf(problem, volunteerCount + 1),
    slotStart,
    load: new Int32Array(volunteerCount + 1),
    slots: new Int32Array(slotStart[volunteerCount + 1] ?? 0),
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
export const putAt = (work: Work, mission: number, volunteer: number, cost: number, slot: number): void => {
  const at = mission * ABOUT;
  work.slots[slot] = mission;
  work.about[at + SLOT] = slot;
  work.about[at + VOLUNTEER] = volunteer;
  work.about[at + PAIR_COST] = cost;
};

/** Frees the slot of a placed mission; the volunteer's last mission moves into it. */
export const unplace = ({ about, load, slots, slotStart }: Work, mission: number): void => {
  const at = mission * ABOUT;
  const volunteer = about[at + VOLUNTEER] ?? 0;
  const slot = about[at + SLOT] ?? 0;
  const left = (load[volunteer] ?? 0) - 1;
  load[volunteer] = left;
  const last = slots[(slotStart[volunteer] ?? 0) + left] ?? 0;
  slots[slot] = last;
  about[last * ABOUT + SLOT] = slot;
  about[at + VOLUNTEER] = UNPLACED;
};

/**
 * Brings the part of a mission's row at or under `limit` (cost plus price) to its front, and notes the least of the rest.
 */
export const regroup = ({ rows, about, price }: Work, mission: number, limit: number): void => {
  const at = mission * ABOUT;
  const end = about[at + END] ?? 0;
  let front = about[at + START] ?? 0;
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
  about[at + NEAR_END] = front;
  about[at + FLOOR] = front === end ? 0 : least;
};

/** After a fall of prices by at most `fall`. */
export const lowerFloors = (about: Store, fall: number): void => {
  for (let at = FLOOR; at < about.length; at += ABOUT) about[at] = (about[at] ?? 0) - fall;
};

/** After prices that may have fallen to nothing. */
export const lowestFloors = ({ about, problem }: Work): void => {
  for (let at = FLOOR; at < about.length; at += ABOUT) about[at] = -problem.magnitude;
};
