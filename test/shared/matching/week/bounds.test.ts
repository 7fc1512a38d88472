import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryRoundIdSchema } from '../../../../shared/ids/ids.ts';
import { whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { mondayOf, weekProblem } from '../../../../shared/matching/week/build.ts';
import { couldGo } from '../../../../shared/matching/week/changes/by-hand.ts';
import { changed } from '../../../../shared/matching/week/changes/change.ts';
import { smallestRemedy } from '../../../../shared/matching/week/changes/remedy.ts';
import { rememberedRules } from '../../../../shared/matching/week/pairs/remembered.ts';
import { planWeek } from '../../../../shared/matching/week/plan-week.ts';
import type { VolunteerData, WeekInput, WeekProblem } from '../../../../shared/matching/week/problem.ts';
import { weekRemovedBy } from '../../../../shared/matching/week/rules.ts';
import { costOf } from '../../../../shared/matching/week/totals.ts';
import { verifyPlan } from '../../../../shared/matching/week/verify.ts';
import { addDays, civilTime, daysBetween, instantOf, weekday } from '../../../../shared/time/civil.ts';
import { EVENINGS } from '../../../../shared/volunteers/volunteer.ts';
import { aTown } from '../../../builders/chain.ts';
import {
  aWeek,
  aWeekMission,
  aWeekVolunteer,
  dice,
  MONDAY,
  missionNumber,
  randomWeek,
  SUNDAY_BEFORE,
  seniorNumber,
} from '../../../builders/weeks.ts';

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

const BEFORE = addDays(MONDAY, -4);

/**
 * A drawn week after a hard one: half the volunteers came out of a visit they found heavy, at somebody who asks for a visit
 * again and knows them; most of these agreed to a lighter rhythm. A third of the visits are hard ones, as are some of the days before.
 */
const weekAfterHard = (seed: number, eased: boolean): WeekInput => {
  const week = randomWeek(seed, { volunteers: 6, missions: 8, free: 0.9, halfSide: 800 });
  const { below, chance } = dice(seed + 1);
  const tired = week.volunteers.map(() => ({
    heavy: chance(0.5) ? below(week.missions.length) : undefined,
    bound: chance(0.8),
    hardOn: chance(0.3) ? addDays(MONDAY, -1) : undefined,
  }));
  return {
    ...week,
    missions: week.missions.map((data, n) => {
      const of = tired.flatMap(({ heavy }, v) =>
        heavy === n ? (week.volunteers[v]?.volunteer.id ?? []) : [],
      );
      return {
        ...data,
        demanding: chance(0.3),
        pairings: of.map((volunteerId) => ({
          volunteerId,
          role: 'primary' as const,
          state: 'active' as const,
          since: SUNDAY_BEFORE,
        })),
      };
    }),
    volunteers: week.volunteers.map((data, v) => {
      const { heavy, bound, hardOn } = tired[v] ?? {};
      const her = heavy === undefined ? undefined : week.missions[heavy]?.mission.seniorId;
      const { hardOn: _, ...rest } = data;
      return {
        ...rest,
        ...(hardOn ? { hardOn } : {}),
        volunteer: {
          ...data.volunteer,
          weeklyCap: 3,
          ...(her && bound && eased
            ? { eased: { cap: 3, since: addDays(MONDAY, -14), until: addDays(MONDAY, 13) } }
            : {}),
        },
        load: her
          ? {
              ...data.load,
              lastServed: BEFORE,
              heavy: [{ missionId: missionNumber(900_000 + v), seniorId: her, day: BEFORE }],
            }
          : data.load,
      };
    }),
  };
};

describe('no hard visit twice running', () => {
  it('in no plan of the week, whatever it would gain; and « why not » says so', () => {
    const seen = { kept: 0, said: 0, hard: 0, wanted: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const problem = weekProblem(weekAfterHard(seed, true));
        const plan = planWeek(problem);
        expect(verifyPlan(problem, plan)).toEqual([]);
        const free = planWeek(weekProblem(weekAfterHard(seed, false)));
        for (const { volunteer, load, hardDays, restDays } of problem.volunteers) {
          const mine = plan.choices.flatMap(({ missionId, volunteerId }) =>
            volunteerId === volunteer.id ? (problem.missionOf.get(missionId) ?? []) : [],
          );
          // Nobody bound goes back to whom they came out of hard, before they have been elsewhere.
          const her = volunteer.eased && load.heavy?.[0]?.seniorId;
          for (const { mission } of problem.missions) {
            if (!her || mission.seniorId !== her) continue;
            seen.kept += 1;
            expect(mine.some((one) => one.mission.id === mission.id)).toBe(false);
            const pair = { missionId: mission.id, volunteerId: volunteer.id };
            const why = whyNot(problem, plan, pair);
            expect(why?.kind).toBe('rule');
            if (why?.kind === 'rule' && why.rule === 'heavy-twice') {
              seen.said += 1;
              expect(why.sentence).toMatch(/^Semaine allégée .* pas deux visites éprouvantes de suite\.$/);
            }
            if (
              free.choices.some((one) => one.missionId === pair.missionId && one.volunteerId === volunteer.id)
            )
              seen.wanted += 1;
          }
          // Nor does anybody go anywhere so soon after a hard visit, of this week or the one before.
          const rest = Math.max(restDays, problem.params.restAfterHardDays);
          for (const one of mine) {
            const after = [
              ...hardDays,
              ...mine.flatMap((other) => (other !== one && other.demanding ? [other.mission.day] : [])),
            ].map((day) => daysBetween(day, one.mission.day));
            if (one.demanding) seen.hard += 1;
            expect(after.filter((days) => days >= 0 && days <= rest)).toEqual([]);
          }
        }
      }),
      { seed: 20_261_122, numRuns: 30 },
    );
    // Not for want of occasions: without the bound, the solver does send people back.
    expect(seen.kept).toBeGreaterThan(30);
    expect(seen.said).toBeGreaterThan(15);
    expect(seen.wanted).toBeGreaterThan(5);
    expect(seen.hard).toBeGreaterThan(10);
  });
});

describe('whoever could go and is not chosen', () => {
  it('is told « possible, mais » where putting them there would cost something, and only there', () => {
    let told = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const problem = weekProblem(randomWeek(seed, { volunteers: 8, missions: 10 }));
      const plan = planWeek(problem);
      for (const { mission, people } of problem.missions)
        for (const { volunteer } of problem.volunteers) {
          const asked = { missionId: mission.id, volunteerId: volunteer.id };
          const there = plan.choices.filter(({ missionId }) => missionId === mission.id);
          const why = whyNot(problem, plan, asked);
          if (why?.kind !== 'possible' || there.length < people) continue;
          const exchanges = there.map((one) =>
            costOf(problem, [...plan.choices.filter((two) => two !== one), { ...asked, isLocked: false }]),
          );
          const isDear = Math.min(...exchanges) > plan.cost;
          expect(why.sentence, `seed ${seed}`).toMatch(isDear ? /^Possible, mais / : /un aussi bon choix\.$/);
          told += 1;
        }
    }
    expect(told).toBeGreaterThan(20);
  });
});

describe('who else could go', () => {
  it('comes in the order of what the plan would cost with them, those whom it leaves free first', () => {
    let compared = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = weekProblem(randomWeek(seed, { volunteers: 25, missions: 20, free: 0.7 }));
      const plan = planWeek(problem);
      for (const { mission } of problem.missions) {
        const others = plan.choices.filter(({ missionId }) => missionId !== mission.id);
        const said = couldGo(problem, plan, mission.id).map((one) => ({
          kind: whyNot(problem, plan, one)?.kind,
          cost: costOf(problem, [...others, { ...one, isLocked: false }]),
        }));
        const firstBusy = said.findIndex(({ kind }) => kind !== 'possible');
        const free = firstBusy < 0 ? said : said.slice(0, firstBusy);
        expect(said.slice(free.length).map(({ kind }) => kind)).not.toContain('possible');
        const costs = free.map(({ cost }) => cost);
        expect(costs).toEqual(costs.toSorted((a, b) => a - b));
        compared += costs.length;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });
});

describe('what is held outside the plan', () => {
  it('counts as the chain counts it: a batch of calls is one mission of the week, the stops of a round are one together', () => {
    const restless = { ...aTown(), caps: { ...aTown().caps, restDays: 0 } };
    const missions = [1, 2, 3].map((weekday) => aWeekMission(weekday, { weekday }));
    const mondayAt = (time: string, n: number) => ({
      missionId: missionNumber(800 + n),
      day: MONDAY,
      startsAt: instantOf(MONDAY, civilTime(time)),
      minutes: 20,
      state: 'held' as const,
      roundId: deliveryRoundIdSchema.parse(`rou_${'0'.repeat(26)}`),
    });
    const one = aWeekVolunteer(1, { weeklyCap: 3, restDays: 0 });
    const found = (load: Partial<VolunteerData['load']>) => {
      const volunteers = [{ ...one, load: { ...one.load, ...load } }];
      const problem = weekProblem(aWeek({ town: restless, missions, volunteers }));
      const plan = planWeek(problem);
      expect(verifyPlan(problem, plan)).toEqual([]);
      return plan.totals.found;
    };
    expect(found({})).toBe(3);
    expect(found({ calls: [{ batchId: 'bat_1', day: MONDAY, state: 'held' }] })).toBe(2);
    expect(found({ entries: ['09:00', '09:30', '10:00'].map(mondayAt) })).toBe(2);
  });
});

/** The same week for ten people who are visited often, by the plan and outside it; some have somebody for the other seat already. */
const visitedOften = (input: WeekInput, seed: number): WeekInput => {
  const { below, chance } = dice(seed);
  const missions = input.missions.map((data) => {
    const twinId = chance(0.1) ? missionNumber(700_000 + below(1_000)) : undefined;
    return { ...data, mission: { ...data.mission, seniorId: seniorNumber(below(10)), twinId } };
  });
  const held = Array.from({ length: 40 }, (_, n) => ({
    id: missionNumber(800_000 + n),
    seniorId: seniorNumber(below(10)),
    day: addDays(MONDAY, below(14) - 3),
    time: civilTime(chance(0.5) ? '09:30' : '17:00'),
  }));
  const seats = missions.flatMap(({ mission: { twinId, ...mission } }) =>
    twinId ? { id: twinId, seniorId: mission.seniorId, day: mission.day, time: mission.time } : [],
  );
  return { ...input, missions, arranged: [...held, ...seats] };
};

/** Who comes to this person, by half-day of the week: seats of one visit are one. */
const visitsOf = (problem: WeekProblem, seniorId: string | undefined): ReadonlyMap<unknown, number> => {
  const counts = new Map<unknown, number>();
  const add = (half: number) => counts.set(half, (counts.get(half) ?? 0) + 1);
  for (const { mission, half } of problem.missions) if (mission.seniorId === seniorId) add(half);
  for (const one of problem.input.arranged ?? [])
    if (one.seniorId === seniorId && mondayOf(one.day) === problem.monday)
      add(2 * (weekday(one.day) - 1) + (one.time < '13:00' ? 0 : 1));
  return counts;
};

describe('the smallest remedy', () => {
  it('moves no visit to a day when she is away, to a half-day when somebody else comes to her, or from under somebody who goes', () => {
    const lone = aWeekMission(1);
    const wednesday = addDays(MONDAY, 2);
    const away = lone.senior && { ...lone.senior, absences: [{ from: wednesday, to: wednesday }] };
    const other = aWeekMission(2, { weekday: 3, seniorId: lone.mission.seniorId, languages: ['pt'] });
    const volunteers = [aWeekVolunteer(1, { availability: ['wed-pm', 'thu-pm', 'fri-pm'] })];
    const dayOf = (missions: WeekInput['missions'], arranged: WeekInput['arranged'] = []) => {
      const problem = weekProblem(aWeek({ missions, volunteers, arranged }));
      const change = smallestRemedy(problem, planWeek(problem), missionNumber(1))?.change;
      return change?.kind === 'moment' ? change.day : undefined;
    };
    expect(dayOf([lone])).toBe(wednesday);
    expect(dayOf([{ ...lone, senior: away }])).toBe(addDays(MONDAY, 3));
    expect(dayOf([{ ...lone, senior: away }, other])).toBe(addDays(MONDAY, 4));
    // The same visit held already by somebody, which the plan does not choose for.
    const { id, seniorId, day, time } = other.mission;
    expect(dayOf([{ ...lone, senior: away }], [{ id, seniorId, day, time }])).toBe(addDays(MONDAY, 4));
    // Somebody has the other seat: the visit stays at the moment that suits them.
    const two = { ...lone, mission: { ...lone.mission, twinId: id } };
    const seat = { id, seniorId: lone.mission.seniorId, day: lone.mission.day, time: lone.mission.time };
    expect(dayOf([two])).toBe(wednesday);
    expect(dayOf([two], [seat])).toBeUndefined();
  });

  it('the smallest remedy really serves, takes nobody from anybody, and brings nobody to her twice in a half-day', () => {
    const moved: boolean[] = [];
    for (let seed = 1; seed <= 10; seed += 1) {
      const problem = weekProblem(visitedOften(randomWeek(seed, { volunteers: 15, missions: 30 }), seed));
      const plan = planWeek(problem);
      for (const { missionId } of plan.missing.slice(0, 6)) {
        const remedy = smallestRemedy(problem, plan, missionId);
        if (!remedy) continue;
        const next = weekProblem(changed(problem.input, remedy.change));
        const there = next.missionOf.get(missionId);
        if (remedy.change.kind === 'moment') {
          moved.push(true);
          expect(visitsOf(next, there?.mission.seniorId).get(there?.half)).toBe(1);
          expect(there?.mission.twinId).toBeUndefined();
        }
        const choices = [...plan.choices, { missionId, volunteerId: remedy.goes, isLocked: false }];
        const served = { ...plan, choices };
        expect(verifyPlan(next, served).filter(({ fault }) => fault === 'breaks-a-rule')).toEqual([]);
        const locked = weekProblem(
          changed(changed(problem.input, remedy.change), {
            kind: 'lock',
            missionId,
            volunteerId: remedy.goes,
          }),
        );
        expect(planWeek(locked).choices).toContainEqual({
          missionId,
          volunteerId: remedy.goes,
          isLocked: true,
        });
      }
    }
    expect(moved.length).toBeGreaterThan(5);
  });
});
