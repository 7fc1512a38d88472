import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceSchema } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { create } from '../../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import {
  type Movement,
  movementKind,
  movementSchema,
} from '../../../../shared/volunteers/movements/movement.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aConsent, aMission, aSenior, TUESDAY_NOON } from '../../../builders/chain.ts';
import { missionNumber, seniorNumber } from '../../../builders/weeks.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { type TestBrowser, testDesk } from '../../../support/desk.ts';
import { firstNight } from '../../../support/night.ts';
import { planDesk } from '../plan/town.ts';

const PAGE = '/engagement/prevision';
const textOf = async (answer: Response): Promise<string> =>
  (await answer.text())
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const read = async (browser: TestBrowser, path = PAGE) => textOf(await browser.get(path));

const TODAY = dayOf(TUESDAY_NOON);
const ago = (days: number) => addDays(TODAY, -days);
const WEEKS_SEEN = 10;

/** Eight volunteers, one in a pause without a date, who went to somebody each Wednesday for ten weeks; six have left. */
const townWithPast = async () => {
  const desk = await testDesk({ town: { caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 1 } } });
  const there = Array.from({ length: 8 }, (_, n) =>
    aReadyVolunteer(n, n === 7 ? { state: 'paused' } : { availability: ['wed-am', 'wed-pm'] }),
  );
  const move = (n: number, seq: number, to: Movement['to'], days: number) =>
    movementSchema.parse({
      volunteerId: volunteerNumber(n),
      town: 'besancon',
      seq,
      to,
      at: instantOf(ago(days), civilTime('10:00')),
      on: ago(days),
      band: 'unknown',
      programmes: [],
      paired: false,
    });
  const services = [0, 1, 2].map((n) => ({
    senior: seniorNumber(n),
    service: `ser_${String(n).repeat(26)}`,
  }));
  await desk.table.commit([
    ...there.map((one) => create(volunteerKind, one)),
    ...there.map(({ id }) =>
      create(loadKind, { ...emptyLoad(id), answers: { accepted: 6, declined: 2, silent: 2 } }),
    ),
    ...Array.from({ length: 14 }, (_, n) => [
      create(movementKind, move(n, 1, 'candidate', 330)),
      create(movementKind, move(n, 2, 'active', 300)),
      ...(n > 7 ? [create(movementKind, move(n, 3, 'left', 290 - 20 * n + 8))] : []),
      ...(n === 7 ? [create(movementKind, move(n, 3, 'paused', 20))] : []),
    ]).flat(),
    ...services.flatMap(({ senior, service }, n) => [
      create(seniorKind, aSenior({ id: senior })),
      create(consentKind, aConsent({ seniorId: senior })),
      create(
        serviceKind,
        serviceSchema.parse({
          id: service,
          town: 'besancon',
          seniorId: senior,
          programme: 'FRIENDLY_VISIT',
          state: n === 2 ? 'proposed' : 'open',
          cadence: n === 0 ? 'weekly' : 'fortnightly',
          weekday: 3,
          time: '14:30',
          durationMinutes: 60,
          wishes: '',
          startsOn: ago(100),
          pairings: [],
          createdAt: instantOf(ago(100), civilTime('10:00')),
        }),
      ),
    ]),
  ]);
  const days = Array.from({ length: WEEKS_SEEN }, (_, w) => addDays(ago(6), -7 * w));
  for (const [w, day] of days.entries())
    await desk.table.commit(
      [0, 1, 2, 3, 4, 5, 6].map((n) =>
        create(
          missionKind,
          aMission({
            id: missionNumber(100 * w + n),
            state: 'done',
            day,
            startsAt: instantOf(day, civilTime('14:30')),
            holder: { volunteerId: volunteerNumber(n), since: TUESDAY_NOON, via: 'link', devices: [] },
          }),
        ),
      ),
    );
  await firstNight(desk.table, TUESDAY_NOON);
  return desk;
};

describe('the months to come', () => {
  it('set what will be asked beside what can be carried, week by week, with what it rests on', async () => {
    const desk = await townWithPast();
    const claire = await desk.as('coordinator');
    const html = await (await claire.get(PAGE)).text();
    expect(html.match(/<tr class="">/g)?.length).toBe(26);
    expect(html).toContain('<svg class="chart"');
    expect(html).toMatch(/aria-label="Visites par semaine, du 30 novembre 2026 au 24 mai 2027/);
    const page = await read(claire);
    // One or two visits a week for seven people who make one each.
    expect(page).toContain(
      'Sur les 26 prochaines semaines, le réseau porte le besoin tel qu’il est prévu aujourd’hui.',
    );
    expect(page).toContain('1 demande pas encore commencée y ajouterait 1 visite par semaine.');
    expect(page).toContain('7 bénévoles actifs, 63 visites faites en 9 semaines, 2 accompagnements en cours');
    expect(page).toContain('7 bénévoles actifs ; 1 en pause, dont 1 sans date de retour');
    expect(page).toContain(
      'courbe de maintien, selon l’ancienneté de chacun (6 départs parmi 14 bénévoles suivis',
    );
    expect(page).toContain(
      'trop peu vues pour en prévoir d’autres (1) ; sans date de retour, la personne est comptée absente',
    );
    expect(page).toContain('au rythme passé : 14 arrivées et retours en');
    expect(page).toContain('Part de oui 60 % des propositions (48 sur 80)');
    // Nothing is written by looking, and the same morning says the same.
    expect(await read(claire)).toBe(page);
    // From the waiting list, no week being planned; one click asks.
    expect(page).toContain('Aucun plan de semaine n’est enregistré');
    const [, first = ''] = /<a class="button second" href="([^"]+)"/.exec(html) ?? [];
    const asked = await read(claire, first.replaceAll('&amp;', '&'));
    expect(asked).toContain(
      'Avec 3 bénévoles de plus à Planoise, libres le mercredi, 3 personnes en attente seraient servies.',
    );
    expect(asked).toContain('3 accompagnements sur 3 sans bénévole attitré');

    const reviewer = await read(await desk.as('reviewer'));
    expect(reviewer).toContain('moins de 5 en pause');
    expect(reviewer).not.toContain('1 en pause');
    // « Arrivées et départs » tells everybody enrolled: the active alone would give the one who pauses.
    expect(reviewer).toContain('8 bénévoles inscrits, dont moins de 5 en pause');
    expect(reviewer).not.toContain('7 bénévoles actifs');
    expect(reviewer).not.toContain('Et si des bénévoles');
    expect((await (await desk.as('social-worker')).get(PAGE)).status).toBe(403);
  });

  it('says from which week on it is not enough', async () => {
    const desk = await townWithPast();
    for (const n of [3, 4, 5, 6, 7, 8, 9])
      await desk.table.commit([
        create(seniorKind, aSenior({ id: seniorNumber(n) })),
        create(consentKind, aConsent({ seniorId: seniorNumber(n) })),
        create(
          serviceKind,
          serviceSchema.parse({
            id: `ser_${String(n).repeat(26)}`,
            town: 'besancon',
            seniorId: seniorNumber(n),
            programme: 'FRIENDLY_VISIT',
            state: 'open',
            cadence: 'daily',
            weekday: 1,
            time: '10:00',
            durationMinutes: 60,
            wishes: '',
            startsOn: '2027-01-04',
            pairings: [],
            createdAt: TUESDAY_NOON,
          }),
        ),
      ]);
    const page = await read(await desk.as('coordinator'));
    expect(page).toContain(
      'À partir de la semaine du 4 janvier 2027, le besoin dépasse ce que le réseau peut porter.',
    );
    expect(page).toMatch(
      /Cette semaine-là : 5[01] visites à faire\. À son rythme, le réseau en ferait \d+ \(entre \d+ et \d+\)\. Même le haut de l’intervalle n’y suffit pas\./,
    );
    expect(page).toContain('cela ne suffirait pas, il faut recruter.');
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
