import { describe, expect, it } from 'vitest';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { instant, minus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { missionNow, volunteerNumber } from '../../../support/chain.ts';
import {
  choose,
  keyIn,
  missionBecomes,
  missionPath,
  planNow,
  propose,
  proposed,
  textOf,
  volunteerBecomes,
  WEEK,
} from './coordinator.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

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
    // Each sheet of paper that the day goes on over says which day it is.
    expect(page).toContain('<tr class="sheet-title"><td colspan="6">Lundi 7 décembre 2026, partie 1 sur 2');
    // It begins where the paper stands: kept in one piece it would leave the first sheet empty.
    expect(page).toMatch(/class="group-sheet long"[\s\S]*Lundi 7 décembre/);
    expect(page).toMatch(/value="2026-12-07\.2"[^>]*>lundi 7 décembre 2026, partie 2 sur 2 \(\s*12/);
    // As many as its own title says: two people who go to one are one.
    expect(page.replaceAll(/\s+/g, ' ')).toMatch(/value="2026-12-11"[^>]*>vendredi 11 décembre 2026 \(1\)/);
    const rest = await textOf(claire.get(`${WEEK}&groupe=2026-12-07.2`));
    expect(rest).toContain('partie 2 sur 2, 12 missions');
  });
});
