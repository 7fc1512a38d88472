import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Row } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import type { TestTable } from './engine.ts';
import { tableOn } from './tables.ts';

/** A table under a law, and all that stands in it: a test may read every row, a request path never does. */
export type Store = {
  readonly table: Table;
  /** Every record, in the order of its key. */
  readonly rows: () => Promise<readonly Row[]>;
  /** Every attribute of every item, places in the indexes and counters included: same text, same table. */
  readonly everything: () => Promise<string>;
};

export const doubleStore = (): Store => {
  const table = memoryTable();
  return {
    table,
    rows: async () => structuredClone(table.dump().map(({ attributes: _, ...row }) => row)),
    everything: async () => JSON.stringify(table.dump()),
  };
};

const recordSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.number(),
  v: z.number(),
  auditHead: z.string(),
  data: z.unknown(),
});
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** The same value with its names in order: the engine keeps the attributes of an item in an order of its own. */
export const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return Object.fromEntries(entries.map(([name, inside]) => [name, inOrder(inside)]));
};

/** The real adapter on a table of the embedded engine. */
export const engineStore = (fresh: TestTable): Store => {
  const client = DynamoDBDocumentClient.from(fresh.client);
  const items = async (): Promise<Record<string, unknown>[]> => {
    const all: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client }, { TableName: fresh.name, ConsistentRead: true }))
      all.push(...(page.Items ?? []));
    return all.sort((a, b) => byText(`${a.pk}\n${a.sk}`, `${b.pk}\n${b.sk}`));
  };
  return {
    table: tableOn(fresh),
    rows: async () =>
      (await items())
        // Counters are the only items without a kind.
        .filter((item) => item.kind !== undefined)
        .map((item) => {
          const { pk, sk, ...record } = recordSchema.parse(item);
          return { ...record, key: { pk, sk } };
        }),
    everything: async () => JSON.stringify(inOrder(await items())),
  };
};
