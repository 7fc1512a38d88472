import { describe, expect, it } from 'vitest';
import { ACTIONS, PERMISSIONS } from '../../../shared/access/table.ts';
import { ROLES } from '../../../shared/staff/staff.ts';
import { aStaff, testDesk } from '../../support/desk.ts';

/** Served before anybody is known: they hold nothing of anybody. */
const WITHOUT_PERSON = ['/health', '/assets/:file', '/assets/colour/:file'];

const inventory = async () => {
  const { app } = await testDesk();
  return app.routes.filter((route) => route.method !== 'ALL');
};
const filled = (path: string): string => path.replaceAll(/:\w+/g, 'x');

describe('every page of the desk', () => {
  it('has an entry in the permission table', async () => {
    const desk = await testDesk();
    const routes = (await inventory()).filter((route) => !WITHOUT_PERSON.includes(route.path));
    expect(routes.length).toBeGreaterThan(20);
    const unguarded = routes.filter((route) => {
      const action = desk.actionOf(route.handler);
      return action === undefined || !ACTIONS.includes(action);
    });
    expect(unguarded.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is closed to a visitor unless the table says otherwise', async () => {
    const desk = await testDesk();
    for (const route of await inventory()) {
      if (WITHOUT_PERSON.includes(route.path)) continue;
      const action = desk.actionOf(route.handler);
      if (action && PERMISSIONS[action].who.visitor) continue;
      const init = route.method === 'POST' ? { method: 'POST' } : {};
      const answer = await desk.visitor().request(filled(route.path), init);
      expect([303, 403, 415], `${route.method} ${route.path}`).toContain(answer.status);
      if (answer.status === 303) expect(answer.headers.get('location')).toMatch(/^\/connexion(\?retour=|$)/);
    }
  });

  it.each(ROLES)('is closed to the role %s where the table has no row for it', async (role) => {
    const desk = await testDesk();
    const person = await desk.as(role);
    for (const route of await inventory()) {
      const action = desk.actionOf(route.handler);
      if (!action || PERMISSIONS[action].who.visitor || PERMISSIONS[action].who[role]) continue;
      const path = filled(route.path);
      const answer = route.method === 'POST' ? await person.post(path) : await person.get(path);
      expect(answer.status, `${role} ${route.method} ${route.path}`).toBe(403);
      expect(await answer.text()).toContain('Cette page n’est pas ouverte à votre rôle');
    }
    if (role !== 'coordinator')
      expect(desk.lines.find((line) => line.event === 'denied')).toMatchObject({
        role,
        staff: aStaff(role).id,
      });
  });

  it('answers 404 and 405 to what does not exist', async () => {
    const desk = await testDesk();
    const lost = await desk.visitor().get('/nulle-part');
    expect(lost.status).toBe(404);
    expect(await lost.text()).toContain('Cette page n’existe pas');
    expect((await desk.visitor().request('/', { method: 'DELETE' })).status).toBe(405);
    expect((await desk.visitor().request('/', { method: 'OPTIONS' })).status).toBe(204);
  });
});
