import { describe, expect, it } from 'vitest';
import { tick } from '../../../functions/agenda/handler.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { readYear } from '../../../shared/engagement/recognition/letters/year-letters.ts';
import { activityKey, activityKind } from '../../../shared/engagement/report/activity.ts';
import { countActivity, lookAtActivity } from '../../../shared/engagement/report/count-year.ts';
import { flagsReceived } from '../../../shared/engagement/report/read-flags.ts';
import { tellActivity } from '../../../shared/engagement/report/tell-activity.ts';
import { remembered, type ToldTables } from '../../../shared/engagement/small-numbers/told.ts';
import { flagKind } from '../../../shared/flags/store.ts';
import { callRoundKind, roundIdOf } from '../../../shared/heat/calls/round.ts';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { closeService } from '../../../shared/services/arrange/close-service.ts';
import { openService } from '../../../shared/services/arrange/open-service.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { monthOf } from '../../../shared/volunteers/movements/served.ts';
import {
  aConsent,
  aMission,
  aSenior,
  aTown,
  aVolunteer,
  JEANNE,
  TUESDAY_NOON as NOW,
  PAUL,
} from '../../builders/chain.ts';
import { aFlag } from '../../builders/flags.ts';
import { aRound as aCallRound } from '../../builders/heat.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { staffIdOf, testDesk } from '../../support/desk.ts';

describe('a year too large for one look', () => {
  it('is counted month after month by the agenda, once each, and told when it is whole', async () => {
    const { world, table } = await testDesk();
    for (const [n, day] of ['2026-09-01', '2026-10-01', '2026-10-02', '2026-11-03'].entries())
      await table.commit([
        put(
          missionKind,
          aMission({
            id: missionIdSchema.parse(`mis_${String(n).padStart(26, '0')}`),
            day: civilDay(day),
            state: 'done',
          }),
          'absent',
        ),
      ]);
    const activity = async () => (await table.get(activityKind, activityKey('besancon', '2026')))?.value;
    await table.commit([
      put(
        activityKind,
        {
          town: 'besancon',
          year: '2026',
          askedAt: NOW,
          askedBy: staffIdOf('coordinator'),
          until: dayOf(NOW),
          months: [],
          lookAt: NOW,
        },
        'absent',
      ),
    ]);
    await lookAtActivity(world, 'besancon', '2026', NOW, 1);
    // January to September: the first month with a mission fills a look of one.
    expect((await activity())?.months).toHaveLength(9);
    expect((await activity())?.told).toBeUndefined();
    await tick(world);
    const whole = await activity();
    expect(whole?.months.map(({ month }) => Number(month.slice(5)))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(whole?.lookAt).toBeUndefined();
    expect(whole?.told?.['done-by-programme']?.total).toBeNull();
    await lookAtActivity(world, 'besancon', '2026', NOW);
    expect(await activity()).toEqual(whole);
  });
});

describe('what a year tells', () => {
  type Whole = NonNullable<Parameters<typeof tellActivity>[0]['whole']>;
  const yearOf = (whole: Partial<Whole>, held?: ToldTables, lastYear?: ToldTables): ToldTables =>
    tellActivity(
      {
        months: [],
        whole: {
          people: { accompanied: 50, fresh: 20 },
          network: { stayed: 30, gone: 0, came: 10, passed: 0 },
          served: 50,
          ...whole,
        },
      },
      held,
      lastYear,
    );

  it('stays hidden when it is counted again, and again', () => {
    const lastYear = yearOf({});
    const now: Partial<Whole> = { served: 52, network: { stayed: 38, gone: 2, came: 10, passed: 0 } };
    const first = yearOf(now, undefined, lastYear);
    expect(first.served?.total).toBeNull();
    const again = yearOf(now, remembered(first, undefined), lastYear);
    expect(again).toEqual(first);
    const told = yearOf({ served: 60 });
    const little = yearOf({ served: 62 }, remembered(told, undefined));
    expect(little.served?.total).toBeNull();
    const held = remembered(little, remembered(told, undefined));
    expect(yearOf({ served: 62 }, held).served?.total).toBeNull();
  });

  it('counts a flag of the first minutes of January in January', async () => {
    const table = memoryTable();
    const receivedAt = instantOf(civilDay('2027-01-01'), civilTime('00:30'));
    await table.commit([put(flagKind, aFlag({ state: 'closed', receivedAt }), 'any')]);
    const received = async (day: string) =>
      (await flagsReceived(table, 'besancon', [monthOf(civilDay(day))])).length;
    expect([await received('2026-12-01'), await received('2027-01-01')]).toEqual([0, 1]);
  });

  it('gives a volunteer’s letter the visit of the last day of December, reported in January', async () => {
    const table = memoryTable();
    const day = civilDay('2025-12-31');
    const visit = {
      day,
      startsAt: instantOf(day, civilTime('17:00')),
      holder: { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] },
    };
    await table.commit([put(missionKind, aMission({ ...visit, state: 'done' }), 'absent')]);
    const letterOf = async (year: string) => {
      const { missions, people, minutes } = await readYear(table, aTown(), aVolunteer(), year, NOW);
      return [missions, people, minutes];
    };
    expect([await letterOf('2025'), await letterOf('2026')]).toEqual([
      [1, 1, 60],
      [0, 0, 0],
    ]);
  });

  it('counts every list of calls of a month, however many', async () => {
    const { world, table } = await testDesk();
    for (let n = 0; n < 150; n += 1) {
      const day = addDays(civilDay('2026-07-01'), n % 31);
      const id = roundIdOf('besancon', { kind: 'cadence', programme: `CALLS_${n}` }, day, 1);
      const list = aCallRound({ id, day, state: 'closed', shards: 1 });
      await table.commit([put(callRoundKind, list, 'absent')]);
    }
    await countActivity(world, '2026', staffIdOf('coordinator'), NOW);
    const counted = (await table.get(activityKind, activityKey('besancon', '2026')))?.value;
    expect(counted?.months.find(({ month }) => month === '2026-07')?.lists.heat).toBe(150);
  });

  it('counts as accompanied nobody whose service ended the year before', async () => {
    const { world, table } = await testDesk();
    await table.commit([
      put(seniorKind, aSenior({ referentId: staffIdOf('coordinator') }), 'any'),
      put(consentKind, aConsent(), 'any'),
    ]);
    const at = instantOf(civilDay('2025-03-04'), civilTime('10:00'));
    const actor = { kind: 'staff', id: staffIdOf('coordinator') } as const;
    const opened = await openService(
      world,
      JEANNE,
      {
        programme: 'FRIENDLY_VISIT',
        cadence: 'weekly',
        weekday: 3,
        time: civilTime('14:30'),
        durationMinutes: 60,
        wishes: '',
        startsOn: civilDay('2025-03-05'),
        volunteers: [],
      },
      actor,
      at,
    );
    if (!opened.ok) throw new Error(opened.refusal);
    await closeService(
      world,
      opened.value.id,
      'wish',
      actor,
      instantOf(civilDay('2025-05-06'), civilTime('10:00')),
    );
    await countActivity(world, '2025', staffIdOf('coordinator'), NOW);
    await countActivity(world, '2026', staffIdOf('coordinator'), NOW);
    const peopleIn = async (year: string) =>
      (await table.get(activityKind, activityKey('besancon', year)))?.value.whole?.people;
    // Her file was opened in 2026: of 2025 she is no newcomer, when it is counted a year late.
    expect(await peopleIn('2025')).toEqual({ accompanied: 1, fresh: 0 });
    expect(await peopleIn('2026')).toEqual({ accompanied: 0, fresh: 0 });
  });
});
