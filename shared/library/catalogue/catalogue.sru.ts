import { readCapped } from '../../remote/read-answer.ts';
import { type Result, refused } from '../../result/result.ts';
import {
  CATALOGUE_RECORDS,
  type Catalogue,
  type CatalogueRecord,
  type CatalogueRefusal,
} from './catalogue.ts';
import { cqlOf, readSruAnswer } from './sru-answer.ts';

/** What the adapter needs of `fetch`; the real one fits. */
export type Fetch = (
  url: string,
  init: {
    readonly signal: AbortSignal;
    readonly headers: Readonly<Record<string, string>>;
    readonly redirect: 'error';
  },
) => Promise<Response>;

export type SruParams = {
  /** A librarian waits before a shelf: beyond this the title is quicker to type. */
  readonly timeoutMillis: number;
  /** Ten records in Dublin Core weigh about 30 kB. */
  readonly maxAnswerBytes: number;
  readonly records: number;
};

const defaultSruParams: SruParams = {
  timeoutMillis: 3_000,
  maxAnswerBytes: 400_000,
  records: CATALOGUE_RECORDS,
};

/**
 * ADAPTER. A library's SRU 1.2 server, whose address is a setting of the deployment: the BnF's public one is
 * `https://catalogue.bnf.fr/api/SRU`. Words that somebody typed go there, never for whom; no redirect is followed, what it
 * answers is read strictly and never logged.
 */
export const sruCatalogue = (
  endpoint: string,
  fetchAnswer: Fetch,
  params: SruParams = defaultSruParams,
): Catalogue => ({
  find: async (words) => {
    const query = cqlOf(words);
    if (query === undefined) return refused({ reason: 'query-unusable' });
    const url = new URL(endpoint);
    for (const [name, value] of [
      ['version', '1.2'],
      ['operation', 'searchRetrieve'],
      ['query', query],
      ['recordSchema', 'dublincore'],
      ['maximumRecords', String(params.records)],
    ] as const)
      url.searchParams.set(name, value);
    return receive(fetchAnswer, url.href, params);
  },
});

const receive = async (
  fetchAnswer: Fetch,
  url: string,
  params: SruParams,
): Promise<Result<readonly CatalogueRecord[], CatalogueRefusal>> => {
  try {
    const response = await fetchAnswer(url, {
      signal: AbortSignal.timeout(params.timeoutMillis),
      headers: { accept: 'application/xml, text/xml' },
      redirect: 'error',
    });
    if (!response.ok) return refused({ reason: 'unreachable' });
    const body = await readCapped(response, params.maxAnswerBytes);
    return body === undefined ? refused({ reason: 'answer-unreadable' }) : readSruAnswer(body);
  } catch {
    // Whatever the network says may quote what was searched: only the reason goes on.
    return refused({ reason: 'unreachable' });
  }
};
