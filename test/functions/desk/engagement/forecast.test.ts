import { describe, expect, it } from 'vitest';
import { demonstration } from '../../../../functions/local/demonstration/seed.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { APP_SECRET, ISSUER, type TestBrowser, testDesk } from '../../../support/desk.ts';
import { planDesk } from '../plan/town.ts';

const PAGE = '/engagement/prevision';
const textOf = async (answer: Response): Promise<string> =>
  (await answer.text())
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const read = async (browser: TestBrowser, path = PAGE) => textOf(await browser.get(path));

/** The demonstration town: twelve weeks of visits, forty volunteers. */
const demonstrationDesk = async (now: Instant = TUESDAY_NOON) => {
  const table = memoryTable();
  const writes = demonstration({ townId: 'besancon', appSecret: APP_SECRET, issuer: ISSUER }, now);
  for (let i = 0; i < writes.length; i += 100) await table.commit(writes.slice(i, i + 100));
  return testDesk({ table, town: 'none', now });
};

describe('the months to come', () => {
  it('set what will be asked beside what can be carried, week by week, with what it rests on', async () => {
    const desk = await demonstrationDesk();
    const claire = await desk.as('coordinator');
    const html = await (await claire.get(PAGE)).text();
    expect(html.match(/<tr class="">/g)?.length).toBe(26);
    expect(html).toContain('<svg class="chart"');
    expect(html).toMatch(/aria-label="Visites par semaine, du 30 novembre 2026 au 24 mai 2027/);
    const page = await read(claire);
    expect(page).toMatch(/À partir de la semaine du \d+ \S+ 202[67], le besoin dépasse ce que le réseau/);
    expect(page).toMatch(/Présents 29 bénévoles actifs ; 3 en pause, dont 1 sans date de retour/);
    expect(page).toMatch(/courbe de maintien, selon l’ancienneté de chacun \(\d+ départs parmi/);
    expect(page).toMatch(/au rythme passé : \d+ arrivées et retours en un an/);
    expect(page).toMatch(/Pauses celles déclarées seulement : trop peu vues/);
    expect(page).toMatch(/Part de oui \d+ % des propositions/);
    // Nothing is written by looking, and the same morning says the same.
    expect(await read(claire)).toBe(page);
    // From the waiting list, no week being planned; one click asks.
    expect(page).toContain('Aucun plan de semaine n’est enregistré');
    const [, first = ''] = /<a class="button second" href="([^"]+)"/.exec(html) ?? [];
    const asked = await read(claire, first.replaceAll('&amp;', '&'));
    expect(asked).toMatch(/Avec 3 bénévoles de plus à [^.]+, \d+ personnes? en attente serai(en)?t servie/);
    expect(asked).toContain('c’est un ordre de grandeur');

    const reviewer = await read(await desk.as('reviewer'));
    expect(reviewer).toContain('moins de 5 en pause');
    expect(reviewer).not.toContain('3 en pause');
    expect(reviewer).not.toContain('Et si des bénévoles');
    expect((await (await desk.as('social-worker')).get(PAGE)).status).toBe(403);
  });

  it('says that nothing is known yet where few people or few weeks were seen, and still tells the need', async () => {
    const desk = await planDesk();
    const page = await read(await desk.as('coordinator'));
    expect(page).toContain('Ce que le réseau peut porter n’est pas encore connu.');
    expect(page).toContain('il y a 4 bénévoles et 0 semaine');
    expect(page).toContain('inconnu');
    expect(page).not.toMatch(/le besoin dépasse/);
    const empty = await read(await (await testDesk()).as('coordinator'));
    expect(empty).toContain('il y a 0 bénévole et 0 semaine');
  });

  it('answer from the stored week where there is one: at its prices, then exactly', async () => {
    const desk = await planDesk();
    const claire = await desk.as('coordinator');
    await claire.post('/semaine/proposer', { semaine: '2026-12-07' });
    const page = await read(claire);
    expect(page).toContain(
      'D’après le plan de la semaine du lundi 7 au dimanche 13 décembre : 1 visite n’y trouve personne.',
    );
    // Nobody speaks Portuguese: more hands alone do not help.
    expect(page).toMatch(/Palente, le \S+, parlant portugais 1 visite de plus/);
    const ask = `${PAGE}?combien=1&secteur=palente&trajet=walk`;
    const without = await read(claire, ask);
    expect(without).toContain('Avec 1 bénévole de plus à Palente, personne de plus ne serait servi.');
    expect(without).toContain('tient à autre chose qu’au nombre');
    const speaking = await read(claire, `${ask}&langue=pt`);
    expect(speaking).toContain(
      'Avec 1 bénévole de plus à Palente, parlant portugais, 1 personne en attente serait servie.',
    );
    expect(speaking).toContain('1 visite de plus trouverait quelqu’un, sur 1 sans personne.');
    expect(speaking).toContain('Estimation, aux prix du plan : 1 visite. Les deux disent la même chose.');
    const half = await read(claire, `${ask}&langue=pt&libre=mon-am&libre=mon-pm&libre=wed-am`);
    expect(half).toContain('libre le lundi et le mercredi matin, parlant portugais');
    const wrong = await claire.get(ask.replace('combien=1', 'combien=beaucoup'));
    expect(wrong.status).toBe(422);
    expect(await textOf(wrong)).toContain('Combien : écrivez un nombre de 1 à 20.');
  });
});
