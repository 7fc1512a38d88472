import { describe, expect, it } from 'vitest';
import { PUBLIC } from '../../../../shared/audit/audit.ts';
import { registerAtDesk } from '../../../../shared/register/change-entry.ts';
import { tieToSenior } from '../../../../shared/register/tie/follow-senior.ts';
import { seniorWrites } from '../../../../shared/seniors/write-senior.ts';
import type { Role } from '../../../../shared/staff/staff.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { aSenior, JEANNE, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aRegistered } from '../../../builders/register.ts';
import { staffIdOf } from '../../../support/desk.ts';
import { openTown, read, registered } from './town.ts';

describe('who reads the register', () => {
  it('is nobody without a naming, coordinators included: no list, no entry, no search, no door in a file', async () => {
    const { desk, maud, denis } = await openTown();
    const path = await registered(denis);
    expect((await maud.get('/registre')).status).toBe(403);
    expect(await read(maud.get('/registre?q=Perrin'))).not.toContain('Perrin');
    for (const way of [
      path,
      `${path}/modifier`,
      `${path}/lettre`,
      '/registre/export',
      '/registre/lettres/accuses',
    ])
      expect((await maud.get(way)).status, way).toBe(404);
    for (const way of [
      `${path}/ouvrir`,
      '/registre/ouvrir',
      `${path}/opposition`,
      '/registre/export/fichier',
    ])
      expect((await maud.post(way)).status, way).toBe(404);
    await desk.table.commit(
      seniorWrites(desk.world, undefined, aSenior(), { action: 'made', actor: PUBLIC, at: TUESDAY_NOON }),
    );
    expect(await read(maud.get(`/personnes/${JEANNE}`))).not.toContain('Registre d’alerte');
  });

  it.each(['librarian', 'reviewer', 'data-protection-officer'] as const)(
    'is never a %s',
    async (role: Role) => {
      const { desk, maud } = await openTown();
      const someone = await desk.as(role);
      const named = await maud.post('/registre/agents', {
        staffId: staffIdOf(role),
        act: 'arrêté',
        from: '2026-11-01',
        to: '2027-10-31',
      });
      expect(await read(named)).toContain('Ce rôle ne lit pas de dossier de personne.');
      expect((await someone.get('/registre')).status).toBe(403);
    },
  );

  it('is named by somebody else, by an act, for two years at most', async () => {
    const { maud } = await openTown();
    const form = { staffId: staffIdOf('coordinator'), act: 'arrêté', from: '2026-11-01', to: '2027-10-31' };
    expect(await read(maud.post('/registre/agents', form))).toContain(
      'Personne ne s’ouvre le registre à soi-même',
    );
    const long = { ...form, staffId: staffIdOf('duty-officer'), to: '2029-10-31' };
    expect(await read(maud.post('/registre/agents', long))).toContain('Deux ans au plus');
    expect(await read(maud.post('/registre/agents', { ...long, act: '' }))).toContain('Écrivez le numéro');
  });

  it('ends at once with the naming, and by itself on its last day', async () => {
    const { desk, maud, denis, sofia } = await openTown();
    const path = await registered(denis);
    await maud.post(`/registre/agents/${staffIdOf('duty-officer')}/fin`);
    expect((await denis.get(path)).status).toBe(404);
    await sofia.post('/registre/ouvrir');
    expect((await sofia.get('/registre')).status).toBe(200);
    desk.moveTo(plus(TUESDAY_NOON, { days: 0, minutes: 5 }));
    expect((await sofia.get('/registre')).status).toBe(200);
  });
});

describe('each reading', () => {
  it('is written before anything shows, and a page shows only what was opened, for half an hour', async () => {
    const { desk, denis, sofia } = await openTown();
    const path = await registered(denis);
    expect(await read(sofia.get('/registre'))).not.toContain('Perrin');
    expect(await read(sofia.get(path))).not.toContain('Perrin');
    await sofia.post('/registre/ouvrir');
    expect(await read(sofia.get('/registre'))).toContain('Perrin Odile');
    expect(await read(sofia.get(path))).not.toContain('Perrin');
    await sofia.post(`${path}/ouvrir`);
    expect(await read(sofia.get(path))).toContain('Odile Perrin');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 29 }));
    expect(await read(sofia.get(path))).toContain('Odile Perrin');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 30 }));
    expect(await read(sofia.get(path))).not.toContain('Perrin');
  });

  it('shows to the data protection officer, who, when and which number, never a name of the register', async () => {
    const { desk, denis, sofia } = await openTown();
    const path = await registered(denis);
    await sofia.post('/registre/ouvrir');
    await sofia.post(`${path}/ouvrir`);
    const officer = await desk.as('data-protection-officer');
    const page = await read(officer.get('/registre/lectures'));
    expect(page).toContain('Sofia Meunier');
    expect(page).toContain('Denis Roy');
    expect(page).toContain(path.slice('/registre/'.length));
    expect(page).toContain('les listes');
    expect(page).not.toContain('Perrin');
    expect((await denis.get('/registre/lectures')).status).toBe(403);
  });

  it('of an accompanied person is made from her file, by a named agent', async () => {
    const { desk, denis, sofia } = await openTown();
    await desk.table.commit(
      seniorWrites(desk.world, undefined, aSenior({ referentId: staffIdOf('social-worker') }), {
        action: 'made',
        actor: PUBLIC,
        at: TUESDAY_NOON,
      }),
    );
    const file = await read(sofia.get(`/personnes/${JEANNE}`));
    expect(file).toContain('Chercher sa fiche');
    expect(file).not.toContain('Au registre');
    const unknown = await sofia.post(`/registre/dossier/${JEANNE}/ouvrir`);
    expect(unknown.headers.get('location')).toBe('/registre?q=Martin');
    const made = await registerAtDesk(
      desk.world,
      { person: aRegistered(), request: { by: 'self', channel: 'phone', at: TUESDAY_NOON } },
      PUBLIC,
      TUESDAY_NOON,
    );
    if (!made.ok) throw new Error(made.refusal.reason);
    await tieToSenior(desk.world, made.value.id, JEANNE, PUBLIC, TUESDAY_NOON);
    const known = await denis.post(`/registre/dossier/${JEANNE}/ouvrir`);
    expect(known.headers.get('location')).toBe(`/registre/${made.value.id}`);
  });
});
