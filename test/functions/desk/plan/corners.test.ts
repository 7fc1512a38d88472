import { describe, expect, it } from 'vitest';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKey, loadKind, offerKey, offerKind } from '../../../../shared/offers/store.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { put, remove, replace } from '../../../../shared/table/write.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { instant, minus, plus } from '../../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { anOffer, TUESDAY_NOON } from '../../../builders/chain.ts';
import { missionNumber } from '../../../builders/weeks.ts';
import { missionNow, volunteerNumber } from '../../../support/chain.ts';
import type { TestBrowser, TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
const missionPath = (n: number) => `/semaine/missions/${planMission(n)}`;
const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text())
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.)])/g, '$1')
    .replaceAll('( ', '(');
const keyIn = (page: string): string => /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';
const planNow = async (desk: TestDesk) =>
  (await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK))))?.value;
const propose = (claire: TestBrowser, semaine: string = PLAN_WEEK) =>
  claire.post('/semaine/proposer', { semaine });

const proposed = async (options: Parameters<typeof planDesk>[0] = {}) => {
  const desk = await planDesk(options);
  const claire = await desk.as('coordinator');
  await propose(claire);
  return { desk, claire };
};
const volunteerBecomes = async (desk: TestDesk, n: number, more: Partial<Volunteer>) => {
  const stored = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(n)));
  if (!stored) throw new Error('no such volunteer');
  await desk.table.commit([replace(volunteerKind, stored, { ...stored.value, ...more })]);
};
const missionBecomes = async (desk: TestDesk, n: number, more: Partial<Mission>) => {
  const stored = await desk.table.get(missionKind, missionKey(planMission(n)));
  if (!stored) throw new Error('no such mission');
  await desk.table.commit([replace(missionKind, stored, { ...stored.value, ...more })]);
};
const choose = async (claire: TestBrowser, n: number, choice: Record<string, string>) => {
  const page = await (await claire.get(`${missionPath(n)}/changer?${new URLSearchParams(choice)}`)).text();
  const keep = () => claire.post(`${missionPath(n)}/changer`, { ...choice, plan: keyIn(page) });
  return { page, keep };
};
const ROUND = {};

describe('missions that no plan chooses for', () => {
  it('are not called new for ever, nor offered to be changed', async () => {
    const { desk, claire } = await proposed();
    await missionBecomes(desk, 5, { round: ROUND });
    await propose(claire);
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Fait partie d’une tournée. hors du plan');
    expect(page).not.toContain('arrivée depuis');
    expect(page).not.toContain('Changer pour Mme Jeanne Roussel');
    // The list of those without anybody is not made longer by them.
    const byVolunteer = await textOf(claire.get(`${WEEK}&vue=benevole`));
    expect(byVolunteer).toMatch(
      /Personne encore, 1 mission.*Hors du plan, 1 mission.*Fait partie d’une tournée/,
    );
    const direct = await textOf(claire.get(missionPath(5)));
    expect(direct).toContain('Le plan ne choisit personne pour cette mission');
    expect(direct).not.toContain('arrivée depuis');
    const hand = await claire.get(`${missionPath(5)}/changer?choix=personne`);
    expect(hand.status).toBe(409);
  });

  it('leave nothing to plan in a week made of them', async () => {
    const desk = await planDesk({ missions: 1 });
    await missionBecomes(desk, 0, { round: ROUND });
    const page = await textOf((await desk.as('coordinator')).get(WEEK));
    expect(page).toContain('Rien à planifier cette semaine-là.');
    expect(page).not.toContain('Proposer la semaine');
  });
});

describe('a volunteer who can no longer go', () => {
  it('is said so where the plan still names them, and costs no later choice by hand anything', async () => {
    const { desk, claire } = await proposed();
    await volunteerBecomes(desk, 1, { state: 'paused' });
    expect(await textOf(claire.get(WEEK))).toMatch(
      /Mme Jeanne Martin.*?Léa Durand-1.*?n’est plus disponible/,
    );
    expect(await textOf(claire.get(missionPath(0)))).toContain(
      'des bénévoles, des missions ou leurs places ont changé',
    );
    const { page } = await choose(claire, 1, { choix: 'personne' });
    expect(page).toContain('1\u00a0mission de moins trouve quelqu’un');
    expect(page).not.toContain('visiteur habituel de');
    expect(page).toContain('« Avant » est le plan refait avec cela');
  });

  it('is told from whoever still can by the rule that keeps them away, and a mission called off is said so', async () => {
    const { desk, claire } = await proposed();
    expect(await textOf(claire.get(WEEK))).not.toMatch(/plus disponible|annulée/);
    await volunteerBecomes(desk, 1, { availability: ['sun-pm'] });
    await missionBecomes(desk, 4, { state: 'cancelled' });
    const page = await textOf(claire.get(WEEK));
    expect(page).toMatch(/Mme Jeanne Martin.*?Léa Durand-1 Pas libre le lundi matin. n’est plus disponible/);
    expect(page).toMatch(/Mme Jeanne Lefebvre.*?personne mission annulée/);
    expect(page).toContain('1 mission de ce plan a été annulée depuis');
    expect(await textOf(claire.get(missionPath(0)))).toContain(
      'Le choix de Léa Durand-1 ne tient plus. Pas libre le lundi matin.',
    );
  });

  it('is told to whoever had chosen them, and the choice can be forgotten', async () => {
    const { desk, claire } = await proposed();
    await (await choose(claire, 0, { choix: 'elle', benevole: volunteerNumber(3) })).keep();
    await volunteerBecomes(desk, 3, { availability: ['sun-pm'] });
    await propose(claire);
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Votre choix ne tient plus : Zoé Durand-3. Pas libre le lundi matin.');
    expect(page).toContain('1 choix gardé, dont 1 qui ne tient plus.');
    await volunteerBecomes(desk, 3, { state: 'left' });
    await propose(claire);
    const mission = await (await claire.get(missionPath(0))).text();
    expect(mission).toContain('N’est plus en activité.');
    await claire.post(`${missionPath(0)}/liberer`, {
      plan: keyIn(mission),
      quoi: 'choix',
      benevole: volunteerNumber(3),
    });
    expect((await planNow(desk))?.locks).toEqual([]);
    expect(await textOf(claire.get(WEEK))).not.toContain('ne tient plus');
  });
});

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

describe('one volunteer for the week', () => {
  it('is named where the mission at another hour would suit them, and an exchange is not called nothing', async () => {
    const { claire } = await proposed({ missions: 3, volunteers: 1 });
    expect(await textOf(claire.get(WEEK))).toContain('la mission trouverait quelqu’un (Camille Durand-0).');
    expect(await textOf(claire.get(missionPath(2)))).toContain('Pourquoi pas ce bénévole');
    const { page } = await choose(claire, 0, { choix: 'sauf', benevole: volunteerNumber(0) });
    expect(page).toContain('Une mission perd quelqu’un, une autre en trouve.');
  });

  it('is not promised more texts than the town allows', async () => {
    const { desk, claire } = await proposed();
    const sending = () => textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`));
    expect(await sending()).toContain('Camille Durand-0 (2)');
    // Asked four times meanwhile by searches of this week: one more offer is left of the five.
    const asked = await desk.table.get(loadKind, loadKey(volunteerNumber(0)));
    const offersSentAt = [1, 2, 3, 4].map((days) => minus(TUESDAY_NOON, { days }));
    const load = { ...(asked?.value ?? emptyLoad(volunteerNumber(0))), offersSentAt };
    await desk.table.commit([put(loadKind, load, 'any')]);
    const tooMany = 'Recevrait avec cela plus de 5 propositions en sept jours.';
    expect(await sending()).toMatch(/Camille Durand-0, Mme Jeanne \S+, \S+ \d+ décembre\. Recevrait avec/);
    expect(await textOf(claire.get(WEEK))).toContain(`${tooMany} ne partirait pas`);
    // What the page advises is true: proposed again, somebody else is chosen or nobody, and each text may leave.
    await propose(claire);
    const again = await sending();
    expect(again).not.toContain('Recevrait');
    expect(again).not.toContain('Camille Durand-0 (');
    expect(await textOf(claire.get(WEEK))).not.toContain('ne partirait pas');
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

describe('a form pressed twice', () => {
  it('keeps a choice once, and says that it is kept', async () => {
    const { desk, claire } = await proposed();
    const { keep } = await choose(claire, 0, { choix: 'elle', benevole: volunteerNumber(3) });
    const answers = [await keep(), await keep()];
    expect(answers.map((answer) => answer.headers.get('location'))).toEqual([
      `${WEEK}&dit=garde&groupe=${PLAN_WEEK}#${planMission(0)}`,
      `${WEEK}&dit=garde&groupe=${PLAN_WEEK}#${planMission(0)}`,
    ]);
    expect((await planNow(desk))?.locks).toHaveLength(1);
    const page = await (await claire.get(missionPath(0))).text();
    const free = () =>
      claire.post(`${missionPath(0)}/liberer`, {
        plan: keyIn(page),
        quoi: 'choix',
        benevole: volunteerNumber(3),
      });
    const there = `${WEEK}&dit=libere&groupe=${PLAN_WEEK}#${planMission(0)}`;
    expect((await free()).headers.get('location')).toBe(there);
    expect((await free()).headers.get('location')).toBe(there);
    // Whoever has forty of them goes on with the next line, not from the top of the page.
    expect((await (await claire.get(WEEK)).text()).split(`<tr id="${planMission(0)}"`)).toHaveLength(2);
  });
});

describe('a week that has begun', () => {
  it('is neither proposed nor sent, and says why', async () => {
    const { desk, claire } = await proposed();
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    desk.moveTo(instant('2026-12-07T07:00:00.000Z'));
    const monday = await desk.as('coordinator');
    const shown = await textOf(monday.get(WEEK));
    expect(shown).toContain('Cette semaine a commencé sans que ce plan soit envoyé');
    expect(shown).not.toContain('Proposer de nouveau');
    expect(shown).not.toContain('Envoyer les propositions');
    expect((await propose(monday)).headers.get('location')).toBe(`${WEEK}&dit=passe`);
    const sent = await monday.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
    expect(sent.headers.get('location')).toBe(`${WEEK}&dit=passe`);
    expect((await planNow(desk))?.state).toBe('proposed');
  });

  it('without a plan offers none', async () => {
    const desk = await planDesk({ now: instant('2026-12-08T09:00:00.000Z') });
    const page = await textOf((await desk.as('coordinator')).get(WEEK));
    expect(page).toContain('Cette semaine a commencé sans plan.');
    expect(page).not.toContain('Proposer la semaine');
  });
});

describe('addresses nobody should have typed', () => {
  it.each([
    ['a view that is no view', `${WEEK}&vue=toString`, 200],
    ['a word that nothing says', `${WEEK}&dit=constructor`, 200],
    ['a week far from any', '/semaine?semaine=9999-12-31', 200],
    [
      'a sector that is not of the town',
      `/semaine/renforts?semaine=${PLAN_WEEK}&combien=3&secteur=paris`,
      422,
    ],
    ['no sector', `/semaine/renforts?semaine=${PLAN_WEEK}&combien=3`, 422],
    [
      'a language that is none',
      `/semaine/renforts?semaine=${PLAN_WEEK}&combien=3&secteur=planoise&langue=zz%27`,
      422,
    ],
  ])('%s: %s', async (_, path, status) => {
    const { claire } = await proposed();
    const answer = await claire.get(path);
    expect(answer.status).toBe(status);
    expect(await textOf(answer)).not.toContain('9999');
  });

  it.each(['9999-12-31', '0001-01-01', '2031-01-06'])(
    'proposes and sends no week of %s, and says so',
    async (semaine) => {
      const { desk, claire } = await proposed();
      const sending = claire.post('/semaine/envoyer', { semaine, plan: '0123456789abcdef' });
      for (const answer of [await propose(claire, semaine), await sending]) {
        expect(answer.headers.get('location')).toBe('/semaine?dit=loin');
        expect(await textOf(claire.get('/semaine?dit=loin'))).toContain('à plus d’un an d’ici');
      }
      expect((await planNow(desk))?.state).toBe('proposed');
    },
  );

  it('asks what newcomers would change in a town without sectors', async () => {
    const { claire } = await proposed({ town: { sectors: [] } });
    const answer = await claire.get(`/semaine/renforts?semaine=${PLAN_WEEK}&combien=1&langue=pt`);
    expect(answer.status).toBe(200);
    const page = await textOf(answer);
    expect(page).toContain('1 mission de plus trouverait quelqu’un');
    // Nothing is drawn there: nothing is « foncé », and no number points to a map.
    expect(page).not.toContain('foncé');
    expect(page).not.toContain('1. Palente');
  });
});

describe('a large week', () => {
  it('says which past visits were not read again, and where the smallest change is not written', async () => {
    const { desk, claire } = await proposed();
    const first = await missionNow(desk.table, planMission(6));
    const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`;
    for (let n = 1; n <= 300; n += 1) {
      const seniorId = id('sen', n) as Mission['seniorId'];
      const { serviceId: _, ...plain } = first;
      const copy = { ...plain, id: id('mis', n) as Mission['id'], seniorId };
      await desk.table.commit([put(missionKind, copy, 'absent')]);
    }
    await propose(claire);
    const page = await textOf(claire.get(WEEK));
    expect(page.slice(0, 6_000)).toContain('les visites passées hors binôme ne sont pas relues');
    expect(page.slice(0, 6_000)).toContain('Le plus petit changement n’est pas écrit partout');
    // Once the week has begun nothing can be changed there, and nobody is sent to a button that is not shown.
    const plan = await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
    if (!plan) throw new Error('no plan');
    await desk.table.commit([replace(planKind, plan, { ...plan.value, state: 'superseded' as const })]);
    const closed = await textOf(claire.get(WEEK));
    expect(closed.slice(0, 6_000)).toContain('les visites passées hors binôme');
    expect(closed).not.toContain('Le plus petit changement n’est pas écrit partout');
  });

  it('is read whole, a long day in parts, and everybody by name', async () => {
    const desk = await planDesk();
    const friday = await desk.table.get(missionKind, missionKey(planMission(4)));
    if (!friday) throw new Error('no such mission');
    const twin = { ...friday.value, id: planMission(8), twinId: friday.value.id };
    await desk.table.commit([
      replace(missionKind, friday, { ...friday.value, twinId: twin.id }),
      put(missionKind, twin, 'absent'),
    ]);
    const claire = await desk.as('coordinator');
    await propose(claire);
    const first = await missionNow(desk.table, planMission(0));
    const { twinId: _, ...plain } = first;
    for (let n = 1; n <= 260; n += 1)
      await desk.table.commit([
        put(missionKind, { ...plain, id: `mis_${String(n).padStart(26, '0')}` as Mission['id'] }, 'absent'),
      ]);
    const page = await (await claire.get(WEEK)).text();
    expect(page).toContain('Lundi 7 décembre 2026, partie 1 sur 2, 250');
    // A sheet of paper that goes on over the page says the day on each line.
    expect(page).toContain('<span class="on-paper">lundi 7, </span>10\u00a0h');
    // It begins where the paper stands: kept in one piece it would leave the first sheet empty.
    expect(page).toMatch(/class="group-sheet long"[\s\S]*Lundi 7 décembre/);
    expect(page).toMatch(/value="2026-12-07\.2"[^>]*>lundi 7 décembre 2026, partie 2 sur 2 \(\s*12/);
    // As many as its own title says: two people who go to one are one.
    expect(page.replaceAll(/\s+/g, ' ')).toMatch(/value="2026-12-11"[^>]*>vendredi 11 décembre 2026 \(1\)/);
    const rest = await textOf(claire.get(`${WEEK}&groupe=2026-12-07.2`));
    expect(rest).toContain('partie 2 sur 2, 12 missions');
  });
});
