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
    await page.getByText('Pas encore parti : une réponse est gardée sur ce téléphone').waitFor();
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

  /** A list of four that its caller has taken, on a telephone. */
  const calling = async (people = 4) => {
    morning = await openCallsMorning({ people, origin: ORIGIN });
    const page = await open({ on: 'phone' });
    await page.goto(`${ORIGIN}/a/${morning.token}`);
    await page.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await page.getByText(`Encore ${people} appels`).waitFor();
    return page;
  };
  const kept = (page: Page) =>
    page.evaluate(`JSON.parse(localStorage.getItem('appels-en-attente') || '[]').length`);

  it('says of a distress that cannot leave that nobody is told, and sends it by itself when it can', async () => {
    const page = await calling();
    await page.context().setOffline(true);
    await page.locator('section.card').getByText('Cette personne est en danger').click();
    await press(page, 'Prévenir la ville maintenant');
    await page.getByText('La ville n’est pas prévenue').waitFor();
    expect(await page.locator('#reseau').textContent()).toContain('Appelez le 15 ou le 112 maintenant');
    await looked(page, 'calls-distress-offline');
    expect(morning.all(taskKind)).toEqual([]);
    await page.context().setOffline(false);
    await expect.poll(() => morning.all(taskKind).map(({ kind }) => kind)).toEqual(['call-distress']);
    await page.getByText('Un SMS part vers l’astreinte de la ville').waitFor();
    expect(await kept(page)).toBe(0);
  });

  it('shows the list as it is once what it kept has left, though an answer of another list waits', async () => {
    const page = await calling();
    await page.evaluate(`(() => {
      const mine = new URLSearchParams(new FormData(document.querySelector('form.outcome')));
      const at = new Date().toISOString();
      mine.set('code', 'well');
      mine.set('at', at);
      localStorage.setItem('appels-en-attente', JSON.stringify(['_csrf=autre&code=well&at=' + at, mine.toString()]));
    })()`);
    await page.reload();
    await page.getByText('Encore 3 appels').waitFor();
    await page.getByText('Une réponse d’une autre liste n’est pas partie').waitFor();
    expect(morning.all(callOutcomeKind).map(({ code }) => code)).toEqual(['well']);
  });

  it('lets what is being written of the next person be finished before it leads to who knows of a distress', async () => {
    const page = await calling();
    await page.context().setOffline(true);
    await page.locator('section.card').getByText('Cette personne est en danger').click();
    await press(page, 'Prévenir la ville maintenant');
    await page.getByText('La ville n’est pas prévenue').waitFor();
    const next = page.locator('details:has([data-personne])').first();
    await next.locator('summary').first().click();
    await next.getByText('Ajouter un mot pratique').click();
    await next.locator('textarea').fill('Elle demande du pain.');
    await page.context().setOffline(false);
    await expect.poll(() => morning.all(taskKind)).toHaveLength(1);
    await page.getByText('elle est notée').waitFor();
    expect(await next.locator('textarea').inputValue()).toBe('Elle demande du pain.');
    await next.getByRole('button', { name: 'Va bien' }).click();
    await page.getByText('Un SMS part vers l’astreinte de la ville').waitFor();
    expect(morning.all(callOutcomeKind).map(({ note }) => note ?? '')).toContain('Elle demande du pain.');
  });

  it.each([
    ['a server that fails', 500],
    ['a door that answers in our place', 200],
    ['too many at once', 429],
  ] as const)('keeps what %s has not taken in, and never says it is noted', async (_, status) => {
    const page = await calling();
    await page.route('**/a/appel', (route) => route.fulfill({ status, body: '<p>Bonjour</p>' }));
    await press(page, 'Va bien');
    await page.getByText('Pas encore parti').waitFor();
    expect(await page.textContent('main')).not.toContain('C’est noté : va bien');
    expect(morning.all(callOutcomeKind)).toEqual([]);
    await page.unroute('**/a/appel');
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await page.getByText('Envoyé : c’est noté.').waitFor();
    expect(morning.all(callOutcomeKind).map(({ code }) => code)).toEqual(['well']);
  });

  it('shows as not noted what is refused: somebody who is no longer in the list', async () => {
    const page = await calling();
    await page.locator('section.card input[name=task]').evaluate((field) => {
      const task = field as unknown as { value: string };
      task.value = task.value.replace(/reg_.*/, `reg_${'Z'.repeat(26)}`);
    });
    await press(page, 'Va bien');
    await page.getByText('Ce n’est pas enregistré').first().waitFor();
    expect(await page.textContent('main')).toContain('va bien');
    expect(await page.textContent('main')).not.toContain('C’est noté : va bien');
    await looked(page, 'calls-refused');
    expect(morning.all(callOutcomeKind)).toEqual([]);
  });

  it('says the next day what was kept and can no longer be noted, until its caller has told it', async () => {
    const page = await calling();
    await page.context().setOffline(true);
    await press(page, 'Va bien');
    await page.getByText('Pas encore parti').waitFor();
    morning.at('21:30');
    await page.context().setOffline(false);
    await page.goto(`${ORIGIN}/a`);
    await page.getByText('Une réponse n’a pas pu être notée').waitFor();
    expect(await page.locator('#reseau').textContent()).toContain('« va bien »');
    await looked(page, 'calls-lost');
    await page.getByRole('button', { name: 'Je l’ai dit par téléphone' }).click();
    expect(await kept(page)).toBe(0);
    expect(await page.locator('#reseau').isVisible()).toBe(false);
  });

  it('takes one outcome from two tabs of the same list, whichever sends it', async () => {
    const page = await calling();
    const second = await page.context().newPage();
    await second.goto(`${ORIGIN}/a`);
    await page.context().setOffline(true);
    await press(page, 'Va bien');
    await page.getByText('Pas encore parti').waitFor();
    await page.context().setOffline(false);
    await second.reload();
    await second.getByText('Encore 3 appels').waitFor();
    await expect.poll(() => kept(page)).toBe(0);
    await page.reload();
    await page.getByText('Encore 3 appels').waitFor();
    expect(morning.all(callOutcomeKind).map(({ code }) => code)).toEqual(['well']);
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
