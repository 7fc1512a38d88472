import { type Result, refused } from '../../result/result.ts';
import type { ItemKind } from '../work.ts';

/** A title as a catalogue knows it; whether a copy is on the shelf is the library's own business. */
export type CatalogueRecord = {
  readonly title: string;
  readonly author: string;
  readonly isbn?: string | undefined;
  readonly kind: ItemKind;
  readonly languages: readonly string[];
  readonly subjects: readonly string[];
};

export type CatalogueRefusal = {
  readonly reason: 'off' | 'query-unusable' | 'unreachable' | 'answer-unreadable' | 'refused-there';
};

/** The most that is asked of a catalogue for one search. */
export const CATALOGUE_RECORDS = 10;

/**
 * PORT. Titles that match words or an ISBN, as a public catalogue answers. Only what is typed goes there, never for whom. An
 * empty list is an answer.
 */
export type Catalogue = {
  readonly find: (words: string) => Promise<Result<readonly CatalogueRecord[], CatalogueRefusal>>;
};

/** A town that asks no catalogue: off unless its settings name one. */
export const noCatalogue: Catalogue = { find: async () => refused({ reason: 'off' }) };
