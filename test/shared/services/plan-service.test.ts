import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { pauseService, resumeService } from '../../../shared/services/arrange/arrange-service.ts';
import { openService } from '../../../shared/services/arrange/open-service.ts';
import { plannedMissionId, planService, slotsOf } from '../../../shared/services/plan-service.ts';
import type { Service } from '../../../shared/services/service.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { aConsent, aSenior, aTown, JEANNE, TUESDAY_NOON } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { surroundings } from '../../support/chain.ts';

const WISH = {
  programme: 'FRIENDLY_VISIT',
  cadence: 'weekly' as const,
  weekday: 4,
  time: civilTime('14:30'),
  durationMinutes: 60,
  wishes: '',
  startsOn: civilDay('2026-11-24'),
  volunteers: [],
};
const openTown = async (
  senior: Parameters<typeof aSenior>[0] = {},
  consent: Parameters<typeof aConsent>[0] = {},
) => {
  const table = memoryTable();
  const world = surroundings(table);
  for (const write of [
    put(townKind, aTown(), 'absent'),
    put(
      seniorKind,
      aSenior({ referentId: staffIdSchema.parse(`stf_${'1'.repeat(26)}`), ...senior }),
      'absent',
    ),
    put(consentKind, aConsent(consent), 'absent'),
  ])
    await table.commit([write]);
  const missions = async () =>
    rowsOf(missionKind, table.dump())
      .map(({ value }) => `${value.day} ${value.state}`)
      .sort();
  return { table, world, missions };
};
const opened = async (town: Awaited<ReturnType<typeof openTown>>): Promise<Service> => {
  const service = await openService(town.world, JEANNE, WISH, SYSTEM, TUESDAY_NOON);
  if (!service.ok) throw new Error(String(service.refusal));
  return service.value;
};

describe('opening a service', () => {
  it.each([
    ['no-consent', {}, { state: 'refused' as const }],
    ['no-consent', {}, { endsAt: TUESDAY_NOON }],
    ['no-referent', { referentId: undefined }, {}],
    ['senior-not-active', { state: 'waiting' as const }, {}],
  ])('is refused: %s', async (reason, senior, consent) => {
    const town = await openTown(senior, consent);
    expect(await openService(town.world, JEANNE, WISH, SYSTEM, TUESDAY_NOON)).toEqual({
      ok: false,
      refusal: reason,
    });
  });

  it('is refused for a programme that does not run, and twice for the same one', async () => {
    const town = await openTown();
    const unknown = await openService(
      town.world,
      JEANNE,
      { ...WISH, programme: 'HOME_LIBRARY' },
      SYSTEM,
      TUESDAY_NOON,
    );
    expect(unknown).toEqual({ ok: false, refusal: 'programme-off' });
    await opened(town);
    expect(await openService(town.world, JEANNE, WISH, SYSTEM, TUESDAY_NOON)).toEqual({
      ok: false,
      refusal: 'already-open',
    });
  });
});

describe('planning a service', () => {
  it('plans three weeks ahead, once however often it is asked', async () => {
    const town = await openTown();
    const service = await opened(town);
    await Promise.all([1, 2, 3].map(() => planService(town.world, service.id, TUESDAY_NOON)));
    expect(await town.missions()).toEqual(['2026-11-26 planned', '2026-12-03 planned', '2026-12-10 planned']);
    await planService(town.world, service.id, plus(TUESDAY_NOON, { days: 7 }));
    expect(await town.missions()).toHaveLength(4);
  });

  it('skips holidays and absences and says so, without shifting the rhythm', () => {
    const service: Service = {
      id: 'ser_X' as never,
      town: 'besancon',
      seniorId: JEANNE,
      state: 'open',
      pairings: [],
      createdAt: TUESDAY_NOON,
      ...WISH,
      cadence: 'fortnightly',
      weekday: 5,
      startsOn: civilDay('2026-11-27'),
    };
    const away = { absences: [{ from: civilDay('2027-01-01'), to: civilDay('2027-01-10') }] };
    const slots = slotsOf(service, away, aTown(), civilDay('2026-11-20'), civilDay('2027-01-31'));
    expect(slots.map(({ day, skipped }) => `${day} ${skipped ?? ''}`.trim())).toEqual([
      '2026-11-27',
      '2026-12-11',
      '2026-12-25 holiday',
      '2027-01-08 absent',
      '2027-01-22',
    ]);
  });

  it('plans nothing for somebody who no longer agrees, and looks again tomorrow', async () => {
    const town = await openTown();
    const service = await opened(town);
    await town.table.commit([put(consentKind, aConsent({ state: 'withdrawn' }), 'any')]);
    const planned = await planService(town.world, service.id, TUESDAY_NOON);
    expect(planned).toMatchObject({ ok: true, value: { created: [] } });
    expect(await town.missions()).toEqual([]);
    expect(await town.table.nextDue('agenda')).toBe('2026-11-25T05:00:00.000Z');
  });

  it('calls off what a pause covers, and plans those days anew when it is lifted', async () => {
    const town = await openTown();
    const service = await opened(town);
    await planService(town.world, service.id, TUESDAY_NOON);
    await pauseService(town.world, service.id, civilDay('2026-12-04'), SYSTEM, TUESDAY_NOON);
    expect(await town.missions()).toEqual([
      '2026-11-26 cancelled',
      '2026-12-03 cancelled',
      '2026-12-10 planned',
    ]);
    await resumeService(town.world, service.id, SYSTEM, TUESDAY_NOON);
    await planService(town.world, service.id, TUESDAY_NOON);
    expect((await town.missions()).filter((one) => one.endsWith('planned'))).toEqual(
      expect.arrayContaining(['2026-11-26 planned', '2026-12-03 planned', '2026-12-10 planned']),
    );
  });

  it('gives each service and day one id, whoever plans it', () => {
    const [a, b] = ['A', 'B'].map((letter) => `ser_${letter.repeat(26)}` as never);
    expect(plannedMissionId(a as never, civilDay('2026-11-26'))).toBe(
      plannedMissionId(a as never, civilDay('2026-11-26')),
    );
    const ids = [a, b].flatMap((id) =>
      ['2026-11-26', '2026-11-27'].map((day) => plannedMissionId(id as never, civilDay(day))),
    );
    expect(new Set(ids).size).toBe(4);
  });
});
