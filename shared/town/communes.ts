import * as z from 'zod';
import { pointSchema } from '../geo/point.ts';

const communeSchema = z.object({
  /** INSEE code, « 25056 ». */
  code: z.string().regex(/^(\d{5}|2[AB]\d{3})$/),
  name: z.string().min(1).max(80),
  postcode: z.string().max(10),
  population: z.number().int().min(0).optional(),
  /** Not every list of communes knows it. */
  centre: pointSchema.optional(),
});
export type Commune = z.infer<typeof communeSchema>;

/** PORT. Finds communes by the beginning of their name, their INSEE code or their postcode; the largest first. */
export type CommuneFinder = { readonly find: (typed: string) => Promise<readonly Commune[]> };

/** « Saint-Étienne », « st etienne »: compared without accents, dashes or case. */
export const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim();

const MAX_FOUND = 12;

export const communesAmong =
  (communes: readonly Commune[]) =>
  (typed: string): readonly Commune[] => {
    const asked = foldName(typed);
    if (asked.length < 2) return [];
    return communes
      .filter(
        (commune) =>
          commune.code.toLowerCase() === asked ||
          commune.postcode === asked ||
          foldName(commune.name).startsWith(asked),
      )
      .sort((a, b) => (b.population ?? 0) - (a.population ?? 0) || (a.code < b.code ? -1 : 1))
      .slice(0, MAX_FOUND);
  };
