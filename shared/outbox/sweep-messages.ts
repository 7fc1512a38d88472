import { attentionAt, type Intent } from '../messages/intent.ts';
import { intentKind } from '../messages/store.ts';
import { type Key, type Row, readAs, type Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';

export type Sweep = {
  /** Messages due or abandoned that were found. */
  readonly found: number;
  /** Of these, pointed at again. */
  readonly nudged: number;
  /** When the oldest of them became due: more than two minutes ago is an alarm. */
  readonly oldestDueAt: Instant | undefined;
};

/** As many as the provider takes in about ten seconds: the outbox goes on by itself from there. */
const NUDGES_A_ROUND = 200;

/** Keys of what is due now, the urgent first, then the oldest. */
export const dueMessages = async (table: Pick<Table, 'due'>, now: Instant, limit: number) => {
  const urgent = await table.due('outbox#urgent', now, limit);
  const rest = urgent.length < limit ? await table.due('outbox', now, limit - urgent.length) : [];
  return [...urgent, ...rest];
};

/**
 * The sweep, each minute: every message that is due, or whose worker died (lease over), whatever its age (rule 3:
 * a cut-off, never a window). It sends nothing itself, because only the outbox may; it writes each one once more,
 * and the table's stream wakes the outbox. Run twice or late, it only points again.
 */
export const sweepMessages = async (
  table: Pick<Table, 'due' | 'getRows' | 'commit'>,
  now: Instant,
  limit: number = NUDGES_A_ROUND,
): Promise<Sweep> => {
  const due = await dueMessages(table, now, limit);
  const nudged = await nudge(
    table,
    due.map(({ key }) => key),
    now,
  );
  const oldestDueAt = due.map(({ at }) => at).sort()[0];
  return { found: due.length, nudged, oldestDueAt };
};

/** A record that cannot be read stays due, which the alarm on the oldest one tells; it must not hold the others. */
const readable = (row: Row): Stored<Intent> | undefined => {
  try {
    return readAs(intentKind, row);
  } catch {
    return undefined;
  }
};

const nudge = async (
  table: Pick<Table, 'getRows' | 'commit'>,
  keys: readonly Key[],
  now: Instant,
): Promise<number> => {
  const rows = await table.getRows(keys);
  let nudged = 0;
  for (const row of rows) {
    const stored = row && readable(row);
    const at = stored && attentionAt(stored.value);
    if (!stored || at === undefined || at > now) continue;
    const next = { ...stored.value, nudges: stored.value.nudges + 1 };
    if ((await table.commit([replace(intentKind, stored, next, 'nudge')])).ok) nudged += 1;
  }
  return nudged;
};
