import { ok, refused } from '../result/result.ts';
import type { VigilanceFeed } from './feed.ts';

const ENDPOINT = 'https://public-api.meteofrance.fr/public/DPVigilance/v1/cartevigilance/encours';

/** What the adapter needs of `fetch`; the real one fits. */
export type FeedFetch = (
  url: string,
  init: { readonly signal: AbortSignal; readonly headers: Readonly<Record<string, string>> },
) => Promise<Response>;

/** A map weighs about 200 kB; the service may be slow on the very day it matters. */
const PARAMS = { timeoutMillis: 10_000, maxBytes: 5_000_000 };

/**
 * ADAPTER. Météo-France's vigilance API (domain.md §9): one GET with the town's key, 60 requests a minute allowed. A
 * pasted key loses its line breaks, which would break the header. Neither key nor body is ever logged.
 */
export const meteoFranceFeed = (apiKey: string, fetching: FeedFetch): VigilanceFeed => ({
  current: async () => {
    try {
      const answer = await fetching(ENDPOINT, {
        signal: AbortSignal.timeout(PARAMS.timeoutMillis),
        headers: { apikey: apiKey.replace(/\s+/g, ''), accept: 'application/json' },
      });
      if (answer.status === 401 || answer.status === 403) return refused('refused');
      if (!answer.ok) return refused('unreachable');
      const bytes = await answer.arrayBuffer();
      if (bytes.byteLength > PARAMS.maxBytes) return refused('unreachable');
      return ok(new TextDecoder().decode(bytes));
    } catch {
      return refused('unreachable');
    }
  },
});
