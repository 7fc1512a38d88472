import { describe, expect, it } from 'vitest';
import { itemKind } from '../../../../shared/library/item.ts';
import { put } from '../../../../shared/table/write.ts';
import { VISIT } from '../../../builders/chain.ts';
import { anItem } from '../../../builders/library.ts';
import { BAGS, opened, READER } from '../../../support/library-desk.ts';

describe('thirty bags and one scanner', () => {
  it('puts what is in the hand into the bag of whoever it was chosen for, and says whose', async () => {
    const { hugo, only, loans } = await opened();
    await hugo.post(`${READER}/choisir`, { itemId: anItem().id });
    const scan = (identifier: string) => hugo.post(BAGS, { identifier });
    const said = async (identifier: string) => (await scan(identifier)).text();
    expect(await said('3259001')).toContain('Personne n’attend ce document ce jour-là');
    expect(await said('9782070780930')).toContain('Cet ISBN contient une erreur');
    expect(await said('')).toContain('Écrivez ou scannez le code-barres');
    expect(loans().map(({ state }) => state)).toEqual(['requested']);
    const done = await scan('3259000');
    expect(done.status).toBe(303);
    expect(only('picked')).toMatchObject({ missionId: VISIT, itemId: anItem().id });
    const page = await (await hugo.get(done.headers.get('location') ?? '')).text();
    expect(page).toContain('Pars vite et reviens tard, de Fred Vargas : dans le sac de Jeanne Martin.');
    const again = await said('3259000');
    expect(again).toContain('Ce document est déjà dans le sac de Jeanne Martin.');
    // Every bag is full: the field is gone, and nothing leads to it.
    expect(again).not.toContain('f-identifier');
    expect((await hugo.post('/bibliotheque/sacs/2026-11-24', { identifier: '3259000' })).status).toBe(409);
  });

  it('says what the first press did when one page is sent twice, and leads to the field of what was mistyped', async () => {
    const { hugo, read, only } = await opened();
    await hugo.post(`${READER}/choisir`, { itemId: anItem().id });
    const { id } = only('requested');
    const wrong = { missionId: VISIT, identifier: '3259001', day: '2026-11-25' };
    const refused = await (await hugo.post(`/bibliotheque/prets/${id}/prendre`, wrong)).text();
    for (const pointed of ['href="#', 'id="']) expect(refused).toContain(`${pointed}f-code-${id}"`);
    const form = /name="form" value="([^"]+)"/.exec(await read(BAGS))?.[1] ?? '';
    const press = async () =>
      (await hugo.post(BAGS, { identifier: '3259000', form })).headers.get('location');
    expect(await press()).toBe(`${BAGS}?dit=sac&pret=${id}`);
    expect(await press()).toBe(`${BAGS}?dit=deja&pret=${id}`);
    expect(await read(`${BAGS}?dit=deja&pret=${id}`)).toContain('dans le sac de Jeanne Martin.');
  });

  it('knows a title by its ISBN, or by another copy of it', async () => {
    for (const code of ['978-2-253-14297-3', '3259005']) {
      const { hugo, only, table } = await opened();
      await table.commit([put(itemKind, anItem({ barcode: '3259005' }), 'absent')]);
      const typed = { title: 'Pars vite et reviens tard', author: 'Fred Vargas', kind: 'book' };
      await hugo.post(`${READER}/choisir`, { ...typed, identifier: '2-253-14297-2' });
      expect((await hugo.post(BAGS, { identifier: code })).status, code).toBe(303);
      expect(only('picked').missionId).toBe(VISIT);
    }
  });
});

describe('a walk along the shelves', () => {
  it('is one list for all the bags, in the order of the shelves, with what each is called and for nobody by name', async () => {
    const { hugo, read, table, only } = await opened();
    await table.commit([
      put(
        itemKind,
        anItem({ title: 'Nana', author: 'Zola, Émile', barcode: '3259007', callNumber: 'R ZOL' }),
        'absent',
      ),
      put(
        itemKind,
        anItem({ title: 'Chéri', author: 'Colette', barcode: '3259008', callNumber: 'R COL' }),
        'absent',
      ),
    ]);
    const choose = (copy: ReturnType<typeof anItem>) => hugo.post(`${READER}/choisir`, { itemId: copy.id });
    for (const copy of [anItem({ barcode: '3259007' }), anItem({ barcode: '3259008' }), anItem()])
      await choose(copy);
    expect(await read(BAGS)).toMatch(/0\u00a0g à porter\s*, 3\u00a0documents à prendre en rayon/);
    const list = await read('/bibliotheque/rayons/2026-11-25');
    const at = (words: string) => list.indexOf(words);
    expect([at('R COL'), at('Chéri'), at('R ZOL'), at('Nana'), at('Pars vite')]).toEqual(
      [at('R COL'), at('Chéri'), at('R ZOL'), at('Nana'), at('Pars vite')].toSorted((a, b) => a - b),
    );
    expect(at('R COL')).toBeGreaterThan(0);
    expect(list).toContain('3259008');
    expect(list).not.toMatch(/Martin|Jeanne/);
    // What no bag holds yet, its slip does not say: whoever prints them now is told.
    expect(await read('/bibliotheque/bordereaux/2026-11-25')).toContain(
      '3 documents choisis ne sont pas encore dans leur sac',
    );
    for (const identifier of ['3259000', '3259007', '3259008']) await hugo.post(BAGS, { identifier });
    expect(await read('/bibliotheque/rayons/2026-11-25')).toContain('Rien à prendre.');
    expect(only('picked')).toBeDefined();
  });
});
