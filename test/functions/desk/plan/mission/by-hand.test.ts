import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../../shared/audit/audit.ts';
import { missionKey, missionKind } from '../../../../../shared/missions/store.ts';
import { planIdOf, planKey, planKind } from '../../../../../shared/plans/week-plan.ts';
import { put, replace } from '../../../../../shared/table/write.ts';
import { HALF_DAYS } from '../../../../../shared/time/civil.ts';
import { instant } from '../../../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../../shared/volunteers/volunteer.ts';
import { TUESDAY_NOON } from '../../../../builders/chain.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../../support/chain.ts';
import type { TestBrowser, TestDesk } from '../../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from '../town.ts';

const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
const missionPath = (n: number) => `/semaine/missions/${planMission(n)}`;
const plainly = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  plainly(await (await answer).text());
const keyIn = (page: string): string => /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';
const planNow = async (desk: TestDesk) =>
  (await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK))))?.value;
const propose = (claire: TestBrowser) => claire.post('/semaine/proposer', { semaine: PLAN_WEEK });

const opened = async () => {
  const desk = await planDesk();
  return { desk, claire: await desk.as('coordinator') };
};
const proposed = async () => {
  const at = await opened();
  await propose(at.claire);
  return at;
};
const volunteerBecomes = async (desk: TestDesk, n: number, more: Partial<Volunteer>) => {
  const stored = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(n)));
  if (!stored) throw new Error('no such volunteer');
  await desk.table.commit([replace(volunteerKind, stored, { ...stored.value, ...more })]);
};
const say = async (claire: TestBrowser, n: number, choice: Record<string, string>) => {
  const page = await (await claire.get(`${missionPath(n)}/changer?${new URLSearchParams(choice)}`)).text();
  const keep = () => claire.post(`${missionPath(n)}/changer`, { ...choice, plan: keyIn(page) });
  return { page, keep };
};
const choosing = (n: number, more: Record<string, string> = {}) => ({
  choix: 'elle',
  benevole: volunteerNumber(n),
  ...more,
});
const keepOut = (n: number) => ({ choix: 'sauf', benevole: volunteerNumber(n) });
/** Presses the nth button of a mission's page that takes something back. */
const takeBack = async (claire: TestBrowser, n: number, quoi: string, who?: number) => {
  const page = await (await claire.get(missionPath(n))).text();
  return claire.post(`${missionPath(n)}/liberer`, {
    plan: keyIn(page),
    quoi,
    ...(who === undefined ? {} : { benevole: volunteerNumber(who) }),
  });
};

describe('a choice taken back', () => {
  it('leaves whoever was kept out of the mission kept out', async () => {
    const { desk, claire } = await proposed();
    await (await say(claire, 0, keepOut(1))).keep();
    await (await say(claire, 0, choosing(3))).keep();
    expect((await planNow(desk))?.forbidden).toHaveLength(1);
    await volunteerBecomes(desk, 3, { state: 'paused' });
    await propose(claire);
    expect(await textOf(claire.get(missionPath(0)))).toContain('Oublier ce choix');
    const answer = await takeBack(claire, 0, 'choix', 3);
    expect(answer.headers.get('location')).toBe(`${WEEK}&dit=libere&groupe=${PLAN_WEEK}#${planMission(0)}`);
    expect(await planNow(desk)).toMatchObject({
      locks: [],
      forbidden: [{ missionId: planMission(0), volunteerId: volunteerNumber(1) }],
    });
    // And one who is let in again is let in alone.
    await (await say(claire, 0, keepOut(0))).keep();
    await takeBack(claire, 0, 'sauf', 1);
    expect((await planNow(desk))?.forbidden).toEqual([
      { missionId: planMission(0), volunteerId: volunteerNumber(0) },
    ]);
    expect(await textOf(claire.get(missionPath(0)))).toContain('Ne plus écarter Camille Durand-0');
    // Seen in the week too, or nobody would know why the plan passes them over.
    expect(await textOf(claire.get(WEEK))).toMatch(
      /Mme Jeanne Martin.*?proposé sans Camille Durand-0, votre choix Changer pour Mme Jeanne Martin/,
    );
  });

  it('of a mission left without anybody keeps out whoever was kept out of it', async () => {
    const { desk, claire } = await proposed();
    await (await say(claire, 0, keepOut(1))).keep();
    await (await say(claire, 0, { choix: 'personne' })).keep();
    const answer = await takeBack(claire, 0, 'personne');
    expect(answer.headers.get('location')).toBe(`${WEEK}&dit=cherche&groupe=${PLAN_WEEK}#${planMission(0)}`);
    expect(await planNow(desk)).toMatchObject({
      aside: [],
      forbidden: [{ volunteerId: volunteerNumber(1) }],
    });
  });
});

describe('whoever could go', () => {
  it('is told apart from whoever would have to leave another mission, and from whoever cannot', async () => {
    const { desk, claire } = await opened();
    await volunteerBecomes(desk, 2, { availability: ['sun-pm'] });
    await volunteerBecomes(desk, 3, { weeklyCap: 1 });
    await propose(claire);
    // Each of the three who go at all has a mission of Monday or of their only one.
    const page = await textOf(claire.get(missionPath(0)));
    const [free = '', rest = ''] = page.split('Ou en quittant une autre mission');
    const [busy = '', out = ''] = rest.split('Pourquoi pas');
    expect(busy).toContain('Le plan confierait cette autre mission à quelqu’un d’autre, ou à personne.');
    expect(busy).toMatch(/Zoé Durand-3 Fait déjà 1 mission cette semaine \(1 au plus\)\. Choisir/);
    expect(free).not.toContain('Zoé Durand-3');
    expect(out).toContain('Paul Durand-2 Pas libre le lundi matin.');
  });
});

describe('a choice of a week too large to be solved while the page waits', () => {
  it('is said to be kept, and not that the plan has chosen already', async () => {
    const { desk, claire } = await proposed();
    expect(await textOf(claire.get(`${WEEK}&dit=libere`))).toContain('le plan a choisi de nouveau');
    const stored = await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
    if (!stored) throw new Error('no plan');
    const asked = { at: TUESDAY_NOON, by: SYSTEM, tries: 0 };
    await desk.table.commit([replace(planKind, stored, { ...stored.value, asked })]);
    for (const dit of ['garde', 'libere', 'readmis', 'cherche'])
      expect(await textOf(claire.get(`${WEEK}&dit=${dit}`))).not.toMatch(/a choisi|est planifié|cherche de/);
    const page = await textOf(claire.get(`${WEEK}&dit=libere`));
    expect(page).toContain('Le choix n’est plus gardé. Le plan choisira de nouveau.');
    expect(page).toContain('elle se met à jour toute seule ; le plan précédent reste ci-dessous.');
    // Before the first plan there is none to go on showing.
    const { result: _, ...never } = { ...stored.value, asked };
    const now = await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
    await desk.table.commit([replace(planKind, now ?? stored, never)]);
    expect(await textOf(claire.get(WEEK))).toMatch(/elle se met à jour toute seule\. Demandé/);
  });
});

describe('a visit by two whose people are both chosen by hand', () => {
  const TWIN = planMission(8);
  const bothChosen = async () => {
    const { desk, claire } = await opened();
    const first = await desk.table.get(missionKind, missionKey(planMission(3)));
    if (!first) throw new Error('no such mission');
    await desk.table.commit([
      replace(missionKind, first, { ...first.value, twinId: TWIN }),
      put(missionKind, { ...first.value, id: TWIN, twinId: first.value.id }, 'absent'),
    ]);
    await propose(claire);
    await (await say(claire, 3, choosing(0))).keep();
    await (await say(claire, 3, choosing(1))).keep();
    return { desk, claire };
  };
  const lockedNow = async (desk: TestDesk) =>
    (await planNow(desk))?.locks.map(({ volunteerId }) => volunteerId);

  it('asks in whose place a third would go, and keeps the other', async () => {
    const { desk, claire } = await bothChosen();
    expect(await lockedNow(desk)).toEqual([volunteerNumber(0), volunteerNumber(1)]);
    const page = await textOf(claire.get(missionPath(3)));
    expect(page).toContain('Remplacer Camille Durand-0 par Zoé Durand-3');
    expect(page).toContain('Remplacer Léa Durand-1 par Zoé Durand-3');
    const unsaid = await claire.get(`${missionPath(3)}/changer?${new URLSearchParams(choosing(3))}`);
    expect(unsaid.status).toBe(409);
    expect(await textOf(unsaid)).toContain('dites qui remplacer');
    const third = await say(claire, 3, choosing(3, { place: volunteerNumber(0) }));
    expect(plainly(third.page)).toContain(
      'Choisir Zoé Durand-3, et non plus Camille Durand-0, pour aller chez',
    );
    await third.keep();
    expect(await lockedNow(desk)).toEqual([volunteerNumber(1), volunteerNumber(3)]);
    expect((await textOf(claire.get(WEEK))).match(/votre choix, gardé/g)).toHaveLength(2);
  });

  it('forgets one of the two, not both', async () => {
    const { desk, claire } = await bothChosen();
    await takeBack(claire, 3, 'choix', 0);
    expect(await lockedNow(desk)).toEqual([volunteerNumber(1)]);
    // Somebody else than the plan's own second one: the first, chosen by hand, stays.
    await (await say(claire, 3, keepOut(2))).keep();
    expect(await lockedNow(desk)).toEqual([volunteerNumber(1)]);
  });
});

describe('a visit by two that lacks its second person', () => {
  it('lacks nobody any more once one is enough', async () => {
    const desk = await planDesk({ missions: 2, volunteers: 1 });
    const first = await desk.table.get(missionKind, missionKey(planMission(0)));
    if (!first) throw new Error('no such mission');
    const twin = { ...first.value, id: planMission(8), twinId: first.value.id };
    await desk.table.commit([
      replace(missionKind, first, { ...first.value, twinId: twin.id }),
      put(missionKind, twin, 'absent'),
    ]);
    const claire = await desk.as('coordinator');
    await propose(claire);
    expect(await textOf(claire.get(missionPath(0)))).toContain('Il manque encore quelqu’un');
    const second = await desk.table.get(missionKind, missionKey(twin.id));
    if (!second) throw new Error('no such mission');
    await desk.table.commit([replace(missionKind, second, { ...second.value, state: 'cancelled' as const })]);
    const page = await textOf(claire.get(missionPath(0)));
    expect(page).toContain('Camille Durand-0 : le choix du plan');
    expect(page).not.toContain('Il manque encore quelqu’un');
    // Nor in the list of the week, nor among what the sending page says is left without anybody.
    const week = await textOf(claire.get(WEEK));
    expect(week).toMatch(/Mme Jeanne Martin .{0,60}Camille Durand-0/);
    expect(week).not.toContain('il manque une personne');
    expect(await textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`))).toContain('1 place reste sans');
  });

  it('keeps the coordinator’s choice of the two, and asks nobody else', async () => {
    const desk = await planDesk();
    const first = await desk.table.get(missionKind, missionKey(planMission(3)));
    if (!first) throw new Error('no such mission');
    const twin = { ...first.value, id: planMission(8), twinId: first.value.id };
    await desk.table.commit([
      replace(missionKind, first, { ...first.value, twinId: twin.id }),
      put(missionKind, twin, 'absent'),
    ]);
    const claire = await desk.as('coordinator');
    await propose(claire);
    await (await say(claire, 3, choosing(3))).keep();
    const second = await desk.table.get(missionKind, missionKey(twin.id));
    if (!second) throw new Error('no such mission');
    await desk.table.commit([replace(missionKind, second, { ...second.value, state: 'cancelled' as const })]);
    const [name, ...more] =
      (await textOf(claire.get(WEEK))).match(
        /(?<=Courvoisier Visite de convivialité, à deux, Planoise )\S+ \S+/g,
      ) ?? [];
    expect([name, more]).toEqual(['Zoé Durand-3', []]);
    const before = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(before) });
    const seat = await desk.table.get(missionKind, missionKey(planMission(3)));
    expect(seat?.value.search?.open).toEqual([volunteerNumber(3)]);
  });
});

describe('a choice that a colleague made too, and that no longer holds', () => {
  it('is not said to be kept', async () => {
    const { desk, claire } = await proposed();
    const mine = await say(claire, 0, choosing(3));
    await (await say(claire, 0, choosing(3))).keep();
    await volunteerBecomes(desk, 3, { availability: ['sun-pm'] });
    await propose(claire);
    const late = await mine.keep();
    expect(late.status).toBe(409);
    expect(await textOf(late)).toContain('Ce n’est pas possible. Pas libre le lundi matin.');
  });
});

describe('a town of more volunteers than one page names', () => {
  it('names those who could go first, and says how many more bear the name', async () => {
    const { desk, claire } = await opened();
    const others = Array.from({ length: 130 }, (_, n) =>
      aReadyVolunteer(n + 10, {
        firstName: 'Inès',
        lastName: `Faivre-${n}`,
        availability: n === 129 ? [...HALF_DAYS] : ['sun-pm'],
      }),
    );
    for (const one of others) await desk.table.commit([put(volunteerKind, one, 'absent')]);
    await propose(claire);
    const page = await textOf(claire.get(`${missionPath(0)}?nom=ines`));
    expect(page).toMatch(/Qui d’autre pourrait s’en charger Inès Faivre-129 /);
    expect(page).toContain('Et 90 autres');
    expect(page).toContain('Pourquoi pas les 39 autres');
  });
});

describe('a page left open', () => {
  it('says that the plan was sent since, where a hand or a proposal comes too late', async () => {
    const { claire } = await proposed();
    const mine = await say(claire, 0, choosing(3));
    const before = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(before) });
    const late = [
      await mine.keep(),
      await claire.get(missionPath(0)),
      await claire.post('/semaine/proposer', { semaine: PLAN_WEEK, vu: 'proposed' }),
    ];
    expect(late.map((answer) => answer.headers.get('location'))).toEqual(
      Array.from({ length: 3 }, () => `${WEEK}&dit=parti`),
    );
    const page = await textOf(claire.get(`${WEEK}&dit=parti`));
    expect(page).toContain('Rien n’a changé : ce plan est déjà envoyé.');
    expect(page).toContain('6 en attente de réponse');
  });

  it('says that the week has begun, and offers no choice in it', async () => {
    const { desk, claire } = await proposed();
    const mine = await say(claire, 0, choosing(3));
    desk.moveTo(instant('2026-12-07T07:00:00.000Z'));
    const monday = await desk.as('coordinator');
    const late = await monday.post(`${missionPath(0)}/changer`, { ...choosing(3), plan: keyIn(mine.page) });
    for (const answer of [late, await monday.get(missionPath(1))])
      expect(answer.headers.get('location')).toBe(`${WEEK}&dit=passe`);
    expect(await textOf(monday.get(`${WEEK}&dit=passe`))).toContain('Cette semaine a commencé');
  });
});
