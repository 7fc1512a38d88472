import * as z from 'zod';
import { type RegisterEntryId, registerEntryIdSchema, type SeniorId, seniorIdSchema } from '../ids/ids.ts';
import { marksOf } from '../seniors/identity/lookup.ts';
import { traitsOfSenior } from '../seniors/identity/traits.ts';
import { sortName } from '../seniors/store.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { put } from '../table/write.ts';
import { nextEntryLook } from './clocks.ts';
import { type EntryState, type RegisterEntry, registerEntrySchema } from './entry.ts';

export const entryKey = (id: RegisterEntryId): Key => ({ pk: id, sk: 'REGISTER' });
export const entryList = (town: string, state: EntryState): string => `${town}#register#${state}`;
/** Where its name shows in a list: an emptied entry shows nowhere. */
const sortOf = (entry: RegisterEntry): string =>
  `${entry.person ? sortName(entry.person.lastName, entry.person.firstName) : ''}#${entry.id}`;

const dueOf = (entry: RegisterEntry) => {
  const at = nextEntryLook(entry);
  return at === undefined ? undefined : ({ lane: 'agenda', at } as const);
};

/**
 * The register is a store of its own (reliability.md §4.6): its keys, its lists and its marks are met by no query about
 * seniors, and the `senior` index never shows it.
 *
 * | question                                    | key or index                                    | consistent |
 * |---------------------------------------------|-------------------------------------------------|------------|
 * | what is this entry?                         | pk entry id, sk `REGISTER`                      | yes        |
 * | what happened to it?                        | pk entry id, sk begins `AUDIT#`                 | yes        |
 * | who is on the register (waits, said no)?    | `list`: town + `#register#` + state, by name    | no         |
 * | what does it owe, and when?                 | `due` in the agenda lane                        | no         |
 */
export const entryKind: Kind<RegisterEntry> = defineKind({
  name: 'register-entry',
  v: 1,
  schema: registerEntrySchema,
  key: (entry) => entryKey(entry.id),
  places: (entry) => ({
    ...(entry.person ? { list: { partition: entryList(entry.town, entry.state), sort: sortOf(entry) } } : {}),
    due: dueOf(entry),
  }),
});

const ofSeniorSchema = z.object({ seniorId: seniorIdSchema, entryId: registerEntryIdSchema });
export const entryOfSeniorKey = (id: SeniorId): Key => ({ pk: `REGISTER-OF#${id}`, sk: 'ENTRY' });
/**
 * | question                                     | key                                     | consistent |
 * |----------------------------------------------|-----------------------------------------|------------|
 * | which entry is this accompanied person's?    | pk `REGISTER-OF#` + senior, sk `ENTRY`  | yes        |
 */
export const entryOfSeniorKind: Kind<z.infer<typeof ofSeniorSchema>> = defineKind({
  name: 'register-of-senior',
  v: 1,
  schema: ofSeniorSchema,
  key: ({ seniorId }) => entryOfSeniorKey(seniorId),
});

const toAskAgainSchema = z.object({
  entryId: registerEntryIdSchema,
  town: z.string().max(40),
  name: z.string().max(130),
});
/**
 * | question                          | key or index                                           | consistent |
 * |-----------------------------------|--------------------------------------------------------|------------|
 * | who is to be asked again?         | `list`: town + `#register-again`, by name              | no         |
 */
export const toAskAgainKind: Kind<z.infer<typeof toAskAgainSchema>> = defineKind({
  name: 'register-again',
  v: 1,
  schema: toAskAgainSchema,
  key: ({ entryId }) => ({ pk: entryId, sk: 'AGAIN' }),
  places: ({ town, name, entryId }) => ({
    list: { partition: askAgainList(town), sort: `${name}#${entryId}` },
  }),
});
export const askAgainList = (town: string): string => `${town}#register-again`;

const markSchema = z.object({
  town: z.string().max(40),
  mark: z.string().max(60),
  entryId: registerEntryIdSchema,
});
export const markPartition = (town: string, mark: string): string => `REGISTER-MARK#${town}#${mark}`;
/**
 * | question                                                   | key                                | consistent |
 * |------------------------------------------------------------|------------------------------------|------------|
 * | who of the register shares this telephone, door, name?     | pk `REGISTER-MARK#` + town + mark  | yes        |
 */
export const markKind: Kind<z.infer<typeof markSchema>> = defineKind({
  name: 'register-mark',
  v: 1,
  schema: markSchema,
  key: ({ town, mark, entryId }) => ({ pk: markPartition(town, mark), sk: entryId }),
});

/** Sealed marks of an entry: those who opposed keep theirs, so that they are not asked for twice (G7). */
export const marksOfEntry = (secret: string, entry: RegisterEntry | undefined): readonly string[] =>
  entry?.person && entry.state !== 'removed' ? marksOf(secret, traitsOfSenior(entry.person)) : [];

/** A deletion of a record that hangs on an entry, whatever it held. */
const drop = (key: Key, label: string): Write => ({ op: 'delete', label, key, expected: 'any' });

/** What hangs on an entry follows it in its own transaction: marks, the tie to a file, the list of those to ask again. */
export const besideEntry = (
  secret: string,
  before: RegisterEntry | undefined,
  after: RegisterEntry,
): readonly Write[] => {
  const had = marksOfEntry(secret, before);
  const has = marksOfEntry(secret, after);
  const { id: entryId, town } = after;
  const again = (entry: RegisterEntry | undefined) => entry?.reconfirmSince !== undefined && entry.person;
  return [
    ...has
      .filter((mark) => !had.includes(mark))
      .map((mark) => put(markKind, { town, mark, entryId }, 'any', { label: `mark:${mark.slice(0, 12)}` })),
    ...had
      .filter((mark) => !has.includes(mark))
      .map((mark) => drop({ pk: markPartition(town, mark), sk: entryId }, `mark:${mark.slice(0, 12)}`)),
    ...(before?.seniorId && before.seniorId !== after.seniorId
      ? [drop(entryOfSeniorKey(before.seniorId), 'of-senior')]
      : []),
    ...(after.seniorId && before?.seniorId !== after.seniorId
      ? [put(entryOfSeniorKind, { seniorId: after.seniorId, entryId }, 'absent', { label: 'of-senior' })]
      : []),
    ...(again(after) && after.person
      ? [
          put(
            toAskAgainKind,
            { entryId, town, name: sortName(after.person.lastName, after.person.firstName) },
            'any',
            { label: 'again' },
          ),
        ]
      : again(before)
        ? [drop({ pk: entryId, sk: 'AGAIN' }, 'again')]
        : []),
  ];
};
