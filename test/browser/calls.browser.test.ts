import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callOutcomeKind } from '../../shared/heat/calls/outcome.ts';
import { taskKind } from '../../shared/tasks/task.ts';
import { openCallsMorning } from '../support/calls.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, useBrowser } from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const { open } = useBrowser();

let morning: Awaited<ReturnType<typeof openCallsMorning>>;
let server: ReturnType<typeof serve>;
beforeAll(() => {
  server = serve({ fetch: (request) => morning.app.fetch(request), port: PORT });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** At the telephone it is made for. */
const looked = (page: Page, name: string): Promise<void> => lookAt(page, name, ['phone']);
const press = (page: Page, name: string) =>
  page.locator('section.card').getByRole('button', { name, exact: true }).click();
/** The page's script sends it and opens the next page afterwards: a click alone does not wait for that. */
const outcome = async (page: Page, name: string): Promise<void> => {
  const next = page.waitForEvent('load');
  await press(page, name);
  await next;
};

describe('a batch of eight calls, on a telephone', () => {
  it('goes from the SMS to the last person, with two silences and one distress', async () => {
    morning = await openCallsMorning({ people: 8, origin: ORIGIN });
    const page = await open({ on: 'phone' });
    await page.goto(`${ORIGIN}/a/${morning.token}`);
    await looked(page, 'calls-offer');
    await page.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await looked(page, 'calls-next');
    await outcome(page, 'Va bien');
    await page.getByText('Encore 7 appels').waitFor();
    for (const left of [7, 7]) {
      await outcome(page, 'Ne répond pas');
      await page.getByText(`Encore ${left} appels`).waitFor();
    }
    await page.locator('section.card').getByText('Cette personne est en danger').click();
    await looked(page, 'calls-danger');
    await outcome(page, 'Prévenir la ville maintenant');
    await page.getByText('Un SMS part vers l’astreinte de la ville').waitFor();
    await looked(page, 'calls-alerted');
    for (const left of [5, 4, 3]) {
      await outcome(page, 'Va bien');
      await page.getByText(`Encore ${left} appels`).waitFor();
    }
    expect(morning.all(taskKind).map(({ kind }) => kind)).toEqual(['call-distress']);
    expect(morning.all(callOutcomeKind)).toHaveLength(7);
    const silent = morning.calls().filter(({ lastOutcome }) => lastOutcome === 'no-answer');
    expect(silent.map(({ rung, holder }) => [rung, holder.by])).toEqual([
      ['call-2', 'volunteer'],
      ['call-2', 'volunteer'],
    ]);
  });

  it('keeps on the telephone what is typed without a network, and sends it once when there is one', async () => {
    morning = await openCallsMorning({ people: 4, origin: ORIGIN });
    const page = await open({ on: 'phone' });
    await page.goto(`${ORIGIN}/a/${morning.token}`);
    await page.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await page.getByText('Encore 4 appels').waitFor();
    // Kept since this morning's other list, whose link is not the one open now: it holds back nothing of this one.
    await page.evaluate(
      `localStorage.setItem('appels-en-attente', JSON.stringify(['_csrf=autre&code=well&at=' + new Date().toISOString()]))`,
    );
    await page.context().setOffline(true);
    await press(page, 'Va bien');
    await page.getByText('une réponse est gardée sur ce téléphone').waitFor();
    await page.locator('details[open]').getByRole('button', { name: 'Occupé' }).click();
    await page.getByText('2 réponses sont gardées sur ce téléphone').waitFor();
    await looked(page, 'calls-offline');
    expect(morning.all(callOutcomeKind)).toEqual([]);
    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('Une réponse d’une autre liste n’est pas partie').waitFor();
    await page.getByText('Encore 3 appels').waitFor();
    await expect
      .poll(() =>
        morning
          .all(callOutcomeKind)
          .map(({ code }) => code)
          .sort(),
      )
      .toEqual(['busy', 'well']);
  });

  it('gives back what is sent in the night, and keeps it on no telephone', async () => {
    morning = await openCallsMorning({ people: 2, origin: ORIGIN });
    const page = await open({ on: 'phone' });
    await page.goto(`${ORIGIN}/a/${morning.token}`);
    await page.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await page.getByText('Encore 2 appels').waitFor();
    await page
      .locator('textarea[name=note]')
      .first()
      .evaluate((field) => {
        (field as unknown as { value: string }).value = 'Sa fille passe demain.';
      });
    morning.at('21:30');
    await press(page, 'Va bien');
    await page.getByText('Ce n’est pas enregistré').first().waitFor();
    expect(await page.textContent('main')).toContain('Sa fille passe demain.');
    await looked(page, 'calls-over');
    expect(await page.evaluate(`localStorage.getItem('appels-en-attente')`)).toBe('[]');
    expect(morning.all(callOutcomeKind)).toEqual([]);
  });

  it('works without JavaScript', async () => {
    morning = await openCallsMorning({ people: 3, origin: ORIGIN });
    const page = await open({ on: 'phone', javascript: false });
    await page.goto(`${ORIGIN}/a/${morning.token}`);
    await page.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await outcome(page, 'A besoin de quelque chose');
    expect(await page.textContent('main')).toContain('la mairie la rappelle aujourd’hui');
    await page.getByRole('link', { name: /rendre la liste/ }).click();
    await page.getByRole('button', { name: 'Rendre la liste' }).click();
    expect(await page.textContent('main')).toContain('La liste est revenue au bureau');
  });
});
