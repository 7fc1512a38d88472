import type { Result } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import type { IndexName } from './definition.ts';
import type { DueLane, Key, Kind, Row, Stored } from './kind.ts';

/**
 * What a write expects to find: nothing, exactly this version, or whatever (`any`, only for records that are
 * written whole from another truth). The condition is evaluated by the engine inside the transaction.
 */
export type Expected = 'absent' | 'any' | number;

export type Write =
  | {
      readonly op: 'put';
      readonly label: string;
      readonly kind: string;
      readonly v: number;
      readonly key: Key;
      readonly data: unknown;
      readonly auditHead: string;
      readonly attributes: Readonly<Record<string, string | number>>;
      readonly expected: Expected;
      /** The version it is given, for a record that arrives with a history already behind it. */
      readonly arrivesAs?: number;
    }
  | { readonly op: 'delete'; readonly label: string; readonly key: Key; readonly expected: Expected }
  | { readonly op: 'check'; readonly label: string; readonly key: Key; readonly expected: 'absent' | number }
  | {
      /** Adds to counters of a record nobody else puts: ledgers. */
      readonly op: 'add';
      readonly label: string;
      readonly key: Key;
      readonly amounts: Readonly<Record<string, number>>;
    };

/** Which labelled write found something else than it expected. Read again and decide again. */
export type LostRace = { readonly reason: 'lost-race'; readonly label: string };

export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

export type PageRequest = {
  readonly limit?: number;
  readonly after?: string | undefined;
  readonly newestFirst?: boolean;
};

export type IndexRequest = PageRequest & {
  readonly partition: string;
  /** Inclusive bounds on the sort value. */
  readonly from?: string;
  readonly to?: string;
};

/**
 * PORT. What we need from storage. Two implementations held to one contract: `table.dynamo.ts` over the real
 * client, and the double in `test/doubles/memory-table.ts`.
 */
export type Table = {
  /** Strongly consistent; decisions are made on this alone. */
  readonly get: <T>(kind: Kind<T>, key: Key) => Promise<Stored<T> | undefined>;
  /** One request for up to 100 keys, strongly consistent, in the order asked; undefined where nothing is. */
  readonly getRows: (keys: readonly Key[]) => Promise<readonly (Row | undefined)[]>;
  /** Strongly consistent; all pages unless a limit is given. */
  readonly partition: (
    pk: string,
    request?: PageRequest & { readonly prefix?: string },
  ) => Promise<Page<Row>>;
  /** Eventually consistent: for screens and sweeps, then re-read. All pages unless a limit is given. */
  readonly index: (name: Exclude<IndexName, 'due'>, request: IndexRequest) => Promise<Page<Row>>;
  /** Keys of what is due at or before the cut-off, oldest first, all shards; never a window (rule 3). */
  readonly due: (
    lane: DueLane,
    cutOff: Instant,
    limit: number,
  ) => Promise<readonly { key: Key; at: Instant }[]>;
  /** When the next thing is due, if anything: for the demonstration's clock. */
  readonly nextDue: (lane: DueLane) => Promise<Instant | undefined>;
  /** Counters of a ledger record. */
  readonly counters: (key: Key) => Promise<Readonly<Record<string, number>>>;
  /** All or nothing, at most 100 writes of distinct keys. */
  readonly commit: (writes: readonly Write[]) => Promise<Result<void, LostRace>>;
};
