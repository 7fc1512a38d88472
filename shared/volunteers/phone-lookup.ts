import * as z from 'zod';
import { type VolunteerId, volunteerIdSchema } from '../ids/ids.ts';
import type { Phone } from '../phone/phone.ts';
import { blindIndex } from '../seniors/store.ts';
import { defineKind, type Key, type Kind, type Stored } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { put, remove, replace } from '../table/write.ts';

/** Whose number this is, without the number: found by a keyed hash (reliability.md §4.7). Two may share a landline. */
export const phoneLookupSchema = z.object({
  hash: z.string().length(22),
  volunteerIds: z.array(volunteerIdSchema).max(6),
});
export type PhoneLookup = z.infer<typeof phoneLookupSchema>;

/** Beyond this, a shared number finds nobody new: a person sorts it out. */
const MOST_ON_ONE_NUMBER = 6;

export const phoneHash = (secret: string, phone: Phone): string =>
  blindIndex(secret, 'volunteer-phone', phone);
export const phoneLookupKey = (hash: string): Key => ({ pk: `PHONE#${hash}`, sk: 'VOLUNTEERS' });

/**
 * | question                             | key                                        | consistent |
 * |--------------------------------------|--------------------------------------------|------------|
 * | which volunteers have this number?   | pk `PHONE#` + keyed hash, sk `VOLUNTEERS`  | yes        |
 */
export const phoneLookupKind: Kind<PhoneLookup> = defineKind({
  name: 'volunteer-phone',
  v: 1,
  schema: phoneLookupSchema,
  key: (lookup) => phoneLookupKey(lookup.hash),
});

export const lookUpPhone = (
  table: Pick<Table, 'get'>,
  secret: string,
  phone: Phone,
): Promise<Stored<PhoneLookup> | undefined> =>
  table.get(phoneLookupKind, phoneLookupKey(phoneHash(secret, phone)));

/** The number now also finds this volunteer. `found` is what was read of the lookup, undefined when nothing was. */
export const phoneFinds = (
  secret: string,
  phone: Phone,
  id: VolunteerId,
  found: Stored<PhoneLookup> | undefined,
): readonly Write[] => {
  if (!found) return [put(phoneLookupKind, { hash: phoneHash(secret, phone), volunteerIds: [id] }, 'absent')];
  const ids = found.value.volunteerIds;
  if (ids.includes(id) || ids.length >= MOST_ON_ONE_NUMBER) return [];
  return [replace(phoneLookupKind, found, { ...found.value, volunteerIds: [...ids, id] })];
};

/** The number no longer finds this volunteer. */
export const phoneForgets = (id: VolunteerId, found: Stored<PhoneLookup> | undefined): readonly Write[] => {
  if (!found?.value.volunteerIds.includes(id)) return [];
  const volunteerIds = found.value.volunteerIds.filter((other) => other !== id);
  return volunteerIds.length === 0
    ? [remove(phoneLookupKind, found, 'old-phone')]
    : [replace(phoneLookupKind, found, { ...found.value, volunteerIds }, 'old-phone')];
};
