import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { replace } from '../../../../shared/table/write.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import type { TestBrowser, TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

export const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
export const missionPath = (n: number) => `/semaine/missions/${planMission(n)}`;
export const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text())
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.)])/g, '$1')
    .replaceAll('( ', '(');
export const keyIn = (page: string): string => /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';
export const planNow = async (desk: TestDesk) =>
  (await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK))))?.value;
export const propose = (claire: TestBrowser, semaine: string = PLAN_WEEK) =>
  claire.post('/semaine/proposer', { semaine });

export const proposed = async (options: Parameters<typeof planDesk>[0] = {}) => {
  const desk = await planDesk(options);
  const claire = await desk.as('coordinator');
  await propose(claire);
  return { desk, claire };
};
export const volunteerBecomes = async (desk: TestDesk, n: number, more: Partial<Volunteer>) => {
  const stored = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(n)));
  if (!stored) throw new Error('no such volunteer');
  await desk.table.commit([replace(volunteerKind, stored, { ...stored.value, ...more })]);
};
export const missionBecomes = async (desk: TestDesk, n: number, more: Partial<Mission>) => {
  const stored = await desk.table.get(missionKind, missionKey(planMission(n)));
  if (!stored) throw new Error('no such mission');
  await desk.table.commit([replace(missionKind, stored, { ...stored.value, ...more })]);
};
export const choose = async (claire: TestBrowser, n: number, choice: Record<string, string>) => {
  const page = await (await claire.get(`${missionPath(n)}/changer?${new URLSearchParams(choice)}`)).text();
  const keep = () => claire.post(`${missionPath(n)}/changer`, { ...choice, plan: keyIn(page) });
  return { page, keep };
};
