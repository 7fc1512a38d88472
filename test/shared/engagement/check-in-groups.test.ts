import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  type CheckInGroup,
  checkInGroups,
  closedQuarter,
  GATHERED,
} from '../../../shared/engagement/check-ins/groups.ts';
import { readCheckInGroups } from '../../../shared/engagement/check-ins/read-groups.ts';
import { LEAST_VALUES } from '../../../shared/engagement/small-numbers/protect.ts';
import type { ToldTable } from '../../../shared/engagement/small-numbers/suppress.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { type CheckIn, checkInsKind } from '../../../shared/volunteers/check-ins/check-in.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { aReadyVolunteer } from '../../support/chain.ts';
import { everySum, narrowed, solved } from './attack.ts';

const SUMMER = { from: civilDay('2026-07-01'), to: civilDay('2026-09-30') };
const answered = (said: Partial<CheckIn>, on = '2026-08-12'): CheckIn => ({
  on: civilDay(on),
  version: '2026-1',
  ...said,
});
const STEADY = answered({ burnout: 1 });
const WORN = answered({ burnout: 4 });

const some = (
  n: number,
  answer: CheckIn | undefined,
  sector: string,
  programmes: readonly string[] = ['VISIT'],
): Asked[] => Array.from({ length: n }, () => ({ sector, programmes, answers: answer ? [answer] : [] }));
const named = (groups: readonly CheckInGroup[] | undefined, group: string) =>
  groups?.find((one) => one.group === group);

describe('the quarter that is told', () => {
  it('is the last one over: what is answered today changes nothing in it', () => {
    expect(closedQuarter(civilDay('2026-11-22'))).toEqual(SUMMER);
    expect(closedQuarter(civilDay('2026-10-01'))).toEqual(SUMMER);
    expect(closedQuarter(civilDay('2027-02-28'))).toEqual({
      from: civilDay('2026-10-01'),
      to: civilDay('2026-12-31'),
    });
  });
});

describe('check-ins in groups', () => {
  it('counts each person once by sector, and once by programme; silence is unknown, apart', () => {
    const told = checkInGroups(
      [
        ...some(12, STEADY, 'battant'),
        ...some(6, WORN, 'battant', ['VISIT', 'CALL']),
        ...some(7, undefined, 'battant'),
        ...some(20, STEADY, 'planoise', ['VISIT', 'CALL']),
        ...some(8, WORN, 'planoise'),
        ...some(5, answered({ horizon: 'unsure' }), 'planoise'),
      ],
      SUMMER,
    );
    expect(told?.all).toEqual({ steady: 32, toSurround: 14, unknown: 12, people: 58 });
    expect(told?.bySector).toEqual([
      { group: 'battant', steady: 12, toSurround: 6, unknown: 7, people: 25 },
      { group: 'planoise', steady: 20, toSurround: 8, unknown: 5, people: 33 },
    ]);
    expect(named(told?.byProgramme, 'VISIT')).toMatchObject({ steady: 12, toSurround: 8, people: 32 });
    expect(named(told?.byProgramme, GATHERED.several)).toMatchObject({ steady: 20, toSurround: 6 });
  });

  it('takes the last answer of the quarter, and none of another quarter', () => {
    const twice = {
      ...some(1, STEADY, 'battant')[0],
      answers: [WORN, answered({ burnout: 1 }, '2026-09-30')],
    };
    const before = { ...some(1, STEADY, 'battant')[0], answers: [answered({ burnout: 5 }, '2026-06-30')] };
    const people = [...some(9, STEADY, 'battant'), ...some(5, undefined, 'battant')];
    const told = checkInGroups([...people, twice, before] as Asked[], SUMMER);
    expect(told?.all).toEqual({ steady: 10, toSurround: 0, unknown: 6, people: 16 });
  });

  it('gathers groups of fewer than five answers, and one more with them while they are too few', () => {
    const told = checkInGroups(
      [
        ...some(9, STEADY, 'battant'),
        ...some(6, STEADY, 'chaprais'),
        ...some(7, STEADY, 'planoise'),
        ...some(2, STEADY, 'velotte'),
      ],
      SUMMER,
    );
    expect(told?.bySector.map(({ group }) => group)).toEqual(['battant', 'planoise', GATHERED.others]);
    expect(named(told?.bySector, GATHERED.others)?.steady).toBe(8);
  });

  it('never tells of a group that everybody in it is worn out', () => {
    const told = checkInGroups([...some(6, WORN, 'battant'), ...some(20, STEADY, 'planoise')], SUMMER);
    expect(told?.bySector).toEqual([
      { group: GATHERED.others, steady: 20, toSurround: 6, unknown: 0, people: 26 },
    ]);
    expect(checkInGroups(some(6, WORN, 'battant'), SUMMER)).toBeUndefined();
  });

  it('says nothing of fewer than five answers, be there many people', () => {
    expect(checkInGroups([], SUMMER)).toBeUndefined();
    expect(
      checkInGroups([...some(4, STEADY, 'battant'), ...some(60, undefined, 'planoise')], SUMMER),
    ).toBeUndefined();
  });

  it('cannot be turned back to one to four people by subtraction, over 400 networks', () => {
    const group = fc.record({
      sector: fc.constantFrom('a', 'b', 'c', undefined),
      programmes: fc.subarray(['VISIT', 'CALL', 'BOOKS'], { maxLength: 2 }),
      answers: fc.constantFrom([STEADY], [STEADY], [WORN], []),
      size: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 14 }), (groups) => {
        const people = groups.flatMap(({ size, ...one }) => Array.from({ length: size }, () => one));
        const told = checkInGroups(people, SUMMER);
        if (!told) return;
        const { all } = told;
        const tableOf = (some: readonly CheckInGroup[]): ToldTable => ({
          cells: [
            some.map(({ steady }) => steady),
            some.map(({ toSurround }) => toSurround),
            some.map(({ unknown }) => unknown),
          ],
          rowTotals: [all.steady, all.toSurround, all.unknown],
          columnTotals: some.map(({ people }) => people),
          total: all.people,
        });
        const sums = everySum(tableOf(told.bySector), tableOf(told.byProgramme));
        expect(solved(sums)).toEqual([]);
        for (const [, [low, high]] of narrowed(sums))
          expect(high - low + 1).toBeGreaterThanOrEqual(LEAST_VALUES);
        for (const one of [...told.bySector, ...told.byProgramme, all])
          for (const number of [one.steady, one.toSurround, one.unknown, one.people])
            expect(number === null || number === 0 || number >= 5).toBe(true);
        for (const { toSurround, people } of [...told.bySector, ...told.byProgramme])
          expect(toSurround === null || toSurround === 0 || toSurround !== people).toBe(true);
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it('are read from the network of today: who left is not counted, who never answered is unknown', async () => {
    const table = memoryTable();
    const volunteers = [...Array(9).keys()].map((n) =>
      aReadyVolunteer(n, { state: n === 7 ? 'paused' : n === 8 ? 'left' : 'active' }),
    );
    const said = (one: (typeof volunteers)[number]) => ({
      volunteerId: one.id,
      town: one.town,
      answers: [STEADY],
    });
    await table.commit(volunteers.map((one) => put(volunteerKind, one, 'absent')));
    await table.commit(
      volunteers.filter((_, n) => n !== 6).map((one) => put(checkInsKind, said(one), 'absent')),
    );
    const told = await readCheckInGroups(table, 'besancon', civilDay('2026-11-22'));
    expect(told?.all).toEqual({ steady: null, toSurround: 0, unknown: null, people: 8 });
  });
});
