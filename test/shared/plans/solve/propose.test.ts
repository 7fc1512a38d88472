import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../../shared/decide/decide.ts';
import { proposeWeek } from '../../../../shared/plans/solve/solve-week.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { put } from '../../../../shared/table/write.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON as NOW } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { fillPlanTown, growPlanTown, PLAN_TOWN, PLAN_WEEK } from '../../../functions/desk/plan/town.ts';
import { surroundings } from '../../../support/chain.ts';

const CLAIRE = { kind: 'staff', id: 'stf_claire' } as const;

/** A town with so many volunteers and visits more; whatever is read by key is noted. */
const grownBy = async (by: number) => {
  const table = memoryTable();
  await table.commit([put(townKind, aTown(PLAN_TOWN), 'absent')]);
  await fillPlanTown(table);
  await growPlanTown(table, by);
  let filesRead = 0;
  const noted: Table = {
    ...table,
    getRows: (keys) => {
      filesRead += keys.length;
      return table.getRows(keys);
    },
  };
  const world: Surroundings = surroundings(noted);
  const done = await proposeWeek(world, PLAN_WEEK, CLAIRE, NOW);
  const plan = (await table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK))))?.value;
  return { done, plan, filesRead };
};

describe('a week that a coordinator proposes', () => {
  it('of three hundred visits and as many volunteers is there when the page comes, not at the next tick', async () => {
    const { done, plan } = await grownBy(300);
    expect(done).toEqual({ ok: true, value: { did: 'solved' } });
    expect(plan?.asked).toBeUndefined();
    expect(plan?.result?.missions).toBe(307);
  });

  it('too large for a page to wait is owed, and nobody’s file is read to say so', async () => {
    const { done, plan, filesRead } = await grownBy(1_000);
    expect(done).toEqual({ ok: true, value: { did: 'asked' } });
    expect(plan?.asked).toMatchObject({ at: NOW, by: CLAIRE, tries: 0 });
    expect(filesRead).toBe(0);
  });
});
