import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { entryKind } from '../../../../shared/register/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, type TestBrowser, testDesk } from '../../../support/desk.ts';

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
const BASIS = { basis: 'Délibération n° 2026-41', on: '2026-11-02' };
const GIVEN = {
  recipient: 'social-action-centre',
  to: 'CCAS',
  why: 'Proposer le portage de repas.',
  told: 'yes',
};

const read = async (answer: Promise<Response> | Response): Promise<string> =>
  (await (await answer).text()).replaceAll('\u00a0', ' ');

/** Maud coordinates, Denis is named, Nora protects the data. */
const openTown = async () => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  const maud = await desk.as('coordinator', { name: 'Maud Girod' });
  const denis = await desk.as('duty-officer', { name: 'Denis Roy' });
  const nora = await desk.as('data-protection-officer', { name: 'Nora Petit' });
  await maud.post('/registre/agents', {
    staffId: staffIdOf('duty-officer'),
    act: 'arrêté n° 2026-118',
    from: '2026-11-01',
    to: '2027-10-31',
  });
  const entries = () => rowsOf(entryKind, table.dump()).map(({ value }) => value);
  const acts = () => rowsOf(auditKind, table.dump()).map(({ value }) => value.action);
  return { table, maud, denis, nora, entries, acts };
};
const registered = async (denis: TestBrowser, fields: Record<string, string> = MADE): Promise<string> => {
  const answer = await denis.post('/registre', fields);
  const path = answer.headers.get('location') ?? '';
  if (!path.startsWith('/registre/reg_')) throw new Error(await answer.text());
  return path;
};

describe('what a town opens in its register', () => {
  it('needs a text and its day, not one to come, and leaves a trace', async () => {
    const { maud, acts } = await openTown();
    expect(await read(maud.get('/registre/regles'))).not.toContain('>ouvert<');
    const open = (more: object) => maud.post('/registre/regles', { rule: 'local-other', ...BASIS, ...more });
    expect(await read(open({ basis: '' }))).toContain('Écrivez le texte');
    expect(await read(open({ on: '2026-12-02' }))).toContain('la date est à venir');
    await open({});
    const page = await read(maud.get('/registre/regles'));
    expect(page).toContain('Délibération n° 2026-41, du 2 novembre 2026. Ouvert par Maud Girod');
    await maud.post('/registre/regles/fermer', { rule: 'local-other' });
    expect(await read(maud.get('/registre/regles'))).not.toContain('Ouvert par');
    expect(acts()).toEqual(expect.arrayContaining(['register-rule-opened', 'register-rule-closed']));
  });

  it('is for the coordination and the data protection officer, transfers for the latter alone', async () => {
    const { maud, denis, nora } = await openTown();
    expect((await denis.get('/registre/regles')).status).toBe(403);
    expect((await maud.post('/registre/regles', { rule: 'onward', ...BASIS })).status).toBe(404);
    expect((await nora.post('/registre/regles', { rule: 'onward', ...BASIS })).status).toBe(303);
    expect((await maud.post('/registre/regles/fermer', { rule: 'onward' })).status).toBe(404);
  });
});

describe('a category of the town’s own', () => {
  it('is not offered nor taken until it is opened, and stays with whoever holds it', async () => {
    const { maud, denis, entries } = await openTown();
    const local = { ...MADE, capacity: 'LOCAL_OTHER' };
    expect(await read(denis.get('/registre/nouvelle'))).not.toContain('pratique locale');
    expect(await read(denis.post('/registre', local))).toContain('choisissez une des trois de la loi');
    const path = await registered(denis);
    expect((await denis.post(`${path}/modifier`, local)).status).toBe(422);
    await maud.post('/registre/regles', { rule: 'local-other', ...BASIS });
    expect(await read(denis.get('/registre/nouvelle'))).toContain('pratique locale');
    await denis.post(`${path}/modifier`, local);
    await maud.post('/registre/regles/fermer', { rule: 'local-other' });
    expect((await denis.post(`${path}/modifier`, { ...local, line: '5 rue Battant' })).status).toBe(303);
    expect(await read(denis.get(path))).toContain('pratique locale');
    expect(entries()).toMatchObject([{ person: { capacity: 'LOCAL_OTHER' } }]);
  });
});

describe('an entry given to another service', () => {
  it('is refused while the data protection officer has not opened it', async () => {
    const { denis, acts } = await openTown();
    const path = await registered(denis);
    expect(await read(denis.get(`${path}/transmettre`))).toContain('La transmission est fermée');
    expect((await denis.post(`${path}/transmettre`, GIVEN)).status).toBe(422);
    expect(acts()).not.toContain('register-transferred');
  });

  it('is given by a named reader, with to whom and why, and shown to the officer without a name', async () => {
    const { maud, denis, nora } = await openTown();
    const path = await registered(denis);
    await nora.post('/registre/regles', { rule: 'onward', ...BASIS });
    expect((await maud.post(`${path}/transmettre`, GIVEN)).status).toBe(404);
    const untold = await denis.post(`${path}/transmettre`, { ...GIVEN, told: '' });
    expect(await read(untold)).toContain('si elle refuse, rien ne se transmet');
    const ill = await denis.post(`${path}/transmettre`, { ...GIVEN, why: 'Elle est diabétique.' });
    expect(await read(ill)).toContain('ne dit rien de la santé');
    expect((await denis.post(`${path}/transmettre`, GIVEN)).status).toBe(303);
    expect(await read(denis.get(path))).toContain('Transmise à un autre service');
    const log = await read(nora.get('/registre/transmissions'));
    expect(log).toContain('Proposer le portage de repas.');
    expect(log).toContain('Denis Roy');
    expect(log).toContain(path.slice('/registre/'.length));
    expect(log).not.toContain('Perrin');
    expect((await denis.get('/registre/transmissions')).status).toBe(403);
  });

  it('is announced to whoever registers from that day on, in the notice and in the letters', async () => {
    const { denis, nora, entries } = await openTown();
    const before = await registered(denis);
    expect(await read(denis.get('/registre/nouvelle'))).toContain('Personne d’autre.');
    await nora.post('/registre/regles', { rule: 'onward', ...BASIS });
    const page = await read(denis.get('/registre/nouvelle'));
    expect(page).not.toContain('Personne d’autre.');
    expect(page).toContain('au CCAS, à un service de santé ou à un service autorisé');
    expect(page).toContain('Délibération n° 2026-41, du 2 novembre 2026');
    expect(await read(denis.get(`${before}/lettre`))).toContain(
      'vous pouvez refuser : vous restez au registre',
    );
    await registered(denis, { ...MADE, lastName: 'Zimmer', line: '8 rue de Dole', phone1: '03 53 01 00 77' });
    expect(
      entries()
        .map(({ request }) => request.notice)
        .sort(),
    ).toEqual(['2026-1', '2026-1+2026-11-02']);
  });

  it('is never added to the register of the plan communal de sauvegarde', async () => {
    const { denis, nora, acts } = await openTown();
    const path = await registered(denis);
    await nora.post('/registre/regles', { rule: 'onward', ...BASIS });
    const answer = await denis.post(`${path}/transmettre`, { ...GIVEN, recipient: 'civil-protection' });
    expect(await read(answer)).toContain('ne se mêle jamais au registre du plan communal de sauvegarde');
    expect(acts()).not.toContain('register-transferred');
  });

  it('is not given of somebody who opposed', async () => {
    const { denis, nora, acts } = await openTown();
    const path = await registered(denis);
    await nora.post('/registre/regles', { rule: 'onward', ...BASIS });
    await denis.post(`${path}/opposition`, { by: 'self', how: 'phone' });
    expect(await read(denis.post(`${path}/transmettre`, GIVEN))).toContain('Elle n’est plus au registre');
    expect(acts()).not.toContain('register-transferred');
  });
});
