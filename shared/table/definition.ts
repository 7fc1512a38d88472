/**
 * One table. Each index is named by the question it answers; none is ever decided upon.
 *
 * | index       | question                                              | keys                                  |
 * |-------------|-------------------------------------------------------|---------------------------------------|
 * | `due`       | what is due, whatever it is? (agenda, outbox sweep)   | duePartition (8 shards a lane), dueAt |
 * | `list`      | which records does this screen list?                  | listPartition, listSort               |
 * | `senior`    | what happened around this senior?                     | seniorId, seniorSort                  |
 * | `volunteer` | what happened around this volunteer?                  | volunteerId, volunteerSort            |
 */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk' } as const;

export const INDEXES = {
  due: { partition: 'duePartition', sort: 'dueAt', projection: 'KEYS_ONLY' },
  list: { partition: 'listPartition', sort: 'listSort', projection: 'ALL' },
  senior: { partition: 'seniorId', sort: 'seniorSort', projection: 'ALL' },
  volunteer: { partition: 'volunteerId', sort: 'volunteerSort', projection: 'ALL' },
} as const;
export type IndexName = keyof typeof INDEXES;

/** Written by the table's own janitor only; expiry is always decided in code (law 12, mutant M12). */
export const TTL_ATTRIBUTE = 'expiresAt';

/** Due work is spread so that no partition takes a whole town's writes. */
export const DUE_SHARDS = 8;
