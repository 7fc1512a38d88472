import { canonical, sha256 } from '../ids/digest.ts';
import { rowsOf } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { put, remove } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import {
  type Plan,
  type PlanId,
  type PlanPart,
  type PlanRow,
  partKind,
  ROWS_A_PART,
  type RowsAt,
  rowsPrefix,
} from './week-plan.ts';

/** Parts in hand at once: a page waits for them, and they lie in one partition, which takes so much a second. */
const AT_ONCE = 5;
const aFewAtOnce = async <T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < items.length; i += AT_ONCE) await Promise.all(items.slice(i, i + AT_ONCE).map(work));
};

/**
 * Writes the rows of a solved week beside the plan, in parts, before the plan points to them: killed in between, nobody
 * sees them and the same week solved again writes the same parts.
 */
export const writeRows = async (
  table: Pick<Table, 'commit'>,
  plan: Pick<Plan, 'id' | 'monday'>,
  rows: readonly PlanRow[],
  at: Instant,
): Promise<RowsAt> => {
  const key = sha256(canonical({ at, rows })).slice(0, 16);
  const parts = Array.from(
    { length: Math.ceil(rows.length / ROWS_A_PART) },
    (_, n): PlanPart => ({
      planId: plan.id,
      monday: plan.monday,
      key,
      n,
      rows: rows.slice(n * ROWS_A_PART, (n + 1) * ROWS_A_PART),
    }),
  );
  await aFewAtOnce(parts, (part) => table.commit([put(partKind, part, 'any')]));
  return { key, parts: parts.length, at };
};

/** The rows that a plan points to; undefined when they are no longer there, the plan having moved on meanwhile. */
export const readRows = async (
  table: Pick<Table, 'partition'>,
  id: PlanId,
  at: Pick<RowsAt, 'key' | 'parts'>,
): Promise<readonly PlanRow[] | undefined> => {
  if (at.parts === 0) return [];
  const page = await table.partition(id, { prefix: rowsPrefix(at.key) });
  const parts = rowsOf(partKind, page.items);
  return parts.length === at.parts ? parts.flatMap(({ value }) => value.rows) : undefined;
};

/** Forgets rows that no plan points to any more. What is left by a stop in between expires by itself. */
export const forgetRows = async (table: Table, plan: Plan, old: RowsAt | undefined): Promise<void> => {
  const kept = [plan.result, plan.before, plan.sent].map((rows) => rows?.key);
  if (!old || kept.includes(old.key)) return;
  const page = await table.partition(plan.id, { prefix: rowsPrefix(old.key) });
  await aFewAtOnce(rowsOf(partKind, page.items), (part) => table.commit([remove(partKind, part)]));
};
