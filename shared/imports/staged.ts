import * as z from 'zod';
import { type ImportId, importIdSchema } from '../ids/ids.ts';
import { type Kind, type Row, readAs } from '../table/kind.ts';
import type { Page, Table } from '../table/table.ts';
import { importKey } from './import-key.ts';

const STAGED: ReadonlySet<string> = new Set(['senior', 'volunteer', 'volunteer-movement', 'register-entry']);
const marked = z.object({ importId: importIdSchema });
/** All this reader wants to know of an import. */
const stateOf = z.object({ id: importIdSchema, state: z.string() });
const importOf = (row: Row): ImportId | undefined => {
  if (!STAGED.has(row.kind)) return undefined;
  const parsed = marked.safeParse(row.data);
  return parsed.success ? parsed.data.importId : undefined;
};

/**
 * The same table, without the people of an import that is not committed: thousands of records become visible by
 * the one write that commits their import, and a crash half-way shows nobody. Costs one read per import and
 * process: a committed import stays committed.
 */
export const hidingStaged = (table: Table): Table => {
  const committed = new Set<ImportId>();
  const isVisible = async (ids: ReadonlySet<ImportId>): Promise<ReadonlySet<ImportId>> => {
    const asked = [...ids].filter((id) => !committed.has(id));
    const rows = asked.length === 0 ? [] : await table.getRows(asked.map(importKey));
    for (const row of rows) {
      const found = stateOf.safeParse(row?.data).data;
      if (found?.state === 'committed') committed.add(found.id);
    }
    return committed;
  };
  const visible = async <R extends Row | undefined>(
    rows: readonly R[],
  ): Promise<readonly (R | undefined)[]> => {
    const ids = new Set(rows.flatMap((row) => (row ? (importOf(row) ?? []) : [])));
    if (ids.size === 0) return rows;
    const shown = await isVisible(ids);
    return rows.map((row) => {
      const id = row && importOf(row);
      return id === undefined || shown.has(id) ? row : undefined;
    });
  };
  const visiblePage = async (page: Page<Row>): Promise<Page<Row>> => ({
    next: page.next,
    items: (await visible(page.items)).flatMap((row) => row ?? []),
  });
  return {
    ...table,
    getRows: async (keys) => visible(await table.getRows(keys)),
    partition: async (pk, request) => visiblePage(await table.partition(pk, request)),
    index: async (name, request) => visiblePage(await table.index(name, request)),
    get: async <T>(kind: Kind<T>, key: Parameters<Table['get']>[1]) => {
      const raw: Kind<unknown> = { name: kind.name, v: kind.v, schema: z.unknown(), key: () => key };
      const stored = await table.get(raw, key);
      if (!stored) return undefined;
      const row = {
        kind: kind.name,
        key,
        version: stored.version,
        v: stored.v,
        auditHead: stored.auditHead,
        data: stored.value,
      };
      const [shown] = await visible([row]);
      return shown ? readAs(kind, shown) : undefined;
    },
  };
};
