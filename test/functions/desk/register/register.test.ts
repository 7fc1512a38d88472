import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result/result.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { aStaff, type TestBrowser, type TestDesk } from '../../../support/desk.ts';
import { DAUGHTER, MADE, openTown, read, registered } from './town.ts';

describe('an entry, from request to the end', () => {
  it('asked by herself is on the register at once; a double is shown before it is made', async () => {
    const { denis, entries } = await openTown();
    const page = await read(denis.get(await registered(denis)));
    expect(page).toContain('Au registre');
    expect(page).toContain('Un agent l’appelle.');
    const again = await denis.post('/registre', { ...MADE, firstName: 'Odille' });
    expect(again.status).toBe(422);
    expect(await read(again)).toContain('Elle est peut-être déjà connue du registre');
    expect(entries()).toHaveLength(1);
  });

  it('asked by her daughter waits, gets its letter, is confirmed by silence, and ends by opposition', async () => {
    const { desk, denis, entries } = await openTown();
    const path = await registered(denis, DAUGHTER);
    expect(await read(denis.get(path))).toContain('prévenez-la avant le 2 décembre 2026');
    const letter = await read(denis.get(`${path}/lettre`));
    expect(letter).toContain('Elle vient de : Anne Perrin (fille).');
    expect(letter).toContain('Votre inscription sera confirmée le 2 décembre 2026.');
    expect(letter).toContain('appelez-nous avant cette date, au 03 53 01 00 00');
    await denis.post(`${path}/accuse`, { how: 'letter' });
    expect(await read(denis.get(path))).toContain('confirmée le <strong>2 décembre 2026</strong>');
    await denis.post(`${path}/accord`, { how: 'phone' });
    expect(await read(denis.get(path))).toContain('elle a dit oui');
    expect(await read(denis.get(`${path}/opposition`))).toContain('Personne ne pourra la réinscrire');
    await denis.post(`${path}/opposition`, { by: 'self', how: 'phone' });
    const ended = await read(denis.get(path));
    expect(ended).toContain('Opposition du 24 novembre 2026');
    expect(ended).not.toContain('03 53 01 00 42');
    const blocked = await denis.post('/registre', { ...DAUGHTER, apart: 'yes' });
    expect(await read(blocked)).toContain('Personne ne peut la demander pour elle');
    expect(entries()).toMatchObject([{ state: 'opposed' }]);
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 1 }));
  });

  it('keeps what was typed and says what to correct', async () => {
    const { denis, entries } = await openTown();
    const answer = await denis.post('/registre', {
      ...DAUGHTER,
      proof: '',
      callNotes: 'diabétique',
      phone2: '12',
    });
    const page = await read(answer);
    expect(answer.status).toBe(422);
    expect(page).toContain('Ce numéro ne peut pas sonner');
    expect(page).toContain('value="Perrin"');
    expect(await read(denis.post('/registre', { ...DAUGHTER, proof: '' }))).toContain(
      'Une demande pour quelqu’un d’autre se fait par écrit',
    );
    expect(await read(denis.post('/registre', { ...MADE, callNotes: 'diabétique' }))).toContain(
      'Le registre ne dit rien de la santé',
    );
    expect(entries()).toEqual([]);
  });

  it('is corrected, told of absences, and answers apart about volunteers', async () => {
    const { denis, entries } = await openTown();
    const path = await registered(denis);
    expect(await read(denis.get(`${path}/modifier`))).toContain('value="4 rue Battant"');
    await denis.post(`${path}/modifier`, { ...MADE, line: '9 quai Vauban' });
    await denis.post(`${path}/absences`, { from: '2026-12-20', to: '2027-01-03' });
    const wrong = await denis.post(`${path}/absences`, { from: '2026-12-20', to: '2026-12-03' });
    expect(await read(wrong)).toContain('Le retour est avant le départ.');
    await denis.post(`${path}/benevoles`, { calls: 'given', callsHow: 'phone' });
    expect(entries()).toMatchObject([
      {
        person: { address: { line: '9 quai Vauban' } },
        away: [{ from: '2026-12-20', to: '2027-01-03' }],
        volunteerCalls: { state: 'given', how: 'phone' },
      },
    ]);
    await denis.post(`${path}/absences`, { drop: '0', dropFrom: '2026-12-20' });
    await denis.post(`${path}/benevoles`, { calls: 'withdrawn', callsHow: 'phone' });
    expect(entries()).toMatchObject([{ away: [], volunteerCalls: { state: 'withdrawn' } }]);
  });

  it('leaves for a reason of the list, and is shown until it is emptied', async () => {
    const { denis, entries } = await openTown();
    const path = await registered(denis);
    await denis.post(`${path}/radiation`, { reason: 'moved-away' });
    expect(entries()).toMatchObject([{ state: 'removed', removed: { reason: 'moved-away' } }]);
    const page = await read(denis.get(path));
    expect(page).toContain('départ de la commune');
    expect(page).toContain('Ce qui reste est effacé le 25 décembre 2026');
    await denis.post('/registre/ouvrir');
    expect(await read(denis.get('/registre?liste=radiees'))).toContain('Perrin');
  });

  it('prints all the letters that wait, and notes them sent at once', async () => {
    const { denis, entries } = await openTown();
    await registered(denis, DAUGHTER);
    await registered(denis, {
      ...DAUGHTER,
      lastName: 'Zimmer',
      birthDay: '01/02/1930',
      phone1: '03 53 01 00 43',
      line: '8 rue de Dole',
    });
    expect(await read(denis.get('/registre/lettres/accuses'))).not.toContain('Perrin');
    await denis.post('/registre/lettres/accuses/ouvrir');
    const page = await read(denis.get('/registre/lettres/accuses'));
    expect(page).toContain('Odile Perrin');
    expect(page).toContain('Odile Zimmer');
    await denis.post('/registre/lettres/accuses/envoyes', { sent: entries().map(({ id }) => id) });
    expect(entries().every(({ acknowledgment }) => acknowledgment?.sentAt === TUESDAY_NOON)).toBe(true);
    expect(await read(denis.get('/registre/lettres/accuses'))).toContain('Aucune lettre à imprimer.');
  });
});

describe('the prefect', () => {
  it('is given nothing without an alert that runs', async () => {
    const { denis, sofia } = await openTown();
    await registered(denis);
    expect(await read(denis.get('/registre/export'))).toContain('Aucune alerte en cours');
    expect((await denis.post('/registre/export', { demand: 'courriel du cabinet' })).status).toBe(409);
    expect((await sofia.post('/registre/export/valider')).status).toBe(409);
    const file = await sofia.post('/registre/export/fichier');
    expect(file.status).toBe(409);
    expect(await file.text()).not.toContain('Perrin');
  });

  it('is given the confirmed entries, by two people, each line marked, each download written down', async () => {
    const { desk, denis, sofia } = await openTown(true);
    await registered(denis, { ...MADE, lastName: '=cmd()' });
    await registered(denis, {
      ...DAUGHTER,
      lastName: 'Zimmer',
      birthDay: '01/02/1930',
      phone1: '03 53 01 00 43',
      line: '8 rue de Dole',
    });
    await denis.post('/registre/export', { demand: 'courriel du cabinet, 9 h 10' });
    expect(await read(denis.post('/registre/export/valider'))).toContain('Une seconde personne nommée');
    expect((await denis.post('/registre/export/fichier')).status).toBe(409);
    await sofia.post('/registre/export/valider');
    const file = await denis.post('/registre/export/fichier');
    expect(file.headers.get('content-disposition')).toContain('registre-2026-11-24.csv');
    const csv = await file.text();
    expect(csv).toContain("'=cmd()");
    expect(csv).toContain('Denis Roy');
    expect(csv).not.toContain('Zimmer');
    const officer = await desk.as('data-protection-officer');
    expect(await read(officer.get('/registre/lectures'))).toContain('le fichier du préfet');
    desk.moveTo(plus(TUESDAY_NOON, { hours: 25 }));
    const later = await testFileAfter(desk, denis);
    expect(later).not.toBe(200);
  });
});

const testFileAfter = async (desk: TestDesk, denis: TestBrowser): Promise<number> => {
  expect(desk.world.clock.now() > TUESDAY_NOON).toBe(true);
  return (await denis.post('/registre/export/fichier')).status;
};

describe('a register in a file', () => {
  it('is taken in by a named agent alone', async () => {
    const { desk, maud } = await openTown();
    expect(aStaff('coordinator').role).toBe('coordinator');
    const body = new FormData();
    body.append('kind', 'register');
    body.append('file', new File(['Nom;Prénom;Adresse\nDurand;Odile;1 rue A\n'], 'registre.csv'));
    const page = await read(maud.get('/imports/nouveau'));
    body.append('_csrf', /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '');
    const answer = await maud.request('/imports', {
      method: 'POST',
      body,
      headers: { origin: 'https://bureau.example', 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status).toBe(422);
    expect(await read(answer)).toContain('un agent que le maire a nommé');
    expect(desk.lines.filter(({ event }) => event === 'error')).toEqual([]);
  });
});

const PLACE = {
  label: '4 Rue Battant, 25000 Besançon',
  kind: 'housenumber',
  score: 0.9,
  point: { lat: 47.22, lon: 5.96 },
  precisionMetres: 40,
  postcode: '25000',
  city: 'Besançon',
  cityCode: '25056',
} as const;

it('finds where somebody lives by the finder, kept once a named agent chose it, and gives the sector of her calls', async () => {
  const asked: string[] = [];
  const find = async (query: string) => {
    asked.push(query);
    return ok([PLACE]);
  };
  const { denis, maud, entries } = await openTown(false, { find });
  const path = await registered(denis);
  expect((await maud.get(`${path}/adresse`)).status).toBe(404);
  expect(await read(denis.get(path))).toContain('Situer l’adresse');
  expect(await read(denis.get(`${path}/adresse`))).toContain(PLACE.label);
  expect((await denis.post(`${path}/adresse`, { place: 'ailleurs' })).status).toBe(422);
  await denis.post(`${path}/adresse`, { place: PLACE.label });
  expect(entries()[0]?.person?.address).toMatchObject({
    line: '4 rue Battant',
    precision: 'housenumber',
    point: PLACE.point,
    sector: 'planoise',
  });
  expect(await read(denis.get(path))).not.toContain('Situer l’adresse');
  expect(asked.join()).not.toContain('Perrin');
});
