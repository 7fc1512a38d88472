import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../shared/decide/decide.ts';
import { weekProblem } from '../../../shared/matching/week/build.ts';
import { changed } from '../../../shared/matching/week/changes/change.ts';
import { planWeek } from '../../../shared/matching/week/plan-week.ts';
import type { WeekInput, WeekProblem } from '../../../shared/matching/week/problem.ts';
import { verifyPlan } from '../../../shared/matching/week/verify.ts';
import { keepByHand, openPlannedWeek, tryByHand } from '../../../shared/plans/hand/change-week.ts';
import { sendWeek } from '../../../shared/plans/send-week.ts';
import { leftOf } from '../../../shared/plans/since.ts';
import { solveWeek } from '../../../shared/plans/solve/solve-week.ts';
import { partKind, planIdOf, planKey, planKind } from '../../../shared/plans/week-plan.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { replace } from '../../../shared/table/write.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aWeekMission, dice, MONDAY, missionNumber, randomWeek, volunteerAt } from '../../builders/weeks.ts';
import { growPlanTown, PLAN_WEEK, planDesk, planMission } from '../../functions/desk/plan/town.ts';
import { surroundings, volunteerNumber } from '../../support/chain.ts';

const CLAIRE = { kind: 'staff', id: 'stf_claire' } as const;
const plainly = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const knownIn = (problem: WeekProblem) => new Set(problem.missions.map(({ mission }) => mission.id));

/** The same week some hours later: somebody left or is away, a mission was called off, moved, or came. */
const laterOn = (input: WeekInput, seed: number): WeekInput => {
  const { below, one } = dice(seed);
  const id = missionNumber(below(input.missions.length));
  switch (below(5)) {
    case 0:
      return { ...input, volunteers: input.volunteers.slice(below(4) + 1) };
    case 1:
      return changed(input, { kind: 'away', volunteerId: volunteerAt(below(input.volunteers.length)) });
    case 2:
      return { ...input, missions: input.missions.slice(below(4) + 1) };
    case 3:
      return { ...input, missions: [...input.missions, aWeekMission(900)] };
    default: {
      const data = one(input.missions);
      const day = addDays(MONDAY, below(7));
      return changed(input, { kind: 'moment', missionId: id, day, time: data.mission.time });
    }
  }
};

describe('what is left of a stored plan', () => {
  it('is all of it while nothing has changed', () => {
    const problem = weekProblem(randomWeek(3, { volunteers: 12, missions: 24 }));
    const plan = planWeek(problem);
    expect(leftOf(problem, plan, knownIn(problem))).toEqual({ plan, since: undefined });
  });

  it('keeps every rule whatever happened, and each choice it leaves out could no longer be made', () => {
    const seen = { gone: 0, came: 0, left: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const before = weekProblem(randomWeek(seed, { volunteers: 8, missions: 14 }));
        const plan = planWeek(before);
        const now = weekProblem(laterOn(laterOn(before.input, seed), seed + 1));
        const left = leftOf(now, plan, knownIn(before));
        const { gone = [], came = [], left: less = 0 } = left.since ?? {};
        seen.gone += gone.length;
        seen.came += came.length;
        seen.left += less;
        const isUnknown = new Set<string>(came);
        const faults = verifyPlan(now, left.plan)
          .filter(({ fault }) => fault !== 'cost' && fault !== 'bound')
          // Nothing is said of whom a mission that came lacks: nobody has looked for them.
          .filter((one) => !(one.fault === 'miscounted' && isUnknown.has(one.at)));
        expect(faults).toEqual([]);
        for (const { sentence, ...pair } of gone) {
          const again = { ...left.plan, choices: [...left.plan.choices, { ...pair, isLocked: false }] };
          expect(verifyPlan(now, again)).toContainEqual(
            expect.objectContaining({
              fault: expect.stringMatching(/unknown|breaks-a-rule|too-many-people/),
            }),
          );
          expect(sentence).toMatch(/\.$/);
        }
        if (!left.since) expect(left.plan).toBe(plan);
      }),
      { seed: 20261122, numRuns: 40 },
    );
    expect(Math.min(seen.gone, seen.came, seen.left)).toBeGreaterThan(5);
  });
});

describe('a stored plan read back', () => {
  it('has the prices of its rows, and is read all the same where they were written before prices were kept', async () => {
    const { table } = await planDesk();
    const world = surroundings(table);
    await solveWeek(world, PLAN_WEEK, CLAIRE, NOW);
    const prices = async () =>
      (await openPlannedWeek(world, PLAN_WEEK, NOW))?.solved.worth.map(({ price }) => price);
    const kept = await prices();
    expect(kept).toHaveLength(7);
    for (const price of kept ?? []) expect(Number.isInteger(price)).toBe(true);
    const { items } = await table.partition(planIdOf('besancon', PLAN_WEEK), { prefix: 'ROWS#' });
    for (const part of rowsOf(partKind, items)) {
      const rows = part.value.rows.map(({ price: _, ...row }) => row);
      await table.commit([replace(partKind, part, { ...part.value, rows })]);
    }
    expect(await prices()).toEqual(Array.from({ length: 7 }, () => undefined));
  });
});

describe('a week too large to be solved while a page waits', () => {
  const ID = planIdOf('besancon', PLAN_WEEK);
  const planNow = async ({ table }: Surroundings) => (await table.get(planKind, planKey(ID)))?.value;

  /** Planned while it was small; a thousand volunteers and as many missions have come since. */
  const grown = async () => {
    const desk = await planDesk();
    const { table } = desk;
    const world = surroundings(table);
    await solveWeek(world, PLAN_WEEK, CLAIRE, NOW);
    await growPlanTown(table);
    const volunteer = await table.get(volunteerKind, volunteerKey(volunteerNumber(1)));
    if (!volunteer) throw new Error('an empty town');
    await table.commit([replace(volunteerKind, volunteer, { ...volunteer.value, state: 'paused' as const })]);
    return { desk, world };
  };

  it('is opened as it is stored, what no longer stands told; a choice is kept at once and the calculation owed', async () => {
    const { desk, world } = await grown();
    const claire = await desk.as('coordinator');
    const page = async (path: string) => plainly(await (await claire.get(path)).text());
    const mission = `/semaine/missions/${planMission(0)}`;
    expect(await page(mission)).toMatch(
      /Léa Durand-1.*N’est plus en activité.*Depuis ce calcul, 1000 missions sont arrivées et \d choix ne tiennent plus/,
    );
    expect(await page(`${mission}/changer?choix=personne`)).toMatch(
      /votre choix est gardé tout de suite, et le plan se recalcule autour(?!.*Qui irait où)/,
    );
    expect(
      await page(`/semaine/renforts?semaine=${PLAN_WEEK}&combien=3&secteur=palente&langue=pt`),
    ).toContain('trop grande pour être planifiée de nouveau pendant que vous attendez');

    const key = (await planNow(world))?.result?.key ?? '';
    const open = await openPlannedWeek(world, PLAN_WEEK, NOW);
    expect(open?.isLeft).toBe(true);
    expect(open?.since?.came).toHaveLength(1_000);
    expect(open?.since?.gone).toContainEqual({
      missionId: planMission(0),
      volunteerId: volunteerNumber(1),
      sentence: 'N’est plus en activité.',
    });
    // Nobody is put in their place, and the others stay where they were shown.
    const shown = open?.rows.flatMap(({ choices }) => choices.map(({ volunteerId }) => volunteerId)) ?? [];
    expect(open?.solved.choices.map(({ volunteerId }) => volunteerId)).toEqual(
      shown.filter((id) => id !== volunteerNumber(1)),
    );

    const hand = { kind: 'choose', missionId: planMission(1), volunteerId: volunteerNumber(3) } as const;
    const tried = await tryByHand(world, PLAN_WEEK, hand, NOW);
    expect(tried.ok && tried.value.after).toBeUndefined();
    const refused = await tryByHand(world, PLAN_WEEK, { ...hand, volunteerId: volunteerAt(10_005) }, NOW);
    expect(refused).toMatchObject({ ok: false, refusal: { reason: 'breaks-a-rule' } });

    const at = plus(NOW, { minutes: 1 });
    const kept = await keepByHand(world, PLAN_WEEK, hand, key, CLAIRE, at);
    expect(kept).toMatchObject({ ok: true, value: { asked: { at, by: CLAIRE, tries: 0 }, result: { key } } });
    // Their name stands where they were chosen, is not offered there again, and can be taken back.
    const chosenPage = await page(`/semaine/missions/${planMission(1)}`);
    expect(chosenPage).toMatch(
      /Zoé Durand-3 : votre choix, gardé Choix de la coordination, .*Ne plus garder ce choix/,
    );
    expect(chosenPage).not.toContain('le choix du plan');
    expect(chosenPage).not.toContain('Choisir Zoé Durand-3');
    expect(chosenPage).toContain('Choisir Camille Durand-0');
    expect(chosenPage).toContain('Le plan se recalcule');
    const list = await page(`/semaine?semaine=${PLAN_WEEK}&vue=benevole&groupe=${volunteerNumber(3)}`);
    expect(list).toMatch(
      /Mme Jeanne Bianchi .{0,60} Votre choix : le plan se refait autour\. votre choix, gardé/,
    );
    // The rows do not know it yet: none of them leaves, whatever page was left open.
    const sent = await sendWeek(world, PLAN_WEEK, key, CLAIRE, at);
    expect(sent).toEqual({ ok: false, refusal: 'to-calculate' });
    expect((await planNow(world))?.state).toBe('proposed');
    expect(await page(`/semaine?semaine=${PLAN_WEEK}`)).not.toContain('Envoyer les propositions');
    const send = await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`);
    expect(send.headers.get('location')).toContain('dit=attend');
    expect((await planNow(world))?.locks).toEqual([
      { missionId: planMission(1), volunteerId: volunteerNumber(3) },
    ]);
    // A colleague on the same page adds their own; pressed twice, it is said once.
    const other = { kind: 'nobody', missionId: planMission(2) } as const;
    expect((await keepByHand(world, PLAN_WEEK, other, key, CLAIRE, at)).ok).toBe(true);
    expect((await keepByHand(world, PLAN_WEEK, hand, key, CLAIRE, at)).ok).toBe(true);
    expect(await planNow(world)).toMatchObject({ locks: [{}], aside: [planMission(2)] });
    await solveWeek(world, PLAN_WEEK, CLAIRE, at);
    const solved = await planNow(world);
    expect(solved).not.toHaveProperty('saidSince');
    // Taken back, it is no longer said to be kept, though the rows still say so.
    const taken = { ...hand, kind: 'unlock' } as const;
    expect((await keepByHand(world, PLAN_WEEK, taken, solved?.result?.key ?? '', CLAIRE, at)).ok).toBe(true);
    const free = await page(`/semaine/missions/${planMission(1)}`);
    expect(free).toContain('Zoé Durand-3 : le choix du plan');
    expect(free).not.toContain('votre choix, gardé');
  });
});
