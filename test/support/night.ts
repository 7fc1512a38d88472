import { ensureSignalsLook, lookAtSignals } from '../../shared/engagement/signals/look-at-signals.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { surroundings } from './chain.ts';

/** The first nightly look of a town: what is so of each volunteer, and what each did lately. */
export const firstNight = async (table: Table, now: Instant): Promise<void> => {
  const world = surroundings(table, () => now);
  await ensureSignalsLook(world, now);
  await lookAtSignals(world, 'besancon', now);
};

/** The same table, counting what is asked of it as DynamoDB would: a batch of keys is one request a hundred. */
export const countingTable = <T extends Table>(
  table: T,
): { readonly table: T; readonly asked: () => number } => {
  let asked = 0;
  const counted =
    <A extends readonly unknown[], B>(act: (...args: A) => B, of: (...args: A) => number = () => 1) =>
    (...args: A): B => {
      asked += of(...args);
      return act(...args);
    };
  return {
    table: {
      ...table,
      get: counted(table.get),
      getRows: counted(table.getRows, (keys) => Math.ceil(keys.length / 100)),
      partition: counted(table.partition),
      index: counted(table.index),
    },
    asked: () => asked,
  };
};
