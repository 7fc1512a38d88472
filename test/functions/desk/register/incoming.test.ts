import { describe, expect, it } from 'vitest';
import { STATES } from '../../../../shared/register/entry.ts';
import { listEntries } from '../../../../shared/register/list-entries.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { sendFile, staffIdOf, testDesk } from '../../../support/desk.ts';

const BASIS = { rule: 'incoming', basis: 'Convention du 2 novembre', on: '2026-11-02' };
const LIST = {
  source: 'departement',
  lines:
    'Nom;Prénom;Naissance;Rue;CP;Commune;Prestation\nZimmer;Odile;01/02/1930;8 rue de Dole;25000;Besançon;APA\nRoussel\tYves\t\t3 rue Bersot\t25000\tBesançon',
};
const read = async (answer: Promise<Response> | Response): Promise<string> =>
  (await (await answer).text()).replaceAll('\u00a0', ' ');

const openTown = async () => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  const maud = await desk.as('coordinator', { name: 'Maud Girod' });
  const denis = await desk.as('duty-officer', { name: 'Denis Roy' });
  await maud.post('/registre/agents', {
    staffId: staffIdOf('duty-officer'),
    act: 'arrêté n° 2026-118',
    from: '2026-11-01',
    to: '2027-10-31',
  });
  await denis.post('/registre/recues/ouvrir');
  const onRegister = async () => {
    const pages = await Promise.all(
      STATES.map((state) => listEntries(table, 'besancon', state, { limit: 10 })),
    );
    return pages.flatMap(({ items }) => items);
  };
  const idsSeen = async (path: string) => [
    ...new Set((await read(denis.get(path))).match(/inc_[0-9a-f]{32}/g) ?? []),
  ];
  return { desk, table, maud, denis, onRegister, idsSeen };
};

describe('a list of the département', () => {
  it('is refused until the town wrote on what text it rests', async () => {
    const { maud, denis, idsSeen } = await openTown();
    expect(await read(denis.get('/registre/recues'))).toContain('elle s’ouvre sur un texte écrit');
    expect((await denis.post('/registre/recues', LIST)).status).toBe(422);
    await maud.post('/registre/regles', BASIS);
    expect((await maud.get('/registre/recues')).status).toBe(404);
    expect((await denis.post('/registre/recues', LIST)).status).toBe(303);
    expect(await idsSeen('/registre/recues')).toHaveLength(2);
  });

  it('makes letters, never an entry, and keeps nothing of what people are paid for', async () => {
    const { table, maud, denis, onRegister, idsSeen } = await openTown();
    await maud.post('/registre/regles', BASIS);
    await denis.post('/registre/recues', LIST);
    const letters = await read(denis.get('/registre/recues/lettres'));
    expect(letters).toContain('Personne ne vous inscrira sans vous.');
    expect(letters).toContain('Le département nous a donné votre nom');
    await denis.post('/registre/recues/lettres/envoyees', {
      sent: await idsSeen('/registre/recues/lettres'),
    });
    expect(await read(denis.get('/registre/recues'))).toContain('Personne à qui écrire.');
    expect(await read(denis.get('/registre/recues?liste=ecrites'))).toContain('Zimmer Odile');
    expect(await onRegister()).toEqual([]);
    expect(JSON.stringify(table.dump())).not.toMatch(/\bAPA\b/);
  });

  it('forgets the name of whoever says no, and the next list does not bring her back', async () => {
    const { table, maud, denis, idsSeen } = await openTown();
    await maud.post('/registre/regles', BASIS);
    await denis.post('/registre/recues', LIST);
    for (const id of await idsSeen('/registre/recues')) await denis.post(`/registre/recues/${id}/opposition`);
    expect(JSON.stringify(table.dump())).not.toContain('Zimmer');
    const again = await denis.post('/registre/recues', LIST);
    expect(again.headers.get('location')).toContain('ajoutees=0&connues=2');
    expect(await idsSeen('/registre/recues')).toEqual([]);
  });

  it('keeps nobody whom the register knows, and nobody after six months', async () => {
    const { desk, maud, denis, idsSeen } = await openTown();
    await maud.post('/registre/regles', BASIS);
    await denis.post('/registre', {
      by: 'self',
      channel: 'phone',
      firstName: 'Odile',
      lastName: 'Zimmer',
      birthDay: '01/02/1930',
      capacity: 'AGE_65',
      line: '8 rue de Dole',
    });
    const done = await denis.post('/registre/recues', LIST);
    expect(done.headers.get('location')).toContain('ajoutees=1&connues=0&inscrites=1');
    const [id] = await idsSeen('/registre/recues');
    expect(id).toBeDefined();
    desk.moveTo(plus(TUESDAY_NOON, { days: 184 }));
    const later = await desk.as('duty-officer', { name: 'Denis Roy' });
    await later.post('/registre/recues/ouvrir');
    const page = await read(later.get('/registre/recues'));
    expect(page).toContain('Personne à qui écrire.');
    expect(page).not.toContain('Roussel');
  });

  it('is taken as the file that was sent, whatever its encoding and the order of its columns', async () => {
    const { desk, table, maud, denis, idsSeen } = await openTown();
    await maud.post('/registre/regles', BASIS);
    const send = (text: string) => {
      const blob = new Blob([Buffer.from(text, 'latin1')]);
      return sendFile(denis, '/registre/recues', { source: 'carsat' }, { blob, name: 'apa.csv' });
    };
    const bad = await send(
      'Commune,Nom,Prénom,Adresse\nBesançon,Zimmer,Odile,\nBesançon,Roy,Yves,3 rue Bersot\n',
    );
    expect(await read(bad)).toContain('ligne 2, il faut un nom et une adresse');
    expect(await idsSeen('/registre/recues')).toEqual([]);
    const good = await send(
      'Prestation,Commune,Code postal,Adresse,Prénom,Nom,Date de naissance\nAPA,Besançon,25000,"8, rue de Dole",Odile,Zimmer,01/02/1930\nPCH,Besançon,25000,3 rue Bersot,Yves,Rébillard,\n',
    );
    expect(good.headers.get('location')).toContain('ajoutees=2');
    const page = await read(denis.get('/registre/recues'));
    expect(page).toContain('Rébillard Yves');
    expect(JSON.stringify(table.dump())).not.toMatch(/\b(APA|PCH)\b/);
    expect(desk.lines.join()).not.toContain('Zimmer');
  });

  it('says which line it cannot read, and keeps none of it', async () => {
    const { maud, denis, idsSeen } = await openTown();
    await maud.post('/registre/regles', BASIS);
    const answer = await denis.post('/registre/recues', {
      ...LIST,
      lines: 'Zimmer;Odile;32/13/1930;8 rue A\nRoy;Yves',
    });
    const page = await read(answer);
    expect(page).toContain('ligne 1, la date de naissance ne se lit pas');
    expect(page).toContain('ligne 2, il faut un nom et une adresse');
    expect(await idsSeen('/registre/recues')).toEqual([]);
  });
});
