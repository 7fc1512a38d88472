import type { Flag } from '../../../shared/flags/flag.ts';
import { flagKey, flagKind, flagNumberKey, flagNumberKind } from '../../../shared/flags/store.ts';
import { flagReading } from '../../../shared/flags/who-reads.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';
import { lookupKind, lookupPartition, marksOf, sectorMark } from '../../../shared/seniors/identity/lookup.ts';
import { traitsOfFlagged } from '../../../shared/seniors/identity/traits.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind, seniorList, sortName } from '../../../shared/seniors/store.ts';
import { type Key, readAs, rowsOf } from '../../../shared/table/kind.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import type { SeniorSearch } from './list-page.tsx';

export type Found = {
  readonly seniors: readonly Senior[];
  readonly next: string | undefined;
  /** Nobody of that name in the state asked: these are in another, or bear names that sound like it, in whatever order. */
  readonly instead?: 'elsewhere' | 'by-ear';
  /** The number asked is of a flag that has led to no file yet. */
  readonly flag?: Pick<Flag, 'id' | 'number'>;
};

const PAGE = 50;

const seniorsAt = async (c: DeskContext, keys: readonly Key[]): Promise<readonly Senior[]> => {
  const rows = keys.length === 0 ? [] : await c.var.world.table.getRows(keys.slice(0, 100));
  return rows.flatMap((row) => (row ? (readAs(seniorKind, row)?.value ?? []) : []));
};

const subjectsAt = async (c: DeskContext, mark: string, after?: string) => {
  const page = await c.var.world.table.partition(lookupPartition(townOf(c).id, mark), {
    limit: PAGE,
    ...(after ? { after } : {}),
  });
  const keys = rowsOf(lookupKind, page.items).flatMap(({ value }) => {
    const id = seniorIdSchema.safeParse(value.subject);
    return id.success ? [seniorKey(id.data)] : [];
  });
  return { keys, next: page.next };
};

/** « S-4821 »: the file that this flag led to, unless the reader may not know of the flag. */
const byNumber = async (c: DeskContext, number: string): Promise<Found> => {
  const { table } = c.var.world;
  const held = await table.get(flagNumberKind, flagNumberKey(townOf(c).id, number));
  const flag = held ? (await table.get(flagKind, flagKey(held.value.flagId)))?.value : undefined;
  if (!flag || flagReading(flag, staffOf(c), undefined) !== 'whole') return { seniors: [], next: undefined };
  if (!flag.seniorId) return { seniors: [], next: undefined, flag };
  return { seniors: await seniorsAt(c, [seniorKey(flag.seniorId)]), next: undefined };
};

/** Whatever stands between its digits, « (0) » of an international number included. */
const byPhone = async (c: DeskContext, typed: string): Promise<Found | undefined> => {
  const isNumber = !/\p{L}/u.test(typed) && typed.replace(/\D/g, '').length >= 9;
  const phone = isNumber ? readPhone(typed) : undefined;
  if (!phone) return undefined;
  const [mark] = marksOf(c.var.world.config.appSecret, {
    names: [],
    birthDay: undefined,
    phones: [phone],
    address: undefined,
  });
  const { keys } = await subjectsAt(c, mark ?? '');
  return { seniors: await seniorsAt(c, keys), next: undefined };
};

/** Nobody's name begins as typed: those who bear two of its words, as they sound (« André Guyot », « Lefebvre Jeanne », a birth name). */
const byEar = async (c: DeskContext, typed: string): Promise<Found> => {
  const nobody = { address: '', phone: '', birth: '' };
  const marks = marksOf(
    c.var.world.config.appSecret,
    traitsOfFlagged({ ...nobody, name: typed }, townOf(c).name),
  );
  const pages = await Promise.all(marks.map((mark) => subjectsAt(c, mark)));
  const keys = new Map(pages.flatMap((page) => page.keys.map((key) => [key.pk, key])));
  const seniors = await seniorsAt(c, [...keys.values()]);
  return {
    seniors: [...seniors].sort(byName),
    next: undefined,
    ...(seniors.length > 0 ? { instead: 'by-ear' } : {}),
  };
};

/** « Mme Colin » as it is said on the telephone: files are under the name alone. */
const withoutCivility = (typed: string): string =>
  typed.replace(/^(?:mme|madame|mlle|mademoiselle|m|mr|monsieur)(?:\.\s*|\s+)(?=\S)/i, '');

/** « m barek » is Monsieur Barek, or M’Barek typed in a hurry; whichever apostrophe was typed, files may have the other. */
const spellings = (typed: string): readonly string[] => {
  const [, afterM] = /^m\s+(\S.*)$/i.exec(typed) ?? [];
  const asTyped = [withoutCivility(typed), ...(afterM ? [`m'${afterM}`, `m ${afterM}`] : [])];
  return [
    ...new Set(
      asTyped.flatMap((name) =>
        /['’]/.test(name) ? [name.replace(/['’]/g, '’'), name.replace(/['’]/g, "'")] : [name],
      ),
    ),
  ];
};

const byName = (a: Senior, b: Senior): number =>
  sortName(a.lastName, a.firstName).localeCompare(sortName(b.lastName, b.firstName), 'fr');

const bySector = async (c: DeskContext, search: SeniorSearch, after?: string): Promise<Found> => {
  const { keys, next } = await subjectsAt(c, sectorMark(search.sector), after);
  const seniors = (await seniorsAt(c, keys)).filter((senior) => senior.state === search.state);
  return { seniors: [...seniors].sort(byName), next };
};

const STATES: readonly Senior['state'][] = ['active', 'waiting', 'closed'];

const inState = async (
  c: DeskContext,
  search: SeniorSearch,
  state: Senior['state'],
  after?: string,
): Promise<Found> => {
  const [first = '', ...others] = spellings(search.q.trim()).map((name) => sortName(name, '').trim());
  const pageOf = (prefix: string, from?: string) =>
    c.var.world.table.index('list', {
      partition: seniorList(townOf(c).id, state),
      limit: PAGE,
      ...(prefix === '' ? {} : { from: prefix, to: `${prefix}\uffff` }),
      ...(from ? { after: from } : {}),
    });
  const page = await pageOf(first, after);
  // Another spelling fits few names: all of them stand on the first page.
  const rest = after ? [] : await Promise.all(others.map((prefix) => pageOf(prefix)));
  const seniors = [page, ...rest]
    .flatMap(({ items }) => rowsOf(seniorKind, items))
    .map(({ value }) => value)
    .filter((senior) => search.sector === '' || senior.address.sector === search.sector);
  return { seniors, next: page.next };
};

/**
 * Files by the beginning of a name, by telephone, by the number of a flag, or by sector: each reads one partition, a
 * page at a time. A name within a sector keeps, of the names, those of the sector; a name that nobody bears in the state
 * asked is looked for in the other states, then by ear: who telephones does not know in which list the house keeps them, nor
 * how they are spelled.
 */
export const searchSeniors = async (c: DeskContext, search: SeniorSearch, after?: string): Promise<Found> => {
  const typed = search.q.trim();
  const number = /^s\s*-?\s*(\d{4,8})$/i.exec(typed)?.[1];
  if (number) return byNumber(c, `S-${number}`);
  const phoned = await byPhone(c, typed);
  if (phoned) return phoned;
  if (typed === '' && search.sector !== '' && search.state !== 'closed') return bySector(c, search, after);
  const found = await inState(c, search, search.state, after);
  if (typed === '' || found.seniors.length > 0 || found.next || after) return found;
  const others = await Promise.all(
    STATES.filter((state) => state !== search.state).map((state) => inState(c, search, state)),
  );
  const seniors = others.flatMap((other) => other.seniors);
  return seniors.length > 0 ? { seniors, next: undefined, instead: 'elsewhere' } : byEar(c, typed);
};
