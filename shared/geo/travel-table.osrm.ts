import * as z from 'zod';
import { parseJson, readCapped } from '../remote/read-answer.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Point } from './point.ts';
import { fixedSeconds, type TravelMode } from './travel.ts';
import {
  crowFliesTable,
  type TravelTable,
  type TravelTableFault,
  type TravelTables,
} from './travel-table.ts';

/** What the adapter needs of `fetch`; the real one fits. */
type Fetch = (
  url: string,
  init: { readonly signal: AbortSignal; readonly headers: Readonly<Record<string, string>> },
) => Promise<Response>;

export type OsrmParams = {
  /**
   * Address of the table service for each way of going, profile included, without a slash at the end: an OSRM server knows one
   * (`https://osrm.ville.example/table/v1/foot`). A way of going without one is estimated.
   */
  readonly services: Readonly<Partial<Record<TravelMode, string>>>;
  /** For all requests of one table together. */
  readonly timeoutMillis: number;
};

/** Points of one side of a request: OSRM answers 100 together unless it is told otherwise (`--max-table-size`). */
const BLOCK = 50;
/** A table of 50 by 50 weighs about 40 kB. */
const MOST_BYTES = 1_000_000;
/** More than a day or a thousand kilometres is no way of a round. */
const cell = z.number().min(0).max(1_000_000).nullable();
const rows = z.array(z.array(cell).max(BLOCK)).max(BLOCK);
const answer = z.object({ code: z.literal('Ok'), durations: rows, distances: rows });
type Block = z.infer<typeof answer>;

/**
 * ADAPTER. An OSRM-compatible table service (project-osrm.org, HTTP API v1 `table`), the town's own or a public one: it receives
 * coordinates and nothing else. Its seconds are those of moving; parking or waiting is added. Whatever goes wrong, the answer is the estimate as the
 * crow flies for the whole table (never half and half), with the reason.
 */
export const osrmTravelTables = (fetchAnswer: Fetch, params: OsrmParams): TravelTables => ({
  between: async (points, mode) => {
    const estimate = crowFliesTable(points, mode);
    const service = params.services[mode];
    if (service === undefined || points.length < 2)
      return { table: estimate, source: { kind: 'as-the-crow-flies' } };
    const asked = await askAll(fetchAnswer, service, points, AbortSignal.timeout(params.timeoutMillis));
    if (!asked.ok) return { table: estimate, source: { kind: 'as-the-crow-flies', because: asked.refusal } };
    return fill(asked.value, estimate, fixedSeconds(mode));
  },
});

type Cells = {
  readonly durations: readonly (readonly (number | null)[])[];
  readonly distances: readonly (readonly (number | null)[])[];
};

const askAll = async (
  fetchAnswer: Fetch,
  service: string,
  points: readonly Point[],
  signal: AbortSignal,
): Promise<Result<Cells, TravelTableFault>> => {
  const durations: (number | null)[][] = points.map(() => []);
  const distances: (number | null)[][] = points.map(() => []);
  for (let from = 0; from < points.length; from += BLOCK)
    for (let to = 0; to < points.length; to += BLOCK) {
      const sources = points.slice(from, from + BLOCK);
      const destinations = points.slice(to, to + BLOCK);
      const asked = await ask(fetchAnswer, service, sources, destinations, signal);
      if (!asked.ok) return asked;
      for (let i = 0; i < sources.length; i += 1) {
        durations[from + i]?.push(...(asked.value.durations[i] ?? []));
        distances[from + i]?.push(...(asked.value.distances[i] ?? []));
      }
    }
  return ok({ durations, distances });
};

const isShaped = (block: readonly (readonly unknown[])[], height: number, width: number): boolean =>
  block.length === height && block.every((row) => row.length === width);

const ask = async (
  fetchAnswer: Fetch,
  service: string,
  sources: readonly Point[],
  destinations: readonly Point[],
  signal: AbortSignal,
): Promise<Result<Block, TravelTableFault>> => {
  const numbers = (count: number, first: number) =>
    Array.from({ length: count }, (_, i) => first + i).join(';');
  const coordinates = [...sources, ...destinations].map(
    ({ lat, lon }) => `${lon.toFixed(6)},${lat.toFixed(6)}`,
  );
  const query = `sources=${numbers(sources.length, 0)}&destinations=${numbers(destinations.length, sources.length)}`;
  const url = `${service}/${coordinates.join(';')}?${query}&annotations=duration,distance`;
  try {
    const response = await fetchAnswer(url, { signal, headers: { accept: 'application/json' } });
    if (response.status === 429) return refused('too-many-requests');
    if (!response.ok) return refused('unreachable');
    const body = await readCapped(response, MOST_BYTES);
    const parsed = answer.safeParse(body === undefined ? undefined : parseJson(body));
    const [height, width] = [sources.length, destinations.length];
    return parsed.success &&
      isShaped(parsed.data.durations, height, width) &&
      isShaped(parsed.data.distances, height, width)
      ? ok(parsed.data)
      : refused('answer-unreadable');
  } catch {
    // What the network says may quote the coordinates: only the reason goes on.
    return refused('unreachable');
  }
};

/** Rounded up; what the network has no way for is estimated and counted. */
const fill = (
  cells: Cells,
  estimate: TravelTable,
  fixed: number,
): Awaited<ReturnType<TravelTables['between']>> => {
  let estimated = 0;
  const time = estimate.time.map((row, i) =>
    row.map((guess, j) => {
      const seconds = cells.durations[i]?.[j] ?? null;
      if (i === j) return 0;
      if (seconds === null || (cells.distances[i]?.[j] ?? null) === null) {
        estimated += 1;
        return guess;
      }
      return guess === 0 ? 0 : Math.ceil(seconds) + fixed;
    }),
  );
  const distance = estimate.distance.map((row, i) =>
    row.map((guess, j) => {
      const [seconds, metres] = [cells.durations[i]?.[j] ?? null, cells.distances[i]?.[j] ?? null];
      if (i === j) return 0;
      return seconds === null || metres === null ? guess : Math.ceil(metres);
    }),
  );
  return { table: { distance, time }, source: { kind: 'road-network', estimated } };
};
