import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { change, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import { itemKind } from '../../shared/library/item.ts';
import { loanKind } from '../../shared/library/loans/loan.ts';
import { readerKey, readerKind } from '../../shared/library/readers/reader.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { seniorKey, seniorKind } from '../../shared/seniors/store.ts';
import { serviceKind } from '../../shared/services/store.ts';
import { put, replace } from '../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { minus, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aSenior, JEANNE } from '../builders/chain.ts';
import { aDelivery, aLibraryService, aLoan, anItem, aReader, libraryTown } from '../builders/library.ts';
import { expectNoSidewaysScroll, expectNoViolations, screenshot, useBrowser } from './support/browser.ts';
import { useTown } from './support/town.ts';

const SHOTS = process.env.SHOTS;
const { open } = useBrowser();

describe('books brought home', () => {
  const here = useTown();
  const looked = async (page: Page, name: string): Promise<void> => {
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
    if (SHOTS) await screenshot(page, `${SHOTS}/library-${name}.png`);
  };
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

  /** A reader who has one book at home, a shelf, and a delivery in two days that looks for somebody. */
  const openLibrary = async () => {
    const { table } = here.town().world;
    const now = here.town().clock.now();
    const day = addDays(dayOf(now), 2);
    const before = minus(now, { days: 26 });
    const home = aLoan({
      state: 'out',
      work: { title: 'Le chien jaune', author: 'Simenon, Georges' },
      requestedAt: before,
      outOn: addDays(dayOf(now), -26),
      dueOn: day,
    });
    const mission = withNextLook(
      aDelivery({
        day,
        time: civilTime('14:30'),
        startsAt: instantOf(day, civilTime('14:30')),
        area: { lat: 46.3, lon: 6 },
        createdAt: now,
      }),
      stepRules(libraryTown()),
      true,
    );
    const town = await table.get(townKind, { pk: 'TOWN#besancon', sk: 'SETTINGS' });
    if (!town) throw new Error('no town');
    await table.commit([
      replace(townKind, town, libraryTown()),
      put(
        seniorKind,
        aSenior({
          practicalNotes: 'Sonner deux fois.',
          address: {
            line: '12 rue de Dole',
            precision: 'housenumber',
            sector: 'planoise',
            point: { lat: 46.3, lon: 6 },
          } as never,
        }),
        'absent',
      ),
      put(consentKind, aConsent({ purpose: 'HOME_LIBRARY' }), 'absent'),
      put(serviceKind, aLibraryService({ startsOn: day }), 'absent'),
      put(
        readerKind,
        aReader({
          genres: ['crime'],
          likedAuthors: ['Fred Vargas'],
          remembersLiked: true,
          itemsWanted: 2,
          open: [home.id],
        }),
        'absent',
      ),
      put(loanKind, home, 'absent'),
      put(itemKind, anItem(), 'absent'),
      ...change(missionKind, undefined, mission, { action: 'mission-planned', actor: SYSTEM, at: now }),
    ]);
    const [paul] = await here.volunteersAt(1, 1);
    if (!paul) throw new Error('nobody');
    const stored = await table.get(volunteerKind, volunteerKey(paul.id));
    if (stored)
      await table.commit([replace(volunteerKind, stored, { ...stored.value, programmes: ['HOME_LIBRARY'] })]);
    await here.town().settle();
    return { paul, mission, home };
  };

  it('are chosen, bagged, carried by a link, told of at the door, and checked when they come back', async () => {
    const { paul, mission, home } = await openLibrary();
    const desk = await open({ on: 'desk' });
    await here.signIn(desk, 'librarian');
    await desk.getByRole('heading', { name: 'Bibliothèque à domicile' }).waitFor();
    await desk.getByRole('link', { name: 'Préparer' }).first().click();
    await desk.getByRole('link', { name: /^Choisir pour/ }).click();
    await looked(desk, '2-choose');
    await press(desk, /^Choisir : Pars vite/);
    await desk.getByText('C’est choisi').waitFor();
    await desk.getByRole('link', { name: /^Livraison/ }).click();
    await desk.getByLabel(/Code-barres ou ISBN de Pars vite/).fill('3259000');
    await press(desk, /^Dans le sac/);
    await desk.getByText('C’est dans le sac.').waitFor();
    await looked(desk, '3-bags');
    await desk.getByRole('link', { name: 'Imprimer les bordereaux' }).click();
    expect(await desk.locator('.slip').textContent()).toContain('Pars vite et reviens tard');
    expect(await desk.content()).not.toContain('Dole');
    await looked(desk, '4-slips');

    const phone = await here.touchNewestLink(await open({ on: 'phone' }), paul);
    expect(await phone.content()).not.toContain('Pars vite');
    await press(phone, 'Oui, j’y vais');
    await phone.getByText('Le sac de livres').waitFor();
    expect(await phone.locator('main').textContent()).toMatch(/Pars vite.*Le chien jaune/s);
    await looked(phone, '5-carrier');
    await here.moveTo(plus(mission.startsAt, { minutes: 25 }));
    await phone.goto(`${here.town().addresses.links}/m/compte-rendu`);
    await phone.getByText('Oui, c’est fait').click();
    await phone.getByText('Repris, elle ou il a aimé').click();
    await phone.getByText('Bien', { exact: true }).first().click();
    await phone.getByLabel(/Une envie pour/).fill('Un autre Maigret');
    await looked(phone, '6-report');
    await press(phone, 'Envoyer');
    await phone.getByText('Votre compte rendu est enregistré.').waitFor();

    const { table } = here.town().world;
    const reader = (await table.get(readerKind, readerKey(JEANNE)))?.value;
    expect(reader?.likedAuthors).toContain('Georges Simenon');
    expect(reader?.wishes.map(({ words }) => words)).toEqual(['Un autre Maigret']);
    expect((await table.get(seniorKind, seniorKey(JEANNE)))?.value.lastContactAt).toBe(mission.startsAt);

    const later = await open({ on: 'desk' });
    await here.signIn(later, 'librarian');
    await later.getByRole('link', { name: /retour à vérifier/ }).click();
    await later.getByRole('rowheader', { name: /Le chien jaune/ }).waitFor();
    await looked(later, '7-returns');
    await press(later, /^Bien là/);
    await later.getByText('C’est noté.').waitFor();
    expect((await table.get(loanKind, { pk: home.id, sk: 'LOAN' }))?.value.checkedAt).toBeDefined();
  });
});
