import * as z from 'zod';
import type { Commune, CommuneFinder } from './communes.ts';

/** The State's public list of communes (geo.api.gouv.fr, Licence Ouverte): no account, no personal data sent. */
const ADDRESS = 'https://geo.api.gouv.fr/communes';
const TIMEOUT_MS = 4_000;

const replySchema = z
  .array(
    z.object({
      code: z.string(),
      nom: z.string(),
      codesPostaux: z.array(z.string()).default([]),
      population: z.number().optional(),
      centre: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).optional(),
    }),
  )
  .max(200);

type Fetch = (url: string, options: { readonly signal: AbortSignal }) => Promise<Response>;

/** Nobody found and a service that does not answer look the same here: the page lets the person try again. */
export const geoApiCommunes = (fetch: Fetch): CommuneFinder => {
  const ask = async (by: 'nom' | 'code' | 'codePostal', value: string): Promise<readonly Commune[]> => {
    const query = new URLSearchParams({
      [by]: value,
      fields: 'code,nom,codesPostaux,population,centre',
      boost: 'population',
      limit: '12',
    });
    try {
      const reply = await fetch(`${ADDRESS}?${query}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      return reply.ok ? replySchema.parse(await reply.json()).map(communeOf) : [];
    } catch {
      return [];
    }
  };
  return {
    find: async (typed) => {
      const asked = typed.trim().slice(0, 60);
      if (asked.length < 2) return [];
      if (!/^\d[\dAB]\d{3}$/i.test(asked)) return ask('nom', asked);
      // 25000 is a postcode and 25056 a commune: nothing in the five characters tells them apart.
      const byCode = await ask('code', asked.toUpperCase());
      return byCode.length > 0 ? byCode : ask('codePostal', asked);
    },
  };
};

const communeOf = (one: z.infer<typeof replySchema>[number]): Commune => ({
  code: one.code,
  name: one.nom,
  postcode: one.codesPostaux[0] ?? '',
  ...(one.population === undefined ? {} : { population: one.population }),
  ...(one.centre ? { centre: { lon: one.centre.coordinates[0], lat: one.centre.coordinates[1] } } : {}),
});
