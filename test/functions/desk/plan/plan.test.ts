import { describe, expect, it } from 'vitest';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { partKind, planIdOf, planKey, planKind, rowsPrefix } from '../../../../shared/plans/week-plan.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put, remove, replace } from '../../../../shared/table/write.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aSenior, TUESDAY_NOON } from '../../../builders/chain.ts';
import { offersNow, volunteerNumber } from '../../../support/chain.ts';
import type { TestBrowser, TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text())
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const keyIn = (page: string): string => /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';
const planNow = async (desk: TestDesk) =>
  (await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK))))?.value;

const proposed = async (options: Parameters<typeof planDesk>[0] = {}) => {
  const desk = await planDesk(options);
  const claire = await desk.as('coordinator');
  const answer = await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
  expect(answer.headers.get('location')).toBe(`${WEEK}&dit=propose`);
  return { desk, claire };
};
const moveTo = async (claire: TestBrowser, n: number, choice: Record<string, string>) => {
  const path = `/semaine/missions/${planMission(n)}/changer`;
  const page = await (await claire.get(`${path}?${new URLSearchParams(choice)}`)).text();
  return { page, keep: () => claire.post(path, { ...choice, plan: keyIn(page) }) };
};

describe('the week’s plan', () => {
  it('opens on the first week that nobody is asked about yet, and says what a plan is', async () => {
    const desk = await planDesk();
    const page = await textOf((await desk.as('coordinator')).get('/semaine'));
    expect(page).toContain('Semaine du lundi 7 au dimanche 13 décembre');
    expect(page).toContain('Cette semaine n’a pas encore de plan.');
    expect(page).toContain('7 missions du lundi 7');
  });

  it('says that a week without missions has nothing to plan', async () => {
    const desk = await planDesk({ town: { planWeeks: 2 } });
    const page = await textOf((await desk.as('coordinator')).get('/semaine?semaine=2026-12-14'));
    expect(page).toContain('Aucune mission cette semaine-là. Les missions se créent 2 semaines à l’avance');
    expect(page).not.toContain('Proposer la semaine');
  });

  it('is for the coordination alone', async () => {
    const { desk } = await proposed();
    for (const role of ['reviewer', 'social-worker', 'duty-officer', 'librarian'] as const) {
      const person = await desk.as(role);
      expect((await person.get(WEEK)).status, role).toBe(403);
      expect((await person.post('/semaine/envoyer', { semaine: PLAN_WEEK })).status, role).toBe(403);
    }
  });

  it('tells who would go, why, and who is left without anybody, with the smallest remedy', async () => {
    const { claire } = await proposed();
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Sur 7 missions à pourvoir, le plan trouve quelqu’un pour 6 ; il en reste 1');
    expect(page).toMatch(/Mme Jeanne Martin.*?Léa Durand-1 Visite déjà cette personne, à 7 min à pied/);
    expect(page).toContain('Sur 4 bénévoles : 4 ne parlent pas portugais.');
    expect(page).toContain('Avec une personne de plus à Palente');
    expect(page).not.toContain('annoncé');
    const byVolunteer = await textOf(claire.get(`${WEEK}&vue=benevole`));
    expect(byVolunteer).toMatch(/Personne encore, 1 mission.*Camille Durand-0, 2 missions/);
    expect(await textOf(claire.get(`${WEEK}&vue=secteur`))).toMatch(
      /Palente, 1 mission.*Planoise, 6 missions/,
    );
  });

  it('finds nobody where there are no volunteers, and says so', async () => {
    const desk = await planDesk({ missions: 3, volunteers: 0 });
    const claire = await desk.as('coordinator');
    await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Sur 3 missions à pourvoir, le plan ne trouve personne.');
    expect(page).toContain('Il n’y avait aucun bénévole en activité : le plan ne peut envoyer personne.');
    expect(page).not.toContain('C’est prouvé');
    expect(page).toContain('Il n’y a aucun bénévole en activité.');
    expect(await textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`))).toContain(
      'Il n’y a rien à envoyer.',
    );
  });

  it('says why not somebody else, and what choosing them would cost, before it is kept', async () => {
    const { desk, claire } = await proposed();
    const page = await textOf(claire.get(`/semaine/missions/${planMission(0)}`));
    expect(page).toContain('Léa Durand-1 : le choix du plan');
    expect(page).toContain('Zoé Durand-3 Possible, mais moins proche de cette personne et 13 min');
    const move = await moveTo(claire, 0, { choix: 'elle', benevole: volunteerNumber(3) });
    expect(move.page).toContain('Choisir Zoé Durand-3 pour aller chez Mme Jeanne Martin ?');
    expect(move.page).toMatch(/1\svisiteur habituel de moins\s; 1\spremière rencontre de plus/);
    expect((await planNow(desk))?.locks).toEqual([]);
    expect((await move.keep()).headers.get('location')).toBe(
      `${WEEK}&dit=garde&groupe=${PLAN_WEEK}#${planMission(0)}`,
    );
    expect((await planNow(desk))?.locks).toEqual([
      { missionId: planMission(0), volunteerId: volunteerNumber(3) },
    ]);
    expect(await textOf(claire.get(WEEK))).toMatch(/Mme Jeanne Martin.*?Zoé Durand-3.*?votre choix, gardé/);
  });

  it('keeps the choice when it is proposed again, and lets it go when asked', async () => {
    const { desk, claire } = await proposed();
    await (await moveTo(claire, 0, { choix: 'elle', benevole: volunteerNumber(3) })).keep();
    await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
    expect(await textOf(claire.get(WEEK))).toContain('votre choix, gardé');
    const page = await (await claire.get(`/semaine/missions/${planMission(0)}`)).text();
    expect(page).toContain('votre choix, gardé');
    await claire.post(`/semaine/missions/${planMission(0)}/liberer`, {
      plan: keyIn(page),
      quoi: 'choix',
      benevole: volunteerNumber(3),
    });
    expect((await planNow(desk))?.locks).toEqual([]);
    expect(await textOf(claire.get(WEEK))).toMatch(/Mme Jeanne Martin.*?Léa Durand-1/);
  });

  it('leaves a mission without a volunteer, or without one person, on the coordinator’s word', async () => {
    const { desk, claire } = await proposed();
    const nobody = await moveTo(claire, 1, { choix: 'personne' });
    expect(nobody.page).toContain('Ne chercher personne, cette fois, pour aller chez Mme Jeanne Bianchi ?');
    await nobody.keep();
    expect((await planNow(desk))?.aside).toEqual([planMission(1)]);
    expect(await textOf(claire.get(WEEK))).toContain('laissée sans bénévole, votre choix');
    const never = await moveTo(claire, 0, { choix: 'sauf', benevole: volunteerNumber(1) });
    await never.keep();
    expect((await planNow(desk))?.forbidden).toEqual([
      { missionId: planMission(0), volunteerId: volunteerNumber(1) },
    ]);
    expect(await textOf(claire.get(`/semaine/missions/${planMission(0)}`))).toContain(
      'Écarté de cette mission par la coordination',
    );
    // Chosen after all: the first word gives way.
    await (await moveTo(claire, 0, { choix: 'elle', benevole: volunteerNumber(1) })).keep();
    expect((await planNow(desk))?.forbidden).toEqual([]);
  });

  it('breaks no rule for anybody’s hand', async () => {
    const { desk, claire } = await proposed();
    const path = `/semaine/missions/${planMission(6)}/changer`;
    const answer = await claire.get(`${path}?choix=elle&benevole=${volunteerNumber(0)}`);
    expect(answer.status).toBe(409);
    expect(await textOf(answer)).toContain('Ce n’est pas possible. Ne parle pas portugais.');
    expect((await planNow(desk))?.locks).toEqual([]);
  });

  it('lets nobody undo unseen what a colleague chose meanwhile', async () => {
    const { desk, claire } = await proposed();
    const mine = await moveTo(claire, 0, { choix: 'elle', benevole: volunteerNumber(3) });
    await (await moveTo(claire, 1, { choix: 'personne' })).keep();
    const late = await mine.keep();
    expect(late.status).toBe(409);
    expect(await textOf(late)).toContain('Le plan a changé pendant ce temps.');
    expect((await planNow(desk))?.locks).toEqual([]);
  });

  it('tells where to recruit, on a map and in a table, and what newcomers would change, exactly', async () => {
    const { claire } = await proposed();
    const page = await claire.get(`/semaine/renforts?semaine=${PLAN_WEEK}`);
    const html = await page.text();
    expect(html).toMatch(/class="area depth-4"/);
    expect(html.replaceAll(/<[^>]+>/g, ' ')).toMatch(/Palente\s+1\s+personne\s+le plus utile/);
    const asked = `/semaine/renforts?semaine=${PLAN_WEEK}&combien=1&secteur=palente&langue=`;
    expect(await textOf(claire.get(`${asked}pt`))).toContain(
      '1 mission de plus trouverait quelqu’un, sur 1 sans personne.',
    );
    expect(await textOf(claire.get(asked))).toContain('Aucune mission de plus ne trouverait quelqu’un.');
    const wrong = await claire.get(asked.replace('combien=1', 'combien=beaucoup'));
    expect(wrong.status).toBe(422);
    expect(await textOf(wrong)).toContain('Combien : écrivez un nombre de 1 à 20.');
  });

  it('counts texts, parts and money before it is sent, and tells afterwards what became of each', async () => {
    const { desk, claire } = await proposed();
    const before = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    expect(before).toContain('5\u00a0SMS, 0,33\u00a0€');
    expect(before).toContain('Camille Durand-0 (2)');
    expect(before).toContain('à appeler : Paul Durand-2');
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(before) });
    expect((await planNow(desk))?.state).toBe('sent');
    const after = await textOf(claire.get(WEEK));
    expect(after).toContain('Sur 6 missions : 0 oui, 6 en attente de réponse.');
    expect(after).toMatch(/Mme Jeanne Martin.*?Léa Durand-1.*?pas encore de réponse/);
    // Nothing is changed in the plan any more: the mission itself is a press away.
    expect(await (await claire.get(WEEK)).text()).toContain(`href="/missions/${planMission(6)}"`);
    await claire.post(`/missions/${planMission(0)}/oui`, { volunteerId: volunteerNumber(1) });
    await claire.post(`/missions/${planMission(1)}/non`, { volunteerId: volunteerNumber(0) });
    const later = await textOf(claire.get(WEEK));
    expect(later).toContain('Sur 6 missions : 1 oui, ');
    expect(later).toMatch(/Mme Jeanne Bianchi.*?Camille Durand-0.*?non/);
  });

  it('is not sent when it has changed since it was read', async () => {
    const { desk, claire } = await proposed();
    const before = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await (await moveTo(claire, 1, { choix: 'personne' })).keep();
    const answer = await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(before) });
    expect(answer.headers.get('location')).toBe(`${WEEK}&dit=change`);
    expect((await planNow(desk))?.state).toBe('proposed');
  });
});

describe('the day after', () => {
  it('names who went before where it has changed, and tells what is new', async () => {
    const { desk, claire } = await proposed();
    const lea = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(1)));
    const visit = await desk.table.get(missionKind, missionKey(planMission(5)));
    if (!lea || !visit) throw new Error('nobody');
    const added = { ...visit.value, id: planMission(8), seniorId: aSenior().id };
    await desk.table.commit([
      replace(volunteerKind, lea, { ...lea.value, state: 'paused' as const }),
      put(missionKind, added, 'absent'),
    ]);
    expect(await textOf(claire.get(WEEK))).not.toContain('avant :');
    desk.moveTo(plus(TUESDAY_NOON, { hours: 24 }));
    const later = await desk.as('coordinator');
    await later.post('/semaine/proposer', { semaine: PLAN_WEEK });
    const page = await textOf(later.get(WEEK));
    expect(page).toMatch(/changements? depuis hier : /);
    expect(page).toMatch(/Mme Jeanne Martin.{1,200} changé avant : Léa Durand-1 /);
    expect(page).toContain('1 mission nouvelle');
    expect(page).toMatch(/ nouvelle Changer/);
    // The plan of the day before can no longer be read: nobody is called new who is not.
    const told = await planNow(desk);
    const parts = (
      await desk.table.partition(planIdOf('besancon', PLAN_WEEK), {
        prefix: rowsPrefix(told?.before?.key ?? ''),
      })
    ).items;
    for (const part of rowsOf(partKind, parts)) await desk.table.commit([remove(partKind, part)]);
    expect(await textOf(later.get(WEEK))).not.toMatch(/ nouvelle Changer| changé avant/);
    const before = await (await later.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await later.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(before) });
    const sent = await textOf(later.get(WEEK));
    expect(sent).toContain('Les propositions sont envoyées');
    expect(sent).not.toContain('avant :');
    expect(sent).not.toContain('depuis hier');
  });
});

describe('a visit by two in the week', () => {
  const TWIN = planMission(8);
  const withPair = async () => {
    const desk = await planDesk();
    const first = await desk.table.get(missionKind, missionKey(planMission(3)));
    if (!first) throw new Error('no such mission');
    const pair = { ...first.value, twinId: TWIN };
    await desk.table.commit([
      replace(missionKind, first, pair),
      put(missionKind, { ...pair, id: TWIN, twinId: pair.id }, 'absent'),
    ]);
    const claire = await desk.as('coordinator');
    await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
    return { desk, claire };
  };

  it('is planned as one, with two different people, and each is asked for a seat of their own', async () => {
    const { desk, claire } = await withPair();
    const week = await textOf(claire.get(WEEK));
    expect(week.match(/Visite de convivialité, à deux/g)).toHaveLength(2);
    // Two lines, one visit: what is counted is what takes place.
    expect(week).toContain('Jeudi 10 décembre 2026, 1 mission');
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
    const asked = await Promise.all(
      [planMission(3), TWIN].map(async (id) =>
        (await offersNow(desk.table, id)).map((one) => one.volunteerId),
      ),
    );
    expect(asked.map((ids) => ids.length)).toEqual([1, 1]);
    expect(asked[0]).not.toEqual(asked[1]);
    const sent = await textOf(claire.get(WEEK));
    expect(sent.match(/à deux, Planoise/g)).toHaveLength(2);
    expect(sent).toContain('Sur 7 places : 0 oui, 7 en attente de réponse.');
  });

  it('keeps both lines when one person goes: the other seat alone is planned again', async () => {
    const { desk, claire } = await withPair();
    const stored = await desk.table.get(missionKind, missionKey(planMission(3)));
    if (!stored) throw new Error('no such mission');
    const holder = {
      volunteerId: volunteerNumber(0),
      since: TUESDAY_NOON,
      via: 'coordinator' as const,
      devices: [],
    };
    await desk.table.commit([
      replace(missionKind, stored, { ...stored.value, state: 'filled' as const, holder }),
    ]);
    await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Camille Durand-0');
    expect(page.match(/Visite de convivialité, à deux/g)).toHaveLength(2);
    expect(page).toContain('déjà pourvue');
  });
});
