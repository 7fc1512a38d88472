import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { missionIdSchema } from '../../shared/ids/ids.ts';
import type { Role } from '../../shared/staff/staff.ts';
import { smsDay } from '../../shared/time/french.ts';
import { plus } from '../../shared/time/instant.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  screenshot,
  useBrowser,
  type Visit,
} from './support/browser.ts';
import { useTown } from './support/town.ts';

const SHOTS = process.env.SHOTS;
const { open } = useBrowser();

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();
const main = async (page: Page): Promise<string> =>
  ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');

type Walk = { readonly javascript: boolean; readonly first: string; readonly last: string };

const here = useTown('demonstration');

const windowOf = async ({ javascript }: Walk, role: Role, on: Visit['on']): Promise<Page> => {
  const page = await open({ on, javascript });
  await here.signIn(page, role);
  return page;
};
const looking =
  ({ javascript }: Walk) =>
  async (page: Page, name: string): Promise<void> => {
    if (!javascript) return;
    if (SHOTS) await screenshot(page, `${SHOTS}/chain-${name}.png`);
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
  };

/** From the flag in the stairwell to the volunteer's yes. */
const untilTheYes = async (walk: Walk) => {
  const { javascript, first, last } = walk;
  const looked = looking(walk);
  const { desk, telephone } = here.town().addresses;

  const stairwell = await windowOf(walk, 'social-worker', 'phone');
  await stairwell.getByRole('main').getByRole('link', { name: 'Signaler une personne' }).click();
  await stairwell.getByLabel('Son nom').fill(`Mme ${first} ${last}`);
  await stairwell.getByLabel('Son adresse').fill('12 rue Battant');
  await stairwell.getByLabel('Plus de visites').check();
  await stairwell.getByLabel('Avec vos mots').fill('Elle dit que les journées sont longues.');
  await stairwell.getByLabel('Important').check();
  await stairwell.getByLabel('Oui, elle est d’accord').check();
  await press(stairwell, 'Envoyer le signalement');
  await stairwell.waitForURL(/\/recu$/);
  const number = (await stairwell.locator('.number-big').textContent()) ?? '';
  expect(number).toMatch(/^S-\d{4,8}$/);

  const coordination = await windowOf(walk, 'coordinator', 'desk');
  await coordination.goto(`${desk}/signalements`);
  await follow(coordination, `Mme ${first} ${last}`);
  await press(coordination, 'Je m’en occupe');
  await press(coordination, 'J’ai parlé avec la personne');
  await follow(coordination, 'Ouvrir son dossier et noter ses accords');
  await coordination.getByLabel('Prénom').fill(first);
  await coordination.getByLabel('Nom', { exact: true }).fill(last);
  await coordination.getByLabel('Référent').selectOption({ label: 'Nadia Perrin, Maison des Seniors' });
  await coordination.getByLabel('Réponses données').selectOption({ index: 1 });
  await coordination.getByRole('group', { name: 'Visites de convivialité' }).getByLabel('D’accord').check();
  await looked(coordination, 'take-up');
  await press(coordination, 'Ouvrir le dossier');
  await coordination.waitForURL(/\/personnes\/sen_\w+\/adresse$/);
  await looked(coordination, 'address');
  await coordination.getByRole('radio').first().check();
  await press(coordination, 'Enregistrer cette adresse');
  await coordination.waitForURL(/\/personnes\/sen_\w+\?dit=adresse$/);
  expect(await main(coordination)).toContain('l’adresse est enregistrée');
  await looked(coordination, 'person');
  expect(await main(coordination)).toContain('Battant');

  await follow(coordination, 'Organiser quelque chose');
  await looked(coordination, 'rhythm');
  await coordination.getByLabel('Jour').selectOption({ label: 'vendredi' });
  await press(coordination, 'Voir qui pourrait venir');
  await looked(coordination, 'volunteers');
  await press(coordination, 'Commencer l’accompagnement');
  await coordination.waitForURL(/\/services\//);
  await looked(coordination, 'service');

  await here.town().settle();
  await coordination.reload();
  await coordination.locator('.answers-list p', { hasText: 'proposée' }).getByRole('link').first().click();
  await coordination.waitForURL(/\/missions\/mis_/);
  await looked(coordination, 'mission');
  const mission = missionIdSchema.parse(/mis_\w+/.exec(coordination.url())?.[0]);
  const asked = /06 39 98 \d\d \d\d/.exec(await main(coordination))?.[0].replaceAll(' ', '') ?? '';
  const phone = await open({ on: 'phone', javascript });
  await phone.goto(`${telephone}/phones/${asked}`);
  await looked(phone, 'telephone');
  const opened = phone.context().waitForEvent('page');
  // The Friday after is offered too, and may be the newer text.
  const visitDay = smsDay((await here.mission(mission)).day);
  await phone
    .locator('.bubble', { hasText: 'Oui ou non' })
    .filter({ hasText: visitDay })
    .locator('a')
    .click();
  const offer = await opened;
  expect(await offer.content()).not.toContain(last);
  await press(offer, 'Oui, j’y vais');
  await offer.getByText('la mission est à vous').waitFor();
  expect(await main(offer)).toContain(`${first} ${last}`);
  await looked(offer, 'yours');

  return { walk, stairwell, coordination, phone, asked, mission, visitDay };
};

/** From the question after the visit to what the social worker reads of it. */
const fromTheQuestion = async ({
  walk,
  stairwell,
  coordination,
  phone,
  asked,
  mission,
  visitDay,
}: Awaited<ReturnType<typeof untilTheYes>>) => {
  const looked = looking(walk);
  const { desk, telephone } = here.town().addresses;
  await phone.goto(`${telephone}/phones/${asked}`);
  const nextTab = phone.context().waitForEvent('page');
  // A volunteer gets other messages meanwhile: this visit's own question is the one to answer.
  const asksHow = phone.locator('.bubble', { hasText: 'Trois questions' });
  await asksHow.filter({ hasText: visitDay }).last().locator('a').click();
  const report = await nextTab;
  await follow(report, 'Dire comment ça s’est passé');
  await report.getByLabel('Oui, c’est fait').check();
  await report.getByLabel('Bien').first().check();
  await report.getByLabel('Content·e').check();
  await press(report, 'Envoyer');
  await report.getByRole('heading', { name: 'Merci !' }).waitFor();
  expect((await here.mission(mission)).state).toBe('done');

  await coordination.reload();
  await looked(coordination, 'mission-done');
  expect(await main(coordination)).toContain('La visite a eu lieu');
  expect(await main(coordination)).toContain('Content·e');
  await stairwell.goto(`${desk}/mes-signalements`);
  expect(await main(stairwell)).toContain('La personne est accompagnée.');
  expect(await main(stairwell)).not.toContain('12 rue Battant, ');
  await looked(stairwell, 'my-flags');
};

describe('the whole chain', () => {
  /** What the README promises: a flag followed to its report, with three browser windows and the telephone. */
  it('one flag, from a stairwell to the report of a visit, with JavaScript and without', async () => {
    const walked = [
      await untilTheYes({ javascript: true, first: 'Odette', last: 'Lamarche' }),
      await untilTheYes({ javascript: false, first: 'Yvonne', last: 'Bertholon' }),
    ];
    const visits = await Promise.all(walked.map(({ mission }) => here.mission(mission)));
    const [last] = visits
      .map(({ startsAt }) => startsAt)
      .sort()
      .slice(-1);
    if (!last) throw new Error('no visit');
    await here.moveTo(plus(last, { minutes: 95 }));
    for (const walk of walked) await fromTheQuestion(walk);
  });
});
