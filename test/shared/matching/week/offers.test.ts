import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { whyMissing } from '../../../../shared/matching/week/answers/missing.ts';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { couldGo, moveByHand } from '../../../../shared/matching/week/changes/by-hand.ts';
import { changed } from '../../../../shared/matching/week/changes/change.ts';
import { planWeek, provedPlan } from '../../../../shared/matching/week/plan-week.ts';
import type { VolunteerData, WeekInput, WeekProblem } from '../../../../shared/matching/week/problem.ts';
import { verifyBound, verifyPlan } from '../../../../shared/matching/week/verify.ts';
import { minus } from '../../../../shared/time/instant.ts';
import {
  aWeek,
  aWeekMission,
  aWeekVolunteer,
  missionNumber,
  randomWeek,
  SUNDAY_BEFORE,
  volunteerAt,
} from '../../../builders/weeks.ts';

const plain = (text: string | undefined): string | undefined => text?.replace(/\u00a0/g, ' ');
const pair = (mission: number, volunteer: number) => ({
  missionId: missionNumber(mission),
  volunteerId: volunteerAt(volunteer),
});
const TOO_MANY = 'Recevrait avec cela plus de 5 propositions en sept jours.';

const DAYS_AGO = [1, 2, 3, 4, 5].map((days) => minus(SUNDAY_BEFORE, { days }));
const asked = (data: VolunteerData, times: number): VolunteerData => ({
  ...data,
  load: { ...data.load, offersSentAt: DAYS_AGO.slice(0, times) },
});
const ROOMY = { weeklyCap: 7, restDays: 0 };

/** Five visits on five days, and somebody near who was asked so many times these days. */
const fiveVisits = (times: number, more: Partial<WeekInput> = {}): WeekInput => {
  const week = aWeek({
    missions: [0, 1, 2, 3, 4].map((weekday) => aWeekMission(weekday + 1, { weekday })),
    volunteers: [asked(aWeekVolunteer(1, ROOMY), times)],
  });
  return { ...week, town: { ...week.town, caps: { ...week.town.caps, restDays: 0 } }, ...more };
};

const receivedBy = (problem: WeekProblem, id: string): number =>
  problem.input.volunteers
    .find(({ volunteer }) => volunteer.id === id)
    ?.load.offersSentAt.filter((at) => at > minus(problem.now, { days: 7 })).length ?? 0;

/** Drawn weeks of a town that sends three offers in seven days at most: some have had none of theirs yet, some all. */
const onSparingWeeks = (numRuns: number, check: (problem: WeekProblem) => void): void =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const week = randomWeek(seed, { volunteers: 8, missions: 16, free: 0.8, halfSide: 2_500 });
      const caps = { ...week.town.caps, offersPerWeek: 3 };
      check(weekProblem({ ...week, town: { ...week.town, caps } }));
    }),
    { seed: 20_261_122, numRuns },
  );

describe('a plan sends nobody more offers than may still be sent to them', () => {
  it('gives as many missions as that at most, and to somebody else what is left', () => {
    for (const [times, found] of [
      [0, 5],
      [3, 2],
      [4, 1],
      [5, 0],
    ] as const) {
      const problem = weekProblem(fiveVisits(times));
      const plan = planWeek(problem);
      expect(plan.totals.found).toBe(found);
      expect(verifyPlan(problem, plan)).toEqual([]);
    }
    const both = fiveVisits(3);
    const far = asked(aWeekVolunteer(2, { ...ROOMY, travel: 'bus', rangeMetres: 9_000 }), 0);
    const problem = weekProblem({ ...both, volunteers: [...both.volunteers, far] });
    expect(planWeek(problem).totals.found).toBe(5);
  });

  it('says so of whoever could do one more, and where nobody is found', () => {
    const problem = weekProblem(fiveVisits(3));
    const plan = planWeek(problem);
    const [lacking] = plan.missing;
    if (!lacking) throw new Error('nothing lacks anybody');
    const why = whyNot(problem, plan, { missionId: lacking.missionId, volunteerId: volunteerAt(1) });
    expect(why?.kind).toBe('full');
    expect(plain(why?.sentence)).toBe(TOO_MANY);
    expect(plain(whyMissing(problem, plan, lacking.missionId)?.sentence)).toBe(
      'Le seul bénévole recevrait trop de propositions avec ce plan.',
    );
  });

  it('counts the coordinator’s locks among them, and refuses one too many in the same words', () => {
    const problem = weekProblem(fiveVisits(3, { locks: [pair(1, 1), pair(2, 1)] }));
    const plan = planWeek(problem);
    expect(plan.choices).toEqual([
      { ...pair(1, 1), isLocked: true },
      { ...pair(2, 1), isLocked: true },
    ]);
    expect(whyNot(problem, plan, pair(3, 1))).toMatchObject({ kind: 'rule', rule: 'offers-to-come' });
    expect(couldGo(problem, plan, missionNumber(3))).toEqual([]);
    const moved = moveByHand(problem, plan, pair(3, 1));
    expect(moved.ok ? undefined : plain(moved.refusal.sentence)).toBe(TOO_MANY);
    const third = weekProblem(fiveVisits(3, { locks: [pair(1, 1), pair(2, 1), pair(3, 1)] }));
    expect(third.refusedLocks.map(({ missionId }) => missionId)).toEqual([missionNumber(3)]);
    expect(plain(third.refusedLocks[0]?.sentence)).toBe(TOO_MANY);
    // The one they hold is in nobody's way: it is the offer itself.
    expect(verifyPlan(problem, plan)).toEqual([]);
  });

  it('lets one be moved by hand in the place of another that the plan chose', () => {
    const problem = weekProblem(fiveVisits(4));
    const plan = planWeek(problem);
    const other = plan.missing[0]?.missionId;
    if (!other) throw new Error('nothing lacks anybody');
    const moved = moveByHand(problem, plan, { missionId: other, volunteerId: volunteerAt(1) });
    expect(moved.ok && moved.value.plan.choices).toEqual([
      { missionId: other, volunteerId: volunteerAt(1), isLocked: true },
    ]);
  });

  it('is seen by whoever looks at the plan afterwards', () => {
    const problem = weekProblem(fiveVisits(4));
    const plan = planWeek(weekProblem(fiveVisits(0)));
    expect(verifyPlan(problem, plan)).toContainEqual(
      expect.objectContaining({ fault: 'breaks-a-rule', rule: 'offers-to-come' }),
    );
  });

  it('on weeks of all kinds: sound, proved, and what is said of it is true', () => {
    const seen = { full: 0, rule: 0 };
    onSparingWeeks(16, (problem) => {
      const { plan, proof } = provedPlan(problem);
      expect(verifyPlan(problem, plan)).toEqual([]);
      expect(verifyBound(problem, plan, proof)).toEqual([]);
      for (const { volunteer, load } of problem.volunteers) {
        const mine = plan.choices.filter(({ volunteerId }) => volunteerId === volunteer.id);
        const received = receivedBy(problem, volunteer.id);
        expect(mine.length === 0 || mine.length + received <= 3).toBe(true);
        for (const { mission } of problem.missions) {
          const they = { missionId: mission.id, volunteerId: volunteer.id };
          const why = whyNot(problem, plan, they);
          if (why?.kind !== 'full' || !why.sentence.startsWith('Recevrait')) continue;
          seen.full += 1;
          expect(mine.length + received).toBe(3);
          // The reason removed, they could: asked less these days, they are possible, and may be locked beside the others.
          const rested = problem.input.volunteers.map((data) =>
            data.volunteer.id === volunteer.id ? { ...data, load: { ...load, offersSentAt: [] } } : data,
          );
          const freed = weekProblem({ ...problem.input, volunteers: rested });
          expect(whyNot(freed, plan, they)?.kind).toBe(received > 0 ? 'possible' : 'full');
          // As many locks as they have choices leave no room for it, in the same words.
          const locks = mine.map(({ missionId, volunteerId }) => ({ missionId, volunteerId }));
          const locked = weekProblem({ ...problem.input, locks: [...locks, they] });
          expect(locked.refusedLocks).toEqual([{ ...they, sentence: why.sentence }]);
          const one = weekProblem({ ...problem.input, locks: [...locks.slice(1), they] });
          expect(one.refusedLocks).toEqual([]);
          seen.rule += 1;
        }
      }
    });
    expect(seen.full).toBeGreaterThan(20);
  });

  it('planned again costs what a plan from nothing would, when they were asked meanwhile', () => {
    onSparingWeeks(8, (problem) => {
      const plan = planWeek(problem);
      const chosen = plan.choices[0];
      if (!chosen) return;
      const more = problem.input.volunteers.map((data) =>
        data.volunteer.id === chosen.volunteerId
          ? { ...data, load: { ...data.load, offersSentAt: [SUNDAY_BEFORE, ...data.load.offersSentAt] } }
          : data,
      );
      const next = weekProblem(
        changed({ ...problem.input, volunteers: more }, { kind: 'unlock', ...chosen }),
      );
      const again = provedPlan(next, plan);
      expect(verifyPlan(next, again.plan)).toEqual([]);
      expect(verifyBound(next, again.plan, again.proof)).toEqual([]);
      expect(again.plan.cost).toBe(planWeek(next).cost);
    });
  });
});
