import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { change, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import { loanIdSchema, missionIdSchema, seniorIdSchema } from '../../shared/ids/ids.ts';
import { loanKind } from '../../shared/library/loans/loan.ts';
import { readerKind } from '../../shared/library/readers/reader.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionDayList, missionKind } from '../../shared/missions/store.ts';
import { type DeliveryRound, deliveryRoundKind, roundDayList } from '../../shared/rounds/round.ts';
import { seniorKey, seniorKind } from '../../shared/seniors/store.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { put, replace } from '../../shared/table/write.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf, weekday } from '../../shared/time/civil.ts';
import { plus } from '../../shared/time/instant.ts';
import { CHRISTMAS_PARCEL, FIRST_PROGRAMMES, HOME_LIBRARY } from '../../shared/town/programme.ts';
import { townKey, townKind } from '../../shared/town/settings.ts';
import { newVolunteerWrites } from '../../shared/volunteers/enrol.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aSenior, JEANNE } from '../builders/chain.ts';
import { aDelivery, aLoan, aReader } from '../builders/library.ts';
import { aReadyVolunteer } from '../support/chain.ts';
import { lookAt, useBrowser } from './support/browser.ts';
import { useTown } from './support/town.ts';

const { open } = useBrowser();
const { town, signIn, touchNewestLink, moveTo } = useTown();

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numbered = (n: number) =>
  `${'0'.repeat(24)}${LETTERS.charAt(Math.floor(n / 32))}${LETTERS.charAt(n % 32)}`;
const AROUND = { lat: 47.2, lon: 5.96 };

/** A town that carries parcels: sixty-four people who said yes, four carriers. */
const openParcels = async (): Promise<void> => {
  const { table, config } = town().world;
  const at = town().clock.now();
  const before = await table.get(townKind, townKey(config.townId));
  if (!before) throw new Error('no town');
  const sectors = [{ code: 'planoise', name: 'Planoise', centre: AROUND }];
  await table.commit([
    replace(townKind, before, {
      ...before.value,
      sectors,
      programmes: [...FIRST_PROGRAMMES, CHRISTMAS_PARCEL],
    }),
  ]);
  const people = Array.from({ length: 64 }, (_, n) => seniorIdSchema.parse(`sen_${numbered(n)}`));
  const files = people.flatMap((id, n) => [
    put(
      seniorKind,
      aSenior({
        id,
        firstName: 'Jeanne',
        lastName: `Porte${String(n).padStart(2, '0')}`,
        address: {
          ...aSenior().address,
          line: `${n + 1} rue des Colis`,
          precision: 'housenumber',
          sector: 'planoise',
          point: { lat: AROUND.lat + 0.002 * Math.floor(n / 8), lon: AROUND.lon + 0.003 * (n % 8) },
        },
      }),
      'absent' as const,
      { label: `senior ${n}` },
    ),
    put(
      consentKind,
      { seniorId: id, purpose: CHRISTMAS_PARCEL.consent, state: 'given', at, by: SYSTEM, how: 'phone' },
      'absent' as const,
      { label: `consent ${n}` },
    ),
  ]);
  for (let from = 0; from < files.length; from += 32) await table.commit(files.slice(from, from + 32));
  for (let n = 0; n < 4; n += 1)
    await table.commit(
      newVolunteerWrites(
        config.appSecret,
        aReadyVolunteer(n, {
          firstName: `Camille${n}`,
          programmes: [CHRISTMAS_PARCEL.code],
          availability: ['mon-pm', 'tue-pm', 'wed-pm', 'thu-pm', 'fri-pm'],
        }),
        { action: 'imported', actor: SYSTEM, at },
      ),
    );
};

const main = (page: Page) => page.textContent('main');
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const doorsOn = async (day: CivilDay): Promise<number> => {
  const page = await town().world.table.index('list', {
    partition: missionDayList(town().world.config.townId, day),
  });
  return rowsOf(missionKind, page.items).filter(({ value }) => value.programme === CHRISTMAS_PARCEL.code)
    .length;
};
const roundsOn = async (day: CivilDay): Promise<readonly DeliveryRound[]> => {
  const page = await town().world.table.index('list', {
    partition: roundDayList(town().world.config.townId, day),
  });
  return rowsOf(deliveryRoundKind, page.items).map(({ value }) => value);
};

/** A working day ahead. */
const workingDay = (ahead: number): CivilDay => {
  let day = addDays(dayOf(town().clock.now()), ahead);
  while (weekday(day) > 5) day = addDays(day, 1);
  return day;
};

it('sixty parcels: a campaign from the consents, rounds for several carriers, one carried by link with an absence', async () => {
  await openParcels();
  const page = await open({ on: 'desk' });
  await signIn(page, 'coordinator');
  const desk = town().addresses.desk;
  const day = workingDay(9);

  await page.goto(`${desk}/tournees`);
  await lookAt(page, 'tournees-1-accueil');
  await page.getByRole('link', { name: CHRISTMAS_PARCEL.label }).last().click();
  expect(await main(page)).toContain('ont dit oui');
  await lookAt(page, 'tournees-2-campagne');
  await page.getByLabel('Jour').fill(day);
  await page.getByLabel('Portes au plus').fill('60');
  await press(page, 'Prévoir');
  expect(await main(page)).toContain('60 portes sont prévues.');
  expect(await doorsOn(day)).toBe(60);

  // Pressed again for nobody: whoever has one planned is no longer waiting.
  await page.goto(`${desk}/tournees/demi-journee?programme=${CHRISTMAS_PARCEL.code}&jour=${day}&moitie=pm`);
  for (let carriers = 0; carriers < 4; carriers += 1) {
    if (carriers > 0) await page.getByText('Ajouter un porteur').click();
    await page.getByLabel('Se déplace').selectOption(carriers === 0 ? 'bike' : 'car');
    await page.getByLabel('Kilos au plus').fill('60');
    await press(page, 'Ajouter');
  }
  await press(page, 'Calculer les tournées');
  expect(await main(page)).toContain('60 portes attendent une tournée');
  await lookAt(page, 'tournees-3-demi-journee');

  const firstList = page.locator('ol.round-stops').first();
  const before = await firstList.locator('.who a').allTextContents();
  // By hand: the third before the first with the mouse, then back with a button.
  const lines = firstList.locator('li[data-mission]');
  await lines.nth(2).dragTo(lines.nth(0));
  await page.getByText('C’est changé.').waitFor();
  expect(await page.locator('ol.round-stops').first().locator('.who a').first().textContent()).toBe(
    before[2],
  );
  await press(page, `${before[2]} plus tard`);
  await press(page, `${before[2]} plus tard`);
  await press(page, `${before[1]} plus tôt`);
  // One is back at the door that was moved, not at the top of sixty.
  expect(await page.locator('li:target .who a').textContent()).toBe(before[1]);
  expect(
    (await page.locator('ol.round-stops').first().locator('.who a').allTextContents()).slice(0, 2),
  ).toEqual([before[1], before[0]]);
  await page.getByRole('link', { name: 'Proposer cette tournée' }).first().click();
  await lookAt(page, 'tournees-4-envoyer');
  await press(page, /^Proposer/);
  expect(await main(page)).toContain('La tournée est proposée.');
  const [round] = await roundsOn(day);
  if (!round) throw new Error('no round');
  await town().settle();

  const carrier = (await town().world.table.get(volunteerKind, volunteerKey(round.volunteerId)))?.value;
  if (!carrier) throw new Error('nobody');
  const phone = await open({ on: 'phone' });
  const link = await touchNewestLink(phone, carrier);
  expect(await main(link)).toContain(`${round.stops.length} portes`);
  expect(await main(link)).not.toContain(before[0]);
  await lookAt(link, 'tournees-5-proposition', ['phone']);
  await press(link, 'Oui, je prends cette tournée');
  expect(await main(link)).toContain('La tournée est à vous');
  await lookAt(link, 'tournees-6-acceptee', ['phone']);

  await moveTo(plus(round.leavesAt, { minutes: -10 }));
  await link.reload();
  await press(link, 'Je pars');
  await link.getByRole('link', { name: /Prochaine porte/ }).click();
  await lookAt(link, 'tournees-7-porte', ['phone']);
  await press(link, 'Personne n’ouvre : je repasserai à la fin');
  expect(await main(link)).toContain('à repasser');
  await link.getByRole('link', { name: /Prochaine porte/ }).click();
  await link.getByLabel('Oui, colis remis').check();
  await link.getByLabel('À un voisin').check();
  await press(link, 'Enregistrer');
  await link.getByRole('link', { name: /Prochaine porte/ }).click();
  await link.getByLabel('Non, personne n’a ouvert').check();
  await press(link, 'Enregistrer');
  await link.getByText('J’ai du retard').click();
  await press(link, '20 minutes');
  expect(await main(link)).toContain('les heures sont décalées');
  // The end follows the doors noted, as the hours do.
  const lastHour =
    /(\d+\sh(?:\s\d+)?)/.exec((await link.locator('main ol li').last().textContent()) ?? '')?.[1] ?? '-';
  expect(await main(link)).toContain(`vers ${lastHour}`);
  await lookAt(link, 'tournees-8-en-route', ['phone']);
  await link.getByRole('link', { name: 'Je ne peux pas continuer' }).click();
  await press(link, 'Oui, je la rends');
  expect(await main(link)).toContain('La tournée est rendue');

  await page.goto(`${desk}/tournees/${round.id}`);
  expect(await main(page)).toContain('rendue');
  await lookAt(page, 'tournees-9-suivi');
  await page.getByRole('link', { name: 'Voir ce qui attend' }).click();
  expect(await main(page)).toContain('58 portes attendent une tournée');
  // Their draft still names who gave them back: said beside the name, before they are asked again.
  expect(await page.locator('.round-card h3').first().textContent()).toContain('a rendu sa tournée');
  await page.goto(`${desk}/tournees/campagne?programme=${CHRISTMAS_PARCEL.code}`);
  expect(await main(page)).toMatch(/1 a été servie/);
  await lookAt(page, 'tournees-10-bilan');
});

it('books of a half-day: two bags in one round, one reader away, one book back', async () => {
  const { table, config } = town().world;
  const now = town().clock.now();
  const day = workingDay(2);
  const stored = await table.get(townKind, townKey(config.townId));
  if (!stored) throw new Error('no town');
  const library = { ...HOME_LIBRARY, inRounds: true as const };
  await table.commit([
    replace(townKind, stored, { ...stored.value, programmes: [...stored.value.programmes, library] }),
  ]);
  const rules = stepRules(stored.value);
  const ids = [70, 71].map((n) => ({
    senior: seniorIdSchema.parse(`sen_${numbered(n)}`),
    mission: missionIdSchema.parse(`mis_${numbered(n)}`),
    loan: loanIdSchema.parse(`loa_${numbered(n)}`),
  }));
  const home = loanIdSchema.parse(`loa_${numbered(72)}`);
  for (const [n, { senior, mission, loan }] of ids.entries()) {
    const delivery = aDelivery({
      id: mission,
      seniorId: senior,
      day,
      time: civilTime('14:00'),
      startsAt: instantOf(day, civilTime('14:00')),
      round: {},
      createdAt: now,
    });
    const bagged = aLoan({ id: loan, seniorId: senior, state: 'picked', missionId: mission, deliverOn: day });
    const back = aLoan({
      id: home,
      seniorId: senior,
      state: 'out',
      work: { title: 'Le chien jaune', author: 'Simenon, Georges' },
      outOn: addDays(dayOf(now), -20),
      dueOn: addDays(day, 4),
    });
    await table.commit([
      put(
        seniorKind,
        aSenior({
          id: senior,
          lastName: `Lectrice${n}`,
          address: {
            ...aSenior().address,
            line: `${n + 1} rue des Livres`,
            precision: 'housenumber',
            sector: 'planoise',
            point: { lat: AROUND.lat + 0.002 * n, lon: AROUND.lon },
          },
        }),
        'absent',
      ),
      put(consentKind, aConsent({ seniorId: senior, purpose: 'HOME_LIBRARY' }), 'absent'),
      put(readerKind, aReader({ seniorId: senior, open: n === 0 ? [loan, home] : [loan] }), 'absent'),
      put(loanKind, bagged, 'absent', { label: 'bagged' }),
      ...(n === 0 ? [put(loanKind, back, 'absent', { label: 'back' })] : []),
      ...change(missionKind, undefined, withNextLook(delivery, rules, false), {
        action: 'mission-planned',
        actor: SYSTEM,
        at: now,
      }),
    ]);
  }
  const reader = aReadyVolunteer(9, {
    firstName: 'Lucie',
    programmes: ['HOME_LIBRARY'],
    availability: ['mon-pm', 'tue-pm', 'wed-pm', 'thu-pm', 'fri-pm'],
  });
  await table.commit(
    newVolunteerWrites(config.appSecret, reader, { action: 'imported', actor: SYSTEM, at: now }),
  );

  const page = await open({ on: 'desk', javascript: false });
  await signIn(page, 'librarian');
  await page.goto(
    `${town().addresses.desk}/tournees/demi-journee?programme=HOME_LIBRARY&jour=${day}&moitie=pm`,
  );
  await press(page, 'Ajouter');
  await press(page, 'Calculer les tournées');
  expect(await main(page)).toContain('Jeanne Lectrice1');
  await page.getByRole('link', { name: 'Proposer cette tournée' }).click();
  await press(page, /^Proposer/);
  const [round] = await roundsOn(day);
  if (!round) throw new Error('no round');
  await town().settle();

  const link = await touchNewestLink(await open({ on: 'phone' }), reader);
  await press(link, 'Oui, je prends cette tournée');
  await moveTo(plus(round.leavesAt, { minutes: -5 }));
  await link.reload();
  await press(link, 'Je pars');
  await link.getByRole('link', { name: 'Jeanne Lectrice1', exact: true }).click();
  await link.getByLabel('Non, personne n’a ouvert').check();
  await press(link, 'Enregistrer');
  await link.getByRole('link', { name: 'Jeanne Lectrice0', exact: true }).click();
  expect(await main(link)).toContain('Le chien jaune');
  await lookAt(link, 'tournees-11-livres', ['phone']);
  await link.getByLabel('Oui, c’est remis').check();
  await link.getByText('Repris, elle ou il a aimé').click();
  await press(link, 'Enregistrer');
  expect(await main(link)).toContain('Tout est fait, merci');
  await lookAt(link, 'tournees-12-fin', ['phone']);
  const state = async (id: string) => (await table.get(loanKind, { pk: id, sk: 'LOAN' }))?.value.state;
  expect([await state(ids[0]?.loan ?? ''), await state(home), await state(ids[1]?.loan ?? '')]).toEqual([
    'out',
    'returned',
    'picked',
  ]);
  expect(
    (await table.get(seniorKind, seniorKey(ids[0]?.senior ?? JEANNE)))?.value.lastContactAt,
  ).toBeDefined();
  await page.goto(`${town().addresses.desk}/tournees/${round.id}`);
  expect(await main(page)).toContain('pas là');
});
