import { describe, expect, it } from 'vitest';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { offerKey, offerKind } from '../../../../shared/offers/store.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { put, remove, replace } from '../../../../shared/table/write.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { instant, plus } from '../../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../../shared/town/settings.ts';
import { anOffer } from '../../../builders/chain.ts';
import { missionNumber } from '../../../builders/weeks.ts';
import { missionNow, volunteerNumber } from '../../../support/chain.ts';
import { choose, keyIn, missionBecomes, propose, proposed, textOf, WEEK } from './coordinator.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

describe('before it is sent', () => {
  it('counts no text for whoever said no since, and says for whom', async () => {
    const { desk, claire } = await proposed();
    const { seniorId } = await missionNow(desk.table, planMission(3));
    const stored = await desk.table.get(seniorKind, seniorKey(seniorId));
    if (!stored) throw new Error('nobody');
    const closed = { at: instant('2026-11-24T10:00:00.000Z'), reason: 'died' };
    await desk.table.commit([
      replace(seniorKind, stored, { ...stored.value, state: 'closed', closed } as never),
    ]);
    const page = await textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`));
    expect(page).toContain('4 SMS, 0,26 € pour 5 propositions.');
    expect(page).toMatch(
      /Camille Durand-0, Mme Jeanne \S+, jeudi 10 décembre\. La personne n’est plus accompagnée/,
    );
    await claire.post('/semaine/envoyer', {
      semaine: PLAN_WEEK,
      plan: keyIn(await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text()),
    });
    const after = await textOf(claire.get(WEEK));
    expect(after).toContain('n’a pas été interrogé');
    expect(after).not.toContain('part dans la minute');
    expect(after).toContain('Sur 6 missions : 0 oui, 5 en attente de réponse, 1 à pourvoir autrement.');
  });

  it('counts no text for whoever was asked for that very visit before, nor for a file not taken up yet', async () => {
    const { desk, claire } = await proposed();
    const { seniorId } = await missionNow(desk.table, planMission(1));
    const asked = { missionId: planMission(0), volunteerId: volunteerNumber(1) };
    const visit = await missionNow(desk.table, planMission(0));
    const before = anOffer({ ...asked, state: 'declined', day: visit.day, startsAt: visit.startsAt });
    await desk.table.commit([put(offerKind, before, 'absent')]);
    const stored = await desk.table.get(seniorKind, seniorKey(seniorId));
    if (!stored) throw new Error('nobody');
    await desk.table.commit([replace(seniorKind, stored, { ...stored.value, state: 'waiting' as const })]);
    const page = await textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`));
    expect(page).toContain('Léa Durand-1, Mme Jeanne Martin, lundi 7 décembre. A déjà dit non pour cette');
    expect(page).toMatch(/Mme Jeanne Bianchi, mardi 8 décembre\. La personne n’est pas encore accompagnée\./);
    expect(page).toContain('pour 4 propositions.');
  });

  it('counts places where a mission takes two', async () => {
    const desk = await planDesk();
    const first = await desk.table.get(missionKind, missionKey(planMission(6)));
    if (!first) throw new Error('no such mission');
    const twin = { ...first.value, id: planMission(8), twinId: first.value.id };
    await desk.table.commit([replace(missionKind, first, { ...first.value, twinId: twin.id })]);
    await desk.table.commit([put(missionKind, twin, 'absent')]);
    const claire = await desk.as('coordinator');
    await propose(claire);
    expect(await textOf(claire.get(WEEK))).toContain(
      'Sur 8 places à pourvoir en 7 missions, le plan trouve quelqu’un pour 6 ; il en reste 2 sans personne.',
    );
    expect(await textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`))).toContain(
      '2 places restent sans personne',
    );
    const { page } = await choose(claire, 1, { choix: 'personne' });
    expect(page).toMatch(/Places qui trouvent quelqu’un<.*?>6<.*?>5<.*?>−1</);
    const asked = `/semaine/renforts?semaine=${PLAN_WEEK}&combien=1&secteur=palente&langue=pt`;
    expect(await textOf(claire.get(asked))).toContain('1 place de plus trouverait quelqu’un, sur 2 sans');
  });
});

describe('two weeks sent in one evening', () => {
  it('count together: what leaves with the morning is of the same seven days', async () => {
    const desk = await planDesk();
    const later = addDays(PLAN_WEEK, 7);
    for (let n = 0; n < 6; n += 1) {
      const { day, startsAt, ...visit } = await missionNow(desk.table, planMission(n));
      const next = {
        ...visit,
        id: missionNumber(900 + n),
        day: addDays(day, 7),
        startsAt: plus(startsAt, { days: 7 }),
      };
      await desk.table.commit([put(missionKind, next, 'absent')]);
    }
    const town = await desk.table.get(townKind, townKey('besancon'));
    if (!town) throw new Error('no town');
    const caps = { ...town.value.caps, offersPerWeek: 2 };
    await desk.table.commit([replace(townKind, town, { ...town.value, caps })]);
    desk.moveTo(instant('2026-11-24T21:30:00.000Z'));
    const claire = await desk.as('coordinator');
    const sending = (monday: string) => claire.get(`/semaine/envoyer?semaine=${monday}`);
    // Both were looked at before either was sent.
    await propose(claire);
    await propose(claire, later);
    expect(await textOf(sending(later))).not.toContain('Recevrait');
    const first = await (await sending(PLAN_WEEK)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(first) });
    const tooMany = 'Recevrait avec cela plus de 2 propositions en sept jours.';
    expect(await textOf(sending(later))).toContain(tooMany);
    expect(await textOf(claire.get(`/semaine?semaine=${later}`))).toContain(`${tooMany} ne partirait pas`);
    await propose(claire, later);
    expect(await textOf(sending(later))).not.toContain('Recevrait');
  });
});

describe('a choice whose search began with somebody else', () => {
  it('is not said to be texted later, and whoever is asked is named once it is proposed again', async () => {
    const { desk, claire } = await proposed();
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
    const { chosen = [], search } = await missionNow(desk.table, planMission(0));
    expect(chosen).toEqual([volunteerNumber(1)]);
    const offer = await desk.table.get(offerKind, offerKey(planMission(0), volunteerNumber(1)));
    if (!offer || !search) throw new Error('nobody was asked');
    await desk.table.commit([remove(offerKind, offer)]);
    await missionBecomes(desk, 0, { search: { ...search, open: [volunteerNumber(3)] } });
    const sent = await textOf(claire.get(WEEK));
    expect(sent).toMatch(/Mme Jeanne Martin.*?n’a pas été interrogé ; d’autres sont interrogés/);
    expect(sent).not.toContain('SMS mardi');
    await propose(claire);
    expect(await textOf(claire.get(WEEK))).toMatch(
      /Mme Jeanne Martin.*?Zoé Durand-3 quelqu’un est interrogé/,
    );
  });
});

describe('a choice who said no', () => {
  it('counts among those looked for while the search goes on, and is not said to be once nobody is left to ask', async () => {
    const { desk, claire } = await proposed();
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
    const { search } = await missionNow(desk.table, planMission(0));
    const offer = await desk.table.get(offerKind, offerKey(planMission(0), volunteerNumber(1)));
    if (!offer || !search) throw new Error('nobody was asked');
    await desk.table.commit([replace(offerKind, offer, { ...offer.value, state: 'declined' as const })]);
    await missionBecomes(desk, 0, { search: { ...search, open: [] } });
    const looking = await textOf(claire.get(WEEK));
    expect(looking).toMatch(/Mme Jeanne Martin.*?la recherche continue/);
    expect(looking).toContain('5 en attente de réponse, 1 dont la recherche continue.');
    const endedAt = instant('2026-11-24T12:00:00.000Z');
    await missionBecomes(desk, 0, { search: { ...search, open: [], endedAt } });
    const over = await textOf(claire.get(WEEK));
    expect(over).toMatch(/Mme Jeanne Martin.*?plus personne à interroger/);
    expect(over).not.toContain('la recherche continue');
    expect(over).toContain('5 en attente de réponse, 1 à pourvoir autrement.');
  });
});

describe('sent at night', () => {
  it('says, when it is proposed again before the morning, that what was sent leaves all the same', async () => {
    const { desk, claire } = await proposed();
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    desk.moveTo(instant('2026-11-24T21:30:00.000Z'));
    const night = await desk.as('coordinator');
    await night.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
    expect(await textOf(night.get(WEEK))).toContain('6 dont le SMS attend les heures permises');
    await propose(night);
    expect(await textOf(night.get(WEEK))).toContain(
      '6 propositions déjà envoyées partent aux heures permises, sans attendre ce nouveau plan.',
    );
    // Nobody was told of anything yet.
    expect(await textOf(night.get(WEEK))).not.toContain('comme annoncé');
  });
});

describe('a mission for two sent at night', () => {
  it('counts as two texts that leave with the morning, and as two after it is proposed again', async () => {
    const desk = await planDesk();
    const first = await desk.table.get(missionKind, missionKey(planMission(4)));
    if (!first) throw new Error('no such mission');
    const twin = { ...first.value, id: planMission(8), twinId: first.value.id };
    await desk.table.commit([
      replace(missionKind, first, { ...first.value, twinId: twin.id }),
      put(missionKind, twin, 'absent'),
    ]);
    desk.moveTo(instant('2026-11-24T21:30:00.000Z'));
    const claire = await desk.as('coordinator');
    await propose(claire);
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
    const sent = /(\d+) dont le SMS attend les heures permises/.exec(await textOf(claire.get(WEEK)))?.[1];
    expect(Number(sent)).toBeGreaterThan(0);
    const both = await Promise.all(
      [planMission(4), twin.id].map(async (id) => (await missionNow(desk.table, id)).chosen),
    );
    expect(both.flat()).toHaveLength(2);
    await propose(claire);
    expect(await textOf(claire.get(WEEK))).toContain(`${sent} propositions déjà envoyées partent aux heures`);
  });
});
