import { expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import { staffIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { closeService } from '../../../shared/services/arrange/close-service.ts';
import { openService } from '../../../shared/services/arrange/open-service.ts';
import { endPairing } from '../../../shared/services/pairings/end-pairing.ts';
import { addPairing } from '../../../shared/services/pairings/pair-volunteer.ts';
import { servicesOf } from '../../../shared/services/ties.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { aConsent, aSenior, JEANNE, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { townOf } from '../../builders/volunteers.ts';

const MARIE = volunteerIdSchema.parse(`vol_${'D'.repeat(26)}`);
const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;

const withService = async () => {
  const { world } = await townOf();
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
      volunteers: [PAUL],
    },
    CLAIRE,
    NOW,
  );
  if (!opened.ok) throw new Error(opened.refusal);
  const of = async (id: typeof PAUL) => (await servicesOf(world.table, id)).map((service) => service.id);
  return { world, id: opened.value.id, of };
};

it('a volunteer named when a service opens, or later, is found from their own side', async () => {
  const { world, id, of } = await withService();
  expect([await of(PAUL), await of(MARIE)]).toEqual([[id], []]);
  await addPairing(world, id, MARIE, 'backup', CLAIRE, NOW);
  expect(await of(MARIE)).toEqual([id]);
});

it('a tie that ended, or a service that closed, no longer counts', async () => {
  const { world, id, of } = await withService();
  await addPairing(world, id, MARIE, 'backup', CLAIRE, NOW);
  await endPairing(world, id, MARIE, 'other', CLAIRE, NOW);
  expect([await of(PAUL), await of(MARIE)]).toEqual([[id], []]);
  await closeService(world, id, 'wish', CLAIRE, NOW);
  expect(await of(PAUL)).toEqual([]);
});
