import * as z from 'zod';
import { sha256 } from '../ids/digest.ts';
import { type FlagId, flagIdSchema, type StaffId } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type Flag, flagSchema, isOpenFlag, nextFlagLook } from './flag.ts';

export const flagKey = (id: FlagId): Key => ({ pk: id, sk: 'FLAG' });
export const openFlagList = (town: string): string => `${town}#flag#open`;
export const closedFlagList = (town: string, month: string): string => `${town}#flag#${month}`;
const dueOf = (flag: Flag) => {
  const at = nextFlagLook(flag);
  return at === undefined ? undefined : ({ lane: 'agenda', at } as const);
};

export const flaggerIndex = (id: StaffId): string => id;

/**
 * | question                                      | key or index                                                | consistent |
 * |-----------------------------------------------|-------------------------------------------------------------|------------|
 * | what became of this flag?                     | pk flag id, sk `FLAG`                                       | yes        |
 * | which flags wait, most urgent first?          | `list`: town + `#flag#open`, sorted by due instant          | no         |
 * | flags settled in a month                      | `list`: town + month                                        | no         |
 * | flags of a senior                             | `senior` index                                              | no         |
 * | what did I flag? (a flagger's own list)       | `volunteer` index under the flagger's staff id              | no         |
 * | whose deadline passed?                        | `due` in the agenda lane, until nothing more is owed        | no         |
 * | which flag has this number?                   | pk `FLAGNO#` + town + number                                | yes        |
 * | was this form already sent?                   | pk `FLAGFORM#` + hash of flagger and form id                | yes        |
 */
export const flagKind: Kind<Flag> = defineKind({
  name: 'flag',
  v: 2,
  schema: flagSchema,
  key: (flag) => flagKey(flag.id),
  places: (flag) => ({
    list: isOpenFlag(flag.state)
      ? { partition: openFlagList(flag.town), sort: `${flag.dueAt}#${flag.id}` }
      : {
          partition: closedFlagList(flag.town, flag.receivedAt.slice(0, 7)),
          sort: `${flag.receivedAt}#${flag.id}`,
        },
    senior: flag.seniorId ? { id: flag.seniorId, sort: `flag#${flag.receivedAt}` } : undefined,
    // The `volunteer` index answers "what happened around this actor": for a flagger, their own flags.
    volunteer: { id: flaggerIndex(flag.flaggerId), sort: `flag#${flag.receivedAt}` },
    due: dueOf(flag),
  }),
});

/** A number is given once in a town, for ever: two flags can never be confused on the telephone. */
export const flagNumberSchema = z.object({
  town: z.string().max(40),
  number: z.string().max(12),
  flagId: flagIdSchema,
});
export type FlagNumber = z.infer<typeof flagNumberSchema>;
export const flagNumberKey = (town: string, number: string): Key => ({
  pk: `FLAGNO#${town}#${number}`,
  sk: 'FLAGNO',
});
export const flagNumberKind: Kind<FlagNumber> = defineKind({
  name: 'flag-number',
  v: 1,
  schema: flagNumberSchema,
  key: (value) => flagNumberKey(value.town, value.number),
});

/** One form sent = one flag, however often the button was pressed. */
export const flagFormSchema = z.object({ form: z.string().length(64), flagId: flagIdSchema });
export type FlagForm = z.infer<typeof flagFormSchema>;
export const flagFormKey = (form: string): Key => ({ pk: `FLAGFORM#${form}`, sk: 'FLAGFORM' });
/** The form id is bound to who was shown the form: nobody finds another's flag by sending their id. */
export const flagFormHash = (flaggerId: StaffId, formId: string): string => sha256(`${flaggerId}\n${formId}`);
export const flagFormKind: Kind<FlagForm> = defineKind({
  name: 'flag-form',
  v: 1,
  schema: flagFormSchema,
  key: (value) => flagFormKey(value.form),
});
