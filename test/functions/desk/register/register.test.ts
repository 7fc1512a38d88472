import { describe, expect, it } from 'vitest';
import { PUBLIC } from '../../../../shared/audit/audit.ts';
import type { AddressFinder } from '../../../../shared/geo/address-finder.ts';
import { registerAtDesk } from '../../../../shared/register/change-entry.ts';
import { entryKind } from '../../../../shared/register/store.ts';
import { tieToSenior } from '../../../../shared/register/tie/follow-senior.ts';
import { ok } from '../../../../shared/result/result.ts';
import { seniorWrites } from '../../../../shared/seniors/write-senior.ts';
import type { Role } from '../../../../shared/staff/staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { aSenior, JEANNE, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aRegistered } from '../../../builders/register.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aStaff, staffIdOf, type TestBrowser, type TestDesk, testDesk } from '../../../support/desk.ts';

const MADE = {
  by: 'self',
  channel: 'phone',
  firstName: 'Odile',
  lastName: 'Perrin',
  birthDay: '07/03/1941',
  capacity: 'AGE_65',
  line: '4 rue Battant',
  phone1: '03 53 01 00 42',
};
const DAUGHTER = {
  ...MADE,
  by: 'third-party',
  channel: 'letter',
  askerName: 'Anne Perrin',
  askerQuality: 'fille',
  proof: 'courrier du 20 novembre',
};

const read = async (answer: Promise<Response> | Response): Promise<string> =>
  (await (await answer).text()).replaceAll('\u00a0', ' ');

/** Claire names; Denis and Sofia are named; Maud, another coordinator, is not. */
const openTown = async (active = false, addresses?: AddressFinder) => {
  const table = memoryTable();
  const desk = await testDesk({
    table,
    ...(addresses ? { addresses } : {}),
    activation: async () => (active ? { id: 'cam_besancon.2026-11-24', startedAt: TUESDAY_NOON } : undefined),
  });
  const maud = await desk.as('coordinator', { name: 'Maud Girod' });
  const denis = await desk.as('duty-officer', { name: 'Denis Roy' });
  const sofia = await desk.as('social-worker', { name: 'Sofia Meunier' });
  for (const role of ['duty-officer', 'social-worker'] as const)
    await maud.post('/registre/agents', {
      staffId: staffIdOf(role),
      act: 'arrêté n° 2026-118',
      from: '2026-11-01',
      to: '2027-10-31',
    });
  const entries = () => rowsOf(entryKind, table.dump()).map(({ value }) => value);
  return { desk, table, maud, denis, sofia, entries };
};
const registered = async (denis: TestBrowser, fields = MADE): Promise<string> => {
  const answer = await denis.post('/registre', fields);
  const path = answer.headers.get('location') ?? '';
  if (!path.startsWith('/registre/reg_')) throw new Error(await answer.text());
  return path;
};

describe('who reads the register', () => {
  it('is nobody without a naming, coordinators included: no list, no entry, no search, no door in a file', async () => {
    const { desk, maud, denis } = await openTown();
    const path = await registered(denis);
    expect((await maud.get('/registre')).status).toBe(403);
    expect(await read(maud.get('/registre?q=Perrin'))).not.toContain('Perrin');
    for (const way of [
      path,
      `${path}/modifier`,
      `${path}/lettre`,
      '/registre/export',
      '/registre/lettres/accuses',
    ])
      expect((await maud.get(way)).status, way).toBe(404);
    for (const way of [
      `${path}/ouvrir`,
      '/registre/ouvrir',
      `${path}/opposition`,
      '/registre/export/fichier',
    ])
      expect((await maud.post(way)).status, way).toBe(404);
    await desk.table.commit(
      seniorWrites(desk.world, undefined, aSenior(), { action: 'made', actor: PUBLIC, at: TUESDAY_NOON }),
    );
    expect(await read(maud.get(`/personnes/${JEANNE}`))).not.toContain('Registre d’alerte');
  });

  it.each(['librarian', 'reviewer', 'data-protection-officer'] as const)(
    'is never a %s',
    async (role: Role) => {
      const { desk, maud } = await openTown();
      const someone = await desk.as(role);
      const named = await maud.post('/registre/agents', {
        staffId: staffIdOf(role),
        act: 'arrêté',
        from: '2026-11-01',
        to: '2027-10-31',
      });
      expect(await read(named)).toContain('Ce rôle ne lit pas de dossier de personne.');
      expect((await someone.get('/registre')).status).toBe(403);
    },
  );

  it('is named by somebody else, by an act, for two years at most', async () => {
    const { maud } = await openTown();
    const form = { staffId: staffIdOf('coordinator'), act: 'arrêté', from: '2026-11-01', to: '2027-10-31' };
    expect(await read(maud.post('/registre/agents', form))).toContain(
      'Personne ne s’ouvre le registre à soi-même',
    );
    const long = { ...form, staffId: staffIdOf('duty-officer'), to: '2029-10-31' };
    expect(await read(maud.post('/registre/agents', long))).toContain('Deux ans au plus');
    expect(await read(maud.post('/registre/agents', { ...long, act: '' }))).toContain('Écrivez le numéro');
  });

  it('ends at once with the naming, and by itself on its last day', async () => {
    const { desk, maud, denis, sofia } = await openTown();
    const path = await registered(denis);
    await maud.post(`/registre/agents/${staffIdOf('duty-officer')}/fin`);
    expect((await denis.get(path)).status).toBe(404);
    await sofia.post('/registre/ouvrir');
    expect((await sofia.get('/registre')).status).toBe(200);
    desk.moveTo(plus(TUESDAY_NOON, { days: 0, minutes: 5 }));
    expect((await sofia.get('/registre')).status).toBe(200);
  });
});

describe('each reading', () => {
  it('is written before anything shows, and a page shows only what was opened, for half an hour', async () => {
    const { desk, denis, sofia } = await openTown();
    const path = await registered(denis);
    expect(await read(sofia.get('/registre'))).not.toContain('Perrin');
    expect(await read(sofia.get(path))).not.toContain('Perrin');
    await sofia.post('/registre/ouvrir');
    expect(await read(sofia.get('/registre'))).toContain('Perrin Odile');
    expect(await read(sofia.get(path))).not.toContain('Perrin');
    await sofia.post(`${path}/ouvrir`);
    expect(await read(sofia.get(path))).toContain('Odile Perrin');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 29 }));
    expect(await read(sofia.get(path))).toContain('Odile Perrin');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 30 }));
    expect(await read(sofia.get(path))).not.toContain('Perrin');
  });

  it('shows to the data protection officer, who, when and which number, never a name of the register', async () => {
    const { desk, denis, sofia } = await openTown();
    const path = await registered(denis);
    await sofia.post('/registre/ouvrir');
    await sofia.post(`${path}/ouvrir`);
    const officer = await desk.as('data-protection-officer');
    const page = await read(officer.get('/registre/lectures'));
    expect(page).toContain('Sofia Meunier');
    expect(page).toContain('Denis Roy');
    expect(page).toContain(path.slice('/registre/'.length));
    expect(page).toContain('les listes');
    expect(page).not.toContain('Perrin');
    expect((await denis.get('/registre/lectures')).status).toBe(403);
  });

  it('of an accompanied person is made from her file, by a named agent', async () => {
    const { desk, denis, sofia } = await openTown();
    await desk.table.commit(
      seniorWrites(desk.world, undefined, aSenior({ referentId: staffIdOf('social-worker') }), {
        action: 'made',
        actor: PUBLIC,
        at: TUESDAY_NOON,
      }),
    );
    const file = await read(sofia.get(`/personnes/${JEANNE}`));
    expect(file).toContain('Chercher sa fiche');
    expect(file).not.toContain('Au registre');
    const unknown = await sofia.post(`/registre/dossier/${JEANNE}/ouvrir`);
    expect(unknown.headers.get('location')).toBe('/registre?q=Martin');
    const made = await registerAtDesk(
      desk.world,
      { person: aRegistered(), request: { by: 'self', channel: 'phone', at: TUESDAY_NOON } },
      PUBLIC,
      TUESDAY_NOON,
    );
    if (!made.ok) throw new Error(made.refusal.reason);
    await tieToSenior(desk.world, made.value.id, JEANNE, PUBLIC, TUESDAY_NOON);
    const known = await denis.post(`/registre/dossier/${JEANNE}/ouvrir`);
    expect(known.headers.get('location')).toBe(`/registre/${made.value.id}`);
  });
});

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
