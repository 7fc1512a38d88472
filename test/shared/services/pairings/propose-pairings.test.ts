import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { type SeniorId, seniorIdSchema, serviceIdSchema } from '../../../../shared/ids/ids.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { addPairing } from '../../../../shared/services/pairings/pair-volunteer.ts';
import {
  proposeTownPairings,
  TOWN_PAIRING_LIMITS,
} from '../../../../shared/services/pairings/propose-pairings.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { put } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aConsent, aMission, aSenior, aTown, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { aService } from '../../../builders/situations.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, surroundings, volunteerNumber } from '../../../support/chain.ts';

const HERE = { lat: 47.22, lon: 5.96 };
const north = (metres: number) => ({
  line: '',
  precision: 'street' as const,
  point: { lat: HERE.lat + metres / 111_200, lon: HERE.lon },
});
const ending = (n: number) => `${'0'.repeat(23)}${String(n).padStart(3, '0')}`;
const senior = (n: number): SeniorId => seniorIdSchema.parse(`sen_${ending(n)}`);
const service = (n: number, more: Partial<Service> = {}): Service =>
  aService({
    id: serviceIdSchema.parse(`ser_${ending(n)}`),
    seniorId: senior(n),
    pairings: [],
    createdAt: plus(NOW, { days: n - 400 }),
    ...more,
  });
const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;

/** A town of so many people who agreed and these volunteers; requests of the table are counted. */
const town = async (
  services: readonly Service[],
  volunteers: readonly Partial<Volunteer>[],
  agreed: (n: SeniorId) => boolean = () => true,
) => {
  const table = memoryTable();
  for (const one of services) {
    await table.commit([
      put(serviceKind, one, 'absent'),
      put(seniorKind, aSenior({ id: one.seniorId, address: north(0) }), 'absent'),
      ...(agreed(one.seniorId) ? [put(consentKind, aConsent({ seniorId: one.seniorId }), 'absent')] : []),
    ]);
  }
  for (const [i, more] of volunteers.entries())
    await table.commit([put(volunteerKind, aReadyVolunteer(i + 1, more), 'absent')]);
  let requests = 0;
  const counted: Table = {
    ...table,
    index: (...args) => {
      requests += 1;
      return table.index(...args);
    },
    getRows: (keys) => {
      requests += Math.ceil(keys.length / 100);
      return table.getRows(keys);
    },
  };
  const world = surroundings(counted);
  return {
    world,
    table,
    requests: () => requests,
    propose: async (from = 0) => {
      const found = await proposeTownPairings(world, aTown(), NOW, { from, budget: { turns: 2 } });
      if (found.proposal === 'too-large') throw new Error('too large');
      const pairs = found.proposal.pairs.map(
        ({ seniorId, role, volunteerId }) => `${seniorId.slice(-1)} ${role} ${volunteerId.slice(-1)}`,
      );
      return { ...found, proposal: found.proposal, pairs: pairs.sort() };
    },
  };
};

describe('pairs proposed for a whole town', () => {
  it('give who has nobody the nearer volunteer as usual visitor, the other as second', async () => {
    const { propose } = await town([service(1)], [{ address: north(900) }, { address: north(100) }]);
    expect((await propose()).pairs).toEqual(['1 backup 1', '1 primary 2']);
  });

  it('write nothing, and take into account what the coordinator then accepts', async () => {
    const { propose, world, table } = await town(
      [service(1, { durationMinutes: 75 }), service(2, { durationMinutes: 75 })],
      [{ weeklyCap: 1, address: north(100) }],
    );
    const before = table.dump().length;
    expect((await propose()).pairs).toEqual(['1 primary 1']);
    expect(table.dump()).toHaveLength(before);
    const done = await addPairing(world, service(2).id, volunteerNumber(1), 'primary', CLAIRE, NOW);
    expect(done.ok).toBe(true);
    const after = await propose();
    expect(after.pairs).toEqual([]);
    expect(after.proposal.left.map(({ why }) => why)).toContain(
      'Le seul bénévole n’a plus assez d’heures dans la semaine.',
    );
  });

  it('count the hours a volunteer gives in a service that is paused', async () => {
    const tie = { volunteerId: volunteerNumber(1), role: 'primary', state: 'active', since: NOW } as const;
    const { propose } = await town(
      [service(1), service(2, { state: 'paused', pairings: [tie] })],
      [{ weeklyCap: 1 }],
    );
    expect((await propose()).pairs).toEqual([]);
  });

  it('say that a person did not agree, and leave her without anybody', async () => {
    const { propose } = await town([service(1)], [{}], () => false);
    const { proposal } = await propose();
    expect(proposal.pairs).toEqual([]);
    expect(new Set(proposal.left.map(({ why }) => why))).toEqual(
      new Set(['La personne n’a pas donné son accord, ou l’a repris.']),
    );
  });

  it('still propose somebody when the calculation is given no time, and claim no proof', async () => {
    const all = Array.from({ length: 20 }, (_, n) => service(n));
    const { world } = await town(all, Array(12).fill({}));
    const hasNoTime = { elapsed: () => 9, seconds: 2 };
    const { proposal } = await proposeTownPairings(world, aTown(), NOW, { budget: hasNoTime });
    if (proposal === 'too-large') throw new Error('too large');
    expect(proposal.pairs.filter(({ role }) => role === 'primary')).toHaveLength(12);
    expect(proposal.isBest).toBe(false);
    expect(proposal.points).toBeGreaterThanOrEqual(proposal.bound);
    expect(Number.isFinite(proposal.points)).toBe(true);
  });

  it('never send one usual visitor to two people at one hour, and look for somebody else', async () => {
    const { propose, world } = await town(
      [service(1), service(2), service(3, { weekday: 5 })],
      [{ address: north(100), availability: ['wed-pm', 'fri-pm'] }, { address: north(900) }],
    );
    const found = await propose();
    const usual = found.pairs.filter((pair) => pair.includes('primary'));
    expect(usual).toEqual([expect.stringMatching(/^1/), expect.stringMatching(/^2/), '3 primary 1']);
    expect(new Set(usual.slice(0, 2).map((pair) => pair.slice(-1)))).toEqual(new Set(['1', '2']));
    await addPairing(world, service(1).id, volunteerNumber(1), 'primary', CLAIRE, NOW);
    expect((await propose()).pairs).toContain('2 primary 2');
  });

  it('leave the place empty with the true reason when the only one is there at that hour', async () => {
    const { propose } = await town([service(1), service(2)], [{ weeklyCap: 3 }]);
    const { proposal, pairs } = await propose();
    expect(pairs.filter((pair) => pair.includes('primary'))).toHaveLength(1);
    expect(proposal.left.find(({ role }) => role === 'primary')?.why).toBe(
      'Le seul bénévole a une autre mission à cette heure.',
    );
  });

  it('know who has been with her already', async () => {
    const { propose, table } = await town([service(1)], [{}, {}]);
    const holder = { volunteerId: volunteerNumber(2), since: NOW, via: 'link' as const, devices: [] };
    await table.commit([
      put(missionKind, aMission({ seniorId: senior(1), state: 'done', holder }), 'absent'),
    ]);
    const { proposal } = await propose();
    expect(proposal.pairs.find(({ role }) => role === 'primary')).toMatchObject({
      volunteerId: volunteerNumber(2),
      why: expect.stringMatching(/^L’a déjà rencontrée, /),
    });
  });

  it('leave aside whoever has both already, and who has no visit ahead, with the reason', async () => {
    const ties = (['primary', 'backup'] as const).map(
      (role, i) => ({ volunteerId: volunteerNumber(i + 1), role, state: 'active', since: NOW }) as const,
    );
    const { propose } = await town(
      [service(1, { pairings: [...ties] }), service(2, { endsOn: civilDay('2026-11-20') })],
      [{}, {}],
    );
    const found = await propose();
    expect(found.waiting).toBe(1);
    expect(found.pairs).toEqual([]);
    expect(found.proposal.left.map(({ why }) => why)).toEqual([
      expect.stringContaining('Aucune visite ne tombe dans les deux mois'),
      expect.stringContaining('Aucune visite ne tombe dans les deux mois'),
    ]);
  });

  it('weigh so many people at a time, the oldest first, in a bounded number of requests', async () => {
    const people = TOWN_PAIRING_LIMITS.people + 3;
    const all = Array.from({ length: people }, (_, n) => service(n));
    const { propose, requests } = await town(all, [{}]);
    const first = await propose();
    expect([first.waiting, first.shown]).toEqual([people, TOWN_PAIRING_LIMITS.people]);
    expect(first.services.has(service(0).id)).toBe(true);
    expect(requests()).toBe(6 + TOWN_PAIRING_LIMITS.people);
    const second = await propose(TOWN_PAIRING_LIMITS.people);
    expect([...second.services.keys()]).toEqual(all.slice(-3).map(({ id }) => id));
  });
});
