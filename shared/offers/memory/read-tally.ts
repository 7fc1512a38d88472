import type { Table } from '../../table/table.ts';
import { type CivilDay, HALF_DAYS, type HalfDay } from '../../time/civil.ts';
import { CLASSES } from './memory.ts';
import { quartersAround, tallyKeys } from './tally.ts';

/** What came of the offers of one programme in one half-day of the week. */
export type Tally = {
  readonly asked: number;
  readonly yes: number;
  readonly no: number;
  readonly silent: number;
  /** Replies by class of delay (`memory.ts`). */
  readonly replies: readonly number[];
};
export type ProgrammeTally = { readonly programme: string; readonly halves: ReadonlyMap<HalfDay, Tally> };

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (all, one) => ({
      asked: all.asked + one.asked,
      yes: all.yes + one.yes,
      no: all.no + one.no,
      silent: all.silent + one.silent,
      replies: all.replies.map((count, i) => count + (one.replies[i] ?? 0)),
    }),
    { asked: 0, yes: 0, no: 0, silent: 0, replies: Array<number>(CLASSES).fill(0) },
  );

/**
 * Answers of this quarter and the one before, by half-day; one request for each shard, quarter and programme, whatever the
 * size of the town.
 */
export const readTally = async (
  table: Pick<Table, 'counters'>,
  town: string,
  programmes: readonly string[],
  today: CivilDay,
): Promise<readonly ProgrammeTally[]> =>
  Promise.all(
    programmes.map(async (programme) => {
      const keys = quartersAround(today).flatMap((quarter) => tallyKeys(town, quarter, programme));
      const shards = await Promise.all(keys.map((key) => table.counters(key)));
      const count = (half: HalfDay, name: string) =>
        Math.max(
          0,
          shards.reduce((sum, counters) => sum + (counters[`${half}:${name}`] ?? 0), 0),
        );
      return {
        programme,
        halves: new Map(
          HALF_DAYS.map((half) => [
            half,
            {
              asked: count(half, 'asked'),
              yes: count(half, 'yes'),
              no: count(half, 'no'),
              silent: count(half, 'silent'),
              replies: Array.from({ length: CLASSES }, (_, i) => count(half, `delay-${i}`)),
            },
          ]),
        ),
      };
    }),
  );
