import { readAs } from '../../../table/kind.ts';
import type { Table, Write } from '../../../table/table.ts';
import { replace, unchanged } from '../../../table/write.ts';
import type { Instant } from '../../../time/instant.ts';
import { currentKey, currentKind } from '../../campaign/campaign.ts';
import { callRoundKind, isRunning, roundIdSchema, roundKey } from '../round.ts';

/**
 * For a write that makes many entries visible at once, too many for one transaction to hold their calls (the end of an
 * import): every running list walks the whole register again from its beginning, at the next tick. To be added to that
 * write's own transaction; its first part holds it to the lists that are running, as `registerChangeWrites` does.
 */
export const wakeRoundsWrites = async (
  world: { readonly table: Pick<Table, 'get' | 'getRows'> },
  town: string,
  now: Instant,
): Promise<readonly Write[]> => {
  const current = await world.table.get(currentKind, currentKey(town));
  if (!current) return [{ op: 'check', label: 'heat-current', key: currentKey(town), expected: 'absent' }];
  const keys = current.value.rounds.map((id) => roundKey(roundIdSchema.parse(id)));
  const rows = keys.length === 0 ? [] : await world.table.getRows(keys);
  return [
    unchanged(currentKind, current),
    ...rows.flatMap((row) => {
      const stored = row && readAs(callRoundKind, row);
      if (!stored || !isRunning(stored.value) || stored.value.source.kind !== 'heat') return [];
      const woken = { ...stored.value, check: { startedAt: now, met: 0 }, lookAt: now };
      return [replace(callRoundKind, stored, woken, `round:${stored.value.id.slice(-40)}`)];
    }),
  ];
};
