import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../../../shared/matching/week/answers/agenda.ts';
import { whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { whyMissing } from '../../../../shared/matching/week/answers/missing.ts';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { type Change, changed, profileOf } from '../../../../shared/matching/week/changes/change.ts';
import { whatIf } from '../../../../shared/matching/week/changes/what-if.ts';
import { edgePoints } from '../../../../shared/matching/week/cost.ts';
import { type Pairs, pairsOf } from '../../../../shared/matching/week/pairs/pairs.ts';
import { type WeekPlan, weekPlanSchema } from '../../../../shared/matching/week/plan.ts';
import { planWeek, provedPlan, replannedWeek } from '../../../../shared/matching/week/plan-week.ts';
import type { WeekInput, WeekProblem, WeekVolunteer } from '../../../../shared/matching/week/problem.ts';
import { clash, weekRemovedBy } from '../../../../shared/matching/week/rules.ts';
import { agree, momentsOf } from '../../../../shared/matching/week/spacing.ts';
import { costOf } from '../../../../shared/matching/week/totals.ts';
import { verifyBound, verifyPlan } from '../../../../shared/matching/week/verify.ts';
import { addDays, civilTime } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import {
  aWeekVolunteer,
  dice,
  MONDAY,
  missionNumber,
  randomWeek,
  volunteerAt,
  type WeekShape,
} from '../../../builders/weeks.ts';

const SEED = 20261130;
const onWeeks = (shape: WeekShape, numRuns: number, check: (problem: WeekProblem, seed: number) => void) =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) =>
      check(weekProblem(randomWeek(seed, shape)), seed),
    ),
    { seed: SEED, numRuns },
  );

/** Offers of the seven days before the plan, counted by hand. */
const receivedBy = ({ load }: WeekVolunteer, { now }: WeekProblem): number =>
  load.offersSentAt.filter((at) => at > minus(now, { days: 7 })).length;

/** The least cost over every way to fill a tiny week, each checked by the rules: no network, no price. */
const leastCost = (problem: WeekProblem): number => {
  const place = (index: number, choices: WeekPlan['choices']): number => {
    const mission = problem.missions[index];
    if (!mission) return costOf(problem, choices);
    const options = problem.volunteers.filter((volunteer) => {
      const mine = choices.filter(({ volunteerId }) => volunteerId === volunteer.volunteer.id);
      return (
        weekRemovedBy(volunteer, mission, problem) === undefined &&
        receivedBy(volunteer, problem) + mine.length < problem.town.caps.offersPerWeek &&
        volunteer.held + mine.length < volunteer.volunteer.weeklyCap &&
        mine.every((one) => {
          const other = problem.missionOf.get(one.missionId);
          return other && clash(volunteer, other, mission, problem) === undefined;
        })
      );
    });
    const with_ = (ids: readonly (typeof options)[number][]): number =>
      place(index + 1, [
        ...choices,
        ...ids.map(({ volunteer }) => ({
          missionId: mission.mission.id,
          volunteerId: volunteer.id,
          isLocked: false,
        })),
      ]);
    let least = with_([]);
    options.forEach((one, i) => {
      least = Math.min(least, with_([one]));
      if (mission.people === 2)
        for (const other of options.slice(i + 1)) least = Math.min(least, with_([one, other]));
    });
    return least;
  };
  return place(0, []);
};

describe('the week’s plan', () => {
  it('keeps every rule, adds up, and proves its bound over all pairs, on weeks of all kinds', () => {
    onWeeks({ volunteers: 10, missions: 18 }, 10, (problem) => {
      const { plan, proof } = provedPlan(problem);
      expect(verifyPlan(problem, plan)).toEqual([]);
      expect(verifyBound(problem, plan, proof)).toEqual([]);
      expect(weekPlanSchema.parse(plan)).toEqual(plan);
    });
  });

  it('is the best there is where nobody needs rest, on tiny weeks tried exhaustively', () => {
    onWeeks({ volunteers: 4, missions: 5, restless: true, free: 0.7, halfSide: 1_500 }, 40, (problem) => {
      const plan = planWeek(problem);
      const least = leastCost(problem);
      expect(plan.bound).toBeLessThanOrEqual(least);
      expect(plan.cost).toBeGreaterThanOrEqual(least);
      if (problem.missions.every(({ demanding }) => !demanding)) expect(plan.cost).toBe(least);
    });
  });

  it('is the best there is where people rest, and proves it, on tiny weeks tried exhaustively', () => {
    onWeeks({ volunteers: 4, missions: 6, free: 0.7, halfSide: 1_500 }, 40, (problem) => {
      const plan = planWeek(problem);
      expect(plan.cost).toBe(leastCost(problem));
      expect(plan.isBest).toBe(true);
    });
  });

  it('comes out the same whatever the order of the records', () => {
    onWeeks({ volunteers: 15, missions: 30 }, 6, (problem, seed) => {
      const { below } = dice(seed);
      const shuffled = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => ({ item, key: below(1_000_000) }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const { input } = problem;
      const again = weekProblem({
        ...input,
        missions: shuffled(input.missions),
        volunteers: shuffled(input.volunteers),
      });
      expect(planWeek(again)).toEqual(planWeek(problem));
    });
  });

  it('leaves nobody out who could do better: one candidate looked at first, the same plan as with sixty', () => {
    onWeeks({ volunteers: 30, missions: 40, restless: true }, 4, ({ input }) => {
      const missions = input.missions.map((data) => ({ ...data, demanding: false }));
      const cost = (candidates: number) => {
        const problem = weekProblem({ ...input, missions });
        return planWeek({ ...problem, params: { ...problem.params, candidates } }).cost;
      };
      expect(cost(1)).toBe(cost(60));
    });
  });

  it('keeps the choices people were told of unless something better is worth the trouble', () => {
    onWeeks({ volunteers: 20, missions: 30 }, 6, (problem) => {
      const plan = planWeek(problem);
      const again = weekProblem({ ...problem.input, announced: plan.choices });
      const next = planWeek(again);
      expect(verifyPlan(again, next)).toEqual([]);
      if (plan.isBest) expect(next.totals.changed).toBe(0);
    });
  });

  it('keeps a coordinator’s locks, and says which it cannot keep', () => {
    onWeeks({ volunteers: 12, missions: 20 }, 8, (problem, seed) => {
      const { below } = dice(seed);
      const locks = Array.from({ length: 4 }, () => ({
        missionId: missionNumber(below(20)),
        volunteerId: volunteerAt(below(12)),
      }));
      const locked = weekProblem({ ...problem.input, locks });
      const { plan, proof } = provedPlan(locked);
      expect(verifyPlan(locked, plan)).toEqual([]);
      expect(verifyBound(locked, plan, proof)).toEqual([]);
      for (const lock of locks) {
        const kept = plan.choices.some(
          (one) => one.missionId === lock.missionId && one.volunteerId === lock.volunteerId,
        );
        const refused = locked.refusedLocks.some(
          (one) => one.missionId === lock.missionId && one.volunteerId === lock.volunteerId,
        );
        expect(kept || refused || !locked.missionOf.has(lock.missionId)).toBe(true);
      }
    });
  });
});

describe('what is said is true', () => {
  it('two missions agree in numbers exactly when no rule between them says otherwise', () => {
    onWeeks({ volunteers: 8, missions: 14 }, 12, (problem) => {
      const moments = momentsOf(problem);
      for (const volunteer of problem.volunteers)
        for (const one of problem.missions)
          for (const other of problem.missions) {
            const [a, b] = [moments[one.index], moments[other.index]];
            if (!a || !b || one === other) continue;
            expect(agree(volunteer, a, b, problem)).toBe(clash(volunteer, one, other, problem) === undefined);
          }
    });
  });

  it('counts every volunteer once where somebody is missing, by the first rule that keeps them away', () => {
    onWeeks({ volunteers: 15, missions: 30 }, 10, (problem) => {
      const plan = planWeek(problem);
      const { of, inTheWay, week } = agendaOf(problem, plan);
      for (const { missionId } of plan.missing) {
        const mission = problem.missionOf.get(missionId);
        if (!mission) throw new Error('no mission');
        const others = problem.volunteers.filter((volunteer) => !of(volunteer).includes(mission));
        const reasons = others.map(
          (volunteer) =>
            weekRemovedBy(volunteer, mission, problem)?.rule ??
            (inTheWay(volunteer, mission) ? 'elsewhere' : undefined) ??
            (week(volunteer) >= volunteer.volunteer.weeklyCap ? 'full' : undefined) ??
            (receivedBy(volunteer, problem) + of(volunteer).length >= problem.town.caps.offersPerWeek
              ? 'offers-to-come'
              : 'spared'),
        );
        const counts = whyMissing(problem, plan, missionId)?.counts ?? [];
        const told = counts.flatMap(({ reason, count }) => Array.from({ length: count }, () => reason));
        expect(told.sort()).toEqual(reasons.sort());
      }
    });
  });

  it('whoever is said to be possible could be sent by hand; whoever a rule keeps away could not', () => {
    onWeeks({ volunteers: 8, missions: 12 }, 10, (problem) => {
      const plan = planWeek(problem);
      for (const { mission } of problem.missions.slice(0, 4))
        for (const { volunteer } of problem.volunteers) {
          const pair = { missionId: mission.id, volunteerId: volunteer.id };
          const why = whyNot(problem, plan, pair);
          if (!why) continue;
          const next = weekProblem(changed(problem.input, { kind: 'lock', ...pair }));
          expect(next.refusedLocks.length).toBe(why.kind === 'rule' ? 1 : 0);
          if (why.kind === 'rule') expect(next.refusedLocks[0]?.sentence).toBe(why.sentence);
        }
    });
  });

  it('with the obstacle in the plan set aside, the way is free', () => {
    onWeeks({ volunteers: 8, missions: 16 }, 10, (problem) => {
      const plan = planWeek(problem);
      for (const mission of problem.missions)
        for (const { volunteer } of problem.volunteers) {
          const pair = { missionId: mission.mission.id, volunteerId: volunteer.id };
          const why = whyNot(problem, plan, pair);
          if (why?.kind !== 'elsewhere') continue;
          const without = plan.choices.filter(
            (one) => one.volunteerId !== volunteer.id || one.missionId !== why.elsewhere,
          );
          const then = whyNot(problem, { ...plan, choices: without }, pair);
          expect(then?.kind === 'elsewhere' ? then.elsewhere : undefined).not.toBe(why.elsewhere);
        }
    });
  });

  it('what-if costs what a plan made from nothing would, sound and proved, whatever is otherwise', () => {
    let nth = 0;
    onWeeks({ volunteers: 9, missions: 16, free: 0.6, halfSide: 2_500 }, 24, (problem, seed) => {
      const { below, one, between } = dice(seed);
      const plan = planWeek(problem);
      const volunteerId = volunteerAt(below(9));
      const missionId = missionNumber(below(16));
      const day = addDays(MONDAY, below(7));
      const like = profileOf(one(problem.input.volunteers));
      const chosen = plan.choices.length > 0 ? one(plan.choices) : { missionId, volunteerId };
      const kinds: readonly Change[] = [
        { kind: 'newcomers', count: between(1, 3), like },
        { kind: 'range', volunteerId, metres: between(500, 9_000) },
        { kind: 'free', volunteerId, day, half: one(['am', 'pm'] as const) },
        { kind: 'away', volunteerId },
        { kind: 'moment', missionId, day, time: civilTime('10:30') },
        { kind: 'lock', missionId, volunteerId },
        { kind: 'lock', missionId: chosen.missionId, volunteerId: chosen.volunteerId },
        { kind: 'forbid', missionId: chosen.missionId, volunteerId: chosen.volunteerId },
      ];
      const change = kinds[nth % kinds.length] ?? one(kinds);
      nth += 1;
      const next = weekProblem(changed(problem.input, change));
      const cold = planWeek(next);
      // From the plan as it was made, and from one read back from a store.
      for (const before of [plan, weekPlanSchema.parse(plan)]) {
        const { plan: warm, proof } = provedPlan(next, before);
        expect(verifyPlan(next, warm)).toEqual([]);
        expect(verifyBound(next, warm, proof)).toEqual([]);
        expect([warm.cost, warm.isBest]).toEqual([cold.cost, true]);
      }
      expect(whatIf(problem, plan, change).plan.cost).toBe(cold.cost);
      if (change.kind === 'newcomers') expect(cold.cost).toBeLessThanOrEqual(plan.cost);
    });
  });

  it('a plan begun at another never gives up what it still could keep, in weeks too large to be proved', () => {
    onWeeks({ volunteers: 60, missions: 180, halfSide: 2_500 }, 2, (problem) => {
      const plan = planWeek(problem);
      const like = profileOf(problem.input.volunteers[0] ?? aWeekVolunteer(1));
      const what = whatIf(problem, plan, { kind: 'newcomers', count: 3, like });
      expect(verifyPlan(what.problem, what.plan)).toEqual([]);
      expect(what.plan.cost).toBeLessThanOrEqual(plan.cost);
      const cold = planWeek(what.problem);
      expect(what.plan.bound).toBeLessThanOrEqual(cold.cost);
      expect(cold.bound).toBeLessThanOrEqual(what.plan.cost);
    });
  });

  it('a plan read back from a store proves as much as one in hand, but for the rounding of its prices', () => {
    for (const seed of [1, 2, 3, 4]) {
      const problem = weekProblem(randomWeek(seed, { volunteers: 60, missions: 180, halfSide: 2_500 }));
      const plan = planWeek(problem);
      const gap = ({ cost, bound }: WeekPlan) => cost - bound;
      const again = provedPlan(problem, weekPlanSchema.parse(plan));
      expect(verifyPlan(problem, again.plan)).toEqual([]);
      expect(gap(again.plan)).toBeLessThanOrEqual(gap(plan) + 10);
      // Stored before prices were kept: from worths alone, as sound and less surely proved.
      const bare = { ...plan, worth: plan.worth.map(({ price: _, ...one }) => one) };
      const older = replannedWeek(problem, weekPlanSchema.parse(bare));
      expect(verifyPlan(problem, older)).toEqual([]);
      expect(gap(older)).toBeGreaterThan(gap(again.plan));
    }
  });

  it('asks again only about what is otherwise, with the answers of asking about everything', () => {
    onWeeks({ volunteers: 25, missions: 30 }, 6, (problem, seed) => {
      const { below } = dice(seed);
      const pair = { missionId: missionNumber(below(30)), volunteerId: volunteerAt(below(25)) };
      const like = profileOf(problem.input.volunteers[0] ?? aWeekVolunteer(1));
      const sorted = ({ start, volunteer, slot, cost }: Pairs) =>
        [...start.subarray(1)].map((end, m) =>
          Array.from({ length: end - (start[m] ?? 0) }, (_, i) => (start[m] ?? 0) + i)
            .map((p) => [volunteer[p] ?? 0, slot[p] ?? 0, cost[p] ?? 0])
            .toSorted(([a = 0], [b = 0]) => a - b),
        );
      let known = { problem, pairs: pairsOf(problem) };
      for (const change of [
        { kind: 'newcomers', count: 2, like } as const,
        { kind: 'lock', ...pair } as const,
        { kind: 'away', volunteerId: pair.volunteerId } as const,
        { kind: 'moment', missionId: pair.missionId, day: MONDAY, time: civilTime('09:00') } as const,
        { kind: 'forbid', ...pair, volunteerId: volunteerAt(below(25)) } as const,
      ]) {
        const next = weekProblem(changed(known.problem.input, change));
        const pairs = pairsOf(next, known);
        expect(sorted(pairs)).toEqual(sorted(pairsOf(next)));
        known = { problem: next, pairs };
      }
    });
  });

  it('one more volunteer is worth to a mission exactly what the plan then gains', () => {
    onWeeks({ volunteers: 10, missions: 20, restless: true }, 12, (drawn) => {
      // Rest after a demanding visit is no price of the network: what it would be worth is not one number.
      const missions = drawn.input.missions.map((data) => ({ ...data, demanding: false }));
      const problem = weekProblem({ ...drawn.input, missions });
      const plan = planWeek(problem);
      if (!plan.isBest) return;
      for (const { missionId, points } of plan.worth.slice(0, 8)) {
        const mission = problem.missionOf.get(missionId);
        if (!mission || mission.people > 1) continue;
        // Somebody new who takes it at no cost: the mission is as good as gone.
        const without: WeekInput = {
          ...problem.input,
          missions: problem.input.missions.filter((data) => data.mission.id !== missionId),
        };
        const rest = planWeek(weekProblem(without));
        if (rest.isBest) expect(Math.max(0, plan.cost - rest.cost)).toBe(points);
      }
    });
  });

  it('looks at every pair that no rule keeps apart and that beats leaving the mission undone, at its true cost', () => {
    onWeeks({ volunteers: 30, missions: 40 }, 5, ({ input }) => {
      const problem = weekProblem({
        ...input,
        announced: [{ missionId: missionNumber(3), volunteerId: volunteerAt(2) }],
        forbidden: [{ missionId: missionNumber(4), volunteerId: volunteerAt(5) }],
      });
      const pairs = pairsOf(problem);
      for (const mission of problem.missions) {
        const [from, to] = [pairs.start[mission.index] ?? 0, pairs.start[mission.index + 1] ?? 0];
        const found = [...pairs.volunteer.subarray(from, to)].map((who, i) => [who, pairs.cost[from + i]]);
        const expected = problem.volunteers
          .filter((volunteer) => weekRemovedBy(volunteer, mission, problem) === undefined)
          .map((volunteer) => [volunteer.index, edgePoints(volunteer, mission, problem)] as const)
          .filter(([, cost]) => cost < mission.penalty);
        expect(found.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual(expected);
      }
    });
  });

  it('costs what its terms add up to, in whole points', () => {
    onWeeks({ volunteers: 6, missions: 8 }, 5, (problem) => {
      for (const mission of problem.missions)
        for (const volunteer of problem.volunteers)
          expect(Number.isInteger(edgePoints(volunteer, mission, problem))).toBe(true);
    });
  });
});
