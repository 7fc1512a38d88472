import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { concernKind, openConcernList } from '../../shared/concerns/concern.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { addDays, civilTime, instantOf } from '../../shared/time/civil.ts';
import { plus } from '../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import { lookAt, useBrowser, type Visit } from './support/browser.ts';
import { useTown } from './support/town.ts';

const { open } = useBrowser();

const VISITS: readonly (readonly [string, Visit])[] = [
  ['on a phone', { on: 'phone' }],
  ['on a phone, without JavaScript', { on: 'phone', javascript: false }],
];
/** Nothing of the person, before a yes. */
const SECRETS = ['Jeanne', 'Martin', 'Dole', '12A34', 'Sonner', '03 53 01 00 42'];

describe.each(VISITS)('a volunteer with the SMS link, %s', (_, visit) => {
  const here = useTown();
  const origin = () => here.town().addresses.links;

  /** axe is a script: it looks at the same pages with JavaScript on. */
  const looked = async (page: Page, name: string): Promise<void> => {
    if (visit.javascript !== false) await lookAt(page, `mission-${name}`);
  };
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
  const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).click();
  const main = async (page: Page) => (await page.locator('main').textContent()) ?? '';

  it('accepts, reads the address, keeps it in the calendar, and opens it again later', async () => {
    const [paul] = await here.volunteersAt(1, 1);
    if (!paul) throw new Error('nobody');
    const mission = await here.visitAt(1);
    const page = await here.touchNewestLink(await open(visit), paul);
    expect(page.url()).toBe(`${origin()}/m`);
    for (const secret of SECRETS) expect(await page.content()).not.toContain(secret);
    await looked(page, '1-offer');
    await press(page, 'Oui, j’y vais');
    await page.getByText('la mission est à vous').waitFor();
    expect(await main(page)).toContain('12 rue de Dole');
    expect(await main(page)).not.toContain('12A34');
    expect((await here.mission(mission.id)).holder?.volunteerId).toBe(paul.id);
    await looked(page, '1-yours');
    const download = page.waitForEvent('download');
    await follow(page, 'Ajouter à mon agenda');
    expect((await download).suggestedFilename()).toBe('mission.ics');

    await here.town().settle();
    expect(here.smsOf(paul).join('\n')).toContain('merci, visite');
    // Past the quarter of an hour in which a reload is no opening; the tab was closed.
    const context = page.context();
    await here.moveTo(plus(here.town().clock.now(), { minutes: 20 }));
    const back = await here.touchNewestLink(await context.newPage(), paul);
    expect(await back.content()).not.toContain('Dole');
    await looked(back, '1-closed-again');
    await press(back, 'Voir le nom et l’adresse');
    await back.getByText('12 rue de Dole').waitFor();
  });

  it('is told kindly that somebody was faster', async () => {
    const [paul, marie] = await here.volunteersAt(2, 2);
    if (!paul || !marie) throw new Error('nobody');
    await here.visitAt(2);
    const first = await here.touchNewestLink(await open(visit), paul);
    const second = await here.touchNewestLink(await open(visit), marie);
    await press(first, 'Oui, j’y vais');
    await first.getByText('la mission est à vous').waitFor();
    await press(second, 'Oui, j’y vais');
    await second.getByRole('heading', { name: 'Quelqu’un y va déjà' }).waitFor();
    for (const secret of SECRETS) expect(await second.content()).not.toContain(secret);
    await looked(second, '2-taken');
  });

  it('says no in three taps, and may still change their mind', async () => {
    const [paul] = await here.volunteersAt(3, 1);
    if (!paul) throw new Error('nobody');
    await here.visitAt(3);
    const page = await here.touchNewestLink(await open(visit), paul);
    await follow(page, 'Je ne peux pas');
    await looked(page, '3-decline');
    await press(page, 'Envoyer ma réponse');
    await page.getByText('Choisissez une raison.').first().waitFor();
    await looked(page, '3-decline-to-correct');
    await page.getByLabel('C’est trop loin pour moi').check();
    await press(page, 'Envoyer ma réponse');
    await page.getByRole('heading', { name: 'C’est noté, merci' }).waitFor();
    await looked(page, '3-declined');
    await press(page, 'Finalement, je peux y aller');
    await page.getByText('la mission est à vous').waitFor();
  });

  it('pauses from the mission’s page in two taps and an answer', async () => {
    const [paul] = await here.volunteersAt(4, 1);
    if (!paul) throw new Error('nobody');
    await here.visitAt(4);
    const page = await here.touchNewestLink(await open(visit), paul);
    await follow(page, 'Faire une pause');
    await looked(page, '4-pause');
    await page.getByLabel('Deux semaines').check();
    await press(page, 'Commencer ma pause');
    await page.getByRole('heading', { name: 'Bonne pause !' }).waitFor();
    await looked(page, '4-paused');
    const stored = await here.town().world.table.get(volunteerKind, volunteerKey(paul.id));
    expect(stored?.value.state).toBe('paused');
  });

  it('needs the code of an SMS on a second device', async () => {
    const [paul] = await here.volunteersAt(5, 1);
    if (!paul) throw new Error('nobody');
    await here.visitAt(5);
    const phone = await here.touchNewestLink(await open(visit), paul);
    await press(phone, 'Oui, j’y vais');
    await phone.getByText('la mission est à vous').waitFor();
    await here.town().settle();
    const tablet = await here.touchNewestLink(await open(visit), paul);
    for (const secret of SECRETS) expect(await tablet.content()).not.toContain(secret);
    await looked(tablet, '5-other-device');
    await press(tablet, 'M’envoyer un code par SMS');
    await tablet.getByLabel('Les six chiffres').waitFor();
    await looked(tablet, '5-code');
    await here.town().settle();
    const code = /code (\d{6})/.exec(here.smsOf(paul).at(-1) ?? '')?.[1] ?? '';
    await tablet.getByLabel('Les six chiffres').fill(code === '123456' ? '654321' : '123456');
    await press(tablet, 'Voir le nom et l’adresse');
    await tablet.getByText('Ce n’est pas le bon code').first().waitFor();
    await looked(tablet, '5-wrong-code');
    await tablet.getByLabel('Les six chiffres').fill(code);
    await press(tablet, 'Voir le nom et l’adresse');
    await tablet.getByText('12 rue de Dole').waitFor();
  });

  it('gives one visit back, confirms another on its eve, goes, reports, and passes on a worry', async () => {
    const [paul] = await here.volunteersAt(6, 1);
    const [marie] = await here.volunteersAt(7, 1);
    if (!paul || !marie) throw new Error('nobody');
    const [given, kept] = [await here.visitAt(6), await here.visitAt(7, { lastName: 'Perrin' })];
    const first = await here.touchNewestLink(await open(visit), paul);
    await press(first, 'Oui, j’y vais');
    await follow(first, 'Je ne peux plus y aller');
    await looked(first, '6-hand-back');
    await press(first, 'Oui, je rends cette mission');
    await first.getByRole('heading', { name: 'La mission est rendue' }).waitFor();
    await looked(first, '6-handed-back');
    expect((await here.mission(given.id)).holder).toBeUndefined();

    const phone = await open(visit);
    const yes = await here.touchNewestLink(phone, marie);
    await press(yes, 'Oui, j’y vais');
    await yes.getByText('la mission est à vous').waitFor();

    await here.moveTo(instantOf(addDays(kept.day, -1), civilTime('17:05')));
    expect(here.smsOf(marie).at(-1)).toContain('Je confirme ou je ne peux plus');
    const eve = await here.touchNewestLink(phone, marie);
    await press(eve, 'Je confirme que j’y vais');
    await eve.getByText('Vous avez confirmé').waitFor();
    expect((await here.mission(kept.id)).state).toBe('confirmed');
    await looked(eve, '6-confirmed');

    await here.moveTo(kept.startsAt);
    const door = await here.touchNewestLink(phone, marie);
    await press(door, 'Voir le nom et l’adresse');
    await door.getByText('12A34').waitFor();
    await looked(door, '6-today');
    await press(door, 'J’y suis');
    await door.getByText('Arrivée notée. Bonne visite').waitFor();
    await press(door, 'Je suis sorti');
    await door.getByText('Sortie notée').waitFor();
    await looked(door, '6-left');

    await here.moveTo(plus(kept.startsAt, { minutes: 95 }));
    expect(here.smsOf(marie).at(-1)).toContain('Trois questions');
    const report = await here.touchNewestLink(phone, marie);
    await follow(report, 'Dire comment ça s’est passé');
    await looked(report, '6-report');
    await report.getByLabel('Oui, c’est fait').check();
    await report.getByLabel('Comme d’habitude').check();
    await report.getByLabel('Content·e').check();
    await press(report, 'Envoyer');
    await report.getByRole('heading', { name: 'Merci !' }).waitFor();
    await looked(report, '6-reported');
    expect((await here.mission(kept.id)).state).toBe('done');

    await follow(report, 'Quelque chose m’inquiète');
    await looked(report, '6-worry');
    await report.getByLabel('Ce que vous avez vu ou entendu').fill('Le frigo est vide depuis lundi.');
    await press(report, 'Prévenir la personne référente');
    await report.getByRole('heading', { name: 'Votre message est transmis' }).waitFor();
    await looked(report, '6-passed-on');
    const waiting = await here
      .town()
      .world.table.index('list', { partition: openConcernList(here.town().world.config.townId) });
    expect(rowsOf(concernKind, waiting.items).map(({ value }) => value.words)).toEqual([
      'Le frigo est vide depuis lundi.',
    ]);
    const referent = await open(visit);
    await here.signIn(referent, 'coordinator');
    await referent.goto(`${here.town().addresses.desk}/journee`);
    const worries = referent.locator('section', { hasText: 'Inquiétudes' });
    expect(await worries.first().textContent()).toContain('Jeanne Perrin');
    await looked(referent, '6-day');
  });
});
