import { describe, expect, it } from 'vitest';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import type { TestBrowser, TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
const keyIn = (page: string): string => /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';
const pageAt = async (claire: TestBrowser, path: string): Promise<string> =>
  (await (await claire.get(path)).text()).replaceAll('&amp;', '&');
const fieldsIn = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .map(([, name = '', value = '']) => [name, value])
      .filter(([name]) => name !== '_csrf'),
  );
const linksIn = (page: string, to: RegExp): readonly string[] =>
  [...page.matchAll(/href="([^"]+)"/g)].flatMap(([, href = '']) => (to.test(href) ? [href] : []));
const locks = async (desk: TestDesk) =>
  (await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK))))?.value.locks;

const proposed = async (options: Parameters<typeof planDesk>[0] = {}) => {
  const desk = await planDesk(options);
  const claire = await desk.as('coordinator');
  await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
  return { desk, claire };
};

describe('whoever changes a mission', () => {
  it.each([
    ['secteur', 'planoise'],
    ['benevole', volunteerNumber(1)],
  ])('comes back to the week by %s, at the mission’s line', async (vue, groupe) => {
    const { claire } = await proposed();
    const at = `vue=${vue}&groupe=${groupe}`;
    const [toMission = ''] = linksIn(
      await pageAt(claire, `${WEEK}&vue=${vue}`),
      new RegExp(`missions/${planMission(0)}`),
    );
    expect(toMission).toBe(`/semaine/missions/${planMission(0)}?${at}`);
    const mission = await pageAt(claire, toMission);
    expect(mission).toContain(`href="${WEEK}&groupe=${groupe}&vue=${vue}#${planMission(0)}"`);
    const [toCost = ''] = linksIn(mission, new RegExp(`changer.*benevole=${volunteerNumber(3)}`));
    const cost = await pageAt(claire, toCost);
    expect(cost).toContain(`<a class="button second" href="${toMission}">Ne rien changer`);
    const kept = await claire.post(`/semaine/missions/${planMission(0)}/changer`, fieldsIn(cost));
    const back = new URL(kept.headers.get('location') ?? '', 'http://desk');
    expect(Object.fromEntries(back.searchParams)).toEqual({ semaine: PLAN_WEEK, dit: 'garde', vue, groupe });
    expect(back.hash).toBe(`#${planMission(0)}`);
    const there = await pageAt(claire, `${back.pathname}${back.search}`);
    expect(there.match(new RegExp(`id="${planMission(0)}"`, 'g'))).toHaveLength(1);
  });

  it('comes back there too once a word is taken back, a refusal is read, or the week is proposed again', async () => {
    const { claire } = await proposed();
    const where = { vue: 'secteur', groupe: 'planoise' };
    const path = `/semaine/missions/${planMission(0)}`;
    const choice = { choix: 'elle', benevole: volunteerNumber(3), ...where };
    const cost = await pageAt(claire, `${path}/changer?${new URLSearchParams(choice)}`);
    await claire.post(`${path}/changer`, { ...choice, plan: keyIn(cost) });
    const twice = await claire.post(`${path}/changer`, { ...choice, plan: '0'.repeat(16) });
    expect(twice.headers.get('location') ?? (await twice.text())).toContain('vue=secteur');
    const mission = await pageAt(claire, `${path}?${new URLSearchParams(where)}`);
    expect(fieldsIn(mission)).toMatchObject({ quoi: 'choix', ...where });
    const freed = await claire.post(`${path}/liberer`, fieldsIn(mission));
    expect(freed.headers.get('location')).toContain('vue=secteur');
    const again = await claire.post('/semaine/proposer', { semaine: PLAN_WEEK, vue: 'secteur' });
    expect(again.headers.get('location')).toContain('vue=secteur');
    expect(await pageAt(claire, `${WEEK}&vue=secteur`)).toContain('name="vue" value="secteur"');
  });

  it('reads nothing of a made-up way of seeing the week', async () => {
    const { claire } = await proposed();
    const page = await pageAt(
      claire,
      `/semaine/missions/${planMission(0)}?vue=lune&groupe=${'x'.repeat(99)}`,
    );
    expect(page).not.toContain('lune');
    expect(page).not.toContain('xxx');
  });
});

describe('a mission that the plan serves well', () => {
  it('is kept so in one press, which moves nobody', async () => {
    const { desk, claire } = await proposed();
    const path = `/semaine/missions/${planMission(0)}`;
    const page = await pageAt(claire, path);
    expect(page).toContain('Garder ce choix');
    const kept = await claire.post(`${path}/changer`, fieldsIn(page));
    expect(kept.headers.get('location')).toContain('dit=garde');
    expect(await locks(desk)).toEqual([{ missionId: planMission(0), volunteerId: volunteerNumber(1) }]);
    expect(await pageAt(claire, path)).not.toContain('Garder ce choix');
  });
});

describe('a mission that nobody can take', () => {
  it('is not told of others than those who go', async () => {
    const { claire } = await proposed();
    const page = await pageAt(claire, `/semaine/missions/${planMission(6)}`);
    expect(page).toContain('Qui pourrait s’en charger');
    expect(page).toContain('Personne ne remplit toutes les conditions.');
    expect(page).toContain('Pourquoi aucun des 4 bénévoles');
    expect(page).not.toContain('d’autre');
  });

  it('is one press away from the week’s first sentence', async () => {
    const { claire } = await proposed();
    const [there = ''] = linksIn(await pageAt(claire, WEEK), /groupe-personne/);
    const [address = '', anchor] = there.split('#');
    expect(await pageAt(claire, address)).toContain(`id="${anchor}"`);
  });
});
