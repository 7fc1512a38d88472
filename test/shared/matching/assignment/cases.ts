import fc from 'fast-check';
import {
  type AssignmentProblem,
  assignmentProblem,
  type ProblemArrays,
} from '../../../../shared/matching/assignment/problem.ts';

/** A pair somebody could take: mission, volunteer, cost. */
export type Pair = readonly [mission: number, volunteer: number, cost: number];

export type SmallCase = {
  readonly capacity: readonly number[];
  readonly penalty: readonly number[];
  readonly pairs: readonly Pair[];
};

export const arraysOf = ({ capacity, penalty, pairs }: SmallCase): ProblemArrays => {
  const rows = penalty.map((_, i) => pairs.filter(([mission]) => mission === i));
  const rowStart = [0];
  for (const row of rows) rowStart.push((rowStart.at(-1) ?? 0) + row.length);
  return {
    rowStart,
    edgeVolunteer: rows.flat().map(([, volunteer]) => volunteer),
    edgeCost: rows.flat().map(([, , cost]) => cost),
    capacity,
    penalty,
  };
};

export const problemOf = (small: SmallCase): AssignmentProblem => {
  const problem = assignmentProblem(arraysOf(small));
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return problem.value;
};

/** Tries everything: the least cost, or Infinity when some mission that must have somebody cannot. */
export const leastCost = ({ capacity, penalty, pairs }: SmallCase): number => {
  const room = [...capacity];
  const rows = penalty.map((_, i) => pairs.filter(([mission]) => mission === i));
  const from = (i: number): number => {
    const row = rows[i];
    if (row === undefined) return 0;
    let least = (penalty[i] ?? 0) + from(i + 1);
    for (const [, j, cost] of row) {
      const left = room[j] ?? 0;
      if (left === 0) continue;
      room[j] = left - 1;
      least = Math.min(least, cost + from(i + 1));
      room[j] = left;
    }
    return least;
  };
  return from(0);
};

/** Missions that may wait, that must not, or some of each; costs from all equal to very large, some below zero. */
export const smallCases = (largest: { missions: number; volunteers: number }): fc.Arbitrary<SmallCase> =>
  fc
    .record({
      missions: fc.integer({ min: 0, max: largest.missions }),
      volunteers: fc.integer({ min: 0, max: largest.volunteers }),
      range: fc.constantFrom(0, 1, 3, 10, 1_000, 10 ** 6, 10 ** 13),
      mayWait: fc.constantFrom('all', 'none', 'some'),
      roomiest: fc.constantFrom(1, 2, 5),
      density: fc.constantFrom(1, 2, 5),
    })
    .chain(({ missions, volunteers, range, mayWait, roomiest, density }) => {
      const cost = fc.integer({ min: -Math.floor(range / 3), max: range });
      const must = fc.constant(Infinity);
      const penalty = { all: cost, none: must, some: fc.oneof(cost, must) }[mayWait];
      const isEmpty = missions === 0 || volunteers === 0;
      return fc.record({
        capacity: fc.array(fc.integer({ min: 0, max: roomiest }), {
          minLength: volunteers,
          maxLength: volunteers,
        }),
        penalty: fc.array(penalty, { minLength: missions, maxLength: missions }),
        pairs: isEmpty
          ? fc.constant([])
          : fc.array(
              fc.tuple(
                fc.integer({ min: 0, max: missions - 1 }),
                fc.integer({ min: 0, max: volunteers - 1 }),
                cost,
              ),
              { maxLength: missions * density },
            ),
      });
    });
