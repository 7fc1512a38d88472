import { describe, expect, it } from 'vitest';
import { keepByHand, tryByHand } from '../../../../shared/plans/hand/change-week.ts';
import { type Hand, isSaid, type Word, wordAfter } from '../../../../shared/plans/hand/hand.ts';
import { solveWeek } from '../../../../shared/plans/solve/solve-week.ts';
import { put } from '../../../../shared/table/write.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { fillPlanTown, PLAN_TOWN, PLAN_WEEK, planMission } from '../../../functions/desk/plan/town.ts';
import { surroundings, volunteerNumber } from '../../../support/chain.ts';

const VISIT = planMission(0);
const OTHER = planMission(1);
const ANNE = volunteerNumber(0);
const BRUNO = volunteerNumber(1);
const CHLOE = volunteerNumber(2);
const DENIS = volunteerNumber(3);
const pair = (volunteerId: typeof ANNE, missionId = VISIT) => ({ missionId, volunteerId });
const SAID: Word = {
  locks: [pair(ANNE), pair(DENIS, OTHER)],
  forbidden: [pair(BRUNO), pair(BRUNO, OTHER)],
  aside: [OTHER],
};
const FOR_ONE = { people: 1, held: [ANNE] };
const wordOf = (word: Word, hand: Hand, seats: Parameters<typeof wordAfter>[2] = FOR_ONE): Word => {
  const next = wordAfter(word, hand, seats);
  if (!next.ok) throw new Error(next.refusal.reason);
  return next.value;
};

describe('one word of the coordinator', () => {
  it.each<[string, Hand, Partial<Word>]>([
    [
      'a choice forgotten leaves those kept out as they are',
      { kind: 'unlock', missionId: VISIT, volunteerId: ANNE },
      { locks: [pair(DENIS, OTHER)] },
    ],
    [
      'somebody let in again leaves the choice as it is, and the other mission',
      { kind: 'readmit', missionId: VISIT, volunteerId: BRUNO },
      { forbidden: [pair(BRUNO, OTHER)] },
    ],
    [
      'a mission looked for again keeps out whoever was kept out of it',
      { kind: 'seek', missionId: OTHER },
      { aside: [] },
    ],
    [
      'nobody, for one mission, takes the choice and not those kept out',
      { kind: 'nobody', missionId: VISIT },
      { locks: [pair(DENIS, OTHER)], aside: [OTHER, VISIT] },
    ],
    [
      'somebody chosen takes the one place, and is kept out no more; others still are',
      { kind: 'choose', missionId: VISIT, volunteerId: BRUNO },
      { locks: [pair(DENIS, OTHER), pair(BRUNO)], forbidden: [pair(BRUNO, OTHER)] },
    ],
    [
      'somebody chosen for a mission left aside brings it back',
      { kind: 'choose', missionId: OTHER, volunteerId: CHLOE },
      { locks: [pair(ANNE), pair(CHLOE, OTHER)], aside: [] },
    ],
    [
      'whoever is kept out is chosen no more',
      { kind: 'never', missionId: VISIT, volunteerId: ANNE },
      { locks: [pair(DENIS, OTHER)], forbidden: [pair(BRUNO), pair(BRUNO, OTHER), pair(ANNE)] },
    ],
  ])('%s', (_, hand, changed) => {
    const next = wordOf(SAID, hand);
    expect(next).toEqual({ ...SAID, ...changed });
    expect(isSaid(SAID, hand)).toBe(false);
    expect(isSaid(next, hand)).toBe(true);
  });

  it('is not held beyond what a plan holds, and says so', () => {
    const full: Word = {
      locks: Array.from({ length: 1_000 }, () => pair(DENIS, OTHER)),
      forbidden: [],
      aside: [],
    };
    const hand: Hand = { kind: 'choose', missionId: VISIT, volunteerId: ANNE };
    const refused = wordAfter(full, hand, { people: 1, held: [] });
    expect(refused).toMatchObject({ ok: false, refusal: { reason: 'too-many' } });
    expect(JSON.stringify(refused)).toContain('choix faits à la main');
    expect(wordAfter(full, { kind: 'unlock', missionId: OTHER, volunteerId: DENIS }, FOR_ONE).ok).toBe(true);
  });
});

describe('a mission for two', () => {
  const word: Word = { locks: [pair(ANNE), pair(BRUNO)], forbidden: [], aside: [] };
  const third = { kind: 'choose', missionId: VISIT, volunteerId: CHLOE } as const;
  const both = { people: 2, held: [ANNE, BRUNO] };

  it('keeps the one whom the third does not replace', () => {
    expect(wordOf(word, { ...third, insteadOf: ANNE }, both).locks).toEqual([pair(BRUNO), pair(CHLOE)]);
    expect(wordOf(word, { ...third, insteadOf: BRUNO }, both).locks).toEqual([pair(ANNE), pair(CHLOE)]);
  });

  it('unlocks nobody before it is said in whose place', () => {
    expect(wordAfter(word, third, both)).toMatchObject({ ok: false, refusal: { reason: 'which' } });
    expect(wordAfter(word, { ...third, insteadOf: DENIS }, both)).toMatchObject({ ok: false });
  });

  it('gives a place that no longer holds before one that does', () => {
    expect(wordOf(word, third, { people: 2, held: [BRUNO] }).locks).toEqual([pair(BRUNO), pair(CHLOE)]);
    expect(wordOf({ ...word, locks: [pair(ANNE)] }, third, { people: 2, held: [] }).locks).toEqual([
      pair(ANNE),
      pair(CHLOE),
    ]);
  });
});

describe('a mission set aside by hand', () => {
  it('takes place all the same, so that no other visit is moved beside it, until the plan looks for somebody again', async () => {
    const table = memoryTable();
    await table.commit([put(townKind, aTown(PLAN_TOWN), 'absent')]);
    await fillPlanTown(table);
    const world = surroundings(table);
    const staff = { kind: 'staff', id: 'stf_claire' } as const;
    const solved = await solveWeek(world, PLAN_WEEK, staff, NOW);
    const missionId = planMission(1);
    const arranged = async (kind: 'nobody' | 'seek') => {
      const tried = await tryByHand(world, PLAN_WEEK, { kind, missionId }, NOW);
      return tried.ok && tried.value.after?.input.arranged?.map(({ id }) => id);
    };
    expect(await arranged('seek')).not.toContain(missionId);
    expect(await arranged('nobody')).toContain(missionId);
    const key = (solved.ok && solved.value.result?.key) || '';
    expect((await keepByHand(world, PLAN_WEEK, { kind: 'nobody', missionId }, key, staff, NOW)).ok).toBe(
      true,
    );
    expect(await arranged('seek')).not.toContain(missionId);
  });
});
