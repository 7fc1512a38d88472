import { describe, expect, it } from 'vitest';
import { summerCallerKind } from '../../../../shared/heat/batches/summer-caller.ts';
import { heatSettingsKind } from '../../../../shared/heat/settings.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put } from '../../../../shared/table/write.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import type { TestBrowser } from '../../../support/desk.ts';
import { aCaller } from '../../../support/hot-day.ts';
import { hotDesk } from './town.ts';

const PATH = '/canicule/reglages';
/** Every field of the page as it stands. */
const fieldsOf = async (browser: TestBrowser): Promise<Record<string, string>> => {
  const page = await (await browser.get(PATH)).text();
  const form = page.slice(page.indexOf(`action="${PATH}"`));
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name && name !== '_csrf') fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  fields.script = 'Bonjour, la mairie prend de vos nouvelles.';
  return fields;
};

const opened = async () => {
  const table = memoryTable();
  const day = await hotDesk(0, { table });
  const stored = () => rowsOf(heatSettingsKind, table.dump())[0]?.value;
  return { ...day, table, stored };
};

describe('what a town decides about its calls', () => {
  it('is saved as it was typed, each level with its own delays', async () => {
    const { coordinator, stored } = await opened();
    const fields = await fieldsOf(coordinator);
    const answer = await coordinator.post(PATH, {
      ...fields,
      label: 'Appels fraîcheur',
      batchSize: '6',
      'red-door-within': '45',
      'red-first-2': '',
    });
    expect(answer.headers.get('location')).toBe(`${PATH}?dit=enregistre`);
    expect(stored()).toMatchObject({
      label: 'Appels fraîcheur',
      batchSize: 6,
      times: { red: { firstBy: ['10:00'], door: { withinMinutes: 45 } }, orange: { needHours: 4 } },
    });
  });

  it('is never written over what somebody else saved meanwhile: both are shown', async () => {
    const { coordinator, stored } = await opened();
    const fields = await fieldsOf(coordinator);
    await coordinator.post(PATH, { ...fields, label: 'Appels fraîcheur' });
    const late = await coordinator.post(PATH, { ...fields, label: 'Vital chaleur' });
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(page).toContain('Quelqu’un a changé ces réglages entre-temps.');
    expect(page).toContain('enregistré entre-temps « Appels fraîcheur »');
    expect(page).toContain('value="Vital chaleur"');
    expect(stored()?.label).toBe('Appels fraîcheur');
  });

  it('refuses hours out of the order of the day, and what is no number, keeping what was typed', async () => {
    const { coordinator, officer } = await opened();
    const fields = await fieldsOf(coordinator);
    const order = await coordinator.post(PATH, { ...fields, handOverAt: '19:00' });
    expect(order.status).toBe(422);
    expect(await order.text()).toContain('retour au bureau avant l’astreinte');
    const wrong = await coordinator.post(PATH, { ...fields, 'red-door-within': 'vite' });
    expect(await wrong.text()).toContain('Vigilance rouge, aller à la porte, à deux : des minutes');
    expect((await officer.get(PATH)).status).toBe(403);
  });
});

describe('who calls on hot days', () => {
  it('is found by name, says yes, beyond the caps or not, and no again', async () => {
    const { coordinator, table } = await opened();
    const marc = aCaller(1, { firstName: 'Marc', lastName: 'Colin' });
    await table.commit([put(volunteerKind, marc, 'absent')]);
    const wish = () => rowsOf(summerCallerKind, table.dump())[0]?.value;
    const found = await (await coordinator.get('/canicule/appelants?q=colin')).text();
    expect(found).toContain('Marc Colin');
    await coordinator.post('/canicule/appelants', { volunteerId: marc.id, isIn: 'yes', beyondCaps: 'yes' });
    expect(wish()).toMatchObject({ isIn: true, beyondCaps: true });
    expect(await (await coordinator.get('/canicule/appelants')).text()).toContain('Marc Colin');
    await coordinator.post('/canicule/appelants', { volunteerId: marc.id, isIn: 'no' });
    expect(wish()).toMatchObject({ isIn: false, beyondCaps: false });
    expect(await (await coordinator.get('/canicule/appelants')).text()).not.toContain('Marc Colin');
  });
});
