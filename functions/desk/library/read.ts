import type { SeniorId } from '../../../shared/ids/ids.ts';
import { loanIdSchema, seniorIdSchema } from '../../../shared/ids/ids.ts';
import { fold } from '../../../shared/imports/reading/fold.ts';
import type { Bag } from '../../../shared/library/bags/bag.ts';
import { isDelivery } from '../../../shared/library/bags/bag.ts';
import { bagsFor } from '../../../shared/library/bags/read-bags.ts';
import { type Item, itemKind, shelfAuthor, shelfList } from '../../../shared/library/item.ts';
import type { LoanActor } from '../../../shared/library/loans/decide-loan.ts';
import {
  type Loan,
  type LoanState,
  loanKey,
  loanKind,
  loanList,
} from '../../../shared/library/loans/loan.ts';
import { type Reader, readerKey, readerKind, readerList } from '../../../shared/library/readers/reader.ts';
import { isOver, type Mission } from '../../../shared/missions/mission.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { type People, peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { demand, missing } from '../router.ts';

/** Who acts, in the words of the loans' table. */
export const handOf = (c: DeskContext): { actor: ReturnType<typeof actorOf>; by: LoanActor } => ({
  actor: actorOf(c),
  by: staffOf(c).role === 'librarian' ? 'librarian' : 'coordinator',
});

export type DayOfBags = { readonly day: CivilDay; readonly bags: readonly Bag[]; readonly people: People };

/** The bags of a day with the names that their cards bear. */
export const dayOfBags = async (
  table: Pick<Table, 'index' | 'getRows'>,
  town: string,
  day: CivilDay,
): Promise<DayOfBags> => {
  const bags = await bagsFor(table, town, day);
  const people = await peopleOf(
    table,
    bags.flatMap(({ seniorId, mission }) => [seniorId, mission.holder?.volunteerId]),
  );
  return { day, bags, people };
};

const MOST_LISTED = 200;

/** Loans of one state, oldest day first, with the names of who has them. */
export const loansIn = async (
  table: Pick<Table, 'index'>,
  town: string,
  state: LoanState | 'to-check',
): Promise<{ readonly loans: readonly Loan[]; readonly more: boolean }> => {
  const page = await table.index('list', { partition: loanList(town, state), limit: MOST_LISTED });
  return { loans: rowsOf(loanKind, page.items).map(({ value }) => value), more: page.next !== undefined };
};

export const READERS_A_PAGE = 60;

export const readersOf = async (
  table: Pick<Table, 'index'>,
  town: string,
  after: string | undefined,
): Promise<{ readonly readers: readonly Reader[]; readonly next: string | undefined }> => {
  const page = await table.index('list', {
    partition: readerList(town),
    limit: READERS_A_PAGE,
    ...(after ? { after } : {}),
  });
  return { readers: rowsOf(readerKind, page.items).map(({ value }) => value), next: page.next };
};

/** Copies on the shelf by an author: by surname, as shelves are. */
export const shelfBy = async (
  table: Pick<Table, 'index'>,
  town: string,
  author: string,
  limit: number,
): Promise<readonly Item[]> => {
  const from = shelfAuthor(author);
  const page = await table.index('list', {
    partition: shelfList(town),
    limit,
    ...(from ? { from, to: `${from}~` } : {}),
  });
  return rowsOf(itemKind, page.items).map(({ value }) => value);
};

/** Copies whose author or title holds these words, among the first of the shelf that begin with them or follow. */
export const shelfLike = async (
  table: Pick<Table, 'index'>,
  town: string,
  words: string,
): Promise<readonly Item[]> => {
  const wanted = fold(words);
  if (wanted === '') return shelfBy(table, town, '', 60);
  const first = wanted.split(' ')[0] ?? '';
  const [byAuthor, all] = await Promise.all([
    shelfBy(table, town, first, 60),
    table.index('list', { partition: shelfList(town), limit: 1_000 }),
  ]);
  const inTitle = rowsOf(itemKind, all.items)
    .map(({ value }) => value)
    .filter((item) => wanted.split(' ').every((word) => fold(`${item.author} ${item.title}`).includes(word)));
  return [...new Map([...byAuthor, ...inTitle].map((item) => [item.id, item])).values()]
    .filter((item) => wanted.split(' ').some((word) => fold(`${item.author} ${item.title}`).includes(word)))
    .slice(0, 60);
};

export type ReaderAsked = { readonly senior: Senior; readonly reader: Reader | undefined };

/** The reader of the address, if her town is one's own. */
export const readerAsked = async (
  c: DeskContext,
  action: 'library.view' | 'library.lend' | 'library.profile',
): Promise<ReaderAsked> => {
  const id = seniorIdSchema.safeParse(c.req.param('id'));
  if (!id.success) return missing(c);
  const { table } = c.var.world;
  const [senior, reader] = await Promise.all([
    table.get(seniorKind, seniorKey(id.data)),
    table.get(readerKind, readerKey(id.data)),
  ]);
  if (!senior) return missing(c);
  // Librarians know the readers, not everybody whom the town accompanies.
  if (!reader && staffOf(c).role === 'librarian' && !(await nextDeliveries(table, id.data, c.var.now))[0])
    return missing(c);
  demand(c, action, { town: senior.value.town });
  return { senior: senior.value, reader: reader?.value };
};

/** Her deliveries to come, the first one first. */
export const nextDeliveries = async (
  table: Pick<Table, 'index'>,
  seniorId: SeniorId,
  now: Instant,
): Promise<readonly Mission[]> => {
  const page = await table.index('senior', {
    partition: seniorId,
    from: `mission#${now}`,
    to: 'mission$',
    limit: 60,
  });
  return rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter((mission) => isDelivery(mission) && !isOver(mission.state));
};

/** The loan of the address, if its town is one’s own. */
export const loanAsked = async (c: DeskContext): Promise<Loan> => {
  const id = loanIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(loanKind, loanKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, 'library.lend', { town: stored.value.town });
  return stored.value;
};

/** The loan that the last act was about, as the address of the page says it; nothing of another town. */
export const loanSaid = async (c: DeskContext): Promise<Loan | undefined> => {
  const id = loanIdSchema.safeParse(c.req.query('pret'));
  const loan = id.success ? (await c.var.world.table.get(loanKind, loanKey(id.data)))?.value : undefined;
  return loan?.town === townOf(c).id ? loan : undefined;
};
