import * as z from 'zod';
import type { Row } from './kind.ts';

const itemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.number(),
  v: z.number().default(1),
  auditHead: z.string().default(''),
  data: z.unknown(),
});

/** A row as the table keeps it: read through zod, since the database is a door too. */
export const rowOf = (item: unknown): Row => {
  const { pk, sk, kind, version, v, auditHead, data } = itemSchema.parse(item);
  return { kind, key: { pk, sk }, version, v, auditHead, data };
};

export const CURSOR = z.record(z.string(), z.union([z.string(), z.number()]));
/** Where the next page begins, as a browser carries it. */
export const cursorOf = (key: Record<string, unknown> | undefined): string | undefined =>
  key ? Buffer.from(JSON.stringify(key)).toString('base64url') : undefined;
/** A cursor comes back from a browser: a broken one starts again from the beginning. */
export const startOf = (cursor: string | undefined): Record<string, string | number> | undefined => {
  if (!cursor) return undefined;
  try {
    const parsed = CURSOR.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};
