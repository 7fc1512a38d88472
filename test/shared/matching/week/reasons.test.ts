import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { changed } from '../../../../shared/matching/week/changes/change.ts';
import { planWeek } from '../../../../shared/matching/week/plan-week.ts';
import type { Pair, WeekInput } from '../../../../shared/matching/week/problem.ts';
import { WEEK_RULES, type WeekRuleName, weekRemovedBy } from '../../../../shared/matching/week/rules.ts';
import { costOf } from '../../../../shared/matching/week/totals.ts';
import { missionNumber, randomWeek, volunteerAt } from '../../../builders/weeks.ts';
import { EVENED, LIFTED, ofPerson, weekOfReasons } from './reasons.ts';

const placeOf = (rule: WeekRuleName): number => WEEK_RULES.findIndex(({ name }) => name === rule);

describe('« pourquoi pas » is true', () => {
  it('of every rule there is: without what was stated only what comes after it is left, and at last they may go', () => {
    const lifted = new Map<WeekRuleName, number>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const drawn = weekOfReasons(seed);
        // A lock refused today would come back once its own obstacle is gone.
        const { refusedLocks } = weekProblem(drawn);
        const isKept = (lock: Pair) =>
          !refusedLocks.some(
            (one) => one.missionId === lock.missionId && one.volunteerId === lock.volunteerId,
          );
        const week = { ...drawn, locks: (drawn.locks ?? []).filter(isKept) };
        const problem = weekProblem(week);
        const plan = planWeek(problem);
        for (const { mission } of problem.missions)
          for (const { volunteer } of problem.volunteers) {
            const pair = { missionId: mission.id, volunteerId: volunteer.id };
            if (problem.missionOf.get(mission.id)?.locked.length) continue;
            const said = whyNot(problem, plan, pair);
            if (said?.kind !== 'rule') continue;
            let input: WeekInput = week;
            let sentence: string | undefined = said.sentence;
            for (let last = -1, steps = 0; sentence !== undefined; steps += 1) {
              const now = weekProblem(input);
              const [who, where] = [now.volunteerOf.get(pair.volunteerId), now.missionOf.get(pair.missionId)];
              const removal = who && where && weekRemovedBy(who, where, now);
              sentence = removal?.sentence;
              if (!removal) break;
              // Somebody may be away for several reasons of one kind, each told in its turn; no rule told before comes back.
              const at = `seed ${seed}: ${removal.rule}, « ${removal.sentence} »`;
              expect(placeOf(removal.rule), at).toBeGreaterThanOrEqual(last);
              expect(steps, at).toBeLessThan(WEEK_RULES.length + 4);
              last = placeOf(removal.rule);
              input = LIFTED[removal.rule](input, pair, removal.sentence);
              lifted.set(removal.rule, (lifted.get(removal.rule) ?? 0) + 1);
            }
            // The way is free: their hand may send them there.
            const sent = weekProblem(changed(input, { kind: 'lock', ...pair }));
            expect(sent.missionOf.get(pair.missionId)?.locked).toContain(pair.volunteerId);
          }
      }),
      { seed: 20_261_123, numRuns: 40 },
    );
    // A seat kept for an introduction is in no week to plan; every other rule was stated, and its reason taken away.
    for (const { name } of WEEK_RULES)
      if (name !== 'introduction') expect(lifted.get(name) ?? 0, name).toBeGreaterThan(2);
  });

  it('of whoever could go: without what the plan’s choice has over them, they are as good a choice', () => {
    const seen = { possible: 0, full: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const drawn = randomWeek(seed, { volunteers: 6, missions: 8, free: 0.9, halfSide: 1_200 });
        const week = { ...drawn, announced: [{ missionId: missionNumber(1), volunteerId: volunteerAt(2) }] };
        const { choices } = planWeek(weekProblem(week));
        for (const chosen of choices)
          for (const { volunteer } of week.volunteers) {
            const pair = { missionId: chosen.missionId, volunteerId: volunteer.id };
            const others = choices.filter((one) => one !== chosen && one.volunteerId !== volunteer.id);
            if (choices.filter(({ missionId }) => missionId === pair.missionId).length > 1) continue;
            // Their own week is the plan's other reason: told first, then gone with the choices that fill it.
            const first = whyNot(weekProblem(week), { ...planWeek(weekProblem(week)), choices }, pair);
            if (first?.kind === 'full') {
              seen.full += 1;
              const roomy = ofPerson(week, pair, (data) => ({
                ...data,
                load: { ...data.load, offersSentAt: [] },
                volunteer: { ...data.volunteer, weeklyCap: 14 },
              }));
              const then = whyNot(weekProblem(roomy), { ...planWeek(weekProblem(week)), choices }, pair);
              expect(then?.kind, `seed ${seed}`).toBe('possible');
            }
            if (first?.kind !== 'possible' || !first.sentence.startsWith('Possible, mais')) continue;
            seen.possible += 1;
            const instead = week.volunteers.find((data) => data.volunteer.id === chosen.volunteerId);
            if (!instead) throw new Error('nobody was chosen');
            let input: WeekInput = week;
            let plan = [...others, ...choices.filter((one) => one.volunteerId === volunteer.id), chosen];
            for (let steps = 0; ; steps += 1) {
              const problem = weekProblem(input);
              const why = whyNot(problem, { ...planWeek(problem), choices: plan }, pair);
              const at = `seed ${seed}: « ${why?.sentence} »`;
              if (why?.sentence === 'Possible aussi : ce serait un aussi bon choix.') {
                const exchanged = plan.map((one) => (one === chosen ? { ...pair, isLocked: false } : one));
                expect(costOf(problem, exchanged), at).toBeLessThanOrEqual(costOf(problem, plan));
                break;
              }
              expect(why?.sentence, at).toMatch(/^Possible, mais /);
              expect(steps, at).toBeLessThan(8);
              const before = input;
              for (const [words, made] of EVENED)
                if (words.test(why?.sentence ?? '')) input = made(input, pair, instead);
              if (/mission de la semaine/.test(why?.sentence ?? '')) {
                input = ofPerson(input, pair, (data) => ({
                  ...data,
                  facts: [],
                  load: { ...data.load, entries: [] },
                }));
                plan = plan.filter((one) => one.volunteerId !== volunteer.id);
              }
              expect(input, `${at} says nothing that could be otherwise`).not.toBe(before);
            }
          }
      }),
      { seed: 20_261_123, numRuns: 16 },
    );
    expect(seen.possible).toBeGreaterThan(40);
    expect(seen.full).toBeGreaterThan(10);
  });
});
