import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../shared/result/result.ts';
import { instant } from '../../../../shared/time/instant.ts';
import { noteBulletin } from '../../../../shared/vigilance/note-vigilance.ts';
import { aVigilanceText } from '../../../builders/vigilance.ts';
import { testDesk } from '../../../support/desk.ts';

const MORNING = instant('2026-07-10T04:30:00Z');
const PAGE = '/canicule/vigilance';

const hotDesk = async () => {
  const desk = await testDesk({ sessionClock: { now: () => MORNING }, now: MORNING });
  await noteBulletin(desk.world, ok(aVigilanceText()), MORNING);
  const coordinator = await desk.as('coordinator');
  return { desk, coordinator, read: async () => (await coordinator.get(PAGE)).text() };
};

describe('the page of the heat vigilance', () => {
  it('shows the level, whose word it is, and the day to decide on', async () => {
    const { read } = await hotDesk();
    const page = await read();
    expect(page).toContain('orange</span> bulletin de Météo-France');
    expect(page).toContain('jaune</span>');
    expect(page).toContain('Rien ne part');
    expect(page).toContain('href="/canicule/ouvrir?jour=2026-07-10"');
  });

  it('takes the team’s word, says that it differs from the bulletin, and refuses a far day', async () => {
    const { coordinator, read } = await hotDesk();
    const said = await coordinator.post(PAGE, { day: '2026-07-10', level: 'red' });
    expect(said.headers.get('location')).toBe(`${PAGE}?dit=niveau`);
    expect(await read()).toContain('L’équipe dit rouge, Météo-France dit orange.');
    const far = await coordinator.post(PAGE, { day: '2026-07-20', level: 'red' });
    expect(far.status).toBe(422);
    expect(await far.text()).toContain('aujourd’hui ou demain seulement');
    expect((await coordinator.post(PAGE, {})).status).toBe(422);
  });

  it('keeps why calls were not opened, once', async () => {
    const { coordinator, read } = await hotDesk();
    const reason = 'Une seule journée, la mairie de quartier appelle.';
    const aside = `${PAGE}/2026-07-10/de-cote`;
    expect((await coordinator.post(aside, { reason: '' })).status).toBe(422);
    expect((await coordinator.post(aside, { reason })).status).toBe(303);
    expect((await coordinator.post(aside, { reason })).status).toBe(409);
    expect((await coordinator.post(`${PAGE}/2026-07-25/de-cote`, { reason })).status).toBe(404);
    const page = await read();
    expect(page).toContain(`mise de côté : ${reason}`);
    expect(page).not.toContain('Rien ne part');
  });

  it('never shows green for what is not known, and says what the feed suffers from', async () => {
    const desk = await testDesk({ sessionClock: { now: () => MORNING }, now: MORNING });
    await noteBulletin(desk.world, refused('refused'), MORNING);
    const page = await (await (await desk.as('duty-officer')).get(PAGE)).text();
    expect(page).toContain('Inconnu ne veut pas dire vert.');
    expect(page).toContain('refuse la clé d’accès');
    expect(page).not.toContain('badge good');
  });

  it('is read by the reviewer, who notes nothing, and closed to the network', async () => {
    const { desk } = await hotDesk();
    const reviewer = await desk.as('reviewer');
    expect(await (await reviewer.get(PAGE)).text()).not.toContain('Noter ce niveau');
    expect((await reviewer.post(PAGE, { day: '2026-07-10', level: 'red' })).status).toBe(403);
    expect((await (await desk.as('social-worker')).get(PAGE)).status).toBe(403);
  });
});
