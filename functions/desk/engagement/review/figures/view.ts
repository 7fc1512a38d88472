import type { Figures } from '../../../../../shared/engagement/review/figures.ts';
import type { ClosedReview, OpenReview } from '../../../../../shared/engagement/review/review.ts';
import { groupsTold, tablesOf } from '../../../../../shared/engagement/review/tables.ts';
import {
  exactly,
  type NamedTold,
  type ToldTables,
} from '../../../../../shared/engagement/small-numbers/told.ts';
import type { Town } from '../../../../../shared/town/settings.ts';

/** What a page of the review is drawn from: exact for whoever knows the people, told for whoever does not. */
export type View = {
  readonly town: Town;
  readonly figures: Figures;
  readonly tables: ToldTables;
  /** Numbers that are in no table are shown to whoever knows the people alone. */
  readonly exact: boolean;
};

const exactTables = (figures: Figures): ToldTables =>
  Object.fromEntries(Object.entries(tablesOf(figures)).map(([code, table]) => [code, exactly(table)]));

export const viewOf = (town: Town, review: OpenReview | ClosedReview, exact: boolean): View => ({
  town,
  figures: review.figures,
  // Whoever knows the people reads exact numbers; of how they answered, groups, like everybody.
  tables: exact ? { ...exactTables(review.figures), ...groupsTold(review.told) } : (review.told ?? {}),
  exact,
});

/** The cells of a table of one row, with the names of their columns. */
export const cellsOf = (
  table: NamedTold | undefined,
): readonly { readonly name: string; readonly value: number | null }[] =>
  (table?.columns ?? []).map((name, i) => ({ name, value: table?.cells[0]?.[i] ?? null }));
