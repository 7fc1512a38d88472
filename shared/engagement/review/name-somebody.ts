import { seniorKind, seniorList } from '../../seniors/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';

type Person = { readonly firstName: string; readonly lastName: string };

/** More than this of one list are not read to look at a sentence. */
const MOST_READ = 3_000;

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const upper = (name: string): string => name.toLocaleUpperCase('fr');
const flat = (text: string): string => text.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '');

/**
 * The name in a sentence that the reviewer will read, if somebody of these is named there: a family name with a capital that
 * does not begin a sentence (« Petit groupe » names nobody), or after a title, or a first name beside it. Pure.
 */
export const nameIn = (sentence: string, people: readonly Person[]): string | undefined => {
  const said = flat(sentence);
  const shouted = upper(said);
  return people
    .filter(({ lastName }) => shouted.includes(upper(flat(lastName))))
    .find(({ firstName, lastName }) => {
      const [first, last] = [escaped(flat(firstName)), escaped(flat(lastName))];
      const alone = new RegExp(
        `(?:[^.!?\\s]\\s+|[(/])(?:de\\s|d['’]|l['’])?(?:${last}|${upper(last)})(?![\\p{L}])`,
        'u',
      );
      const whole = new RegExp(`${first}\\s+${last}|${last}\\s+${first}`, 'iu');
      const titled = new RegExp(`\\b(?:M|MM|Mr|Mme|Mlle|Madame|Monsieur)\\.?\\s+${last}(?![\\p{L}])`, 'iu');
      return alone.test(said) || titled.test(said) || (first !== '' && whole.test(said));
    })?.lastName;
};

/** Whom the sentence names, of the town's volunteers and the people it accompanies. */
export const findNamed = async (
  table: Pick<Table, 'index'>,
  town: string,
  sentence: string,
): Promise<string | undefined> => {
  const lists = [
    ...(['active', 'paused', 'candidate'] as const).map((state) => volunteerList(town, state)),
    ...(['active', 'waiting'] as const).map((state) => seniorList(town, state)),
  ];
  const pages = await Promise.all(
    lists.map((partition) => table.index('list', { partition, limit: MOST_READ })),
  );
  const rows = pages.flatMap(({ items }) => items);
  const people = [...rowsOf(volunteerKind, rows), ...rowsOf(seniorKind, rows)].map(({ value }) => value);
  return nameIn(sentence, people);
};
