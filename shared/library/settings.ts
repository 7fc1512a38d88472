import * as z from 'zod';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { townIdSchema } from '../town/settings.ts';

/** What the library of a town decided. One record, read with the decisions it governs. */
export const librarySettingsSchema = z.object({
  town: townIdSchema,
  /** « Médiathèque Pierre-Bayle » */
  name: z.string().min(1).max(80),
  /** Where and when a carrier takes the bags; shown after acceptance. */
  pickUp: z.string().max(200),
  /** Length of a loan, weeks: three in most towns, more where rounds are rarer (domain.md §2, row 5). */
  loanWeeks: z.number().int().min(1).max(12),
  renewalsMost: z.number().int().min(0).max(6),
  /** Days late after which a loan is on the list of what never came back. */
  neverReturnedDays: z.number().int().min(7).max(365),
  /** Days after the return for which it is still known who read what; then nothing leads from one to the other. */
  forgetDays: z.number().int().min(0).max(90),
  /** A bag heavier than this is shown as such, grams. */
  bagGramsMost: z.number().int().min(500).max(15_000),
});
export type LibrarySettings = z.infer<typeof librarySettingsSchema>;

export const librarySettingsKey = (town: string): Key => ({ pk: `LIBRARY#${town}`, sk: 'LIBRARY' });

/**
 * | question                     | key                          | consistent |
 * |------------------------------|------------------------------|------------|
 * | what did the library decide? | pk `LIBRARY#` + town, `LIBRARY` | yes     |
 */
export const librarySettingsKind: Kind<LibrarySettings> = defineKind({
  name: 'library',
  v: 1,
  schema: librarySettingsSchema,
  key: (settings) => librarySettingsKey(settings.town),
});

/** Until somebody decides otherwise. */
export const defaultLibrarySettings = (town: string): LibrarySettings => ({
  town,
  name: 'Bibliothèque',
  pickUp: '',
  loanWeeks: 3,
  renewalsMost: 2,
  neverReturnedDays: 60,
  forgetDays: 30,
  bagGramsMost: 5_000,
});
