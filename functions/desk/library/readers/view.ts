import type {
  Catalogue,
  CatalogueRecord,
  CatalogueRefusal,
} from '../../../../shared/library/catalogue/catalogue.ts';
import type { Item } from '../../../../shared/library/item.ts';
import { isOpenLoan, type Loan } from '../../../../shared/library/loans/loan.ts';
import { hadMarks } from '../../../../shared/library/loans/loan-writes.ts';
import { openLoans } from '../../../../shared/library/loans/open-loans.ts';
import { readingFileOf } from '../../../../shared/library/privacy.ts';
import {
  type Candidate,
  judge,
  type Suggestion,
  suggest,
} from '../../../../shared/library/readers/choose.ts';
import type { Reader } from '../../../../shared/library/readers/reader.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { nextDeliveries, type ReaderAsked, shelfBy, shelfLike } from '../read.ts';

export type Found = Suggestion<Candidate & { readonly id?: string; readonly isbn?: string | undefined }>;

export type ReaderView = {
  readonly senior: Senior;
  readonly reader: Reader;
  readonly loans: readonly Loan[];
  /** Over and not yet forgotten, newest first. */
  readonly recent: readonly Loan[];
  readonly next: Mission | undefined;
  readonly service: Service | undefined;
  readonly suggestions: readonly Found[];
  readonly search: {
    readonly words: string;
    readonly shelf: readonly Found[];
    readonly catalogue: readonly Found[] | undefined;
    /** Why the catalogue says nothing. */
    readonly silence: string | undefined;
  };
};

const MOST_SUGGESTED = 8;

const SILENCES: Readonly<Record<CatalogueRefusal['reason'], string | undefined>> = {
  off: undefined,
  'query-unusable': undefined,
  unreachable:
    'Le catalogue ne répond pas pour l’instant. Écrivez le titre à la main, ou réessayez plus tard.',
  'answer-unreadable': 'Le catalogue a répondu, mais sa réponse ne se lit pas. Écrivez le titre à la main.',
  'refused-there': 'Le catalogue a refusé cette recherche. Essayez avec d’autres mots.',
};

/** Copies by authors she likes or wishes, else the head of the shelf: a few requests, whatever the library’s size. */
const shelfFor = async (c: DeskContext, reader: Reader): Promise<readonly Item[]> => {
  const { table } = c.var.world;
  const names = reader.likedAuthors.slice(-8);
  const parts = await Promise.all([
    ...names.map((name) => shelfBy(table, reader.town, name, 20)),
    shelfBy(table, reader.town, '', 300),
  ]);
  return [...new Map(parts.flat().map((item) => [item.id, item])).values()];
};

/** What her page says now, with what the words of the address find on the shelf and in the catalogue. */
export const viewOf = async (
  c: DeskContext,
  { senior, reader }: { senior: ReaderAsked['senior']; reader: Reader },
  catalogue: Catalogue,
): Promise<ReaderView> => {
  const { table, config } = c.var.world;
  const words = (c.req.query('q') ?? '').trim().slice(0, 100);
  const [loans, next, around, file, shelf, searched, asked] = await Promise.all([
    openLoans(table, reader.open),
    nextDeliveries(table, senior.id, c.var.now),
    table.index('senior', { partition: senior.id, from: 'service#', to: 'service$' }),
    readingFileOf(table, senior.id),
    shelfFor(c, reader),
    words ? shelfLike(table, reader.town, words) : [],
    words ? catalogue.find(words) : undefined,
  ]);
  const had = (work: Pick<Item, 'title' | 'author' | 'isbn'>): boolean =>
    hadMarks(config.appSecret, work).some((mark) => reader.had.includes(mark));
  const open = new Set(
    loans.flatMap(({ value }) => (value.work ? hadMarks(config.appSecret, value.work) : [])),
  );
  const isOpen = (work: Pick<Item, 'title' | 'author' | 'isbn'>): boolean =>
    hadMarks(config.appSecret, work).some((mark) => open.has(mark));
  const found = <T extends Item | CatalogueRecord>(item: T): Found => ({
    item,
    ...judge(item, reader, had(item)),
  });
  const carried = new Set(
    townOf(c)
      .programmes.filter(({ act }) => act === 'books')
      .map(({ code }) => code),
  );
  return {
    senior,
    reader,
    loans: loans.map(({ value }) => value),
    recent: file.loans
      .filter((loan) => !isOpenLoan(loan) && loan.state !== 'dropped')
      .reverse()
      .slice(0, 12),
    next: next[0],
    service: rowsOf(serviceKind, around.items)
      .map(({ value }) => value)
      .find(({ programme, state }) => carried.has(programme) && state !== 'closed'),
    suggestions: suggest(
      shelf.filter((item) => !isOpen(item)),
      reader,
      had,
      MOST_SUGGESTED,
    ),
    search: {
      words,
      shelf: searched.map(found),
      catalogue: asked?.ok ? asked.value.map(found) : undefined,
      silence: asked && !asked.ok ? SILENCES[asked.refusal.reason] : undefined,
    },
  };
};
