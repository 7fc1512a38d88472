import { expect, it } from 'vitest';
import { consentKind } from '../../../../shared/consents/consent.ts';
import type { Surroundings } from '../../../../shared/decide/decide.ts';
import { staffIdSchema } from '../../../../shared/ids/ids.ts';
import { cancelMission } from '../../../../shared/missions/coordinate-mission.ts';
import { isOver } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { pauseService, resumeService } from '../../../../shared/services/arrange/arrange-service.ts';
import { closeService } from '../../../../shared/services/arrange/close-service.ts';
import { openService } from '../../../../shared/services/arrange/open-service.ts';
import { lookAtService } from '../../../../shared/services/look-at-service.ts';
import { planService } from '../../../../shared/services/plan-service.ts';
import { serviceKey, serviceKind } from '../../../../shared/services/store.ts';
import { put } from '../../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { aConsent, aSenior, JEANNE, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { townOf } from '../../../builders/volunteers.ts';

const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const WEDNESDAYS = ['2026-12-02', '2026-12-09'];

const weekly = async () => {
  const { world, all } = await townOf();
  const referentId = staffIdSchema.parse(CLAIRE.id);
  await world.table.commit([
    put(seniorKind, aSenior({ referentId }), 'absent'),
    put(consentKind, aConsent(), 'absent'),
  ]);
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
      startsOn: civilDay('2026-12-02'),
      volunteers: [],
    },
    CLAIRE,
    NOW,
  );
  if (!opened.ok) throw new Error(opened.refusal);
  const { id } = opened.value;
  await planService(world, id, NOW);
  /** The days on which somebody is expected, one entry a visit. */
  const days = () =>
    all(missionKind)
      .filter(({ state }) => !isOver(state))
      .map(({ day }) => String(day))
      .sort();
  return { world, id, days, all };
};

/** The same world, whose process is killed after so many commits. */
const killedAfter = (world: Surroundings, commits: number): Surroundings => {
  let left = commits;
  return {
    ...world,
    table: {
      ...world.table,
      commit: async (writes) => {
        if (left-- <= 0) throw new Error('killed');
        return world.table.commit(writes);
      },
    },
  };
};
const planned = (world: Surroundings, id: Parameters<typeof planService>[1], now: Instant) =>
  lookAtService(world, id, now);

it('visits are planned three weeks ahead', async () => {
  expect((await weekly()).days()).toEqual([...WEDNESDAYS]);
});

it('a pause ended early brings back the days it called off, and sends nobody twice', async () => {
  const { world, id, days } = await weekly();
  await pauseService(world, id, civilDay('2026-12-03'), CLAIRE, NOW);
  expect(days()).toEqual(['2026-12-09']);
  const soon = plus(NOW, { days: 1 });
  await resumeService(world, id, CLAIRE, soon);
  await planned(world, id, soon);
  expect(days()).toEqual([...WEDNESDAYS, '2026-12-16'].slice(0, days().length));
  expect(new Set(days()).size).toBe(days().length);
  expect(days()).toContain('2026-12-02');
});

it('a pause made shorter comes back on the morning after its last day, with every day it no longer covers', async () => {
  const { world, id, days } = await weekly();
  await pauseService(world, id, civilDay('2026-12-31'), CLAIRE, NOW);
  expect(days()).toEqual([]);
  await pauseService(world, id, civilDay('2026-12-03'), CLAIRE, NOW);
  const after = plus(NOW, { days: 10 });
  await planned(world, id, after);
  expect(days()).toContain('2026-12-09');
  expect(new Set(days()).size).toBe(days().length);
});

it('a visit that the coordinator called off stays off after a pause', async () => {
  const { world, id, days, all } = await weekly();
  const second = all(missionKind).find(({ day }) => day === '2026-12-09');
  if (!second) throw new Error('not planned');
  await cancelMission(world, second.id, 'coordinator', CLAIRE, NOW);
  await pauseService(world, id, civilDay('2026-12-03'), CLAIRE, NOW);
  await resumeService(world, id, CLAIRE, NOW);
  await planned(world, id, NOW);
  expect(days()).toEqual(['2026-12-02']);
});

it('killed between the pause and the visits it calls off, the agenda calls them off', async () => {
  const { world, id, days } = await weekly();
  await expect(pauseService(killedAfter(world, 1), id, undefined, CLAIRE, NOW)).rejects.toThrow('killed');
  expect(days()).toEqual(WEDNESDAYS);
  await planned(world, id, plus(NOW, { minutes: 1 }));
  expect(days()).toEqual([]);
});

it('killed between the end of a service and the visits it calls off, the agenda calls them off', async () => {
  const { world, id, days } = await weekly();
  await expect(closeService(killedAfter(world, 1), id, 'wish', CLAIRE, NOW)).rejects.toThrow('killed');
  expect(days()).toEqual(WEDNESDAYS);
  const soon = plus(NOW, { minutes: 1 });
  expect((await world.table.due('agenda', soon, 50)).map(({ key }) => key.pk)).toContain(id);
  await planned(world, id, soon);
  expect(days()).toEqual([]);
  expect((await world.table.due('agenda', soon, 50)).map(({ key }) => key.pk)).not.toContain(id);
  expect((await world.table.get(serviceKind, serviceKey(id)))?.value.planAt).toBeUndefined();
});
