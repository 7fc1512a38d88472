import { describe, expect, it } from 'vitest';
import { linksHost } from '../../../../functions/local/hosts/links-host.ts';
import { bagsFor } from '../../../../shared/library/bags/read-bags.ts';
import { itemKind } from '../../../../shared/library/item.ts';
import { loanKind } from '../../../../shared/library/loans/loan.ts';
import { lookAtLoan } from '../../../../shared/library/look-at-library.ts';
import { readerKey, readerKind } from '../../../../shared/library/readers/reader.ts';
import { linkKind } from '../../../../shared/links/link.ts';
import { mintLink } from '../../../../shared/links/mint-link.ts';
import { searchVolunteer } from '../../../../shared/offers/search/search.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { create, put } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { JEANNE, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../../builders/chain.ts';
import { aLoan, anItem } from '../../../builders/library.ts';
import { openBrowser } from '../../../support/browser-jar.ts';
import { missionNow, volunteerNumber } from '../../../support/chain.ts';
import { BAGS, opened, READER } from '../../../support/library-desk.ts';

type Here = Awaited<ReturnType<typeof opened>>;
const PAUL = volunteerNumber(0);

/** Chosen from the shelf, scanned into the bag. */
const fillBag = async ({ hugo, only }: Here) => {
  expect((await hugo.post(`${READER}/choisir`, { itemId: anItem().id })).status).toBe(303);
  const { id } = only('requested');
  const picked = await hugo.post(`/bibliotheque/prets/${id}/prendre`, {
    missionId: VISIT,
    identifier: '3259000',
    day: '2026-11-25',
  });
  expect(picked.headers.get('location')).toBe(`${BAGS}?dit=sac`);
  return only('picked');
};

/** Paul says yes on his link and opens what he may see. */
const carried = async ({ table, desk }: Here) => {
  await searchVolunteer(desk.world, VISIT, desk.world.clock.now());
  const { token, link } = mintLink(desk.world.ids, {
    town: 'besancon',
    volunteerId: PAUL,
    now: desk.world.clock.now(),
    purpose: 'mission',
    mission: await missionNow(table),
    consent: 'HOME_LIBRARY',
  });
  await table.commit([create(linkKind, link)]);
  const app = linksHost(desk.world);
  const paul = openBrowser(app, desk.world.config.linksOrigin);
  await paul.go(`/m/${token}`);
  return { paul, token, app };
};

const report = async (
  paul: ReturnType<typeof openBrowser>,
  fields: Readonly<Record<string, string>>,
): Promise<void> => {
  await paul.go('/m/compte-rendu');
  await paul.submit('/m/compte-rendu', fields);
};

describe('a librarian', () => {
  it('lands on the library, and opens nothing else of the town', async () => {
    const { hugo, read } = await opened();
    const home = await read('/');
    expect(home).toContain('<h1>Bibliothèque à domicile</h1>');
    expect(home).toContain('href="/bibliotheque/sacs/2026-11-25"');
    for (const path of [
      `/personnes/${JEANNE}`,
      '/personnes',
      '/journee',
      '/missions',
      '/benevoles',
      '/registre',
    ])
      expect((await hugo.get(path)).status, path).toBe(403);
    for (const role of ['social-worker', 'duty-officer', 'reviewer'] as const) {
      const desk = await opened();
      const other = await desk.desk.as(role);
      for (const path of ['/bibliotheque', READER, BAGS, '/bibliotheque/retours'])
        expect((await other.get(path)).status, `${role} ${path}`).toBe(403);
    }
  });

  it('reads no file of somebody to whom no book goes', async () => {
    const { hugo, table } = await opened();
    const senior = await table.get(seniorKind, seniorKey(JEANNE));
    const other = `sen_${'Z'.repeat(26)}`;
    await table.commit([
      put(seniorKind, { ...(senior?.value as never as object), id: other } as never, 'absent'),
    ]);
    expect((await hugo.get(`/bibliotheque/lecteurs/${other}`)).status).toBe(404);
  });

  it('sees what she likes and avoids before choosing, and proposes nothing that she avoids', async () => {
    const { read } = await opened();
    const page = await read(READER);
    expect(page).toContain('Choisir pour Jeanne Martin');
    expect(page).toContain('Pars vite et reviens tard');
    expect(page).toContain('auteur aimé');
    expect(page).not.toContain('La guerre, yes sir');
    expect(await read(`${READER}?q=guerre`)).toContain('sujet à éviter');
    expect(page).not.toMatch(/certificat médical|12 rue de Dole/);
  });

  it('keeps what was typed when an ISBN is mistyped, and says what to do', async () => {
    const { hugo, loans } = await opened();
    const again = await hugo.post(`${READER}/choisir`, {
      title: 'L’Élégance du hérisson',
      author: 'Muriel Barbery',
      kind: 'book',
      identifier: '978-2-07-078093-0',
    });
    expect(again.status).toBe(422);
    const page = await again.text();
    expect(page).toContain('Cet ISBN contient une erreur');
    expect(page).toContain('value="L’Élégance du hérisson"');
    expect(loans()).toEqual([]);
  });

  it('fills a bag by its labels: a copy is in one bag only, and the slip leads to no door', async () => {
    const here = await opened();
    await fillBag(here);
    const { hugo, only, read } = here;
    expect((await hugo.post(`${READER}/choisir`, { itemId: anItem().id })).status).toBe(409);
    const typed = await hugo.post(`${READER}/choisir`, {
      title: 'Un autre',
      author: '',
      kind: 'large-print',
    });
    expect(typed.status).toBe(303);
    const taken = await hugo.post(`/bibliotheque/prets/${only('requested').id}/prendre`, {
      missionId: VISIT,
      identifier: '3259000',
      day: '2026-11-25',
    });
    expect(taken.status).toBe(409);
    expect(await taken.text()).toContain('Cet exemplaire est déjà prêté');
    const bags = await read(BAGS);
    expect(bags).toMatch(/1 sur 4<\/strong> dans le sac, 350\u00a0g/);
    const slip = await read('/bibliotheque/bordereaux/2026-11-25');
    expect(slip).toContain('Pars vite et reviens tard');
    expect(slip).not.toContain('Dole');
    const [bag] = await bagsFor(here.table, 'besancon', civilDay('2026-11-25'));
    expect(bag).toMatchObject({ missionId: VISIT, seniorId: JEANNE, grams: 350, backGrams: 0 });
  });
});

describe('the bag at the door', () => {
  it('shows its titles after the yes, on that telephone alone', async () => {
    const here = await opened();
    await fillBag(here);
    const { paul, token, app } = await carried(here);
    expect(paul.text).not.toContain('Pars vite');
    await paul.submit('/m/accepter');
    expect(paul.text).toContain('Pars vite et reviens tard');
    const other = openBrowser(app, here.desk.world.config.linksOrigin);
    await other.go(`/m/${token}`);
    expect(other.text).not.toContain('Pars vite');
    here.desk.moveTo(VISIT_STARTS);
    await other.go('/m/compte-rendu');
    expect(other.text).toContain('1er à remettre, sur le bordereau');
    expect(other.text).not.toContain('Pars vite');
  });

  it('is given, then back with her word on it: a human contact, and an author to remember', async () => {
    const here = await opened();
    const { id } = await fillBag(here);
    const { paul } = await carried(here);
    await paul.submit('/m/accepter');
    here.desk.moveTo(plus(VISIT_STARTS, { minutes: 20 }));
    await report(paul, { outcome: 'done', her: 'well', given: id, bookWish: 'Un Simenon' });
    expect(here.only('out')).toMatchObject({ id, outOn: '2026-11-25', dueOn: '2026-12-23' });
    const reader = async () => (await here.table.get(readerKind, readerKey(JEANNE)))?.value;
    expect((await reader())?.wishes.map(({ words }) => words)).toEqual(['Un Simenon']);
    expect((await here.table.get(seniorKind, seniorKey(JEANNE)))?.value.lastContactAt).toBe(VISIT_STARTS);
    // Told twice, written once.
    await report(paul, { outcome: 'done', her: 'well', given: id, bookWish: 'Un Simenon' });
    expect(here.loans()).toHaveLength(1);

    await here.hugo.post(`/bibliotheque/prets/${id}`, { step: 'return', back: READER });
    expect(here.only('returned').returnedBy).toBe('library');
    const again = await here.hugo.post(`${READER}/choisir`, { itemId: anItem().id });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('Déjà prêté à cette personne');
    expect((await here.hugo.post(`${READER}/choisir`, { itemId: anItem().id, again: 'yes' })).status).toBe(
      303,
    );
  });

  it('comes back full when nobody opens: its books wait for the next time', async () => {
    const here = await opened();
    const { id } = await fillBag(here);
    const { paul } = await carried(here);
    await paul.submit('/m/accepter');
    here.desk.moveTo(plus(VISIT_STARTS, { minutes: 20 }));
    await report(paul, { outcome: 'not-home', given: id });
    expect(here.only('picked').missionId).toBeUndefined();
  });

  it('is corrected by its carrier: what was not given after all', async () => {
    const here = await opened();
    const { id } = await fillBag(here);
    const { paul } = await carried(here);
    await paul.submit('/m/accepter');
    here.desk.moveTo(plus(VISIT_STARTS, { minutes: 20 }));
    await report(paul, { outcome: 'done', given: id });
    await report(paul, { outcome: 'done' });
    expect(here.only('picked')).not.toHaveProperty('dueOn');
    const reader = await here.table.get(readerKind, readerKey(JEANNE));
    expect(reader?.value).toMatchObject({ open: [id], had: [] });
  });
});

describe('what comes back, and what does not', () => {
  const atHome = async () => {
    const here = await opened();
    const { id } = await fillBag(here);
    const { paul } = await carried(here);
    await paul.submit('/m/accepter');
    here.desk.moveTo(plus(VISIT_STARTS, { minutes: 20 }));
    await report(paul, { outcome: 'done', given: id });
    return { ...here, id };
  };

  it('is late the morning after, on the librarian’s list, with what can be done', async () => {
    const { desk, id, read, hugo, only } = await atHome();
    desk.moveTo(plus(TUESDAY_NOON, { days: 30 }));
    await lookAtLoan(desk.world, id, desk.world.clock.now());
    const page = await read('/bibliotheque/retours');
    expect(page).toContain('En retard : 1');
    // On paper: the number to look for on the shelf, and no empty column of buttons.
    expect(page).toMatch(/<small class="quiet">3259000<\/small>/);
    expect(page).toContain('class="no-print">Faire</th>');
    expect(page).toMatch(/1\u00a0jour, prévu le 23 décembre 2026/);
    await hugo.post(`/bibliotheque/prets/${id}`, { step: 'renew', back: '/bibliotheque/retours' });
    expect(only('out').dueOn).toBe('2027-01-21');
    desk.moveTo(plus(TUESDAY_NOON, { days: 150 }));
    await lookAtLoan(desk.world, id, desk.world.clock.now());
    expect(await read('/bibliotheque/retours')).toContain('Jamais revenus, plus de 60 jours : 1');
    await hugo.post(`/bibliotheque/prets/${id}`, { step: 'lose', back: '/bibliotheque/retours' });
    expect(await read('/bibliotheque/retours')).toContain('Notés perdus : 1');
    await hugo.post(`/bibliotheque/prets/${id}`, { step: 'return', back: '/bibliotheque/retours' });
    expect(only('returned')).toBeDefined();
  });

  it('is taken in by its label, and forgotten thirty days later', async () => {
    const { desk, id, hugo, loans, read } = await atHome();
    const wrong = await hugo.post('/bibliotheque/retours', { identifier: '3259009' });
    expect(wrong.status).toBe(422);
    expect((await hugo.post('/bibliotheque/retours', { identifier: '3259000' })).status).toBe(303);
    desk.moveTo(plus(VISIT_STARTS, { days: 31 }));
    await lookAtLoan(desk.world, id, desk.world.clock.now());
    expect(loans()[0]).not.toHaveProperty('work');
    expect(loans()[0]).not.toHaveProperty('seniorId');
    expect(await read(READER)).not.toContain('Rendus ces dernières semaines');
  });

  it('scanned says which thing and whose; twice, in a bag, unknown or by its ISBN it says what is wrong', async () => {
    const { hugo, only, table } = await atHome();
    const scan = (identifier: string) => hugo.post('/bibliotheque/retours', { identifier });
    // Typed by a scanner set for another keyboard than the French one.
    const done = await scan('"é(çààà');
    expect(done.status).toBe(303);
    const page = await (await hugo.get(done.headers.get('location') ?? '')).text();
    expect(page).toContain('Pars vite et reviens tard, de Fred Vargas : le retour est noté (Jeanne Martin).');
    expect(page).toContain('data-next="scan"');
    const said = async (identifier: string) => (await scan(identifier)).text();
    expect(await said('3259000')).toContain('personne ne l’a, son retour est déjà noté');
    expect(await said('3259001')).toContain('La guerre, yes sir, de Roch Carrier : personne ne l’a');
    expect(await said('3259777')).toContain('Aucun exemplaire connu ici ne porte ce code');
    expect(await said('978-2-07-078093-8')).toContain('Un ISBN dit le titre');
    const { id } = only('returned');
    await table.commit([
      put(loanKind, aLoan({ id: `loa_${'F'.repeat(26)}` as never, state: 'picked' }), 'absent'),
      put(
        itemKind,
        { ...anItem({ barcode: '3259002' }), loanId: `loa_${'F'.repeat(26)}` as never },
        'absent',
      ),
    ]);
    expect(await said('3259002')).toContain('est encore dans un sac, et n’est pas sorti');
    expect(only('returned').id).toBe(id);
  });

  it('is checked by its label when a carrier brought it', async () => {
    const { hugo, table, only } = await opened();
    const brought = aLoan({
      state: 'returned',
      itemId: anItem().id,
      returnedBy: 'carrier',
      endedAt: TUESDAY_NOON,
    });
    await table.commit([put(loanKind, brought, 'absent')]);
    const scan = () => hugo.post('/bibliotheque/retours', { identifier: '3259000' });
    expect((await scan()).headers.get('location')).toBe(`/bibliotheque/retours?dit=rendu&pret=${brought.id}`);
    expect(only('returned').checkedAt).toBeDefined();
    expect((await scan()).status).toBe(422);
  });

  it('is erased at her word, with a copy of what was kept', async () => {
    const { hugo, id, loans, read } = await atHome();
    const copy = await hugo.get(`${READER}/copie`);
    expect(copy.headers.get('content-disposition')).toContain('attachment');
    expect(JSON.parse(await copy.text()).prets).toHaveLength(1);
    expect(await read(`${READER}/effacer`)).toContain('Cela ne pourra pas être annulé');
    await hugo.post(`/bibliotheque/prets/${id}`, { step: 'return', back: '/bibliotheque' });
    await hugo.post(`${READER}/effacer`);
    expect(loans()[0]).not.toHaveProperty('work');
    expect(await read(READER)).not.toContain('Vargas, guerre');
    expect(await read(READER)).not.toContain('Fred Vargas');
  });
});
