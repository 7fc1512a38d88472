import { describe, expect, it } from 'vitest';
import { intentKind } from '../../../../shared/messages/store.ts';
import { lookAtMission } from '../../../../shared/missions/look-at-mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { offerKind } from '../../../../shared/offers/store.ts';
import { serviceKey, serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import { type Kind, rowsOf } from '../../../../shared/table/kind.ts';
import { create, replace } from '../../../../shared/table/write.ts';
import { aMission, anOffer, JEANNE, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { aService, missionId, serviceId } from '../../../builders/situations.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import type { TestDesk } from '../../../support/desk.ts';
import { busyDesk, read } from '../day/town.ts';

const SERVICE = `/services/${serviceId('S')}`;
const NEW = `/personnes/${JEANNE}/services/nouveau`;
const ONE = volunteerNumber(1);
const RHYTHM = {
  programme: 'FRIENDLY_VISIT',
  cadence: 'weekly',
  weekday: '3',
  time: '14:30',
  durationMinutes: '60',
  startsOn: '2026-11-25',
};
const opened = async () => {
  const table = memoryTable();
  const desk = await busyDesk({ table });
  return { desk, table, claire: await desk.as('coordinator') };
};
const serviceNow = async (desk: TestDesk) => {
  const stored = await desk.table.get(serviceKind, serviceKey(serviceId('S')));
  if (!stored) throw new Error('no such service');
  return stored;
};

describe('arranging visits for somebody', () => {
  it('asks what and when, then shows who could come and why', async () => {
    const { claire } = await opened();
    expect(await read(claire, NEW)).toContain('Ne comprend pas : aucun soin');
    const second = await read(claire, `${NEW}?${new URLSearchParams({ etape: 'benevoles', ...RHYTHM })}`);
    expect(second).toContain('chaque semaine, le mercredi à 14\u00a0h\u00a030, 60\u00a0min');
    expect(second).toContain('Prénom1 Nom1');
    expect(second).not.toContain('Prénom3 Nom3');
  });

  it('says what is missing, and keeps what was typed', async () => {
    const { claire } = await opened();
    const again = await claire.get(
      `${NEW}?${new URLSearchParams({ etape: 'benevoles', ...RHYTHM, time: '' })}`,
    );
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('Écrivez l’heure, comme 14:30.');
  });

  it('is refused without her consent to this very purpose', async () => {
    const { claire } = await opened();
    const refused = await claire.post(`/personnes/${JEANNE}/services`, {
      ...RHYTHM,
      programme: 'FRIENDLY_CALL',
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Elle n’a pas donné son accord pour cela.');
  });

  it('starts once, with its volunteers and the weeks ahead planned', async () => {
    const { desk, claire } = await opened();
    const stored = await serviceNow(desk);
    await desk.table.commit([replace(serviceKind, stored, { ...stored.value, state: 'closed' as const })]);
    const answer = await claire.post(`/personnes/${JEANNE}/services`, { ...RHYTHM, volunteers: [ONE] });
    const path = answer.headers.get('location') ?? '';
    expect(path).toMatch(/^\/services\/ser_\w+\?dit=ouvert$/);
    const page = await read(claire, path);
    expect(page).toContain('mercredi 2 décembre à 14\u00a0h\u00a030');
    expect(page).toContain('Prénom1 Nom1');
    const twice = await claire.post(`/personnes/${JEANNE}/services`, RHYTHM);
    expect(await twice.text()).toContain('Elle a déjà cet accompagnement');
  });
});

describe('an arrangement that goes on', () => {
  it('ties a volunteer, step by step, and ends the tie with a reason', async () => {
    const { claire } = await opened();
    await claire.post(`${SERVICE}/associer`, { volunteerId: ONE });
    await claire.post(`${SERVICE}/binome`, { volunteerId: ONE, to: 'introduced' });
    expect(await read(claire, SERVICE)).toContain('Bénévoles associés (1 sur 3)');
    expect((await claire.post(`${SERVICE}/fin`, { volunteerId: ONE })).status).toBe(422);
    await claire.post(`${SERVICE}/fin`, { volunteerId: ONE, reason: 'fatigue' });
    const page = await read(claire, SERVICE);
    expect(page).toContain('le bénévole est fatigué');
    expect(page).toContain('Bénévoles associés (0 sur 3)');
  });

  it('says what a pause stops before it stops it, then takes up again', async () => {
    const { desk, claire } = await opened();
    expect(await read(claire, `${SERVICE}/pause`)).toContain('une visite est annulée');
    expect((await serviceNow(desk)).value.state).toBe('open');
    await claire.post(`${SERVICE}/pause`, {});
    expect((await serviceNow(desk)).value.state).toBe('paused');
    await claire.post(`${SERVICE}/reprendre`);
    expect((await serviceNow(desk)).value.state).toBe('open');
  });

  it('ends for good, once', async () => {
    const { desk, claire } = await opened();
    expect(await read(claire, `${SERVICE}/clore`)).toContain('Cela ne pourra pas être annulé.');
    await claire.post(`${SERVICE}/clore`, { reason: 'wish' });
    expect((await serviceNow(desk)).value.state).toBe('closed');
    expect((await claire.post(`${SERVICE}/reprendre`)).status).toBe(409);
  });

  it('a death ends everything for her at once: named first, then nothing of any service, tie or proposal is left', async () => {
    for (const [path, body] of [
      ['fin', { volunteerId: ONE }],
      ['clore', {}],
    ] as const) {
      const { desk, table, claire } = await opened();
      await claire.post(`${SERVICE}/associer`, { volunteerId: ONE });
      await claire.post(`${SERVICE}/binome`, { volunteerId: ONE, to: 'active' });
      const [other, asked] = [volunteerNumber(2), volunteerNumber(3)];
      const shopping = aService({
        id: serviceId('T'),
        programme: 'SHOPPING_HELP',
        pairings: [{ volunteerId: other, state: 'active', role: 'primary', since: NOW }],
      });
      const visit = aMission({
        id: missionId('T'),
        serviceId: shopping.id,
        programme: shopping.programme,
        state: 'offered',
        search: { wave: 1, open: [asked] },
      });
      const offer = anOffer({ missionId: visit.id, volunteerId: asked });
      await desk.table.commit([
        create(serviceKind, shopping),
        ...tieWrites(undefined, shopping),
        create(missionKind, visit),
        create(offerKind, offer),
      ]);
      const chosen = await claire.post(`${SERVICE}/${path}`, { ...body, reason: 'death' });
      const confirm = chosen.headers.get('location') ?? '';
      expect([chosen.status, confirm]).toEqual([303, `/personnes/${JEANNE}/cloture?raison=died`]);
      expect((await serviceNow(desk)).value).toMatchObject({
        state: 'open',
        pairings: [{ state: 'active' }],
      });
      const page = await read(claire, confirm);
      for (const named of [
        'Noter le décès de',
        'avec Prénom1 Nom1',
        'avec Prénom2 Nom2',
        '2\u00a0visites ou appels à venir',
        '1\u00a0proposition sans réponse',
        'Prénom1 Nom1 et Prénom2 Nom2',
      ])
        expect(page).toContain(named);
      await claire.post(confirm.replace(/\?.*/, ''), { reason: 'died' });
      const all = <T>(kind: Kind<T>) => rowsOf(kind, table.dump()).map(({ value }) => value);
      expect(all(serviceKind).map(({ state, closeReason }) => [state, closeReason])).toEqual([
        ['closed', 'death'],
        ['closed', 'death'],
      ]);
      expect(all(serviceKind).flatMap(({ pairings }) => pairings.map(({ endReason }) => endReason))).toEqual([
        'death',
        'death',
      ]);
      expect(new Set(all(missionKind).map(({ state }) => state))).toEqual(new Set(['cancelled']));
      // Nobody can say yes any more; the minute after, no cap counts it either.
      await lookAtMission(desk.world, visit.id, NOW);
      expect(all(offerKind).map(({ state }) => state)).toEqual(['closed']);
      expect(all(intentKind)).toEqual([]);
      const again = await claire.post(`${SERVICE}/${path}`, { ...body, reason: 'death' });
      expect(again.headers.get('location')).toBe(`/personnes/${JEANNE}`);
    }
  });

  it('that was only proposed starts when she agrees', async () => {
    const { desk, claire } = await opened();
    const stored = await serviceNow(desk);
    await desk.table.commit([replace(serviceKind, stored, { ...stored.value, state: 'proposed' as const })]);
    expect(await read(claire, '/journee')).toContain(
      'Accompagnements à commencer <span class="count">1</span>',
    );
    await claire.post(`${SERVICE}/commencer`);
    expect((await serviceNow(desk)).value.state).toBe('open');
  });

  it('is read by her referent, changed by coordinators only', async () => {
    const { desk } = await opened();
    const sofia = await desk.as('social-worker');
    expect(await read(sofia, SERVICE)).toContain('Bénévoles associés');
    expect((await sofia.post(`${SERVICE}/clore`, { reason: 'wish' })).status).toBe(403);
    expect((await (await desk.as('librarian')).get(SERVICE)).status).toBe(403);
  });
});
