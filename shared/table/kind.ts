import type * as z from 'zod';
import type { EpochSeconds, Instant } from '../time/instant.ts';
import { withNewer } from './newer.ts';

export type Key = { readonly pk: string; readonly sk: string };

/**
 * `agenda`: looked at by the tick. `outbox`: looked at by the message sweep. `outbox#urgent`: the same, for the
 * few messages that must not wait behind a campaign.
 */
export type DueLane = 'agenda' | 'outbox' | 'outbox#urgent';

/** Where a record can be found besides its key; absent = not there. Derived from the value, never set by hand. */
export type Places = {
  readonly due?: { readonly lane: DueLane; readonly at: Instant } | undefined;
  readonly list?: { readonly partition: string; readonly sort: string } | undefined;
  readonly senior?: { readonly id: string; readonly sort: string } | undefined;
  readonly volunteer?: { readonly id: string; readonly sort: string } | undefined;
};

/**
 * One kind of record: its name, schema, key and places. A slice's `store.ts` declares its kinds under a table of
 * access patterns; the only file that speaks to DynamoDB is `table.dynamo.ts`.
 */
export type Kind<T> = {
  readonly name: string;
  /**
   * Schema version written: one more with each field that the version before does not know (F28, docs/decisions/015). What a newer
   * version wrote besides is carried on by an older one.
   */
  readonly v: number;
  readonly schema: z.ZodType<T>;
  readonly key: (value: T) => Key;
  readonly places?: (value: T) => Places;
  /** For the table's janitor, days late at best; code never relies on it. */
  readonly expiresAt?: (value: T) => EpochSeconds | undefined;
};

/** What was read: the value, and the version that a write must still find. */
export type Stored<T> = {
  readonly value: T;
  readonly version: number;
  /** The schema version it was written with. */
  readonly v: number;
  /** Hash of the last audit event of this record; empty before the first. */
  readonly auditHead: string;
};

/** What comes out of a partition that holds several kinds. */
export type Row = {
  readonly kind: string;
  readonly key: Key;
  readonly version: number;
  readonly v: number;
  readonly auditHead: string;
  readonly data: unknown;
};

export const defineKind = <T>(kind: Kind<T>): Kind<T> => kind;

/** A row read as this kind, parsed at the door; undefined when it is another kind. Throws on a corrupt record. */
export const readAs = <T>(kind: Kind<T>, row: Row): Stored<T> | undefined => {
  if (row.kind !== kind.name) return undefined;
  const parsed = kind.schema.safeParse(row.data);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Error(`corrupt record: ${kind.name} ${row.key.pk} at ${where}`);
  }
  const { version, v, auditHead } = row;
  return { value: v > kind.v ? withNewer(parsed.data, row.data, v) : parsed.data, version, v, auditHead };
};

/** All rows of one kind among many. */
export const rowsOf = <T>(kind: Kind<T>, rows: readonly Row[]): Stored<T>[] =>
  rows.flatMap((row) => readAs(kind, row) ?? []);
