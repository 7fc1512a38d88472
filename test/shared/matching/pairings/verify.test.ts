import { describe, expect, it } from 'vitest';
import { verifyPairings } from '../../../../shared/matching/pairings/verify.ts';

const both = (a: number, b: number) => [
  { agent: 0, cost: a, weight: 3 },
  { agent: 1, cost: b, weight: 3 },
];
const input = {
  agents: [
    { capacity: 5, most: 2 },
    { capacity: 8, most: 1 },
  ],
  jobs: [
    { options: both(10, 20), group: 1 },
    { options: both(12, 15), group: 1 },
    { options: both(9, 9), leave: 30 },
  ],
};
const right = { agents: [0, 1, -1], objective: 55, bound: 25, multipliers: [0, 0, 0], scale: 1 };
const faultsOf = (more: Partial<typeof right>) =>
  verifyPairings(input, { ...right, ...more }).faults.join('\n');

describe('the checker of pairings', () => {
  it('accepts an allowed choice and a valid bound', () => {
    expect(faultsOf({})).toBe('');
  });
  it.each([
    [{ agents: [0, 0, -1], objective: 52 }, /carries 6 of 5/],
    [{ agents: [0, 0, -1], objective: 52 }, /two places of group 1/],
    [{ agents: [0, 1, 1], objective: 34 }, /2 places of 1/],
    [{ agents: [0, -1, -1], objective: 40 }, /job 1 has nobody/],
    [{ agents: [0, 7, -1] }, /agent 7, who is no option/],
    [{ objective: 54 }, /costs 55, not the 54/],
    [{ bound: 56 }, /exceeds 55/],
    [{ bound: -1 }, /below/],
  ])('sees what is wrong with %j', (more, fault) => {
    expect(faultsOf(more)).toMatch(fault);
  });
  it('computes the bound of any multipliers with its own knapsacks', () => {
    // Volunteer 0 can take one of 10 − 16, 12 − 16; volunteer 1 the cheaper of two gains; the third place stays at 9.
    expect(verifyPairings(input, { ...right, multipliers: [16, 16, 9] }).bound).toBe(16 + 16 + 9 - 6 - 1);
  });
});
