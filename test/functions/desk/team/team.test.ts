import { describe, expect, it } from 'vitest';
import { sessionsOf } from '../../../../shared/access/sessions.ts';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { changeStaff, listStaff } from '../../../../shared/staff/change-staff.ts';
import { staffKind } from '../../../../shared/staff/staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { create } from '../../../../shared/table/write.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { aStaff, staffIdOf, testDesk } from '../../../support/desk.ts';

const invitation = {
  name: 'Samira Benali',
  organisation: 'Astreinte',
  role: 'duty-officer',
  issuer: 'https://identite.example',
  subject: 'b7c1',
};

describe('the team', () => {
  it('grows by an invitation that names the provider and its identifier', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    expect((await claire.post('/equipe/nouveau', invitation)).status).toBe(303);
    expect(await (await claire.get('/equipe')).text()).toContain('Samira Benali');
    const twice = await claire.post('/equipe/nouveau', invitation);
    expect(twice.status).toBe(409);
    expect(await twice.text()).toContain('Cette personne a déjà un compte.');
    expect(await listStaff(desk.table, 'besancon')).toHaveLength(2);
  });

  it('refuses an invitation by e-mail address alone', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post('/equipe/nouveau', {
      ...invitation,
      issuer: 'samira@besancon.example',
      subject: '',
    });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('Il reste 2 choses à corriger');
    expect(page).toContain('value="Samira Benali"');
  });

  it('loses somebody at once: every open desk of theirs is dead', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const librarian = await desk.as('librarian');
    expect((await librarian.get('/')).status).toBe(200);
    expect((await claire.post(`/equipe/${staffIdOf('librarian')}`, { active: 'no' })).status).toBe(303);
    expect((await librarian.get('/')).status).toBe(303);
    expect(await sessionsOf(desk.table, staffIdOf('librarian'))).toEqual([]);
    expect(await (await claire.get('/equipe')).text()).toContain('fermé');
  });

  it('signs somebody out of every device when one is lost, and leaves the account open', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const [lost, kept] = [await desk.as('librarian'), await desk.as('librarian')];
    const id = staffIdOf('librarian');
    expect(await (await claire.get(`/equipe/${id}`)).text()).toContain(
      'Un téléphone ou un ordinateur perdu ?',
    );
    const done = await claire.post(`/equipe/${id}`, { everywhere: 'yes' });
    const list = await (await claire.get(done.headers.get('location') ?? '')).text();
    expect(list).toContain('La personne est déconnectée partout');
    for (const browser of [lost, kept]) expect((await browser.get('/')).status).toBe(303);
    expect(await sessionsOf(desk.table, id)).toEqual([]);
    expect((await (await desk.as('librarian')).get('/')).status).toBe(200);
    const { items } = await desk.table.partition(id);
    expect(rowsOf(auditKind, items).map(({ value }) => value.action)).toContain('staff.sign-out');
    expect((await lost.post(`/equipe/${staffIdOf('coordinator')}`, { everywhere: 'yes' })).status).toBe(403);
  });

  it('gives a new role from the next page on', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const reviewer = await desk.as('reviewer');
    expect((await reviewer.get('/equipe')).status).toBe(403);
    await claire.post(`/equipe/${staffIdOf('reviewer')}`, { role: 'coordinator' });
    expect((await reviewer.get('/equipe')).status).toBe(200);
  });

  it('keeps its coordinator: nobody changes their own account', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post(`/equipe/${staffIdOf('coordinator')}`, { active: 'no' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Vous ne pouvez pas changer votre propre compte');
  });

  it('keeps one of two coordinators who close each other’s account at the same moment', async () => {
    const desk = await testDesk();
    await desk.as('coordinator');
    const other = aStaff('coordinator', { id: staffIdOf('reviewer'), subject: 'other' });
    await desk.table.commit([create(staffKind, other)]);
    const [a, b] = [staffIdOf('coordinator'), other.id];
    const close = (id: typeof a, by: typeof a) =>
      changeStaff(desk.table, { id, by, to: { active: false }, now: TUESDAY_NOON });
    const done = await Promise.all([close(a, b), close(b, a)]);
    expect(done.filter((one) => one.ok)).toHaveLength(1);
  });

  it('says nothing of a colleague in another town', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const stranger = aStaff('coordinator', { id: staffIdOf('reviewer'), subject: 'other', town: 'dole' });
    await desk.table.commit([create(staffKind, stranger)]);
    expect((await claire.get(`/equipe/${stranger.id}`)).status).toBe(404);
    expect((await claire.post(`/equipe/${stranger.id}`, { active: 'no' })).status).toBe(404);
    expect((await claire.get('/equipe/nobody')).status).toBe(404);
  });
});
