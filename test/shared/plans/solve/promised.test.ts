import { expect, it } from 'vitest';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { sendWeek } from '../../../../shared/plans/send-week.ts';
import { promisedElsewhere } from '../../../../shared/plans/solve/promised.ts';
import { solveWeek } from '../../../../shared/plans/solve/solve-week.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { type Instant, instant } from '../../../../shared/time/instant.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { fillPlanTown, PLAN_TOWN, PLAN_WEEK, planMission } from '../../../functions/desk/plan/town.ts';
import { surroundings } from '../../../support/chain.ts';

const CLAIRE = { kind: 'staff', id: 'stf_claire' } as const;
const SATURDAY_AT_NINE = instant('2026-12-05T20:00:00.000Z');

it('what is sent on the eve of its week is counted until it leaves, after midnight of that Monday too', async () => {
  const table = memoryTable();
  const town = aTown(PLAN_TOWN);
  await table.commit([put(townKind, town, 'absent')]);
  await fillPlanTown(table);
  const world = surroundings(table);
  await solveWeek(world, PLAN_WEEK, CLAIRE, SATURDAY_AT_NINE);
  const plan = (await table.get(planKind, planKey(planIdOf(town.id, PLAN_WEEK))))?.value;
  const sent = await sendWeek(world, PLAN_WEEK, plan?.result?.key ?? '', CLAIRE, SATURDAY_AT_NINE);
  expect(sent.ok).toBe(true);
  const promised = async (at: string) =>
    [...(await promisedElsewhere(table, town, addDays(PLAN_WEEK, 7), instant(at))).values()].reduce(
      (sum, offers) => sum + offers,
      0,
    );
  const all = await promised('2026-12-06T20:00:00.000Z');
  expect(all).toBeGreaterThan(0);
  // Half past four, when the night plans the next weeks; then half past eight, when texts leave.
  expect(await promised('2026-12-07T03:30:00.000Z')).toBe(all);
  expect(await promised('2026-12-07T07:30:00.000Z')).toBe(0);
});

const PLAN = planKey(planIdOf('besancon', PLAN_WEEK));
const NEXT = addDays(PLAN_WEEK, 7);
/** The week of seven visits, sent. */
const sentAt = async (at: Instant) => {
  const table = memoryTable();
  const town = aTown(PLAN_TOWN);
  await table.commit([put(townKind, town, 'absent')]);
  await fillPlanTown(table);
  const world = surroundings(table);
  await solveWeek(world, PLAN_WEEK, CLAIRE, at);
  const key = (await table.get(planKind, PLAN))?.value.result?.key ?? '';
  await sendWeek(world, PLAN_WEEK, key, CLAIRE, at);
  const promised = async (now = at) =>
    [...(await promisedElsewhere(table, town, NEXT, now)).values()].reduce((sum, n) => sum + n, 0);
  return { table, promised };
};

it('what was called off since, or taken, is promised no more', async () => {
  const { table, promised } = await sentAt(SATURDAY_AT_NINE);
  const all = await promised();
  const missionBecomes = async (n: number, state: 'cancelled' | 'filled') => {
    const stored = await table.get(missionKind, missionKey(planMission(n)));
    if (!stored) throw new Error('no such mission');
    await table.commit([replace(missionKind, stored, { ...stored.value, state })]);
  };
  await missionBecomes(0, 'cancelled');
  await missionBecomes(1, 'filled');
  expect(await promised()).toBe(all - 2);
});

it('what a sending by day has not reached yet is counted, and no more once it has', async () => {
  const { table, promised } = await sentAt(TUESDAY_NOON);
  expect(await promised()).toBe(0);
  // As with more missions than one request asks for: the agenda goes on with the last three.
  for (const n of [3, 4]) {
    const mission = await table.get(missionKind, missionKey(planMission(n)));
    if (!mission) throw new Error('no such mission');
    const { chosen: _, search: __, ...fresh } = mission.value;
    await table.commit([replace(missionKind, mission, fresh)]);
  }
  const stored = await table.get(planKind, PLAN);
  if (!stored?.value.sent) throw new Error('not sent');
  const { doneAt: _, ...sent } = stored.value.sent;
  await table.commit([replace(planKind, stored, { ...stored.value, sent: { ...sent, next: 4 } })]);
  expect(await promised()).toBe(2);
});

it('what a sending begun before the evening’s last texts reached only after them is counted too', async () => {
  const { table, promised } = await sentAt(SATURDAY_AT_NINE);
  const all = await promised();
  expect(all).toBeGreaterThan(0);
  const stored = await table.get(planKind, PLAN);
  if (!stored?.value.sent) throw new Error('not sent');
  const begun = { ...stored.value.sent, at: instant('2026-12-05T18:30:00.000Z') };
  await table.commit([replace(planKind, stored, { ...stored.value, sent: begun })]);
  expect(await promised(instant('2026-12-06T03:30:00.000Z'))).toBe(all);
});
