import { describe, expect, it } from 'vitest';
import { compose } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { cancelMission } from '../../../shared/missions/coordinate-mission.ts';
import { refused } from '../../../shared/result/result.ts';
import { withdrawRound } from '../../../shared/rounds/end-round.ts';
import { lookAtDeliveryRound } from '../../../shared/rounds/look-at-round.ts';
import { deliveryRoundKind } from '../../../shared/rounds/round.ts';
import type { Table } from '../../../shared/table/table.ts';
import { create } from '../../../shared/table/write.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { drafted, inMemory, missionsNow, roundNow, sent } from '../../support/parcels.ts';

const ORIGIN = 'http://localhost:3001';

/** A round of three doors, sent, and telephones that open its link. */
const offered = async () => {
  const { table: quiet, world: town } = await inMemory(3);
  let isCrowded = false;
  /** A table on which everybody else writes this round at the same time, once that is said. */
  const table: Table = {
    ...quiet,
    commit: async (writes) =>
      isCrowded && writes.some((write) => write.op === 'put' && write.kind === deliveryRoundKind.name)
        ? refused({ reason: 'lost-race', label: 'round' })
        : quiet.commit(writes),
  };
  await drafted(town);
  const round = await sent(town);
  let now = TUESDAY_NOON;
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, log: () => undefined },
  );
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId: round.volunteerId,
    now: TUESDAY_NOON,
    purpose: 'round',
    roundId: round.id,
    until: plus(TUESDAY_NOON, { days: 9 }),
  });
  await table.commit([create(linkKind, link)]);
  const app = linksHost(world);
  return {
    round,
    world,
    crowd: (on: boolean) => {
      isCrowded = on;
    },
    later: (instant: Instant) => {
      now = instant;
    },
    again: (phone: ReturnType<typeof openBrowser>) => phone.go(`/t/${token}`),
    state: async () => (await roundNow(town, round)).state,
    outcomes: async () => {
      const missions = await missionsNow(town, 3);
      return round.stops.map(({ missionId }) => missions.find(({ id }) => id === missionId)?.outcome);
    },
    open: async () => {
      const phone = openBrowser(app, ORIGIN);
      await phone.go(`/t/${token}`);
      return phone;
    },
  };
};

describe('a round behind its link', () => {
  it('a no pressed in an old tab, after the yes of another, asks whether to give the round back', async () => {
    const { open, state } = await offered();
    const phone = await open();
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.submit('/t/accepter');
    await phone.post('/t/refuser', { _csrf: csrf });
    expect(phone.path).toBe('/t/rendre');
    expect(await state()).toBe('accepted');
  });

  it('is handed back by the telephone that took it, after a question, and by no other', async () => {
    const { state, open } = await offered();
    const phone = await open();
    await phone.submit('/t/accepter');
    expect(await state()).toBe('accepted');

    const other = await open();
    expect(other.page).toContain('Votre tournée est sur un autre téléphone');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(other.page)?.[1] ?? '';
    await other.post('/t/rendre', { _csrf: csrf });
    expect(other.page).toContain('Votre tournée est sur un autre téléphone');
    expect(await state()).toBe('accepted');

    await phone.go('/t/rendre');
    expect(phone.page).toContain('Les 3 portes qui restent sont confiées à quelqu’un d’autre.');
    await phone.submit('/t/rendre');
    expect(phone.page).toContain('La tournée est rendue');
    expect(await state()).toBe('handed-back');
  });

  it('a door noted while everybody writes the round is kept, and said so; the agenda ends the round', async () => {
    const { round, world, later, open, outcomes, crowd, state } = await offered();
    const phone = await open();
    await phone.submit('/t/accepter');
    later(round.leavesAt);
    crowd(true);
    for (const { missionId } of round.stops) {
      await phone.go(`/t/porte/${missionId}`);
      await phone.submit(`/t/porte/${missionId}`, { outcome: 'done' });
      expect(phone.status).toBe(200);
      expect(phone.page).toContain('C’est noté');
    }
    expect(await outcomes()).toEqual(['done', 'done', 'done']);
    crowd(false);
    await lookAtDeliveryRound(world, round.id, round.endsAt);
    expect(await state()).toBe('done');
  });

  it('is corrected after its last door: by name while names are open, then by the hour, on that telephone alone', async () => {
    const { round, later, again, open, outcomes } = await offered();
    const phone = await open();
    await phone.submit('/t/accepter');
    later(round.leavesAt);
    for (const { missionId } of round.stops) {
      await phone.go(`/t/porte/${missionId}`);
      await phone.submit(`/t/porte/${missionId}`, { outcome: 'done' });
    }
    expect(phone.page).toContain('Tout est fait, merci');
    const last = `/t/porte/${round.stops.at(-1)?.missionId}`;
    expect(phone.page).toContain(`href="${last}">Jeanne Martin`);
    await phone.go(last);
    expect(phone.page).toContain('Corriger ce qui est noté');
    // Nobody goes there any more: no street, no telephone, no code.
    expect(phone.page).not.toMatch(/rue des Colis|href="tel:\+336|Code d’entrée/);
    await phone.submit(last, { outcome: 'not-home' });
    expect(phone.page).toContain('C’est noté, merci.');
    expect(await outcomes()).toEqual(['done', 'done', 'not-home']);

    later(plus(round.endsAt, { hours: 20 }));
    await again(phone);
    expect(phone.page).toContain(`href="${last}">Porte 3`);
    expect(phone.page).not.toContain('Martin');
    await phone.go(last);
    await phone.submit(last, { outcome: 'done', worry: 'Elle ne s’est pas levée.', urgent: 'oui' });
    expect(await outcomes()).toEqual(['done', 'done', 'done']);

    const other = await open();
    expect(other.page).toContain('Tout est fait, merci');
    expect(other.page).not.toContain('/t/porte/');
    await other.go(last);
    expect(other.page).not.toContain('Corriger ce qui est noté');
  });

  it('loses no word of a door: a tab that waited too long, a door called off while one was writing', async () => {
    const { round, world, later, open, outcomes } = await offered();
    const phone = await open();
    await phone.submit('/t/accepter');
    later(round.leavesAt);
    const [first, second] = round.stops.map(({ missionId }) => missionId);
    if (!first || !second) throw new Error('no doors');
    const waited = phone.jar.get('t') ?? '';
    await phone.go(`/t/porte/${first}`);
    phone.jar.delete('t');
    await phone.submit(`/t/porte/${first}`, { outcome: 'done', words: 'Elle a ri aux éclats.' });
    expect([phone.status, phone.text.includes('Elle a ri aux éclats.')]).toEqual([403, true]);
    phone.jar.set('t', waited);
    await phone.submit(`/t/porte/${first}`);
    expect((await outcomes())[0]).toBe('done');

    await phone.go(`/t/porte/${second}`);
    const off = await cancelMission(world, second, 'senior-absent', SYSTEM, round.leavesAt);
    expect(off.ok).toBe(true);
    await phone.submit(`/t/porte/${second}`, { outcome: 'not-home', worry: 'Une odeur de gaz.' });
    expect(phone.status).toBe(409);
    for (const words of ['n’est pas enregistré', 'Une odeur de gaz.', 'Appelez-nous'])
      expect(phone.text).toContain(words);
  });

  it('given or taken back midway, lets its carrier correct the doors noted before, and see no other', async () => {
    for (const end of ['given', 'taken'] as const) {
      const { round, world, later, open, outcomes } = await offered();
      const phone = await open();
      await phone.submit('/t/accepter');
      later(round.leavesAt);
      const [first, second] = round.stops.map(({ missionId }) => `/t/porte/${missionId}`);
      if (!first || !second) throw new Error('no doors');
      await phone.go(second);
      const unsent = phone.page;
      await phone.go(first);
      await phone.submit(first, { outcome: 'done' });
      if (end === 'given') {
        await phone.go('/t/rendre');
        await phone.submit('/t/rendre');
        expect(phone.text).toContain('La tournée est rendue');
      } else {
        await withdrawRound(world, round.id, SYSTEM, round.leavesAt);
        await phone.go('/t');
        expect(phone.text).toContain('La tournée est annulée');
      }
      expect(phone.page).toContain(`href="${first}">Jeanne Martin`);
      expect(phone.page).not.toContain(second);
      await phone.go(first);
      expect(phone.page).toContain('Corriger ce qui est noté');
      expect(phone.page).not.toContain('rue des Colis');
      await phone.submit(first, { outcome: 'not-home', words: 'Je me suis trompé de bouton.' });
      expect((await outcomes())[0]).toBe('not-home');

      const csrf = /name="_csrf" value="([^"]+)"/.exec(unsent)?.[1] ?? '';
      await phone.post(second, { _csrf: csrf, outcome: 'done', words: 'Elle a ouvert après.' });
      expect([phone.status, phone.text.includes('Elle a ouvert après.')]).toEqual([409, true]);
      const other = await open();
      expect(other.page).not.toContain('Martin');
      later(plus(round.endsAt, { hours: 20 }));
      await phone.go('/t');
      expect(phone.page).not.toContain('Martin');
      expect(phone.page).toContain(`href="${first}">Porte 1`);
    }
  });

  it.each(['partir', 'retard', 'repasser'])('past, opens no name again by « %s » (law 7)', async (act) => {
    const { round, later, again, open } = await offered();
    const phone = await open();
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.submit('/t/accepter');
    expect(phone.page).toContain('rue des Colis');

    later(plus(round.endsAt, { hours: 20 }));
    await again(phone);
    expect(phone.page).toContain('La tournée est passée');
    expect(phone.page).not.toContain('/t/partir');
    // A page left open since then still has its buttons.
    const [first] = round.stops;
    await phone.post(`/t/${act}`, {
      _csrf: csrf,
      minutes: '60',
      vu: first?.arrivesAt ?? '',
      mission: first?.missionId ?? '',
    });
    expect(phone.page).toContain('La tournée est passée');
    expect(phone.page).not.toContain('rue des Colis');
  });
});
