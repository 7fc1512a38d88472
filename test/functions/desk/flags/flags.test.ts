import { describe, expect, it } from 'vitest';
import { seniorIdSchema } from '../../../../shared/ids/ids.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, type TestBrowser, testDesk } from '../../../support/desk.ts';

const FLAG = {
  form: 'one-form-shown-once-22',
  name: 'Mme Odette Perrin',
  address: '8 rue Battant',
  phone: '03 53 01 00 21',
  reasons: ['alone', 'no-visits'],
  noticed: 'Les volets sont fermés depuis lundi.',
  urgency: 'P2',
  consent: 'agrees',
} as const;
const flag = async (browser: TestBrowser, more: Record<string, string | readonly string[]> = {}) => {
  const answer = await browser.post('/signalements', { ...FLAG, ...more });
  return answer.headers.get('location')?.replace('/recu', '') ?? '';
};
const read = async (browser: TestBrowser, path: string) => (await browser.get(path)).text();
const sofia = { name: 'Sofia Meunier', organisation: 'CMS Planoise' };

describe('flagging from a stairwell', () => {
  it('answers with a receipt: number, service, telephone, deadlines', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const path = await flag(browser);
    const page = await read(browser, `${path}/recu`);
    expect(page).toMatch(/S-\d{4}/);
    expect(page).toContain('Maison des Seniors de Besançon');
    expect(page).toContain('03 53 01 00 00');
    expect(page).toContain('avant mercredi 2 décembre');
  });

  it('keeps what was typed when something is missing, and says what to do', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const answer = await browser.post('/signalements', { ...FLAG, name: '', address: '', phone: '' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('Donnez de quoi retrouver la personne');
    expect(page).toContain('Les volets sont fermés depuis lundi.');
    expect(page).toContain(FLAG.form);
  });

  it('names at once all that an empty form lacks', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const page = await (await browser.post('/signalements', { form: FLAG.form })).text();
    expect(page).toContain('Il reste 4 choses à corriger');
    expect(page).toContain('Donnez de quoi retrouver la personne');
    expect(page).toContain('Cochez ou écrivez ce que vous avez remarqué.');
  });

  it('asks to call first when the danger is immediate, and shows the numbers', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const answer = await browser.post('/signalements', { ...FLAG, urgency: 'P0' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('href="tel:15"');
    expect(page).toContain('appelez d’abord les secours, puis cochez');
    const called = await browser.post('/signalements', { ...FLAG, urgency: 'P0', called: 'yes' });
    expect(called.status).toBe(303);
  });

  it('keeps who called about her, so that somebody can tell them what came of it', async () => {
    const desk = await testDesk();
    const browser = await desk.as('coordinator', {
      name: 'Nadia Perrin',
      organisation: 'Maison des Seniors',
    });
    const path = await flag(browser, { caller: 'Sa fille, Lucie, 06 39 98 12 34' });
    const receipt = await read(browser, `${path}/recu`);
    expect(receipt).toContain('Dites-le aussi à qui vous a prévenu');
    const page = await read(browser, path);
    expect(page).toContain('à rappeler');
    expect(page).toContain('Sa fille, Lucie, 06 39 98 12 34');
  });

  it('does not promise to reach somebody who does not want to be', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const page = await read(browser, `${await flag(browser, { consent: 'refuses' })}/recu`);
    expect(page).toContain('ne veut pas être contactée, et en tient compte');
    expect(page).not.toContain('cherche à joindre la personne');
  });

  it('is one flag for a double tap', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    expect(await flag(browser)).toBe(await flag(browser));
  });

  it('shows whoever comes back to the form that the last one arrived, for an hour', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    expect(await read(browser, '/signalements/nouveau')).not.toContain('bien reçu');
    const path = await flag(browser);
    const again = await read(browser, '/signalements/nouveau');
    expect(again).toContain('est bien reçu');
    expect(again).toContain(`href="${path}"`);
    expect(await read(await desk.as('coordinator'), '/signalements/nouveau')).not.toContain('bien reçu');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 61 }));
    const later = await desk.as('social-worker', sofia);
    expect(await read(later, '/signalements/nouveau')).not.toContain('bien reçu');
  });

  it('names nobody on the empty form when the last one is sensitive, and says a number once', async () => {
    const unnamed: Record<string, string>[] = [
      { sensitive: 'yes', safeChannel: 'au club' },
      { name: '', address: '' },
    ];
    for (const more of unnamed) {
      const desk = await testDesk();
      const browser = await desk.as('social-worker', sofia);
      const path = await flag(browser, more);
      const page = await read(browser, '/signalements/nouveau');
      const [, words] = new RegExp(`href="${path}"[^>]*>([^<]*)<`).exec(page) ?? [];
      expect(words).toMatch(/^S-\d{4,8}$/);
    }
  });

  it('points at a word of health on the receipt, without blocking, and takes better words', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const path = await flag(browser, { noticed: 'Elle a Alzheimer, je crois.' });
    expect(await read(browser, `${path}/recu`)).toContain('« Alzheimer » parle de santé');
    await browser.post(`${path}/mots`, { noticed: 'Elle cherche ses mots.' });
    expect(await read(browser, path)).toContain('Elle cherche ses mots.');
  });

  it('keeps better words that are too long on the page, and says so', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const path = await flag(browser, { noticed: 'Elle a Alzheimer, je crois.' });
    const long = `Elle cherche ses mots. ${'Et encore. '.repeat(120)}`.trim();
    const answer = await browser.post(`${path}/mots`, { noticed: long });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('Il reste une chose à corriger');
    expect(page).toContain(long);
    expect(await read(browser, path)).not.toContain('Elle cherche ses mots.');
  });
});

describe('what became of it', () => {
  it('comes back to the flagger in words, and nothing more', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const claire = await desk.as('coordinator');
    const path = await flag(browser);
    await claire.post(`${path}/etape`, { do: 'contact' });
    const page = await read(browser, '/mes-signalements');
    expect(page).toContain('Nous avons parlé avec la personne.');
    expect(page).not.toContain('Claire Vuillemin a parlé');
  });

  it('lets the flagger take back what nobody has opened, and no longer after', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const claire = await desk.as('coordinator');
    const path = await flag(browser);
    await claire.post(`${path}/etape`, { do: 'acknowledge' });
    await browser.post(`${path}/etape`, { do: 'withdraw' });
    expect(await read(browser, path)).toContain('Une personne de la maison s’en occupe');
  });

  it('refuses a flagger the steps of the House', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    const path = await flag(browser);
    await browser.post(`${path}/etape`, { do: 'close', why: 'non' });
    expect(await read(browser, path)).toContain('Votre signalement est reçu.');
  });
});

describe('the queue of the House', () => {
  it('shows the most urgent first, with its clock and one next step', async () => {
    const desk = await testDesk();
    const browser = await desk.as('social-worker', sofia);
    await flag(browser, { form: 'form-number-one-aaaaaa', name: 'Monsieur Calme', urgency: 'P3' });
    await flag(browser, { form: 'form-number-two-aaaaaa', name: 'Madame Urgente', urgency: 'P1' });
    const claire = await desk.as('coordinator');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: 10 }));
    const page = await read(claire, '/signalements');
    expect(page.indexOf('Madame Urgente')).toBeLessThan(page.indexOf('Monsieur Calme'));
    expect(page).toContain('dans 23');
    expect(page).toContain('Prendre en charge');
  });

  it('says so when nobody waits', async () => {
    const desk = await testDesk();
    expect(await read(await desk.as('coordinator'), '/signalements')).toContain(
      'Aucun signalement n’attend.',
    );
  });

  it('opens a file with consents, then asks to confirm the address', async () => {
    const desk = await testDesk();
    const path = await flag(await desk.as('social-worker', sofia));
    const claire = await desk.as('coordinator');
    await claire.post(`${path}/etape`, { do: 'contact' });
    const form = await read(claire, `${path}/dossier`);
    expect(form).toContain('value="Perrin"');
    const taken = await claire.post(`${path}/dossier`, {
      who: 'new',
      firstName: 'Odette',
      lastName: 'Perrin',
      address: '8 rue Battant',
      phone: '03 53 01 00 21',
      referentId: staffIdOf('coordinator'),
      how: 'phone',
      consent_FRIENDLY_VISIT: 'given',
    });
    expect(taken.status).toBe(303);
    expect(taken.headers.get('location')).toMatch(/^\/personnes\/sen_\w+\/adresse$/);
    expect(await read(claire, path)).toContain('a ouvert son dossier');
  });
});

describe('a file opened from what was flagged', () => {
  const opening = async (more: Record<string, string>) => {
    const desk = await testDesk();
    const path = await flag(await desk.as('social-worker', sofia), more);
    const claire = await desk.as('coordinator');
    return { desk, claire, path, form: await read(claire, `${path}/dossier`) };
  };

  it.each([
    ['Mme Odette Perrin', 'madame', 'Odette', 'Perrin'],
    ['Mlle. Perrin', 'madame', '', 'Perrin'],
    ['M.Jean Le Gall', 'monsieur', 'Jean Le', 'Gall'],
    ['m Perrin', 'monsieur', '', 'Perrin'],
    ['Mme', 'madame', '', ''],
    ['monsieur.', 'monsieur', '', ''],
    ['Mrozek', '', '', 'Mrozek'],
    ['m barek', '', '', 'm barek'],
    ['M’Bappé', '', '', 'M’Bappé'],
  ])('reads « %s » without eating a letter', async (name, civility, firstName, lastName) => {
    const { form } = await opening({ name });
    if (civility) expect(form).toMatch(new RegExp(`value="${civility}" selected`));
    else expect(form).not.toMatch(/value="(madame|monsieur)" selected/);
    expect(form).toMatch(new RegExp(`name="firstName"[^>]*value="${firstName}"`));
    expect(form).toMatch(new RegExp(`name="lastName"[^>]*value="${lastName}"`));
  });

  it('keeps beside the fields what the flag said: « m barek » may be Monsieur Barek, or M’Barek', async () => {
    expect((await opening({ name: 'm barek' })).form).toContain('« m barek »');
  });

  it('shows the telephone as it is read out, and words as they were written', async () => {
    expect((await opening({ phone: '0353010021' })).form).toContain('value="03 53 01 00 21"');
    const words = 'voisine 03.53.01.00.22';
    expect((await opening({ phone: words })).form).toContain(`value="${words}"`);
    const { claire, path } = await opening({
      phone: '+33353010021',
      sensitive: 'yes',
      safeChannel: 'au club',
    });
    expect(await read(claire, path)).toContain('03 53 01 00 21');
  });

  it.each([
    ['voisine : 03.53.01.00.22', 'voisine'],
    ['+33 (0)3 53 01 00 22', ''],
  ])('keeps whose telephone « %s » is', async (phone, label) => {
    const { claire, path, desk } = await opening({ phone });
    const taken = await claire.post(`${path}/dossier`, {
      who: 'new',
      lastName: 'Perrin',
      phone,
      referentId: staffIdOf('coordinator'),
      how: 'phone',
      consent_FRIENDLY_VISIT: 'given',
    });
    const id = seniorIdSchema.parse(/sen_\w+/.exec(taken.headers.get('location') ?? '')?.[0]);
    expect((await desk.table.get(seniorKind, seniorKey(id)))?.value.phones).toEqual([
      { phone: '+33353010022', label },
    ]);
  });

  it('never drops a telephone that cannot ring: it asks, and keeps what was typed', async () => {
    const { claire, path } = await opening({ phone: 'chez sa fille le soir' });
    const taken = await claire.post(`${path}/dossier`, {
      who: 'new',
      lastName: 'Perrin',
      phone: 'chez sa fille le soir',
      referentId: staffIdOf('coordinator'),
      how: 'phone',
      consent_FRIENDLY_VISIT: 'given',
    });
    expect(taken.status).toBe(422);
    const page = await taken.text();
    expect(page).toContain('Ce numéro ne peut pas sonner');
    expect(page).toContain('value="chez sa fille le soir"');
  });
});

describe('a sensitive flag', () => {
  const sensitive = { sensitive: 'yes', safeChannel: 'au club, le mardi' };
  it('does not exist for a colleague, nor for the duty officer', async () => {
    const desk = await testDesk();
    const path = await flag(await desk.as('social-worker', sofia), sensitive);
    const other = await desk.as('duty-officer');
    expect((await other.get(path)).status).toBe(404);
    expect(await read(other, '/signalements')).not.toContain('Perrin');
  });
  it('has no letter, and says how to reach her', async () => {
    const desk = await testDesk();
    const path = await flag(await desk.as('social-worker', sofia), sensitive);
    const claire = await desk.as('coordinator');
    expect((await claire.get(`${path}/lettre`)).status).toBe(303);
    const page = await read(claire, path);
    expect(page).toContain('au club, le mardi');
    expect(page).not.toContain('La lettre est partie');
  });
});

it('prints a letter that says neither who spoke nor why', async () => {
  const desk = await testDesk();
  const path = await flag(await desk.as('social-worker', sofia));
  const letter = await read(await desk.as('coordinator'), `${path}/lettre`);
  expect(letter).toContain('C’est vous qui décidez.');
  expect(letter).not.toContain('volets');
  expect(letter).not.toContain('Sofia');
});

it('writes nothing while pages are only read', async () => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  const browser = await desk.as('social-worker', sofia);
  const claire = await desk.as('coordinator');
  const path = await flag(browser);
  const before = JSON.stringify(table.dump());
  for (const page of [
    '/signalements/nouveau',
    '/signalements',
    '/mes-signalements',
    path,
    `${path}/recu`,
    `${path}/lettre`,
    `${path}/dossier`,
  ]) {
    await browser.get(page);
    await claire.get(page);
    await claire.request(page, { method: 'HEAD' });
  }
  expect(JSON.stringify(table.dump())).toBe(before);
});
