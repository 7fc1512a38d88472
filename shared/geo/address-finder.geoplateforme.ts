import * as z from 'zod';
import { parseJson, readCapped } from '../remote/read-answer.ts';
import { ok, refused } from '../result/result.ts';
import {
  type AddressCandidate,
  type AddressFinder,
  type AddressFinderRefusal,
  type AddressKind,
  type FindOptions,
  queryBounds,
} from './address-finder.ts';

const endpoint = 'https://data.geopf.fr/geocodage/search';

/** What the adapter needs of `fetch`; the real one fits. */
export type Fetch = (
  url: string,
  init: { readonly signal: AbortSignal; readonly headers: Readonly<Record<string, string>> },
) => Promise<Response>;

export type GeoplateformeParams = {
  readonly timeoutMillis: number;
  /** The answer to ten candidates weighs about 6 kB; anything far above is not an answer. */
  readonly maxAnswerBytes: number;
};

const defaultGeoplateformeParams: GeoplateformeParams = {
  timeoutMillis: 2_500,
  maxAnswerBytes: 200_000,
};

const text = z.string().max(300);

const feature = z.object({
  geometry: z.object({
    type: z.literal('Point'),
    /** Longitude first. */
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
  }),
  properties: z.object({
    label: text,
    score: z.number(),
    type: text,
    street: text.optional(),
    name: text.optional(),
    postcode: z.string().max(10).default(''),
    city: text.default(''),
    citycode: z.string().regex(/^[0-9AB]{5}$/),
  }),
});

const answer = z.object({ features: z.array(feature).max(50) });

/** How far a home may be from the point given for each kind, metres. Design: the geocoder states no precision. */
const precision: Readonly<Record<AddressKind, number>> = {
  housenumber: 20,
  street: 400,
  locality: 600,
  municipality: 5_000,
};

const kinds: Readonly<Record<string, AddressKind>> = {
  housenumber: 'housenumber',
  street: 'street',
  locality: 'locality',
  municipality: 'municipality',
};

/**
 * ADAPTER. The public geocoder of the IGN Géoplateforme (domain.md §12). The address is sent to it and to nobody else,
 * without a name, and is never logged, not even inside an error. Over 50 requests a second it answers 429 and
 * closes for five seconds: told as a refusal, for the caller to wait or to keep the address as typed.
 */
export const geoplateformeAddressFinder = (
  fetchAnswer: Fetch,
  params: GeoplateformeParams = defaultGeoplateformeParams,
): AddressFinder => ({
  find: async (query, options = {}) => {
    const q = query.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (q.length < queryBounds.min || q.length > queryBounds.max || !/^[\p{L}\p{N}]/u.test(q))
      return refused({ reason: 'query-unusable' });
    const received = await receive(fetchAnswer, addressOf(q, options), params);
    if (!received.ok) return received;
    const parsed = answer.safeParse(received.value);
    if (!parsed.success) return refused({ reason: 'answer-unreadable' });
    return ok(parsed.data.features.flatMap(candidateFrom));
  },
});

const addressOf = (q: string, options: FindOptions): string => {
  const search = new URLSearchParams({
    q,
    limit: String(Math.max(1, Math.min(10, options.limit ?? 5))),
  });
  if (options.postcode !== undefined) search.set('postcode', options.postcode);
  if (options.cityCode !== undefined) search.set('citycode', options.cityCode);
  return `${endpoint}?${search.toString()}`;
};

const receive = async (
  fetchAnswer: Fetch,
  url: string,
  params: GeoplateformeParams,
): Promise<
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: AddressFinderRefusal }
> => {
  try {
    const response = await fetchAnswer(url, {
      signal: AbortSignal.timeout(params.timeoutMillis),
      headers: { accept: 'application/json' },
    });
    if (response.status === 429) return refused({ reason: 'too-many-requests' });
    if (!response.ok) return refused({ reason: 'unreachable' });
    const body = await readCapped(response, params.maxAnswerBytes);
    return body === undefined ? refused({ reason: 'answer-unreadable' }) : ok(parseJson(body));
  } catch {
    // Whatever the network says may quote the address: only the reason goes on.
    return refused({ reason: 'unreachable' });
  }
};

/** An unheard-of kind of answer (a point of interest, a parcel) is no address: left out. */
const candidateFrom = (found: z.infer<typeof feature>): readonly AddressCandidate[] => {
  const { properties } = found;
  const kind = kinds[properties.type];
  if (kind === undefined) return [];
  const [lon, lat] = found.geometry.coordinates;
  const street = properties.street ?? (kind === 'street' ? properties.name : undefined);
  return [
    {
      label: properties.label,
      kind,
      score: Math.max(0, Math.min(1, properties.score)),
      point: { lat, lon },
      precisionMetres: precision[kind],
      ...(street === undefined ? {} : { street }),
      postcode: properties.postcode,
      city: properties.city,
      cityCode: properties.citycode,
    },
  ];
};
