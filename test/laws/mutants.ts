import type { Hono } from 'hono';
import * as z from 'zod';
import { auditKind } from '../../shared/audit/audit.ts';
import type { Table, Write } from '../../shared/table/table.ts';

type Pages = Pick<Hono, 'request'>;
/** What is broken: the table under the handlers, or the pages above them. */
export type Broken = {
  readonly table: (table: Table) => Table;
  readonly app: (pages: Pages) => Pages;
};
export const WHOLE: Broken = { table: (table) => table, app: (pages) => pages };

/**
 * Broken products, each by one mistake that somebody could make: a law that lets one of them pass proves nothing. They
 * break what stands around the real handlers (the table, an answer), never what the law looks at.
 */

/** Writes whatever it is given over whatever stands there: a lost race is won by everybody. */
export const checkingNoVersion = (table: Table): Table => ({
  ...table,
  commit: (writes) =>
    table.commit(
      writes
        .filter(({ op }) => op !== 'check')
        .map(
          (write): Write =>
            write.op === 'put' || write.op === 'delete' ? { ...write, expected: 'any' } : write,
        ),
    ),
});

const isPage = (answer: Response): boolean =>
  answer.headers.get('content-type')?.startsWith('text/html') ?? false;
/** The answers of these pages, as somebody careless would change them. */
const answering = (
  pages: Pages,
  change: (body: string, asked: { readonly method: string; readonly cookie: string }) => string,
): Pages => ({
  request: async (input, init) => {
    const answer = await pages.request(input, init);
    if (!isPage(answer)) return answer;
    const asked = { method: init?.method ?? 'GET', cookie: new Headers(init?.headers).get('cookie') ?? '' };
    return new Response(change(await answer.text(), asked), answer);
  },
});

/** « Pour Zéphirine » on every page, whoever reads it. */
export const greetingByName = (name: string): Broken => ({
  ...WHOLE,
  app: (pages) => answering(pages, (body) => body.replace('</main>', `<p>Pour ${name}</p></main>`)),
});

/** Once a link has shown the address it shows the same page for ever. */
export const keepingPages = (word: string): Broken => ({
  ...WHOLE,
  app: (pages) => {
    const kept = new Map<string, string>();
    return answering(pages, (body, { method, cookie }) => {
      const link = /m=\w{22}/.exec(cookie)?.[0] ?? '';
      if (method === 'GET' && body.includes(word)) kept.set(link, body);
      return kept.get(link) ?? body;
    });
  },
});

const eventSchema = z.object({ action: z.string() });
/** Everything happens, one kind of event is never recorded. */
export const withoutAudit = (action: string): Broken => ({
  ...WHOLE,
  table: (table) => ({
    ...table,
    commit: (writes) =>
      table.commit(
        writes.filter(
          (write) =>
            !(
              write.op === 'put' &&
              write.kind === auditKind.name &&
              eventSchema.safeParse(write.data).data?.action === action
            ),
        ),
      ),
  }),
});

const withStop = (data: unknown): unknown => {
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'optedOutAt'));
};
/** Whatever reads people does not see that they refused texts. */
export const forgettingStops =
  (kindName: string) =>
  (table: Table): Table => ({
    ...table,
    get: async (kind, key) => {
      const stored = await table.get(kind, key);
      if (!stored || kind.name !== kindName) return stored;
      return { ...stored, value: kind.schema.parse(withStop(stored.value)) };
    },
    getRows: async (keys) =>
      (await table.getRows(keys)).map((row) =>
        row?.kind === kindName ? { ...row, data: withStop(row.data) } : row,
      ),
  });
