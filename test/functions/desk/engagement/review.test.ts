import { beforeAll, describe, expect, it } from 'vitest';
import { readFigures } from '../../../../shared/engagement/review/read-figures.ts';
import { reviewBookKey, reviewBookKind } from '../../../../shared/engagement/review/review.ts';
import { flagKind } from '../../../../shared/flags/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import type { Table, Write } from '../../../../shared/table/table.ts';
import { put } from '../../../../shared/table/write.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aTown, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer } from '../../../support/chain.ts';
import { demonstrationWrites } from '../../../support/demonstration.ts';
import { staffIdOf, type TestBrowser, type TestDesk, testDesk } from '../../../support/desk.ts';
import { countingTable, firstNight } from '../../../support/night.ts';

const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');

/** The demonstration town in which everybody bears a name of ours, and which counts how often the table is asked. */
const openTown = async () => {
  const store = memoryTable();
  const writes = demonstrationWrites();
  const noReview = writes.filter(({ key }) => !key.pk.includes('#review'));
  const known = noReview.map((write, n): Write => {
    const named = [volunteerKind.name, seniorKind.name, flagKind.name].includes(
      write.op === 'put' ? write.kind : '',
    );
    if (write.op !== 'put' || !named) return write;
    const data = write.data as object;
    const names =
      'person' in data
        ? { person: { ...(data.person as object), name: `Quenotte Zyxa${n}` } }
        : { firstName: 'Quenotte', lastName: `Zyxa${n}` };
    return { ...write, data: { ...data, ...names } };
  });
  for (let at = 0; at < known.length; at += 25) await store.commit(known.slice(at, at + 25));
  const asked = { requests: 0 };
  const counted =
    <A extends readonly unknown[], R>(of: (...args: A) => R) =>
    (...args: A): R => {
      asked.requests += 1;
      return of(...args);
    };
  const table: Table = {
    ...store,
    get: ((kind, key) => {
      asked.requests += 1;
      return store.get(kind, key);
    }) as Table['get'],
    getRows: counted(store.getRows),
    index: counted(store.index),
    partition: counted(store.partition),
    counters: counted(store.counters),
  };
  const desk = await testDesk({ table, town: 'none', now: NOW });
  await firstNight(store, NOW);
  return {
    desk,
    asked,
    store,
    active: (await store.index('list', { partition: 'besancon#volunteer#active' })).items.length,
  };
};

let town: Awaited<ReturnType<typeof openTown>>;
let coordinator: TestBrowser;
let reviewer: TestBrowser;
const book = async ({ table }: TestDesk) =>
  (await table.get(reviewBookKind, reviewBookKey('besancon')))?.value;
const html = async (browser: TestBrowser, path: string) => (await browser.get(path)).text();
const page = async (browser: TestBrowser, path = '/revue') => plain(await html(browser, path));
const decide = (number: number, more: Record<string, string> = {}) =>
  coordinator.post('/revue/decisions', {
    number: String(number),
    what: 'Réunir un petit groupe de nouveaux à Planoise.',
    owner: staffIdOf('coordinator'),
    due: '2027-01-15',
    ...more,
  });
const answer = (number: number, verdict: string, words: string, until = '') =>
  coordinator.post(`/revue/decisions/${number}/reponse`, {
    [`verdict-${number}`]: verdict,
    [`mots-${number}`]: words,
    [`delai-${number}`]: until,
  });
/** What stands in the cells of numbers of a page. */
const numbersIn = (body: string): number[] =>
  [...body.matchAll(/<td[^>]*class="number"[^>]*>(\d+)</g)].map(([, n]) => Number(n));
const NAMES = /Zyxa|Quenotte/;
const small = (numbers: readonly number[]) => numbers.filter((n) => n > 0 && n < 5);

beforeAll(async () => {
  town = await openTown();
  coordinator = await town.desk.as('coordinator');
  reviewer = await town.desk.as('reviewer');
});

describe('a review of the volunteers', () => {
  it('answers its five questions from what was counted once, in a bounded number of requests', async () => {
    expect(await page(coordinator)).toContain('Aucune revue n’est close.');
    town.asked.requests = 0;
    expect((await coordinator.post('/revue')).status).toBe(303);
    expect(town.asked.requests).toBeLessThanOrEqual(62);
    town.asked.requests = 0;
    const open = await html(coordinator, '/revue');
    expect(town.asked.requests).toBeLessThanOrEqual(8);
    expect(plain(open)).toMatch(/Qui a besoin d’un mot cette semaine \? \d+ bénévoles/);
    expect(open).toMatch(NAMES);
    expect(plain(open)).toContain('Les nombres sont trop petits pour comparer les secteurs.');
    for (const question of [
      'Le réseau fatigue-t-il ?',
      'Qu’est-ce qui n’est pas couvert ?',
      'Qui est venu, qui est parti, pourquoi ?',
    ])
      expect(plain(open)).toContain(question);
    expect(plain(open)).toContain('Pauses, faits et propositions : relevés mardi 24 novembre à 12 h');
    expect(await page(reviewer)).toContain('est en cours à la coordination');
  });

  it('takes a decision once however often it is sent, with an owner, a day, and no name in it', async () => {
    expect((await decide(1, { measure: 'uncovered', sector: 'planoise' })).status).toBe(303);
    expect((await decide(1)).status).toBe(303);
    expect((await book(town.desk))?.decisions).toHaveLength(1);
    const named = await decide(2, { what: 'Alléger le rythme de Zyxa1 et des autres.' });
    expect(named.status).toBe(303);
    const volunteer = (await town.store.index('list', { partition: 'besancon#volunteer#active' })).items[0]
      ?.data as { lastName: string };
    const refused = await decide(3, { what: `Voir avec ${volunteer.lastName} pour janvier.` });
    expect(refused.status).toBe(422);
    expect(plain(await refused.text())).toContain('est le nom de quelqu’un');
    expect((await decide(3, { due: '2026-01-01' })).status).toBe(422);
    expect((await decide(3, { owner: '' })).status).toBe(422);
    expect((await coordinator.post('/revue/decisions/2/retirer')).status).toBe(303);
    expect((await book(town.desk))?.decisions.map(({ number }) => number)).toEqual([1]);
    await decide(3, { what: 'Appeler ceux qui n’ont pas eu de pause.', measure: 'no-pause' });
  });

  it('is closed as it was said; its decisions come back at the next one until they are answered', async () => {
    expect((await coordinator.post('/revue/clore', { summary: 'Un trimestre calme.' })).status).toBe(303);
    expect(plain(await (await coordinator.post('/revue')).text())).toContain('déjà close');
    const said = await page(coordinator, '/revue/passees/2026-11-24');
    expect(said).toContain('Un trimestre calme.');

    town.desk.moveTo(plus(NOW, { days: 70 }));
    coordinator = await town.desk.as('coordinator', { id: staffIdOf('coordinator') });
    reviewer = await town.desk.as('reviewer');
    await coordinator.post('/revue');
    const back = await page(coordinator);
    expect(back).toContain('2 décisions en cours, 2 sans réponse');
    expect(back).toMatch(
      /missions sans personne, en quatre semaines, Planoise.*Le 24 novembre 2026 : \d+ sur \d+ ; aujourd’hui : 0 sur 0/,
    );
    expect(await page(coordinator, '/revue/clore')).toContain('Des décisions d’avant attendent une réponse.');
    expect((await coordinator.post('/revue/clore')).status).toBe(409);
    expect((await answer(1, 'done', '')).status).toBe(422);
    expect((await answer(3, 'continued', 'Quatre appels faits.')).status).toBe(422);
    expect((await answer(1, 'done', 'Le groupe s’est tenu deux fois.')).status).toBe(303);
    expect((await answer(3, 'continued', 'Quatre appels faits.', '2027-03-01')).status).toBe(303);
    expect((await coordinator.post('/revue/clore')).status).toBe(303);
    expect((await book(town.desk))?.decisions.map(({ number }) => number)).toEqual([3]);
    // What was said then reads as it did.
    expect(await page(coordinator, '/revue/passees/2026-11-24')).toBe(said);
    expect(await page(coordinator, '/revue/passees/2027-02-02')).toContain(
      'Faite Le 2 février 2027, mesure : 0 sur 0. Le groupe s’est tenu deux fois.',
    );
  });
});

describe('how volunteers say they are', () => {
  it('is read in the same groups by the coordination and by the direction, on the page and in the file', async () => {
    const path = '/revue/passees/2026-11-24';
    const groups = (body: string) =>
      /Comment disent aller les bénévoles.*?(?=Ce qui est relevé|Ce que deviennent)/.exec(body)?.[0];
    const [known, told] = [groups(await page(coordinator, path)), groups(await page(reviewer, path))];
    expect(known).toMatch(
      /de juillet à septembre 2026, le dernier trimestre terminé, comptées le 24 novembre 2026/,
    );
    expect(known).toMatch(/Secteur À entourer Ça va Pas de réponse Bénévoles .*Ensemble (\d+|non dit) /);
    expect(told).toBe(known);
    const lines = async (browser: TestBrowser) =>
      (await html(browser, `${path}/chiffres.csv`))
        .split('\r\n')
        .filter((line) => line.startsWith('Point du trimestre'));
    expect((await lines(reviewer)).length).toBeGreaterThan(8);
    expect(await lines(reviewer)).toEqual(await lines(coordinator));
  });
});

describe('a review counted before the first night', () => {
  it('tells no quarter: the next review is the first to tell it', async () => {
    const store = memoryTable();
    await store.commit([put(volunteerKind, aReadyVolunteer(1), 'absent'), put(townKind, aTown(), 'absent')]);
    const { figures, groups } = await readFigures(store, 'besancon', dayOf(NOW), NOW, undefined);
    expect([figures.weariness, figures.quarter, groups]).toEqual([null, undefined, undefined]);
    await firstNight(store, NOW);
    const next = await readFigures(store, 'besancon', dayOf(NOW), NOW, { told: {}, figures });
    expect(next.figures.quarter).toMatchObject({ from: '2026-07-01', to: '2026-09-30' });
  });
});

describe('a review of a town of 400 volunteers', () => {
  it('asks the store as often as for forty: nobody is read one by one', async () => {
    const requestsFor = async (people: number): Promise<number> => {
      const store = memoryTable();
      const volunteers = Array.from({ length: people }, (_, n) => aReadyVolunteer(n));
      for (let at = 0; at < people; at += 50)
        await store.commit(volunteers.slice(at, at + 50).map((one) => put(volunteerKind, one, 'absent')));
      await store.commit([put(townKind, aTown(), 'absent')]);
      await firstNight(store, NOW);
      const { table, asked } = countingTable(store);
      const { figures } = await readFigures(table, 'besancon', dayOf(NOW), NOW, undefined);
      expect(figures.weariness?.looked).toBe(people);
      return asked();
    };
    const [forty, many] = [await requestsFor(40), await requestsFor(400)];
    // Of what each carries, one request for a hundred.
    expect(many - forty).toBe(3);
    expect(many).toBeLessThanOrEqual(60);
  });
});

describe('the documents of the year', () => {
  it('count the activity month by month, in a bounded number of requests, and say what is not known', async () => {
    town.desk.moveTo(plus(NOW, { days: 70 }));
    coordinator = await town.desk.as('coordinator');
    reviewer = await town.desk.as('reviewer');
    expect(await page(coordinator, '/rapports')).toContain('Aucun rapport d’activité.');
    town.asked.requests = 0;
    expect((await coordinator.post('/rapports/activite/2026')).status).toBe(303);
    // A month: its days, flags, lists with a few counters each, sixteen shards of the SMS ledger.
    expect(town.asked.requests).toBeLessThanOrEqual(12 * 110);
    town.asked.requests = 0;
    const told = await page(reviewer, '/rapports/activite/2026');
    expect(town.asked.requests).toBeLessThanOrEqual(6);
    expect(told).toContain('Du 1er janvier au 31 décembre 2026');
    expect(told).toMatch(/Signalements reçus \d+/);
    expect(told).toContain('Rien n’est noté avant septembre 2026');
    expect(told).toMatch(
      /Missions faites, par mois Mois Faites septembre 2026 \d+ octobre 2026 \d+ novembre 2026 \d+/,
    );
    expect(told).toContain('Ce que ce rapport ne sait pas');
    expect(told).not.toContain('Recompter ce rapport');
    expect((await reviewer.post('/rapports/activite/2026')).status).toBe(403);
    expect((await coordinator.post('/rapports/activite/2031')).status).toBe(409);
  });

  it('tell the needs by sector, hold the next to what was told, and keep nobody', async () => {
    expect((await coordinator.post('/rapports/besoins')).status).toBe(303);
    const told = await page(reviewer, '/rapports/besoins/2027');
    expect(told).toContain('Situation, par secteur');
    expect(told).toMatch(/Toute la ville (\d+|non dit)/);
    const kept = JSON.stringify(
      (await town.store.index('list', { partition: 'besancon#needs' })).items.map(({ data }) => data),
    );
    expect(kept).not.toMatch(/sen_|flg_|Zyxa/);
    const before = await html(reviewer, '/rapports/besoins/2027/chiffres.csv');
    expect((await coordinator.post('/rapports/besoins')).status).toBe(303);
    expect(await html(reviewer, '/rapports/besoins/2027/chiffres.csv')).toBe(before);
  });
});

describe('whoever reads without knowing the people', () => {
  it('reads no name on any page of the desk, in HTML or in a file', async () => {
    const paths = [
      ...new Set(town.desk.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
    ]
      .filter((path) => !path.includes('*'))
      .map((path) =>
        path
          .replace('passees/:day', 'passees/2026-11-24')
          .replace(':year', '2026')
          .replaceAll(/:[a-z]+/gi, '1'),
      );
    const opened: string[] = [];
    for (const path of paths) {
      const got = await reviewer.get(path);
      const body = await got.text();
      expect(body, path).not.toMatch(NAMES);
      if (got.status === 200) opened.push(path);
    }
    expect(opened).toEqual(
      expect.arrayContaining([
        '/revue',
        '/revue/passees/2026-11-24',
        '/revue/passees/2026-11-24/chiffres.csv',
        '/rapports',
        '/rapports/activite/2026/chiffres.csv',
        '/engagement/mouvements',
      ]),
    );
  });

  it('reads no count of one to four, in a closed review, a report, or their files', async () => {
    for (const path of [
      '/revue/passees/2026-11-24',
      '/revue/passees/2027-02-02',
      '/rapports/activite/2026',
      '/rapports/besoins/2027',
    ]) {
      const body = await html(reviewer, path);
      expect(numbersIn(body).length).toBeGreaterThan(10);
      expect(small(numbersIn(body))).toEqual([]);
      const bytes = new Uint8Array(await (await reviewer.get(`${path}/chiffres.csv`)).arrayBuffer());
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const file = new TextDecoder().decode(bytes);
      const numbers = file
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => Number(line.split(';').at(-1)));
      expect(small(numbers)).toEqual([]);
    }
    expect(small(numbersIn(await html(reviewer, '/engagement/mouvements')))).toEqual([]);
    expect(small(numbersIn(await html(coordinator, '/revue/passees/2026-11-24')))).not.toEqual([]);
  });

  it('may not hold a review', async () => {
    expect((await reviewer.post('/revue')).status).toBe(403);
    expect((await reviewer.get('/revue/chiffres.csv')).status).toBe(403);
    expect((await reviewer.post('/revue/clore')).status).toBe(403);
  });
});
