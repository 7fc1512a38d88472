import * as z from 'zod';
import { sameSecret, sha256 } from '../ids/digest.ts';
import type { Ids } from '../ids/ids.ts';
import { defineKind, type Key, type Kind, type Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { put, replace } from '../table/write.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema, townKey, townKind } from './settings.ts';

/** Guesses before the code is dead and the town must be started again: 40 bits and ten tries. */
const SETUP_TRIES = 10;

/** Proof that whoever creates the town can read the terminal of the machine it runs on. Kept only as a hash. */
const setupCodeSchema = z.object({
  town: townIdSchema,
  hash: z.string().length(64),
  tries: z.number().int().min(0),
  madeAt: instantSchema,
});
export type SetupCode = z.infer<typeof setupCodeSchema>;

const setupCodeKey = (town: string): Key => ({ pk: `TOWN#${town}`, sk: 'SETUP-CODE' });

/**
 * | question                            | key                           | consistent |
 * |-------------------------------------|-------------------------------|------------|
 * | may this person create the town?    | pk `TOWN#` + id, `SETUP-CODE` | yes        |
 */
export const setupCodeKind: Kind<SetupCode> = defineKind({
  name: 'setup-code',
  v: 1,
  schema: setupCodeSchema,
  key: (code) => setupCodeKey(code.town),
});

/** No letter that looks like another: read on a terminal, typed on another screen. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const hashOf = (code: string): string => sha256(`setup|${code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')}`);

/**
 * A new one-time code for a town that does not exist yet, replacing any before it; undefined when it exists. Call
 * it when the town starts and print what it gives: it is kept nowhere.
 */
export const offerSetupCode = async (
  world: { readonly table: Table; readonly ids: Ids },
  town: string,
  now: Instant,
): Promise<string | undefined> => {
  if (await world.table.get(townKind, townKey(town))) return undefined;
  const letters = Array.from({ length: 8 }, () => LETTERS.charAt(world.ids.integerBelow(LETTERS.length)));
  const code = `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
  await world.table.commit([put(setupCodeKind, { town, hash: hashOf(code), tries: 0, madeAt: now }, 'any')]);
  return code;
};

/** The code's record when it is the right one; a wrong guess is counted, and after ten none is right any more. */
export const checkSetupCode = async (
  table: Table,
  town: string,
  typed: string,
): Promise<Stored<SetupCode> | undefined> => {
  const stored = await table.get(setupCodeKind, setupCodeKey(town));
  if (!stored || stored.value.tries >= SETUP_TRIES) return undefined;
  if (sameSecret(stored.value.hash, hashOf(typed))) return stored;
  await table.commit([replace(setupCodeKind, stored, { ...stored.value, tries: stored.value.tries + 1 })]);
  return undefined;
};
