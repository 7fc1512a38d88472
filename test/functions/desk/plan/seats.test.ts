import { describe, expect, it } from 'vitest';
import { type Mission, missionSchema } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { missionNow, volunteerNumber } from '../../../support/chain.ts';
import type { TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
const [FIRST, SECOND] = [planMission(3), planMission(8)];
const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text())
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const keyIn = (page: string): string => /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';

const becomes = async (desk: TestDesk, id: Mission['id'], more: Partial<Mission>) => {
  const stored = await desk.table.get(missionKind, missionKey(id));
  if (!stored) throw new Error('no such mission');
  await desk.table.commit([replace(missionKind, stored, { ...stored.value, ...more })]);
};

/** A week proposed with a visit by two, for which the coordinator chose Zoé by hand; then one of the two seats is called off. */
const without = async (seat: Mission['id'], isChosen = true) => {
  const desk = await planDesk();
  await becomes(desk, FIRST, { twinId: SECOND });
  const twin = missionSchema.parse({
    ...(await missionNow(desk.table, FIRST)),
    id: SECOND,
    twinId: FIRST,
  });
  await desk.table.commit([put(missionKind, twin, 'absent')]);
  const claire = await desk.as('coordinator');
  const propose = () => claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
  await propose();
  if (isChosen) {
    const choice = { choix: 'elle', benevole: volunteerNumber(3) };
    const path = `/semaine/missions/${FIRST}/changer`;
    const plan = keyIn(await (await claire.get(`${path}?${new URLSearchParams(choice)}`)).text());
    await claire.post(path, { ...choice, plan });
  }
  await becomes(desk, seat, { state: 'cancelled' });
  const left = seat === FIRST ? SECOND : FIRST;
  const send = async () => {
    const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
    await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan: keyIn(page) });
  };
  return { desk, claire, left, propose, send };
};
const goesIn = (week: string): readonly string[] =>
  week.match(/(?<=Courvoisier Visite de convivialité, à deux, Planoise )\S+ \S+/g) ?? [];

describe.each([
  ['first', FIRST],
  ['second', SECOND],
] as const)('a visit by two whose %s seat was called off', (_, seat) => {
  it('stays one line of the week, with the coordinator’s choice, and is no newcomer', async () => {
    const { claire, left } = await without(seat);
    const week = await textOf(claire.get(WEEK));
    expect(goesIn(week)).toEqual(['Zoé Durand-3']);
    expect(week).not.toMatch(/arrivée depuis|mission annulée|il manque une personne/);
    expect(week).toContain('votre choix, gardé');
    const page = await textOf(claire.get(`/semaine/missions/${left}`));
    expect(page).not.toContain('est arrivée depuis le dernier calcul');
    expect(page).toContain('Zoé Durand-3 : votre choix, gardé');
  });

  it('is sent to the coordinator’s choice, and to nobody else', async () => {
    const { desk, claire, left, send } = await without(seat);
    expect(await textOf(claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`))).not.toContain('est arrivée');
    await send();
    expect((await missionNow(desk.table, left)).search?.open).toEqual([volunteerNumber(3)]);
    expect((await missionNow(desk.table, seat)).search).toBeUndefined();
    expect(await textOf(claire.get(WEEK))).not.toMatch(/arrivée depuis|n’a pas été interrogé/);
  });

  it('keeps that choice when the week is proposed again', async () => {
    const { desk, claire, left, propose } = await without(seat);
    await propose();
    expect(goesIn(await textOf(claire.get(WEEK)))).toEqual(['Zoé Durand-3']);
    const plan = await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
    expect(plan?.value.locks).toEqual([{ missionId: left, volunteerId: volunteerNumber(3) }]);
    expect(plan?.value.changes).toBeUndefined();
  });

  it('is changed by hand as any other', async () => {
    const { desk, claire, left } = await without(seat);
    const path = `/semaine/missions/${left}/changer`;
    const choice = { choix: 'elle', benevole: volunteerNumber(1) };
    const plan = keyIn(await (await claire.get(`${path}?${new URLSearchParams(choice)}`)).text());
    await claire.post(path, { ...choice, plan });
    const kept = await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
    expect(kept?.value.locks).toEqual([{ missionId: left, volunteerId: volunteerNumber(1) }]);
    expect(goesIn(await textOf(claire.get(WEEK)))).toEqual(['Léa Durand-1']);
  });

  it('forgets that choice when it is told to, also while a calculation is owed', async () => {
    const { desk, claire, left } = await without(seat);
    const planNow = () => desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
    const stored = await planNow();
    if (!stored?.value.result) throw new Error('no plan');
    const asked = { at: desk.world.clock.now(), by: { kind: 'system' as const, id: 'agenda' }, tries: 0 };
    await desk.table.commit([replace(planKind, stored, { ...stored.value, asked })]);
    const forget = { quoi: 'choix', benevole: volunteerNumber(3), plan: stored.value.result.key };
    const answer = await claire.post(`/semaine/missions/${left}/liberer`, forget);
    expect(answer.headers.get('location')).toContain('dit=libere');
    expect((await planNow())?.value.locks).toEqual([]);
  });

  it('is sent to one of the two whom the plan had chosen by itself', async () => {
    const { desk, claire, left, send } = await without(seat, false);
    const [who, ...others] = goesIn(await textOf(claire.get(WEEK)));
    expect(others).toEqual([]);
    await send();
    expect((await missionNow(desk.table, left)).search?.open).toHaveLength(1);
    expect(goesIn(await textOf(claire.get(WEEK)))).toEqual([who]);
  });
});
