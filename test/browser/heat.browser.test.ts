import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineCode } from '../../shared/heat/board/call-sheet.ts';
import { lookAtRound } from '../../shared/heat/calls/rounds/look-at-round.ts';
import { callTaskIdOf, callTaskKey, callTaskKind } from '../../shared/heat/calls/task.ts';
import { entryKind } from '../../shared/register/store.ts';
import { put } from '../../shared/table/write.ts';
import { hot, ROUND } from '../builders/heat.ts';
import { aRegistered } from '../builders/register.ts';
import { hotDesk } from '../functions/desk/heat/town.ts';
import { staffIdOf } from '../support/desk.ts';
import { aPerson, entryNumber } from '../support/hot-day.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, useBrowser, type Visit } from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const { open } = useBrowser();

/** Somebody who does not answer, with a son and a neighbour to ask. */
const SILENT = 3;
const silentCall = callTaskIdOf(ROUND, entryNumber(SILENT));
const silentPage = `${ORIGIN}/canicule/appels/${silentCall}`;

let day: Awaited<ReturnType<typeof hotDesk>>;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  day = await hotDesk(3, {
    origin: ORIGIN,
    isCoordinatorNamed: true,
    sessionClock: { now: () => hot('08:40') },
  });
  const contacts = [
    { name: 'Luc Perrin', link: 'fils', phone: '+33353010043' as never },
    { name: 'Odile Faivre', link: 'voisine', phone: '+33353010044' as never },
  ];
  const person = aRegistered({ lastName: 'Silence', homeHelp: '', contacts });
  await day.desk.table.commit([put(entryKind, aPerson(SILENT, { person }), 'absent')]);
  server = serve({ fetch: day.desk.app.fetch, port: PORT });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const signedIn = async (who: 'officer' | 'coordinator', visit: Visit): Promise<Page> => {
  const page = await open(visit);
  const value = day[who].cookies.get('desk') ?? '';
  await page.context().addCookies([{ name: 'desk', value, url: ORIGIN }]);
  return page;
};
/** It is this hour, and the agenda has looked. */
const itIs = async (time: string): Promise<void> => {
  day.at(time);
  await lookAtRound(day.desk.world, ROUND, hot(time));
};
const say = async (page: Page, outcome: string): Promise<void> => {
  const taking = page.getByRole('button', { name: 'Prendre cet appel' });
  if (await taking.isVisible()) await taking.click();
  await page.getByRole('button', { name: outcome, exact: true }).click();
  await page.getByText('Le résultat est noté.').waitFor();
};
const silent = async () => (await day.desk.table.get(callTaskKind, callTaskKey(silentCall)))?.value;

describe('a hot day at the desk, from its opening to its end', () => {
  it('is opened by the coordinator without JavaScript', async () => {
    const page = await signedIn('coordinator', { on: 'desk', javascript: false });
    await page.goto(`${ORIGIN}/canicule`);
    await page.getByRole('link', { name: 'Ouvrir les appels' }).click();
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Ouvrir les appels' }).click();
    expect(await page.textContent('main')).toContain('Les appels sont ouverts');
  });

  it('has one well and one in danger before nine', async () => {
    const page = await signedIn('officer', { on: 'phone' });
    const well = callTaskIdOf(ROUND, entryNumber(0));
    await page.goto(`${ORIGIN}/canicule/appels/${well}`);
    await say(page, 'Va bien');
    await page.getByRole('link', { name: 'Appeler la personne suivante' }).click();
    await page.getByRole('button', { name: 'Prendre cet appel' }).click();
    await lookAt(page, 'heat-call');
    await page.getByText('Cette personne est en danger').click();
    await page.getByRole('button', { name: 'Prévenir la ville maintenant' }).click();
    await page.getByText('Un SMS part vers l’astreinte de la ville').waitFor();
  });

  it('climbs from a second silence to relatives, the neighbour and the door, each by an agent', async () => {
    const page = await signedIn('officer', { on: 'phone' });
    await page.goto(silentPage);
    await say(page, 'Ne répond pas');
    await itIs('10:00');
    await page.goto(silentPage);
    await say(page, 'Ne répond pas');
    expect(await silent()).toMatchObject({ rung: 'call-3', holder: { by: 'desk' } });
    await say(page, 'Ne répond pas');
    expect(await page.textContent('main')).toContain('appeler les personnes à prévenir');
    expect(await page.locator('.call').allTextContents()).toEqual([expect.stringContaining('Luc Perrin')]);
    await lookAt(page, 'heat-relatives');
    await say(page, 'Ne répond pas');
    expect(await page.locator('.call').allTextContents()).toEqual([expect.stringContaining('Odile Faivre')]);
    await say(page, 'Ne répond pas');
    await page.getByText('Confiée : à voir à sa porte.').waitFor();
    expect(await page.textContent('main')).toContain('Deux agents, avec le mot du jour');
    expect(await silent()).toMatchObject({
      state: 'escalated',
      holder: { by: 'staff', staffId: staffIdOf('duty-officer') },
    });
    await lookAt(page, 'heat-door');
  });

  it('shows at every size who is at which step, and on the wall no name', async () => {
    const page = await signedIn('officer', { on: 'desk' });
    await page.goto(`${ORIGIN}/canicule`);
    expect(await page.getByRole('row', { name: /aller à la porte, à deux/ }).count()).toBe(1);
    await lookAt(page, 'heat-board');
    await page.goto(`${ORIGIN}/canicule/mur`);
    await lookAt(page, 'heat-wall', ['wall', 'phone']);
    expect(await page.textContent('main')).not.toContain('Silence');
    await page.goto(`${ORIGIN}/canicule/conduite`);
    await lookAt(page, 'heat-conduct');
  });

  it('is handed over to the next shift, who reads the note and takes it up', async () => {
    const task = await silent();
    const code = task ? lineCode(task) : '';
    const leaving = await signedIn('officer', { on: 'desk' });
    await leaving.goto(`${ORIGIN}/canicule`);
    await leaving.getByRole('link', { name: 'Relève' }).click();
    await leaving
      .getByLabel('Ce que les chiffres ne disent pas')
      .fill(`${code} : deux agents partis à 10 h.`);
    await leaving.getByLabel(/^Pour/).selectOption(staffIdOf('coordinator'));
    await leaving.getByRole('button', { name: 'Passer la main' }).click();
    await leaving.getByText('pas encore reprise').waitFor();

    const arriving = await signedIn('coordinator', { on: 'phone' });
    await arriving.goto(`${ORIGIN}/canicule/releve`);
    expect(await arriving.textContent('main')).toContain(`${code} : deux agents partis à 10\u00a0h.`);
    await lookAt(arriving, 'heat-handover');
    await arriving.getByRole('button', { name: 'J’ai lu, je reprends' }).click();
    await arriving.getByText('Vous avez repris la main').waitFor();
    expect(await silent()).toMatchObject({
      deadline: task?.deadline,
      holder: { by: 'staff', staffId: staffIdOf('coordinator') },
    });
  });

  it('is not closed while anybody is open, nor by one person; then by two, once everybody is accounted for', async () => {
    const asks = await signedIn('coordinator', { on: 'desk' });
    await asks.goto(`${ORIGIN}/canicule/clore`);
    await asks.getByRole('button', { name: 'Demander la clôture' }).click();
    await asks.getByText('Une autre personne doit la confirmer.').waitFor();
    expect(await asks.getByRole('button', { name: 'Confirmer la clôture' }).count()).toBe(0);

    const does = await signedIn('officer', { on: 'phone' });
    await does.goto(`${ORIGIN}/canicule/clore`);
    await does.getByText('donc pas encore à confirmer').waitFor();
    expect(await does.getByRole('button', { name: 'Confirmer la clôture' }).count()).toBe(0);
    await lookAt(does, 'heat-close-open');

    await does.goto(silentPage);
    await say(does, 'La porte reste fermée');
    await say(does, 'Vue à sa porte, va bien');
    for (const n of [1, 2]) {
      await does.goto(`${ORIGIN}/canicule/appels/${callTaskIdOf(ROUND, entryNumber(n))}`);
      await say(does, n === 1 ? 'Vue à sa porte, va bien' : 'Va bien');
    }
    await does.goto(`${ORIGIN}/canicule/clore`);
    expect(await does.textContent('main')).toContain('Plus personne à joindre');
    await lookAt(does, 'heat-close');
    await does.getByRole('button', { name: 'Confirmer la clôture' }).click();
    await does.getByText('Les appels sont clos.').waitFor();
  });
});
