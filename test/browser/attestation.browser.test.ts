import { describe, expect, it } from 'vitest';
import { missionIdSchema } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { create, put } from '../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { frenchDate } from '../../shared/time/french.ts';
import { aMission } from '../builders/chain.ts';
import { lookAt, onPaper, screenshot, useBrowser } from './support/browser.ts';
import { useTown } from './support/town.ts';

const { open } = useBrowser();
const here = useTown();

describe('an attestation', () => {
  it('from the visits of a volunteer to a stranger who verifies its code', async () => {
    const { world, addresses } = here.town();
    const [paul] = await here.volunteersAt(1, 1);
    if (!paul) throw new Error('nobody lives there');
    // Hours are shown year by year: in January the visits of the last three weeks are in two of them.
    const start = dayOf(here.town().clock.now());
    if (start.slice(5) < '01-25') await here.moveTo(instantOf(addDays(start, 28), civilTime('12:00')));
    const today = dayOf(here.town().clock.now());
    const visits = [3, 10, 17].map((days) => {
      const day = addDays(today, -days);
      return aMission({
        id: missionIdSchema.parse(`mis_${String(days).padStart(26, 'V')}`),
        state: 'done',
        outcome: 'done',
        day,
        startsAt: instantOf(day, civilTime('14:30')),
        area: { lat: 46.31, lon: 6.01 },
        holder: { volunteerId: paul.id, since: here.town().clock.now(), via: 'link', devices: [] },
      });
    });
    await world.table.commit(visits.map((visit) => put(missionKind, visit, 'absent')));
    const { token, link } = mintLink(world.ids, {
      town: paul.town,
      volunteerId: paul.id,
      now: here.town().clock.now(),
      purpose: 'my-space',
    });
    await world.table.commit([create(linkKind, link)]);

    const phone = await open({ on: 'phone' });
    await phone.goto(`${addresses.links}/e/${token}`);
    await phone.getByRole('link', { name: /Mes heures et mes frais/ }).click();
    await lookAt(phone, 'mes-heures');
    await phone
      .getByRole('link', { name: `Corriger la ligne du ${frenchDate(addDays(today, -10))}` })
      .click();
    await phone.getByLabel('Heures', { exact: false }).fill('2');
    await phone.getByLabel('Un mot d’explication', { exact: false }).fill('Une longue partie de cartes.');
    await phone.getByRole('button', { name: 'Envoyer la correction' }).click();
    await phone.getByText('à relire par la coordination').waitFor();
    await phone.getByRole('link', { name: /Demander une attestation/ }).click();
    await phone.getByLabel('Du', { exact: true }).fill(addDays(today, -20));
    await phone.getByRole('button', { name: 'Envoyer ma demande' }).click();
    await phone.getByRole('heading', { name: 'Attestation demandée' }).waitFor();

    const desk = await open({ on: 'desk' });
    await here.signIn(desk, 'coordinator');
    await desk.goto(`${addresses.desk}/engagement/attestations`);
    await desk.getByRole('link', { name: 'Paul Renard' }).first().click();
    await lookAt(desk, 'heures', ['desk', 'phone']);
    await desk.getByRole('button', { name: /^Accepter/ }).click();
    await desk.getByText('C’est noté.').waitFor();
    await desk.goto(`${addresses.desk}/engagement/attestations/heures/${paul.id}`);
    await desk.getByRole('button', { name: 'Établir l’attestation' }).click();
    await desk.getByRole('heading', { name: 'Attestation de bénévolat' }).waitFor();
    const number = (await desk.locator('h1').innerText()).replace('Attestation ', '');
    const code = await desk.locator('.paper .code').innerText();
    expect(await desk.locator('.paper').innerText()).toMatch(/Total\s+3\s+4\sh/);
    await lookAt(desk, 'feuille', ['desk', 'phone']);
    await onPaper(desk);
    expect(await desk.getByRole('navigation').first().isVisible()).toBe(false);
    if (process.env.SHOTS) {
      await desk.setViewportSize({ width: 794, height: 1123 });
      await screenshot(desk, `${process.env.SHOTS}/feuille-a4.png`);
    }

    const stranger = await open({ on: 'phone' });
    await stranger.goto(`${addresses.links}/verifier`);
    await lookAt(stranger, 'verifier');
    await stranger.getByLabel('Numéro').fill(number);
    await stranger.getByLabel('Code').fill('ABCD-EFGH-JKMN');
    await stranger.getByRole('button', { name: 'Vérifier' }).click();
    await stranger.getByRole('alert').waitFor();
    expect(await stranger.locator('main').innerText()).not.toContain('P. R.');
    await stranger.getByLabel('Code').fill(code.toLowerCase());
    await stranger.getByRole('button', { name: 'Vérifier' }).click();
    await stranger.getByText('P. R.').waitFor();
    await lookAt(stranger, 'verifiee');
    expect(await stranger.locator('main').innerText()).not.toMatch(/Paul|Renard|Jeanne/);

    await phone.goto(`${addresses.links}/espace/attestations/${number}`);
    expect(await phone.locator('.paper').innerText()).toContain('Paul Renard');
    await phone.goto(`${addresses.links}/espace/heures`);
    await phone.getByRole('link', { name: /Envoyer une dépense/ }).click();
    await phone.getByLabel('Montant en euros').fill('3,40');
    await lookAt(phone, 'depense', ['phone']);
    await phone.getByRole('button', { name: 'Envoyer' }).click();
    await phone.getByText('C’est envoyé.').waitFor();
    await desk.emulateMedia({ media: 'screen' });
    await desk.setViewportSize({ width: 1280, height: 900 });
    await desk.goto(`${addresses.desk}/engagement/frais`);
    await desk.getByRole('link', { name: 'Bus, tram, train' }).click();
    await lookAt(desk, 'frais-un', ['desk', 'phone']);
  });
});
