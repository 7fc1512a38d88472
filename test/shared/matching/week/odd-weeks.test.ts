import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { planWeek, provedPlan } from '../../../../shared/matching/week/plan-week.ts';
import type { WeekInput } from '../../../../shared/matching/week/problem.ts';
import { verifyBound, verifyPlan } from '../../../../shared/matching/week/verify.ts';
import { addDays, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { aTown } from '../../../builders/chain.ts';
import { aWeek, aWeekMission, aWeekVolunteer, dice, MONDAY, randomWeek } from '../../../builders/weeks.ts';

const TIMES = ['00:00', '01:30', '09:00', '12:59', '13:00', '20:30', '23:30'].map(civilTime);

/** A drawn week of watches at any hour, some eight hours long, and of people some of whom agreed to a lighter rhythm. */
const weekOfWatches = (seed: number): WeekInput => {
  const week = randomWeek(seed, { volunteers: 4, missions: 6, free: 1, halfSide: 600, restless: true });
  const { one, chance } = dice(seed + 3);
  return {
    ...week,
    missions: week.missions.map((data) => {
      const time = one(TIMES);
      const { mission } = data;
      const startsAt = instantOf(mission.day, time);
      return { ...data, mission: { ...mission, time, startsAt, durationMinutes: one([30, 120, 240, 480]) } };
    }),
    volunteers: week.volunteers.map((data) => ({
      ...data,
      volunteer: {
        ...data.volunteer,
        weeklyCap: 4,
        programmes: week.town.programmes.map(({ code }) => code),
        ...(chance(0.4)
          ? {
              eased: {
                cap: 2,
                restDays: one([0, 1]),
                since: addDays(MONDAY, -9),
                until: addDays(MONDAY, 9),
              },
            }
          : {}),
      },
    })),
  };
};

describe('weeks as nobody plans them', () => {
  it('keep every rule and are proved the best, watches over midnight and lighter rhythms included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const problem = weekProblem(weekOfWatches(seed));
        const { plan, proof } = provedPlan(problem);
        expect(verifyPlan(problem, plan), `seed ${seed}`).toEqual([]);
        expect(verifyBound(problem, plan, proof), `seed ${seed}`).toEqual([]);
        expect(plan.isBest, `seed ${seed}`).toBe(true);
      }),
      { seed: 20_261_123, numRuns: 150 },
    );
  });

  it('count once a visit that was read on two days while it moved, and somebody who was read twice', () => {
    const missions = [aWeekMission(1, { weekday: 1 }), aWeekMission(1, { weekday: 3 })];
    const problem = weekProblem(aWeek({ missions, volunteers: [aWeekVolunteer(1), aWeekVolunteer(1)] }));
    expect(problem.missions.map(({ mission }) => mission.day)).toEqual([addDays(MONDAY, 3)]);
    expect(problem.volunteers).toHaveLength(1);
    const plan = planWeek(problem);
    expect(plan.choices).toHaveLength(1);
    expect(verifyPlan(problem, plan)).toEqual([]);
  });

  it('send nobody to a morning that begins before their night is over', () => {
    const missions = [
      aWeekMission(1, { weekday: 1, time: civilTime('23:30'), durationMinutes: 480 }),
      aWeekMission(2, { weekday: 2, time: civilTime('06:30') }),
    ];
    const volunteers = [aWeekVolunteer(1, { weeklyCap: 5, restDays: 0 })];
    const town = { ...aTown(), caps: { ...aTown().caps, restDays: 0 } };
    const problem = weekProblem(aWeek({ missions, volunteers, town }));
    const plan = planWeek(problem);
    expect(plan.choices).toHaveLength(1);
    expect(verifyPlan(problem, plan)).toEqual([]);
  });
});
