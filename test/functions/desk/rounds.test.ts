import { describe, expect, it } from 'vitest';
import { acceptRound } from '../../../shared/rounds/accept-round.ts';
import { placeByHand } from '../../../shared/rounds/half-day/make-rounds.ts';
import { put } from '../../../shared/table/write.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { testDesk } from '../../support/desk.ts';
import {
  byLink,
  carrier,
  DAY,
  door,
  drafted,
  inMemory,
  SUBJECT,
  sent,
  subjectOf,
} from '../../support/parcels.ts';

/** Thursday afternoon's parcels, and Nadia who plans them. */
const opened = async () => {
  const { table, world } = await inMemory(4);
  const desk = await testDesk({ table, town: 'none', sessionClock: { now: () => TUESDAY_NOON } });
  await drafted(world);
  const nadia = await desk.as('coordinator');
  const read = async (path: string) => (await nadia.get(path)).text();
  return { table, world, read };
};
const HALF_DAY = `/tournees/demi-journee?programme=${SUBJECT.programme}&jour=${DAY}&moitie=pm`;

describe('a half-day on the desk', () => {
  it('offers no second round to whoever has one: it asks for another carrier', async () => {
    const { world, read } = await opened();
    expect(await read(HALF_DAY)).toContain('Ne plus compter sur');
    for (const n of [2, 3]) await placeByHand(world, SUBJECT, door(n), { to: 'nobody' }, TUESDAY_NOON);
    await sent(world);
    const page = await read(HALF_DAY);
    expect(page).toContain('Dans aucune tournée (2)');
    expect(page).toContain('Ajoutez un porteur.');
    expect(page).not.toMatch(/Calculer|Ne plus compter sur|Aucune porte pour le moment/);
  });
});

describe('a round taken back', () => {
  it('says that an SMS leaves, or whom to ring when none can', async () => {
    for (const [channel, says] of [
      ['sms', 'reçoit un SMS d’annulation'],
      ['voice', 'ne reçoit pas de SMS : appelez au'],
    ] as const) {
      const { table, world, read } = await opened();
      const round = await sent(world);
      expect((await acceptRound(world, subjectOf(round), byLink(), TUESDAY_NOON)).ok).toBe(true);
      await table.commit([put(volunteerKind, carrier(0, { channel }), 'any')]);
      expect(await read(`/tournees/${round.id}/reprendre`)).toContain(says);
    }
  });
});
