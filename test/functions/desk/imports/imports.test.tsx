import { describe, expect, it } from 'vitest';
import { hidingStaged } from '../../../../shared/imports/staged.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { seniorsIn } from '../../../shared/imports/import-world.ts';
import { sendFile, type TestBrowser, testDesk } from '../../../support/desk.ts';

const FILE = [
  'N°;Nom;Prénom;Né(e) le;Adresse;Portable;Gir',
  '1;DURAND;Odile;12/03/1931;1 rue Battant;639980001;4',
  '2;PETIT;Zoé;1940-02-01;2 rue Battant;06 39 98 00 02;',
  '3;;Luc;;3 rue Battant;;',
  '4;DURANT;Odile;12/03/1931;1 rue Battant;;',
].join('\r\n');

const upload = (browser: TestBrowser, file: Blob, kind = 'seniors', name = 'liste.csv') =>
  sendFile(browser, '/imports', { kind }, { blob: file, name });
const opened = async () => {
  const raw = memoryTable();
  const desk = await testDesk({ table: hidingStaged(raw) });
  const browser = await desk.as('coordinator');
  const read = async (path: string) => (await (await browser.get(path)).text()).replaceAll('\u00a0', ' ');
  return { desk, browser, read, raw };
};
const tried = async () => {
  const town = await opened();
  const answer = await upload(town.browser, new Blob([FILE]));
  return { ...town, path: answer.headers.get('location') ?? '', status: answer.status };
};
const hidden = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

describe('importing a file at the desk', () => {
  it('tries the file first: nobody is created, and the page says so', async () => {
    const { path, status, read, raw } = await tried();
    expect(status).toBe(303);
    const page = await read(path);
    expect(page).toContain('C’est un essai : personne n’a été créé');
    expect(page).toContain('Importer 2 personnes');
    expect(page).toContain('2;PETIT;Zoé');
    expect(raw.dump().filter((item) => item.kind === 'senior')).toEqual([]);
  });

  it('shows each column with its meaning, and those nobody knows as not imported', async () => {
    const { path, read } = await tried();
    const page = await read(path);
    expect(page).toContain('<option value="birthDate" selected="">Date de naissance</option>');
    expect(page).toMatch(/Gir<\/th>[\s\S]*?pas importée/);
  });

  it('reports refused rows with the line a spreadsheet shows, and gives them back as CSV', async () => {
    const { path, read, browser } = await tried();
    const page = await read(`${path}/rapport?groupe=rejected`);
    expect(page).toMatch(/>4<\/td>[\s\S]*Il manque le nom de famille\./);
    const csv = await browser.get(`${path}/refuses.csv`);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="liste-refusees.csv"');
    expect(Buffer.from(await csv.arrayBuffer()).toString()).toBe(
      '\ufeffN°;Nom;Prénom;Né(e) le;Adresse;Portable;Gir;Motif\r\n3;;Luc;;3 rue Battant;;;Il manque le nom de famille.\r\n',
    );
  });

  it('lets a person keep a duplicate who is somebody else', async () => {
    const { path, read, browser } = await tried();
    expect(await read(`${path}/rapport?groupe=duplicate`)).toContain(
      'noms presque identiques, même date de naissance',
    );
    await browser.post(`${path}/doublons`, { shown: '4', kept: '4', page: '1' });
    expect(await read(path)).toContain('Importer 3 personnes');
    await browser.post(`${path}/doublons`, { shown: '4', page: '1' });
    expect(await read(path)).toContain('Importer 2 personnes');
  });

  it('imports after a confirmation that says what will happen, once', async () => {
    const { path, read, browser, desk } = await tried();
    const page = await read(`${path}/confirmer`);
    expect(page).toContain('Importer 2 personnes de « liste.csv » ?');
    expect(page).toContain('Doublons laissés de côté : 1.');
    const fields = { sha256: hidden(page, 'sha256'), verdicts: hidden(page, 'verdicts') };
    await browser.post(`${path}/confirmer`, fields);
    await browser.post(`${path}/confirmer`, fields);
    expect(await read(path)).toContain('2 personnes importées');
    expect((await seniorsIn(desk.table)).map((senior) => senior.lastName)).toEqual(['Durand', 'Petit']);
  });

  it('corrects the meaning of a column, and counts again', async () => {
    const { path, read, browser } = await tried();
    const columns = Object.fromEntries(
      ['', 'givenName', 'familyName', 'birthDate', 'street', 'phone', 'notes'].map((field, at) => [
        `column-${at}`,
        field,
      ]),
    );
    await browser.post(`${path}/lecture`, { encoding: 'utf-8', separator: 'semicolon', ...columns });
    const page = await read(path);
    expect(page).toContain('<option value="notes" selected="">');
    expect(page).toContain('Importer 3 personnes');
  });

  it('reads a file of the old Mac once a person says so', async () => {
    const { browser, read } = await opened();
    const bytes = Uint8Array.from('Nom;Prénom;Adresse\nRENE;Ren\u008ee;1 rue A\n', (char) =>
      char === 'é' ? 0x8e : char.charCodeAt(0),
    );
    const path = (await upload(browser, new Blob([bytes]))).headers.get('location') ?? '';
    expect(await read(path)).toContain('RENE;RenŽe');
    await browser.post(`${path}/lecture`, { encoding: 'macintosh', separator: 'semicolon' });
    expect(await read(path)).toContain('RENE;Renée');
  });

  it.each([
    ['nothing chosen', new Blob([]), 'Choisissez un fichier CSV.'],
    ['an Excel workbook', new Blob([Uint8Array.of(0x50, 0x4b, 3, 4, 9)]), 'Enregistrer sous'],
    ['headers alone', new Blob(['Nom;Prénom\n']), 'aucune ligne en dessous'],
  ])('says what to do with %s', async (_, file, sentence) => {
    const { browser } = await opened();
    const answer = await upload(browser, file);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(sentence);
  });

  it('leads to the import of a file already imported', async () => {
    const { path, read, browser } = await tried();
    const page = await read(`${path}/confirmer`);
    await browser.post(`${path}/confirmer`, {
      sha256: hidden(page, 'sha256'),
      verdicts: hidden(page, 'verdicts'),
    });
    const again = await upload(browser, new Blob([FILE]), 'seniors', 'autre-nom.csv');
    expect(again.headers.get('location')).toBe(path);
  });

  it('refuses the confirmation of another file, and a report somebody else’s arrival changed', async () => {
    const { path, read, browser } = await tried();
    await browser.post(`${path}/confirmer`, { sha256: 'f'.repeat(64), verdicts: 'f'.repeat(64) });
    expect(await read(path)).toContain('personne n’a été créé');
  });

  it('is closed to those who do not coordinate; an import that does not exist is not found', async () => {
    const { path, desk } = await tried();
    const worker = await desk.as('social-worker');
    expect((await worker.get('/imports')).status).toBe(403);
    const dpo = await desk.as('data-protection-officer');
    expect((await dpo.get(path)).status).toBe(200);
    expect((await dpo.get(`${path}/refuses.csv`)).status).toBe(403);
    expect((await upload(worker, new Blob([FILE]))).status).toBe(403);
    const elsewhere = await (await testDesk()).as('coordinator');
    expect((await elsewhere.get('/imports/imp_nimporte')).status).toBe(404);
  });

  it('writes nothing on any GET', async () => {
    const { path, browser, raw } = await tried();
    const before = JSON.stringify(raw.dump());
    for (const page of ['', '/rapport?groupe=noted&page=99', '/confirmer', '/refuses.csv']) {
      expect((await browser.get(`${path}${page}`)).status).toBe(200);
    }
    expect(JSON.stringify(raw.dump())).toBe(before);
  });
});
