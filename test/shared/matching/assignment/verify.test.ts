import { describe, expect, it } from 'vitest';
import {
  type Claim,
  verifyAssignment,
  verifyShortage,
} from '../../../../shared/matching/assignment/verify.ts';
import { problemOf } from './cases.ts';

/** Two volunteers with one slot each, three missions; the third must be placed, the first waits. */
const problem = problemOf({
  capacity: [1, 1],
  penalty: [6, 20, Infinity],
  pairs: [
    [0, 0, 2],
    [1, 0, 1],
    [1, 1, 9],
    [2, 1, 3],
  ],
});
const right: Claim = {
  volunteerOf: [-1, 0, 1],
  objective: 10,
  missionWorth: [6, 5, 3],
  slotPrice: [4, 0],
};

describe('the checker knows nothing of how the answer was found', () => {
  it('accepts the optimum with its prices', () => {
    expect(verifyAssignment(problem, right)).toEqual({ ok: true, value: true });
  });

  it.each<[string, Partial<Claim>, string]>([
    ['an assignment for fewer missions', { volunteerOf: [-1, 0] }, 'wrong-length'],
    ['prices for fewer volunteers', { slotPrice: [4] }, 'wrong-length'],
    ['half a price', { slotPrice: [4, 0.5] }, 'not-whole'],
    ['a worth that is no number', { missionWorth: [6, Number.NaN, 3] }, 'not-whole'],
    ['a mission that must be placed, left', { volunteerOf: [-1, 0, -1] }, 'must-be-placed'],
    ['a pair that does not exist', { volunteerOf: [1, 0, 1] }, 'no-such-pair'],
    ['a volunteer who does not exist', { volunteerOf: [7, 0, 1] }, 'no-such-pair'],
    ['two missions on one slot', { volunteerOf: [0, 0, 1] }, 'over-capacity'],
    ['a sum that is off by one', { objective: 9 }, 'wrong-objective'],
    ['a price below zero', { slotPrice: [4, -1] }, 'negative-price'],
    ['a price so large that sums would round', { slotPrice: [4, 2 ** 52 + 2] }, 'price-too-large'],
    ['a mission worth more than its penalty', { missionWorth: [7, 5, 3] }, 'worth-over-penalty'],
    ['a pair cheaper than what the mission pays', { slotPrice: [3, 0] }, 'negative-reduced-cost'],
    ['a used pair that is not at its price', { missionWorth: [6, 4, 3] }, 'placed-not-tight'],
    ['a waiting mission worth less than its penalty', { missionWorth: [5, 5, 3] }, 'unplaced-not-tight'],
    ['another assignment, allowed but dearer', { volunteerOf: [-1, 1, 1] }, 'placed-not-tight'],
  ])('refuses %s', (_, change, reason) => {
    expect(verifyAssignment(problem, { ...right, ...change })).toMatchObject({
      ok: false,
      refusal: { reason },
    });
  });

  it('refuses a price on somebody who has a free slot', () => {
    const roomy = problemOf({ capacity: [2], penalty: [9], pairs: [[0, 0, 3]] });
    const claim = { volunteerOf: [0], objective: 3, missionWorth: [4], slotPrice: [1] };
    expect(verifyAssignment(roomy, claim)).toEqual({
      ok: false,
      refusal: { reason: 'free-slot-priced', index: 0 },
    });
  });

  it('counts exactly where floating sums would round', () => {
    const huge = 2 ** 49;
    const large = problemOf({ capacity: [1], penalty: [1], pairs: [[0, 0, 1 - huge]] });
    const claim = { volunteerOf: [0], objective: 1 - huge, missionWorth: [1 - huge], slotPrice: [0] };
    expect(verifyAssignment(large, claim).ok).toBe(true);
    expect(verifyAssignment(large, { ...claim, objective: -huge })).toMatchObject({
      refusal: { reason: 'wrong-objective' },
    });
  });

  it('believes a shortage only when it is one', () => {
    const short = problemOf({
      capacity: [1, 2],
      penalty: [Infinity, Infinity, 5],
      pairs: [
        [0, 0, 1],
        [1, 0, 1],
        [2, 1, 1],
      ],
    });
    expect(verifyShortage(short, { missions: [0, 1], volunteers: [0] })).toBe(true);
    // Room enough, somebody left out, a mission that may wait, the same mission twice.
    expect(verifyShortage(short, { missions: [0], volunteers: [0] })).toBe(false);
    expect(verifyShortage(short, { missions: [0, 1], volunteers: [] })).toBe(false);
    expect(verifyShortage(short, { missions: [0, 2], volunteers: [0] })).toBe(false);
    expect(verifyShortage(short, { missions: [0, 0], volunteers: [0] })).toBe(false);
  });
});
