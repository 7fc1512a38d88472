import * as z from 'zod';
import { blindIndex } from '../seniors/store.ts';
import { defineKind, type Key, type Kind, type Stored } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { put, replace } from '../table/write.ts';
import { addDays, type CivilDay, civilDaySchema, civilTime, instantOf } from '../time/civil.ts';
import { epochSeconds } from '../time/instant.ts';

/**
 * How often a public form may act in one civil day, the town's. Design choices: a person who mistypes or worries tries
 * three times; a town of 200 volunteers has never had 60 applications in a day, and 60 texts cost under 5 euros.
 */
export const LIMITS = {
  'link-for-phone': 3,
  'links-in-town': 200,
  'applied-again': 1,
  'binome-asked': 1,
  'applications-in-town': 60,
  'register-requests-in-town': 120,
  'attestation-tried': 20,
  'attestations-tried-in-town': 1_000,
} as const;
export type LimitName = keyof typeof LIMITS;

export const limitSchema = z.object({
  hash: z.string().length(22),
  day: civilDaySchema,
  count: z.number().int().min(0),
});
export type Limit = z.infer<typeof limitSchema>;

const limitKey = (hash: string, day: CivilDay): Key => ({ pk: `LIMIT#${hash}`, sk: day });

/**
 * | question                                   | key                                    | consistent |
 * |--------------------------------------------|----------------------------------------|------------|
 * | how often today, for this number or town?  | pk `LIMIT#` + keyed hash, sk day       | yes        |
 */
export const limitKind: Kind<Limit> = defineKind({
  name: 'limit',
  v: 1,
  schema: limitSchema,
  key: (limit) => limitKey(limit.hash, limit.day),
  expiresAt: (limit) => epochSeconds(instantOf(addDays(limit.day, 3), civilTime('00:00'))),
});

/** Whether once more is allowed today, which time it is, and the write that counts it; the caller puts it in its transaction. */
export const onceMore = async (
  table: Pick<Table, 'get'>,
  secret: string,
  name: LimitName,
  of: string,
  day: CivilDay,
): Promise<{ readonly allowed: boolean; readonly count: number; readonly write: Write }> => {
  const hash = blindIndex(secret, `limit-${name}`, of);
  const stored: Stored<Limit> | undefined = await table.get(limitKind, limitKey(hash, day));
  const next = { ...stored?.value, hash, day, count: (stored?.value.count ?? 0) + 1 };
  const write = stored
    ? replace(limitKind, stored, next, name)
    : put(limitKind, next, 'absent', { label: name });
  return { allowed: next.count <= LIMITS[name], count: next.count, write };
};
