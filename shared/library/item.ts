import * as z from 'zod';
import { lettersOf } from '../ids/digest.ts';
import { type ItemId, itemIdSchema, loanIdSchema } from '../ids/ids.ts';
import { fold } from '../imports/reading/fold.ts';
import { languageSchema } from '../seniors/senior.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';
import { itemKindSchema, USUAL_GRAMS, workSchema } from './work.ts';

/** One copy on the library's shelf, as far as this service needs to know it: the catalogue stays the library's. */
export const itemSchema = workSchema.extend({
  id: itemIdSchema,
  town: townIdSchema,
  kind: itemKindSchema,
  languages: z.array(languageSchema).max(6),
  /** Words of its subject or genre, as the catalogue gives them. */
  subjects: z.array(z.string().max(80)).max(12),
  /** Where it stands: « R VAR ». */
  callNumber: z.string().max(40).optional(),
  grams: z.number().int().min(10).max(5_000).optional(),
  /** The loan that holds this copy, and no other can (law 1, for books). */
  loanId: loanIdSchema.optional(),
  source: z.enum(['typed', 'file', 'catalogue']),
  addedAt: instantSchema,
});
export type Item = z.infer<typeof itemSchema>;

export const itemKey = (id: ItemId): Key => ({ pk: id, sk: 'ITEM' });
export const shelfList = (town: string): string => `${town}#item`;
/** By author, then title, as shelves are. */
export const shelfSort = (work: { readonly author: string; readonly title: string }): string =>
  `${shelfAuthor(work.author)}|${fold(work.title)}`.slice(0, 160);
/** « Fred Vargas » stands under Vargas; « Vargas, Fred » already does. */
export const shelfAuthor = (author: string): string => {
  if (author.includes(',')) return fold(author);
  const words = fold(author).split(' ');
  return [words.at(-1) ?? '', ...words.slice(0, -1)].join(' ').trim();
};

/** The same label is the same copy, whoever types it and however often: the id is made of it (F1). */
export const labelledItemId = (town: string, barcode: string): ItemId =>
  itemIdSchema.parse(`itm_${lettersOf(`${town}|${barcode}`)}`);

/** Grams of one copy, its own or the usual of its kind. */
export const gramsOf = (item: Pick<Item, 'grams' | 'kind'>): number => item.grams ?? USUAL_GRAMS[item.kind];

/**
 * | question                               | key or index                              | consistent |
 * |----------------------------------------|-------------------------------------------|------------|
 * | this copy: is it free?                 | pk item id, sk `ITEM`                     | yes        |
 * | the copy with this label               | pk made of town and label                 | yes        |
 * | what is on the shelf by this author?   | `list`: town, sorted by author and title  | no         |
 */
export const itemKind: Kind<Item> = defineKind({
  name: 'item',
  v: 1,
  schema: itemSchema,
  key: (item) => itemKey(item.id),
  places: (item) => ({
    list: item.loanId
      ? undefined
      : { partition: shelfList(item.town), sort: `${shelfSort(item)}#${item.id}` },
  }),
});
