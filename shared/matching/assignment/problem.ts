import { ok, type Result, refused } from '../../result/result.ts';

/** A typed array that is only read. */
export type Numbers = { readonly length: number; readonly [index: number]: number };

/**
 * Missions that each want one volunteer, volunteers who take up to `capacity` missions, and the possible pairs.
 *
 * Rows are stored one after the other: the pairs of mission i are `rowStart[i] <= e < rowStart[i + 1]`, with
 * `edgeVolunteer[e]` and the integer `edgeCost[e]`. The same pair may come twice: its cheapest cost counts. A mission may
 * stay without a volunteer at `penalty[i]`; `Infinity` means that it must not.
 *
 * The arrays are handed over, not copied (a département has four million pairs): whoever made them writes no more.
 */
export type AssignmentProblem = {
  readonly missionCount: number;
  readonly volunteerCount: number;
  /** Length missionCount + 1, from 0, never falling. */
  readonly rowStart: Numbers;
  readonly edgeVolunteer: Numbers;
  readonly edgeCost: Numbers;
  /** Length volunteerCount, whole numbers from 0. */
  readonly capacity: Numbers;
  /** Length missionCount, whole numbers or Infinity. */
  readonly penalty: Numbers;
  /** Largest |cost| or |finite penalty|, and largest difference between two of them. */
  readonly magnitude: number;
  readonly spread: number;
  /** No price, path or sum of the solver passes this. */
  readonly ceiling: number;
};

export type ProblemRefusal =
  | {
      readonly reason:
        | 'rows-malformed'
        | 'unknown-volunteer'
        | 'capacity-not-whole'
        | 'cost-not-whole'
        | 'penalty-not-whole';
      readonly index: number;
    }
  | { readonly reason: 'costs-too-large'; readonly ceiling: number };

export type ProblemArrays = Pick<
  AssignmentProblem,
  'rowStart' | 'edgeVolunteer' | 'edgeCost' | 'capacity' | 'penalty'
>;

type Range = { readonly least: number; readonly most: number };

const widen = ({ least, most }: Range, values: Numbers): Range => {
  let low = least;
  let high = most;
  for (let k = 0; k < values.length; k += 1) {
    const value = values[k] ?? 0;
    if (value === Infinity) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { least: low, most: high };
};

const firstWrong = (values: Numbers, isRight: (value: number) => boolean): number => {
  for (let k = 0; k < values.length; k += 1) if (!isRight(values[k] ?? Number.NaN)) return k;
  return -1;
};

const malformedRow = ({ rowStart, edgeVolunteer, edgeCost }: ProblemArrays): number => {
  if (rowStart[0] !== 0 || edgeCost.length !== edgeVolunteer.length) return 0;
  for (let i = 1; i < rowStart.length; i += 1)
    if (!Number.isInteger(rowStart[i]) || (rowStart[i] ?? -1) < (rowStart[i - 1] ?? 0)) return i;
  return rowStart[rowStart.length - 1] === edgeVolunteer.length ? -1 : rowStart.length - 1;
};

/**
 * Checks the arrays once, so that nothing after has to. O(missions + volunteers + pairs).
 *
 * Refuses costs so large that a sum could pass the safe integers (2^53 − 1), before any sum is made. With A the largest
 * |cost| or |penalty|, S the largest difference between two of them, m missions and n volunteers, it must hold that
 * m·A <= 2^53 − 1 and 4·(A + d·(S + 1)) <= 2^53 − 1, where d = 2 when every mission may stay without a volunteer and
 * d = min(m, n) + 3 when some may not: a path of exchanges passes each volunteer once and gains at most S at each.
 */
export const assignmentProblem = (arrays: ProblemArrays): Result<AssignmentProblem, ProblemRefusal> => {
  const { rowStart, edgeVolunteer, edgeCost, capacity, penalty } = arrays;
  const missionCount = penalty.length;
  const volunteerCount = capacity.length;
  const row = rowStart.length === missionCount + 1 ? malformedRow(arrays) : rowStart.length;
  if (row >= 0) return refused({ reason: 'rows-malformed', index: row });
  const isVolunteer = (j: number) => Number.isInteger(j) && j >= 0 && j < volunteerCount;
  const checks = [
    ['unknown-volunteer', firstWrong(edgeVolunteer, isVolunteer)],
    ['capacity-not-whole', firstWrong(capacity, (u) => Number.isSafeInteger(u) && u >= 0)],
    ['cost-not-whole', firstWrong(edgeCost, Number.isSafeInteger)],
    ['penalty-not-whole', firstWrong(penalty, (p) => p === Infinity || Number.isSafeInteger(p))],
  ] as const;
  for (const [reason, index] of checks) if (index >= 0) return refused({ reason, index });

  const { least, most } = widen(widen({ least: Infinity, most: -Infinity }, edgeCost), penalty);
  const isEmpty = least > most;
  const magnitude = isEmpty ? 0 : Math.max(Math.abs(least), Math.abs(most));
  const spread = isEmpty ? 0 : most - least;
  const mustPlace = firstWrong(penalty, (p) => p !== Infinity) >= 0;
  const depth = mustPlace ? Math.min(missionCount, volunteerCount) + 3 : 2;
  const ceiling = Math.max(4 * (magnitude + depth * (spread + 1)), missionCount * magnitude);
  if (ceiling > Number.MAX_SAFE_INTEGER) return refused({ reason: 'costs-too-large', ceiling });
  return ok({ ...arrays, missionCount, volunteerCount, magnitude, spread, ceiling });
};
