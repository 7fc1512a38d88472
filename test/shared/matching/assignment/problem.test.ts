import { describe, expect, it } from 'vitest';
import { assignmentProblem } from '../../../../shared/matching/assignment/problem.ts';
import { solveAssignment } from '../../../../shared/matching/assignment/solve.ts';
import { verifyAssignment } from '../../../../shared/matching/assignment/verify.ts';

const sound = {
  rowStart: [0, 1, 2],
  edgeVolunteer: [0, 0],
  edgeCost: [4, 5],
  capacity: [1],
  penalty: [10, 10],
};

describe('a problem is checked once, at the door', () => {
  it.each<[string, Partial<Record<keyof typeof sound, number[]>>, { reason: string; index?: number }]>([
    ['rows that fall back', { rowStart: [0, 3, 2] }, { reason: 'rows-malformed', index: 2 }],
    ['rows that do not begin at 0', { rowStart: [1, 1, 2] }, { reason: 'rows-malformed', index: 0 }],
    ['rows for another number of missions', { rowStart: [0, 2] }, { reason: 'rows-malformed', index: 2 }],
    ['rows that end too early', { rowStart: [0, 1, 1] }, { reason: 'rows-malformed', index: 2 }],
    ['pairs without a cost', { edgeCost: [4] }, { reason: 'rows-malformed', index: 0 }],
    ['a volunteer nobody knows', { edgeVolunteer: [0, 1] }, { reason: 'unknown-volunteer', index: 1 }],
    ['half a mission', { capacity: [0.5] }, { reason: 'capacity-not-whole', index: 0 }],
    ['less than no mission', { capacity: [-1] }, { reason: 'capacity-not-whole', index: 0 }],
    ['a cost with decimals', { edgeCost: [4, 5.5] }, { reason: 'cost-not-whole', index: 1 }],
    ['a cost that is no number', { edgeCost: [Number.NaN, 5] }, { reason: 'cost-not-whole', index: 0 }],
    [
      'a forbidden pair as an endless cost',
      { edgeCost: [4, Infinity] },
      { reason: 'cost-not-whole', index: 1 },
    ],
    ['a cost past the safe integers', { edgeCost: [4, 2 ** 53] }, { reason: 'cost-not-whole', index: 1 }],
    ['a penalty with decimals', { penalty: [10, 0.1] }, { reason: 'penalty-not-whole', index: 1 }],
    ['a penalty of minus infinity', { penalty: [10, -Infinity] }, { reason: 'penalty-not-whole', index: 1 }],
  ])('refuses %s', (_, wrong, refusal) => {
    expect(assignmentProblem({ ...sound, ...wrong })).toEqual({ ok: false, refusal });
  });

  const withCosts = (cost: number, penalty: number) =>
    assignmentProblem({ ...sound, edgeCost: [cost, -cost], penalty: [penalty, penalty] });

  it('refuses costs whose sums could pass the safe integers, at exactly the stated bound', () => {
    // 4·(A + 2·(2A + 1)) <= 2^53 − 1
    const largest = Math.floor((Number.MAX_SAFE_INTEGER / 4 - 2) / 5);
    const allowed = withCosts(largest, largest);
    if (!allowed.ok) throw new Error('refused');
    const answer = solveAssignment(allowed.value);
    if (!answer.ok) throw new Error('infeasible');
    expect(answer.value.objective).toBe(0);
    expect(verifyAssignment(allowed.value, answer.value).ok).toBe(true);
    expect(withCosts(largest + 1, largest)).toMatchObject({
      ok: false,
      refusal: { reason: 'costs-too-large' },
    });
    expect(withCosts(Number.MAX_SAFE_INTEGER, 0)).toMatchObject({
      ok: false,
      refusal: { reason: 'costs-too-large' },
    });
  });

  it('leaves less room for costs when some mission must be placed: a chain of exchanges can be long', () => {
    const largest = Math.floor((Number.MAX_SAFE_INTEGER / 4 - 2) / 5);
    expect(withCosts(largest, Infinity)).toMatchObject({
      ok: false,
      refusal: { reason: 'costs-too-large' },
    });
  });
});
