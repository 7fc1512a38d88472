import { describe, expect, it } from 'vitest';
import { sessionsOf } from '../../../../shared/access/sessions.ts';
import { staffKey, staffKind } from '../../../../shared/staff/staff.ts';
import { replace } from '../../../../shared/table/write.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';

describe('a desk that is open somewhere', () => {
  it('leads a visitor to the door, and remembers the page that was wanted', async () => {
    const desk = await testDesk();
    const answer = await desk.visitor().get('/reglages?onglet=1');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/connexion?retour=%2Freglages%3Fonglet%3D1');
    const door = await desk.visitor().get('/connexion?retour=/reglages');
    expect(await door.text()).toContain('/connexion/depart?retour=%2Freglages');
  });

  it('greets the person signed in, says her role, and offers the way out', async () => {
    const desk = await testDesk();
    const page = await (await (await desk.as('coordinator')).get('/')).text();
    expect(page).toContain('Claire Vuillemin, coordination');
    expect(page).toContain('Se déconnecter');
    expect(page).toContain('Maison des Seniors');
  });

  it('falls asleep after thirty minutes without a page, and not before', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 29 }));
    expect((await claire.get('/')).status).toBe(200);
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 58 }));
    expect((await claire.get('/')).status).toBe(200);
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 88 }));
    expect((await claire.get('/')).headers.get('location')).toContain('/connexion');
  });

  it('ends after twelve hours whatever happens', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    for (let minutes = 20; minutes < 720; minutes += 20) {
      desk.moveTo(plus(TUESDAY_NOON, { minutes }));
      expect((await claire.get('/')).status).toBe(200);
    }
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 720 }));
    expect((await claire.get('/')).status).toBe(303);
  });

  it('writes nothing while pages are only read', async () => {
    const table = memoryTable();
    const desk = await testDesk({ table });
    const claire = await desk.as('coordinator');
    const before = JSON.stringify(table.dump());
    for (const path of ['/', '/connexions', '/reglages', '/equipe', '/connexion', '/nulle-part', '/health']) {
      desk.moveTo(plus(desk.world.clock.now(), { minutes: 3 }));
      await claire.get(path);
      await claire.request(path, { method: 'HEAD' });
      await claire.request(path, { method: 'OPTIONS' });
    }
    expect(JSON.stringify(table.dump())).toBe(before);
  });

  it('is gone for good once she signs out, even for who kept the cookie', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const kept = new Map(claire.cookies);
    const out = await claire.post('/deconnexion');
    expect(out.status).toBe(303);
    expect(claire.cookies.size).toBe(0);
    const thief = desk.visitor();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect((await thief.get('/')).headers.get('location')).toContain('/connexion');
  });

  it('can be closed from another device, one by one or all at once', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const page = await (await claire.get('/connexions')).text();
    expect(page).toContain('Firefox sur Linux');
    expect(page).toContain('cet appareil');
    expect((await claire.post('/connexions/tout-fermer')).status).toBe(303);
    expect(await sessionsOf(desk.table, staffIdOf('coordinator'))).toEqual([]);
  });

  it('is dead at the next request when the account is closed', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const stored = await desk.table.get(staffKind, staffKey(staffIdOf('coordinator')));
    if (!stored) throw new Error('no such person');
    await desk.table.commit([replace(staffKind, stored, { ...stored.value, active: false })]);
    expect((await claire.get('/')).status).toBe(303);
  });

  it('does not open in another town', async () => {
    const desk = await testDesk();
    const stranger = await desk.as('coordinator', { town: 'dole' });
    expect((await stranger.get('/')).status).toBe(303);
  });

  it.each([
    [
      'a letter of the secret changed',
      (ticket: string) => ticket.replace(/\.(.)/, (_, c) => `.${c === 'A' ? 'B' : 'A'}`),
    ],
    ['a later last-seen', (ticket: string) => ticket.replace(/\.[0-9a-z]{6,7}\./, '.zzzzzz.')],
    ['somebody else’s id', (ticket: string) => ticket.replace(/^stf_.{26}/, staffIdOf('reviewer'))],
    ['nothing after the id', (ticket: string) => ticket.slice(0, 30)],
    ['a tail', (ticket: string) => `${ticket}.x`],
  ])('refuses a cookie with %s', async (_, forge) => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const [name, value] = [...claire.cookies][0] ?? ['', ''];
    claire.cookies.set(name, forge(value));
    expect((await claire.get('/')).status).toBe(303);
  });

  it('keeps only a hash of the session in the table', async () => {
    const table = memoryTable();
    const desk = await testDesk({ table });
    const claire = await desk.as('coordinator');
    const secret = [...claire.cookies.values()][0]?.split('.')[1] ?? 'missing';
    expect(JSON.stringify(table.dump())).not.toContain(secret);
  });
});
