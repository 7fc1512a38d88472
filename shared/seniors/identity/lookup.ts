import * as z from 'zod';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { put } from '../../table/write.ts';
import { isWritable, type Senior } from '../senior.ts';
import { blindIndex } from '../store.ts';
import { soundOf, type Traits, traitsOfSenior } from './traits.ts';

/** A sealed mark and whose it is: a senior, or a flag still open. */
export const lookupSchema = z.object({
  town: z.string().max(40),
  mark: z.string().max(60),
  subject: z.string().max(40),
});
export type Lookup = z.infer<typeof lookupSchema>;

export const lookupPartition = (town: string, mark: string): string => `BLIND#${town}#${mark}`;

/**
 * | question                                          | key                                | consistent |
 * |---------------------------------------------------|------------------------------------|------------|
 * | who shares this telephone, this door, this name?  | pk `BLIND#` + town + mark          | yes        |
 *
 * Written and removed in the transaction that changes the person, so that no search ever reads a whole collection.
 */
export const lookupKind: Kind<Lookup> = defineKind({
  name: 'person-lookup',
  v: 1,
  schema: lookupSchema,
  key: (lookup) => ({ pk: lookupPartition(lookup.town, lookup.mark), sk: lookup.subject }),
});

/** Pairs of a name's words, by ear: « Jeanne Marie Martin » and « Martin Jeanne » share one. */
const namePairs = (words: readonly string[]): readonly string[] => {
  const heard = [...new Set(words.slice(0, 4).map(soundOf))].sort();
  return heard.flatMap((a, at) => heard.slice(at + 1).map((b) => `${a}|${b}`));
};

/** Marks kept for one person: a bound on the transaction, never reached by a real one. */
const MAX_MARKS = 24;

/** The sealed marks under which a person is found: each telephone, the door, each pair of words of each name. */
export const marksOf = (secret: string, traits: Traits): readonly string[] => {
  const door =
    traits.address?.housenumber === undefined
      ? []
      : [
          blindIndex(
            secret,
            'door',
            `${traits.address.housenumber} ${[...traits.address.words].sort().join(' ')}`,
          ),
        ];
  const phones = traits.phones.map((phone) => blindIndex(secret, 'phone', phone));
  const names = traits.names.flatMap(namePairs).map((pair) => blindIndex(secret, 'name', pair));
  return [...new Set([...phones, ...door, ...names])].slice(0, MAX_MARKS);
};

const label = (mark: string): string => `lookup:${mark.slice(0, 12)}`;
const keyOf = (town: string, mark: string, subject: string): Key => ({
  pk: lookupPartition(town, mark),
  sk: subject,
});

/** The writes that make a subject's marks go from what they were to what they are. */
export const lookupWrites = (
  town: string,
  subject: string,
  before: readonly string[],
  after: readonly string[],
): readonly Write[] => [
  ...after
    .filter((mark) => !before.includes(mark))
    .map((mark) => put(lookupKind, { town, mark, subject }, 'any', { label: label(mark) })),
  ...before
    .filter((mark) => !after.includes(mark))
    .map(
      (mark): Write => ({
        op: 'delete',
        label: label(mark),
        key: keyOf(town, mark, subject),
        expected: 'any',
      }),
    ),
];

/** Not a secret, so not sealed: the sector is on the map. */
export const sectorMark = (sector: string): string => `sector-${sector}`;

/** Marks of a senior: none once the file is closed, so that the dead and the merged are never proposed. */
export const seniorMarks = (secret: string, senior: Senior | undefined): readonly string[] =>
  senior === undefined || !isWritable(senior)
    ? []
    : [
        ...marksOf(secret, traitsOfSenior(senior)),
        ...(senior.address.sector ? [sectorMark(senior.address.sector)] : []),
      ];

/** To be added to every transaction that creates or changes a senior. */
export const seniorLookupWrites = (
  secret: string,
  before: Senior | undefined,
  after: Senior,
): readonly Write[] =>
  lookupWrites(after.town, after.id, seniorMarks(secret, before), seniorMarks(secret, after));
