import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { planWeek } from '../../../../shared/matching/week/plan-week.ts';
import type { WeekInput } from '../../../../shared/matching/week/problem.ts';
import { rememberedRules } from '../../../../shared/matching/week/remembered.ts';
import { weekRemovedBy } from '../../../../shared/matching/week/rules.ts';
import { verifyPlan } from '../../../../shared/matching/week/verify.ts';
import { civilTime, instantOf, weekday } from '../../../../shared/time/civil.ts';
import { EVENINGS } from '../../../../shared/volunteers/volunteer.ts';
import { dice, randomWeek } from '../../../builders/weeks.ts';

const TIMES = ['09:00', '14:30', '17:00', '17:30', '18:15', '19:00'].map(civilTime);

/** A drawn week in which some people work until the evening, and some visits are asked for then. */
const weekWithEvenings = (seed: number): WeekInput => {
  const week = randomWeek(seed, { volunteers: 8, missions: 10, restless: true, free: 0.9 });
  const { one, chance } = dice(seed + 1);
  return {
    ...week,
    missions: week.missions.map((data) => {
      const time = one(TIMES);
      const { mission } = data;
      return { ...data, mission: { ...mission, time, startsAt: instantOf(mission.day, time) } };
    }),
    volunteers: week.volunteers.map((data) =>
      chance(0.6) ? { ...data, volunteer: { ...data.volunteer, weekdaysFrom: one(EVENINGS) } } : data,
    ),
  };
};

describe('whoever works until the evening', () => {
  it('is never planned before it on a working day, and the answers kept by class are those of the rule itself', () => {
    let evenings = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const problem = weekProblem(weekWithEvenings(seed));
        const plan = planWeek(problem);
        expect(verifyPlan(problem, plan)).toEqual([]);
        for (const { missionId, volunteerId } of plan.choices) {
          const mission = problem.missionOf.get(missionId)?.mission;
          const who = problem.volunteers.find(({ volunteer }) => volunteer.id === volunteerId)?.volunteer;
          if (!mission || !who?.weekdaysFrom || weekday(mission.day) > 5 || mission.time < '13:00') continue;
          evenings += 1;
          expect(mission.time >= who.weekdaysFrom, `${mission.time} for ${who.weekdaysFrom}`).toBe(true);
        }
        const rules = rememberedRules(problem);
        for (const mission of problem.missions)
          for (const volunteer of problem.volunteers)
            expect(rules.sharedLet(volunteer, mission) && rules.ownLet(volunteer, mission)).toBe(
              weekRemovedBy(volunteer, mission, problem) === undefined,
            );
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
    expect(evenings).toBeGreaterThan(20);
  });
});
