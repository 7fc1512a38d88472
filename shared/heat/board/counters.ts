import type { Key } from '../../table/kind.ts';
import type { Table, Write } from '../../table/table.ts';
import { add } from '../../table/write.ts';
import type { RoundId } from '../calls/round.ts';
import type { CallTask } from '../calls/task.ts';

/** What is counted of one list; each count moves in the transaction that moves its obligation. */
export const COUNTED = ['open', 'reached', 'escalated', 'stopped', 'unsettled', 'attempts'] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;

export const counterKey = (round: RoundId, shard: number): Key => ({
  pk: `${round}#${shard}`,
  sk: 'COUNTERS',
});

const NOTHING: Counts = { open: 0, reached: 0, escalated: 0, stopped: 0, unsettled: 0, attempts: 0 };

/** What one obligation adds to the counts; nothing for one that does not exist yet. */
export const countsOf = (task: CallTask | undefined): Counts =>
  task
    ? {
        ...NOTHING,
        [task.state]: 1,
        unsettled: task.state === 'escalated' && !task.escalated?.settled ? 1 : 0,
        attempts: task.attempts,
      }
    : NOTHING;

export const plusCounts = (a: Counts, b: Counts): Counts => ({
  open: a.open + b.open,
  reached: a.reached + b.reached,
  escalated: a.escalated + b.escalated,
  stopped: a.stopped + b.stopped,
  unsettled: a.unsettled + b.unsettled,
  attempts: a.attempts + b.attempts,
});
export const noCounts = NOTHING;

type Move = { readonly before: CallTask | undefined; readonly after: CallTask };

/** The counters' share of a transaction, one write per shard it touches; none where nothing moved. */
export const countWrites = (moves: readonly Move[]): readonly Write[] => {
  const byShard = new Map<string, { key: Key; amounts: Record<string, number> }>();
  for (const { before, after } of moves) {
    const key = counterKey(after.roundId, after.shard);
    const found = byShard.get(key.pk) ?? { key, amounts: {} };
    const [was, is] = [countsOf(before), countsOf(after)];
    for (const name of COUNTED)
      if (is[name] !== was[name]) found.amounts[name] = (found.amounts[name] ?? 0) + is[name] - was[name];
    byShard.set(key.pk, found);
  }
  return [...byShard.values()].flatMap(({ key, amounts }) => {
    const moved = Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== 0));
    return Object.keys(moved).length > 0 ? [add(key, moved, `counters:${key.pk}`)] : [];
  });
};

/** The counts of a list, from its counters: one consistent read per shard. */
export const readCounts = async (
  table: Pick<Table, 'counters'>,
  round: RoundId,
  shards: number,
): Promise<Counts> => {
  const each = await Promise.all(
    Array.from({ length: shards }, (_, shard) => table.counters(counterKey(round, shard))),
  );
  return each.reduce<Counts>(
    (sum, one) =>
      plusCounts(sum, {
        open: one.open ?? 0,
        reached: one.reached ?? 0,
        escalated: one.escalated ?? 0,
        stopped: one.stopped ?? 0,
        unsettled: one.unsettled ?? 0,
        attempts: one.attempts ?? 0,
      }),
    NOTHING,
  );
};

/** Obligations that stand: what law 5 compares with the register. */
export const owedIn = (counts: Counts): number => counts.open + counts.reached + counts.escalated;
