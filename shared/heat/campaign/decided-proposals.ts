import { readAs } from '../../table/kind.ts';
import type { Table, Write } from '../../table/table.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import { addDays, type CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { proposalKey, proposalKind } from '../../vigilance/proposal.ts';

/**
 * What the vigilance asked people to decide for this day and the next is decided by the act that writes this: its urgent
 * tasks end in the same transaction, so that nobody is still asked to open calls that are open.
 */
export const decidedWrites = async (
  table: Pick<Table, 'get' | 'getRows'>,
  town: string,
  from: CivilDay,
  outcome: string,
  now: Instant,
): Promise<readonly Write[]> => {
  const rows = await table.getRows([from, addDays(from, 1)].map((day) => proposalKey(town, day)));
  const tasks = rows.flatMap((row) => (row && readAs(proposalKind, row)?.value.taskId) ?? []);
  const writes = await Promise.all(tasks.map((id) => settledTaskWrites(table, id, outcome, now)));
  return writes.flat();
};
