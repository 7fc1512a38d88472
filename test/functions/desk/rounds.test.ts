import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { cancelMission } from '../../../shared/missions/coordinate-mission.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { acceptRound } from '../../../shared/rounds/accept-round.ts';
import { placeByHand } from '../../../shared/rounds/half-day/make-rounds.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { put } from '../../../shared/table/write.ts';
import { minus, plus } from '../../../shared/time/instant.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { aSenior, TUESDAY_NOON } from '../../builders/chain.ts';
import { testDesk } from '../../support/desk.ts';
import {
  byLink,
  COORDINATOR,
  carrier,
  DAY,
  door,
  drafted,
  inMemory,
  LEAVES,
  roundNow,
  SUBJECT,
  senior,
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

describe('the paper sheet of a carrier', () => {
  const carried = async (channel: 'sms' | 'voice' = 'voice') => {
    const { table, world } = await inMemory(3);
    await drafted(world);
    const round = await sent(world);
    await table.commit([
      put(volunteerKind, carrier(0, { channel }), 'any'),
      ...[0, 1, 2].map((n) =>
        put(
          seniorKind,
          aSenior({
            id: senior(n),
            lastName: `Porte${n}`,
            phones: [{ phone: phoneSchema.parse('+33199000777'), label: 'fixe' }],
            practicalNotes: 'Sonner deux fois.',
            address: {
              line: `${n} rue des Colis`,
              complement: 'Bâtiment B, 3e étage',
              postcode: '25000',
              city: 'Besançon',
              precision: 'housenumber',
              doorCode: `7${n}A46`,
            },
          }),
          'any',
        ),
      ),
    ]);
    const desk = await testDesk({ table, town: 'none', sessionClock: { now: () => TUESDAY_NOON } });
    const nadia = await desk.as('coordinator');
    const path = `/tournees/${round.id}/feuille`;
    const read = async (at: string) => (await nadia.get(at)).text();
    const story = async () =>
      (await table.partition(round.id)).items.filter(({ kind }) => kind === 'audit').map(({ data }) => data);
    const yes = () =>
      acceptRound(world, subjectOf(round), { via: 'coordinator', actor: COORDINATOR }, TUESDAY_NOON);
    return { desk, nadia, round, path, read, story, yes, world };
  };
  const DAY_BEFORE = minus(LEAVES, { hours: 20 });

  it('stays shut before the yes, and after the round', async () => {
    const { desk, nadia, path, read, yes, round } = await carried();
    expect(await read(path)).toContain('restent fermés');
    await nadia.post(path);
    expect(await read(path)).not.toContain('rue des Colis');
    await yes();
    desk.moveTo(plus(round.endsAt, { hours: 3 }));
    await nadia.post(path);
    expect(await read(path)).toContain('ne s’impriment plus');
    expect(await read(path)).not.toContain('rue des Colis');
  });

  it('ends with the last door that its carrier tells by telephone, and not before', async () => {
    const { desk, nadia, world, round, yes } = await carried();
    await yes();
    desk.moveTo(plus(LEAVES, { hours: 1 }));
    const state = async () => (await roundNow(world, round)).state;
    for (const { missionId } of round.stops) {
      expect(await state()).not.toBe('done');
      const told = await nadia.post(`/missions/${missionId}/compte-rendu`, { outcome: 'done', seen: '' });
      expect(told.headers.get('location')).toContain('dit=compte-rendu');
    }
    expect(await state()).toBe('done');
  });

  it('opens on asking, each opening noted, to whoever opened it and for half an hour', async () => {
    const { desk, nadia, path, read, story, yes } = await carried();
    await yes();
    expect(await read(path)).not.toContain('rue des Colis');
    await nadia.post(path);
    const page = await read(path);
    for (const words of [
      'Porte1',
      '1 rue des Colis',
      'Bâtiment B, 3e étage',
      'Sonner deux fois.',
      'Remis',
      'Un mot',
    ])
      expect(page).toContain(words);
    expect(await story()).toContainEqual(
      expect.objectContaining({ action: 'round-sheet-opened', details: { doors: 3 } }),
    );
    const other = await desk.as('librarian');
    expect(await (await other.get(path)).text()).not.toContain('rue des Colis');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 31 }));
    expect(await read(path)).not.toContain('rue des Colis');
  });

  it('has the door codes from the day before only', async () => {
    const { desk, nadia, path, read, yes } = await carried();
    await yes();
    await nadia.post(path);
    expect(await read(path)).toContain('à demander la veille');
    expect(await read(path)).not.toContain('71A46');
    desk.moveTo(DAY_BEFORE);
    await nadia.post(path);
    expect(await read(path)).toContain('71A46');
  });

  it('leaves out whoever was called off since, and is offered first where no SMS arrives', async () => {
    const { nadia, path, read, yes, world, round } = await carried();
    await yes();
    expect(await read(`/tournees/${round.id}`)).toContain('imprimez sa feuille');
    await cancelMission(world, door(1), 'senior-absent', SYSTEM, TUESDAY_NOON);
    await nadia.post(path);
    const page = await read(path);
    expect(page).not.toContain('1 rue des Colis');
    expect(page).toContain('2 rue des Colis');
    const texted = await carried('sms');
    await texted.yes();
    const sent = await texted.read(`/tournees/${texted.round.id}`);
    expect(sent).toContain('Imprimer sa feuille');
    expect(sent).not.toContain('ne reçoit pas de SMS');
  });

  it('is nobody’s but those who plan rounds', async () => {
    const { desk, path, yes } = await carried();
    await yes();
    for (const role of ['social-worker', 'reviewer'] as const) {
      const someone = await desk.as(role);
      expect([403, 404]).toContain((await someone.post(path)).status);
      expect([403, 404]).toContain((await someone.get(path)).status);
    }
  });
});
