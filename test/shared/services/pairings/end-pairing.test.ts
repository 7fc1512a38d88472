import { expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { missionIdSchema, serviceIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad, withEntry } from '../../../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../../../shared/offers/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { endPairing, freeEndedTies } from '../../../../shared/services/pairings/end-pairing.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import { put } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aVolunteer,
  TUESDAY_NOON as NOW,
  PAUL,
} from '../../../builders/chain.ts';
import { aService } from '../../../builders/situations.ts';
import { townOf } from '../../../builders/volunteers.ts';

const SERVICE = serviceIdSchema.parse(`ser_${'E'.repeat(26)}`);
const missionId = (n: number) => missionIdSchema.parse(`mis_${String(n).padStart(26, '0')}`);
const claire = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const later = plus(NOW, { hours: 1 });

/** Paul holds two visits at Jeanne's and is asked for a third; each is of the service in which they are tied. */
const stage = async (state: 'active' | 'proposed' = 'active') => {
  const town = await townOf([aVolunteer()]);
  const service = aService({
    id: SERVICE,
    planAt: undefined,
    startsOn: civilDay('2026-01-07'),
    pairings: [{ volunteerId: PAUL, state, role: 'primary', since: plus(NOW, { days: -90 }) }],
    createdAt: NOW,
  });
  const acts = [2, 9, 16].map((days) => {
    const startsAt = plus(NOW, { days });
    const held = days < 16;
    return {
      mission: aMission({
        id: missionId(days),
        serviceId: SERVICE,
        day: startsAt.slice(0, 10) as never,
        startsAt,
        state: held ? 'filled' : 'offered',
        ...(held
          ? { holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] } }
          : { search: { wave: 1, open: [PAUL], nextAt: plus(NOW, { hours: 5 }) } }),
      }),
      offer: anOffer({ missionId: missionId(days), startsAt, state: held ? 'accepted' : 'sent' }),
      entry: {
        missionId: missionId(days),
        day: startsAt.slice(0, 10) as never,
        startsAt,
        minutes: 60,
        state: held ? ('held' as const) : ('offered' as const),
      },
    };
  });
  await town.world.table.commit([
    put(seniorKind, aSenior(), 'absent'),
    put(consentKind, aConsent(), 'absent'),
    put(serviceKind, service, 'absent'),
    ...tieWrites(undefined, service),
    put(
      loadKind,
      acts.reduce((sum, { entry }) => withEntry(sum, entry), emptyLoad(PAUL)),
      'absent',
    ),
    ...acts.flatMap(({ mission, offer }) => [
      put(missionKind, mission, 'absent'),
      put(offerKind, offer, 'absent'),
    ]),
  ]);
  const seen = () => ({
    held: town.all(missionKind).filter(({ holder }) => holder?.volunteerId === PAUL).length,
    asked: town.all(missionKind).filter(({ search }) => search?.open.includes(PAUL)).length,
    load: town.all(loadKind).map(({ entries }) => entries.length),
    told: town.all(intentKind).filter(({ recipient }) => recipient === PAUL).length,
    tasks: town
      .all(taskKind)
      .map(({ kind, volunteerId }) => [kind, volunteerId])
      .sort(),
    tie: town
      .all(serviceKind)
      .map(({ pairings }) => pairings.map((one) => [one.state, one.endReason, one.endedAt])),
  });
  return { town, seen };
};

it('stops visits, offers and reminders at once, says nothing by SMS, asks a person to call and to listen', async () => {
  const { town, seen } = await stage();
  await endPairing(town.world, SERVICE, PAUL, 'fatigue', claire, later);
  expect(seen()).toEqual({
    held: 0,
    asked: 0,
    load: [0],
    told: 0,
    tasks: [
      ['debrief', PAUL],
      ['pairing-ended', PAUL],
    ],
    tie: [[['ended', 'fatigue', later]]],
  });
  expect(
    town.all(auditKind).flatMap(({ action, details }) => (action === 'offer-closed' ? details?.cause : [])),
  ).toEqual(['tie-ended']);
  expect(town.all(missionKind).every(({ state }) => state === 'offered' || state === 'planned')).toBe(true);
  expect((await endPairing(town.world, SERVICE, PAUL, 'fatigue', claire, later)).ok).toBe(false);
  expect(seen().tasks).toHaveLength(2);
});

it('a tie that was only proposed ends without a goodbye', async () => {
  const { town, seen } = await stage('proposed');
  await endPairing(town.world, SERVICE, PAUL, 'other', claire, later);
  expect(seen().tasks).toEqual([]);
});

it('whoever is killed in between, the agenda frees what was left; what a person arranges afterwards stays', async () => {
  const { town, seen } = await stage();
  let commits = 0;
  const dying = {
    ...town.world,
    table: {
      ...town.world.table,
      commit: async (writes: Parameters<typeof town.world.table.commit>[0]) => {
        commits += 1;
        if (commits > 1) throw new Error('killed');
        return town.world.table.commit(writes);
      },
    },
  };
  await expect(endPairing(dying, SERVICE, PAUL, 'move', claire, later)).rejects.toThrow('killed');
  expect(seen()).toMatchObject({ held: 2, asked: 1 });
  const [service] = town.all(serviceKind);
  if (!service) throw new Error('no service');
  expect(service.planAt).toBe(later);
  await freeEndedTies(town.world, service, plus(later, { minutes: 1 }));
  expect(seen()).toMatchObject({ held: 0, asked: 0 });
  const one = town.all(missionKind)[0];
  const stored = one && (await town.world.table.get(missionKind, missionKind.key(one)));
  if (!stored) throw new Error('no mission');
  const holder = {
    volunteerId: PAUL,
    since: plus(later, { hours: 2 }),
    via: 'coordinator' as const,
    devices: [],
  };
  await town.world.table.commit([
    put(missionKind, { ...stored.value, state: 'filled', holder }, stored.version),
  ]);
  await freeEndedTies(town.world, service, plus(later, { days: 1 }));
  expect(seen().held).toBe(1);
});
