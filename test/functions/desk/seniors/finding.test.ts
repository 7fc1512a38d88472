import { describe, expect, it } from 'vitest';
import { phoneSchema } from '../../../../shared/phone/phone.ts';
import { ODETTE } from '../../../builders/situations.ts';
import { staffIdOf, testDesk } from '../../../support/desk.ts';
import { JEANNE_PAGE, read, withSenior } from './file.ts';

describe('finding somebody', () => {
  it('by the beginning of the name, without accents or case', async () => {
    const desk = await testDesk();
    await withSenior(desk, { lastName: 'Étienne' });
    const claire = await desk.as('coordinator');
    expect(await read(claire, '/personnes?q=etie')).toContain('Étienne');
    expect(await read(claire, '/personnes?q=martin')).toContain('Personne ne répond à cette recherche.');
  });

  it('by name in another state, when nobody of the state asked bears it', async () => {
    const desk = await testDesk();
    await withSenior(desk, { lastName: 'Étienne', state: 'waiting' });
    const claire = await desk.as('coordinator');
    const page = await read(claire, '/personnes?q=etie');
    expect(page).toContain('Personne de ce nom dans l’état « Accompagnement en cours ». Voici les autres.');
    expect(page).toContain('Étienne');
    expect(await read(claire, '/personnes')).not.toContain('Étienne');
  });

  it('by a telephone, and opens the file at once', async () => {
    const desk = await testDesk();
    await withSenior(desk, { phones: [{ phone: phoneSchema.parse('+33353010021'), label: '' }] });
    const claire = await desk.as('coordinator');
    const answer = await claire.get('/personnes?q=03+53+01+00+21');
    expect(answer.headers.get('location')).toBe(JEANNE_PAGE);
  });

  it.each([
    '0353010021',
    '03.53.01.00.21',
    '03/53/01/00/21',
    '+33 (0)3 53 01 00 21',
    '0033 353010021',
    '3 53 01 00 21',
  ])('by a telephone written « %s »', async (typed) => {
    const desk = await testDesk();
    await withSenior(desk, { phones: [{ phone: phoneSchema.parse('+33353010021'), label: '' }] });
    const claire = await desk.as('coordinator');
    const answer = await claire.get(`/personnes?${new URLSearchParams({ q: typed })}`);
    expect(answer.headers.get('location')).toBe(JEANNE_PAGE);
  });

  it.each(['mme etien', 'Jeanne Étienne', 'M. Jeanne Etiene', 'Perrin Jeanne'])(
    'by a name as it is said on the telephone: « %s »',
    async (typed) => {
      const desk = await testDesk();
      await withSenior(desk, { firstName: 'Jeanne', lastName: 'Étienne', birthName: 'Perrin' });
      const claire = await desk.as('coordinator');
      const page = await read(claire, `/personnes?${new URLSearchParams({ q: typed })}`);
      expect(page).toContain(JEANNE_PAGE);
      expect(page.includes('Rien ne correspond tel quel.')).toBe(typed !== 'mme etien');
    },
  );

  it.each([
    ['m barek', ['M’Barek', 'Barek']],
    ["m'barek", ['M’Barek']],
    ['M’barek', ['M’Barek']],
    ['M. Barek', ['Barek']],
  ] as const)('by a name whose M is no Monsieur: « %s »', async (typed, names) => {
    const desk = await testDesk();
    await withSenior(desk, { firstName: 'Fatima', lastName: 'M’Barek' });
    await withSenior(desk, { id: ODETTE, firstName: 'Ali', lastName: 'Barek' });
    const claire = await desk.as('coordinator');
    const answer = await claire.get(`/personnes?${new URLSearchParams({ q: typed })}`);
    const page = answer.status === 200 ? await answer.text() : '';
    for (const [name, path] of [
      ['M’Barek', JEANNE_PAGE],
      ['Barek', `/personnes/${ODETTE}`],
    ] as const)
      expect([name, page.includes(`href="${path}"`) || answer.headers.get('location') === path]).toEqual([
        name,
        names.some((one) => one === name),
      ]);
  });

  it('by the number of a flag that has led to no file yet: the flag is there', async () => {
    const desk = await testDesk();
    const sofia = await desk.as('social-worker');
    const sent = await sofia.post('/signalements', {
      form: 'one-form-shown-once-22',
      name: 'Mme Perrin',
      reasons: 'alone',
      urgency: 'P2',
      consent: 'agrees',
    });
    const path = (sent.headers.get('location') ?? '').replace('/recu', '');
    const number = /S-\d{4,8}/.exec(await read(sofia, path))?.[0] ?? '';
    const page = await read(await desk.as('coordinator'), `/personnes?q=${number}`);
    expect(page).toContain(`${number} n’a pas encore mené à un dossier`);
    expect(page).toContain(`href="${path}"`);
  });

  it('by sector', async () => {
    const desk = await testDesk();
    await withSenior(desk);
    const claire = await desk.as('coordinator');
    expect(await read(claire, '/personnes?secteur=planoise')).toContain('Martin');
    expect(await read(claire, '/personnes?secteur=battant')).not.toContain('Martin');
  });

  it('is for coordinators: a social worker reads only the files they answer for', async () => {
    const desk = await testDesk();
    await withSenior(desk, { referentId: staffIdOf('social-worker') });
    const sofia = await desk.as('social-worker');
    expect((await sofia.get('/personnes')).status).toBe(403);
    expect((await sofia.get(JEANNE_PAGE)).status).toBe(200);
    const other = await testDesk();
    await withSenior(other);
    expect((await (await other.as('social-worker')).get(JEANNE_PAGE)).status).toBe(404);
  });
});
