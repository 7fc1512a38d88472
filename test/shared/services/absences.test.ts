import { expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { addMission } from '../../../shared/missions/add-mission.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { acceptOffer } from '../../../shared/offers/answer-offer.ts';
import { loadKind } from '../../../shared/offers/store.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { changeSenior } from '../../../shared/seniors/write-senior.ts';
import { openService } from '../../../shared/services/arrange/open-service.ts';
import { followFile } from '../../../shared/services/follow-file.ts';
import { lookAtService } from '../../../shared/services/look-at-service.ts';
import { planService } from '../../../shared/services/plan-service.ts';
import { serviceKind } from '../../../shared/services/store.ts';
import type { Table } from '../../../shared/table/table.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { aConsent, aSenior, JEANNE, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { townOf } from '../../builders/volunteers.ts';

const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const WISH = {
  programme: 'FRIENDLY_VISIT',
  cadence: 'weekly',
  weekday: 3,
  time: civilTime('14:30'),
  durationMinutes: 60,
  wishes: '',
  startsOn: civilDay('2026-12-02'),
  volunteers: [],
} as const;

const town = async () => {
  const { world, all } = await townOf();
  await world.table.commit([
    put(seniorKind, aSenior({ referentId: staffIdSchema.parse(CLAIRE.id) }), 'absent'),
    put(consentKind, aConsent(), 'absent'),
  ]);
  return { world, all };
};

const away = async () => {
  const { world, all } = await town();
  const opened = await openService(world, JEANNE, WISH, CLAIRE, NOW);
  if (!opened.ok) throw new Error(opened.refusal);
  await planService(world, opened.value.id, NOW);
  const first = all(missionKind).find(({ day }) => day === '2026-12-02');
  if (!first) throw new Error('not planned');
  const subject = {
    missionId: first.id,
    volunteerId: PAUL,
    seniorId: JEANNE,
    consent: 'FRIENDLY_VISIT',
  } as const;
  const yes = await acceptOffer(world, subject, { via: 'coordinator', actor: CLAIRE }, NOW);
  if (!yes.ok) throw new Error(yes.refusal);
  const stored = await world.table.get(seniorKind, seniorKey(JEANNE));
  const absences = [{ from: civilDay('2026-11-30'), to: civilDay('2026-12-05') }];
  await changeSenior(world, JEANNE, stored?.version ?? 0, { absences }, CLAIRE, NOW);
  return { world, all, id: opened.value.id };
};

it.each(['at the desk', 'by the agenda'])(
  'an absence noted later calls off its visits, %s, and tells who was going',
  async (where) => {
    const { world, all, id } = await away();
    if (where === 'at the desk') await followFile(world, JEANNE, CLAIRE, NOW);
    else await lookAtService(world, id, plus(NOW, { days: 1 }));
    const days = all(missionKind).map(({ day, state, cancelled }) => [day, state, cancelled?.reason]);
    expect(days).toContainEqual(['2026-12-02', 'cancelled', 'senior-absent']);
    expect(days.filter(([day]) => String(day) > '2026-12-05').map(([, state]) => state)).not.toContain(
      'cancelled',
    );
    expect(all(intentKind).map(({ message }) => message.kind)).toContain('mission-cancelled');
    expect(all(loadKind).flatMap(({ entries }) => entries)).toEqual([]);
  },
);

it.each(['absent', 'back'])('a list a second old calls off nothing more, her file saying %s', async (as) => {
  const { world, all } = await away();
  const before = await world.table.index('senior', { partition: JEANNE, from: 'mission#', to: 'mission$' });
  const late = { ...world, table: { ...world.table, index: async () => before } };
  if (as === 'absent') await followFile(world, JEANNE, CLAIRE, NOW);
  else {
    const stored = await world.table.get(seniorKind, seniorKey(JEANNE));
    const back = () => changeSenior(world, JEANNE, stored?.version ?? 0, { absences: [] }, CLAIRE, NOW);
    // Her return is written just before the first visit is called off.
    const { commit } = world.table;
    let done = false;
    late.table.commit = async (writes) => {
      if (!done) {
        done = true;
        await back();
      }
      return commit(writes);
    };
  }
  expect(await followFile(late, JEANNE, CLAIRE, NOW)).toMatchObject({ calledOff: 0 });
  const off = all(missionKind).filter(({ state }) => state === 'cancelled');
  expect(off).toHaveLength(as === 'absent' ? 1 : 0);
});

it('a corrected address takes the visits to come to her new sector, once', async () => {
  const { world, all, id } = await away();
  const stored = await world.table.get(seniorKind, seniorKey(JEANNE));
  const address = { line: '3 rue de la Paix', precision: 'sector' as const, sector: 'battant' };
  await changeSenior(
    world,
    JEANNE,
    stored?.version ?? 0,
    { address, languages: ['pt'], subjects: ['garden'] },
    CLAIRE,
    NOW,
  );
  await lookAtService(world, id, plus(NOW, { days: 1 }));
  const ahead = all(missionKind).filter(({ state }) => state === 'planned');
  expect(ahead.length).toBeGreaterThan(0);
  for (const mission of ahead) {
    expect(mission).toMatchObject({ sector: 'battant', languages: ['pt'], subjects: ['garden'] });
    expect(mission.area).toBeUndefined();
  }
  expect(await followFile(world, JEANNE, CLAIRE, NOW)).toMatchObject({ carried: 0 });
});

it('a visit is not moved to a day when she is away', async () => {
  const { world, all } = await away();
  const next = all(missionKind).find(({ day }) => day === '2026-12-09');
  if (!next) throw new Error('not planned');
  const to = { day: civilDay('2026-12-03'), time: civilTime('14:30') };
  expect(await moveMission(world, next.id, to, CLAIRE, NOW)).toEqual({ ok: false, refusal: 'senior-away' });
});

it('an absence noted just before the weeks are planned leaves its days free', async () => {
  const { world, all } = await town();
  const opened = await openService(world, JEANNE, WISH, CLAIRE, NOW);
  if (!opened.ok) throw new Error(opened.refusal);
  const { commit } = world.table;
  let noted = false;
  const table: Table = {
    ...world.table,
    commit: async (writes) => {
      if (!noted) {
        noted = true;
        const stored = await world.table.get(seniorKind, seniorKey(JEANNE));
        const absences = [{ from: civilDay('2026-12-01'), to: civilDay('2026-12-05') }];
        await changeSenior(world, JEANNE, stored?.version ?? 0, { absences }, CLAIRE, NOW);
        await followFile(world, JEANNE, CLAIRE, NOW);
      }
      return commit(writes);
    },
  };
  await planService({ ...world, table }, opened.value.id, NOW);
  const days = all(missionKind).map(({ day }) => day);
  expect(days).toContain('2026-12-09');
  expect(days).not.toContain('2026-12-02');
});

it('a service opened twice by a double press is one service', async () => {
  const { world, all } = await town();
  const done = await Promise.all([1, 2].map(() => openService(world, JEANNE, WISH, CLAIRE, NOW)));
  expect(done.map((one) => one.ok).sort()).toEqual([false, true]);
  expect(all(serviceKind)).toHaveLength(1);
});

it('a visit added twice by a double press is one visit', async () => {
  const { world, all } = await town();
  const wish = {
    programme: 'FRIENDLY_VISIT',
    day: civilDay('2026-12-02'),
    time: civilTime('10:00'),
    durationMinutes: 60,
    urgent: false,
  };
  const done = await Promise.all([1, 2].map(() => addMission(world, JEANNE, wish, CLAIRE, NOW)));
  expect(done.map((one) => one.ok).sort()).toEqual([false, true]);
  expect(all(missionKind)).toHaveLength(1);
});
