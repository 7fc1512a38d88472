import { describe, expect, it } from 'vitest';
import { weeksOf } from '../../../../shared/matching/week/best-week.ts';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { agree } from '../../../../shared/matching/week/spacing.ts';
import { civilTime } from '../../../../shared/time/civil.ts';
import { aWeek, aWeekMission, aWeekVolunteer, dice } from '../../../builders/weeks.ts';

const TIMES = ['09:00', '11:00', '12:00', '12:45', '13:00', '13:15', '14:00', '16:30'].map(civilTime);
const TIERS = [0, 5, 20];

/** What the best of all choices of these missions gains, tried one by one by the rule between two. */
const bestByTrying = (gains: readonly number[], areFriends: (a: number, b: number) => boolean): number => {
  const from = (first: number, chosen: readonly number[], gain: number): number => {
    let best = gain;
    for (let next = first; next < gains.length && chosen.length < TIERS.length; next += 1)
      if (chosen.every((one) => areFriends(one, next)))
        best = Math.max(
          best,
          from(next + 1, [...chosen, next], gain + (gains[next] ?? 0) - (TIERS[chosen.length] ?? 0)),
        );
    return best;
  };
  return from(0, [], 0);
};

describe('the best week of one volunteer', () => {
  it('is the best of all, missions of a morning that last into the afternoon included', () => {
    const { one, below, chance } = dice(1);
    const { town } = aWeek();
    for (let round = 0; round < 60; round += 1) {
      const problem = weekProblem(
        aWeek({
          town: { ...town, caps: { ...town.caps, restDays: 0 } },
          missions: Array.from({ length: 9 }, (_, n) =>
            aWeekMission(
              n,
              { weekday: below(3), time: one(TIMES), durationMinutes: one([20, 60, 150]) },
              { demanding: chance(0.2) },
            ),
          ),
          volunteers: [aWeekVolunteer(1, { restDays: one([0, 0, 1]), weeklyCap: TIERS.length })],
        }),
      );
      const [volunteer] = problem.volunteers;
      if (!volunteer) throw new Error('nobody');
      const { bestWeek, moments } = weeksOf(problem);
      const areFriends = (a: number, b: number): boolean => {
        const [one, other] = [moments[a], moments[b]];
        return one !== undefined && other !== undefined && agree(volunteer, one, other, problem);
      };
      const gains = moments.map(() => below(60) - 5);
      const cost = Int32Array.from(moments, () => below(40));
      const worth = Float64Array.from(gains, (gain, m) => gain + (cost[m] ?? 0));
      const mission = Int32Array.from(moments.keys());
      const best = bestWeek(volunteer, { mission, cost, from: 0, until: moments.length }, worth, TIERS);
      expect(best.gain).toBe(bestByTrying(gains, areFriends));
      expect(best.rows.every((a, i) => best.rows.slice(i + 1).every((b) => areFriends(a, b)))).toBe(true);
    }
  });
});
