import { describe, expect, it } from 'vitest';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { planWeek } from '../../../../shared/matching/week/plan-week.ts';
import { verifyBound, verifyPlan } from '../../../../shared/matching/week/verify.ts';
import { randomWeek } from '../../../builders/weeks.ts';

describe('the week’s plan', () => {
  it('keeps every rule and adds up, on weeks of all kinds', () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = weekProblem(randomWeek(seed, { volunteers: 12, missions: 25 }));
      const plan = planWeek(problem);
      expect(verifyPlan(problem, plan), `seed ${seed}`).toEqual([]);
      expect(verifyBound(problem, plan), `seed ${seed}`).toEqual([]);
    }
  });
});
