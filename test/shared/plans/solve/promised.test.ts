import { expect, it } from 'vitest';
import { sendWeek } from '../../../../shared/plans/send-week.ts';
import { promisedElsewhere } from '../../../../shared/plans/solve/promised.ts';
import { solveWeek } from '../../../../shared/plans/solve/solve-week.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import { put } from '../../../../shared/table/write.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { instant } from '../../../../shared/time/instant.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { aTown } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { fillPlanTown, PLAN_TOWN, PLAN_WEEK } from '../../../functions/desk/plan/town.ts';
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
