import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { lookAt, useBrowser } from './support/browser.ts';
import { useTown } from './support/town.ts';

const { open } = useBrowser();
const { town, signIn } = useTown('demonstration');

const move = async (page: Page, button: string): Promise<void> => {
  await page.getByRole('button', { name: button }).click();
  await expect.poll(() => town().walk.progress(), { timeout: 100_000 }).toBeUndefined();
  await page.goto(town().addresses.telephone);
};
const wave = (page: Page) => page.getByRole('region', { name: 'Canicule d’août 2023' });
const texts = () =>
  town()
    .phones.messages()
    .filter(({ body }) => body.includes('/a/'));

/** A walk of 45 hours through the whole demonstration takes a minute: `npm run proof -- wave`. */
it.skipIf(process.env.WAVE === undefined)(
  'plays August 2023 from the first yellow map to a volunteer who says yes',
  async () => {
    const { desk, telephone } = town().addresses;
    const page = await open({ on: 'desk' });

    await page.goto(telephone);
    await wave(page).getByRole('button', { name: 'Rejouer août 2023' }).click();
    expect(await wave(page).textContent()).toMatch(/jour 1 sur 10.*mercredi 16 août 2023, vigilance verte/);
    await move(page, '+ 24 h');
    expect(await wave(page).textContent()).toMatch(/jeudi 17 août 2023, vigilance jaune.*lendemain.*orange/);
    await move(page, 'Jusqu’à demain 9 h');
    expect(await wave(page).textContent()).toMatch(/jour 3 sur 10.*vendredi 18 août 2023, vigilance orange/);
    await lookAt(page, 'wave-telephone', ['phone', 'desk']);
    expect(texts(), 'nothing leaves before a person decides').toEqual([]);

    await signIn(page, 'duty-officer');
    await page.goto(`${desk}/canicule/vigilance`);
    await page.getByRole('heading', { name: /Ouvrir les appels aujourd’hui/ }).waitFor();
    const back = page.getByRole('link', { name: 'depuis le téléphone de la ville' });
    expect(await back.getAttribute('href')).toBe(telephone);
    await lookAt(page, 'wave-proposal', ['phone', 'desk']);
    await page.getByRole('link', { name: 'Ouvrir les appels' }).first().click();
    await page.waitForURL('**/canicule/ouvrir?**');
    await lookAt(page, 'wave-open', ['phone', 'desk']);
    await page.getByRole('button', { name: 'Ouvrir les appels' }).click();

    await page.waitForURL('**/canicule?dit=ouvert');
    await page.getByText('Le compte est juste').waitFor();
    const [owed = 0, reached = 0, escalated = 0, toReach = 0] = (
      await page.locator('.tally dd').allTextContents()
    ).map(Number);
    expect(owed).toBeGreaterThan(100);
    expect(reached + escalated + toReach).toBe(owed);
    await lookAt(page, 'wave-board', ['phone', 'desk']);
    await page.goto(`${desk}/canicule/mur`);
    await lookAt(page, 'wave-wall', ['wall']);

    await town().settle();
    const asked = texts();
    expect(asked.length).toBeGreaterThan(5);
    const number = `0${asked[0]?.to.slice(3)}`;
    const volunteer = await open({ on: 'phone' });
    await volunteer.goto(`${telephone}/phones/${number}`);
    await lookAt(volunteer, 'wave-sms', ['phone']);
    const opened = volunteer.context().waitForEvent('page');
    await volunteer.locator('.bubble a').last().click();
    const link = await opened;
    await link.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await link.getByText(/Encore \d+ appels/).waitFor();
    await lookAt(link, 'wave-list', ['phone']);

    await page.goto(`${desk}/canicule`);
    expect(await page.textContent('main')).toMatch(/1 bénévole confirmé/);
  },
  240_000,
);
