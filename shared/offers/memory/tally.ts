import type { MissionId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import type { Key } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { add } from '../../table/write.ts';
import { type CivilDay, civilDay, dayOf, yearOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { aboutOf, classOf, type Heard } from './memory.ts';

/** Answers arrive all over a town at once: so many records share the counting, chosen by the mission. */
const SHARDS = 4;

/** « 2026-T4 »: long enough for counts to mean something, short enough to see a change. */
const quarterOf = (day: CivilDay): string => `${yearOf(day)}-T${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The quarter of a day and the one before it. */
export const quartersAround = (day: CivilDay): readonly [string, string] => {
  const here = quarterOf(day);
  const [year = 0, quarter = 1] = here.split('-T').map(Number);
  return [quarter === 1 ? `${year - 1}-T4` : `${year}-T${quarter - 1}`, here];
};

/** The first day of « 2026-T4 ». */
export const quarterStart = (quarter: string): CivilDay => {
  const [year = '', number = '1'] = quarter.split('-T');
  return civilDay(`${year}-${String((Number(number) - 1) * 3 + 1).padStart(2, '0')}-01`);
};

const shardKey = (town: string, quarter: string, programme: string, shard: number): Key => ({
  pk: `ANSWERS#${town}#${shard}`,
  sk: `${quarter}#${programme}`,
});

/**
 * | question                                                   | key                                                | consistent |
 * |------------------------------------------------------------|----------------------------------------------------|------------|
 * | what was answered, by half-day, in a quarter and programme? | pk `ANSWERS#` + town + shard, sk quarter, programme | yes        |
 *
 * Counts of the whole town only: nobody is in them, so that they outlive whoever answered (law 11).
 */
export const tallyKeys = (town: string, quarter: string, programme: string): readonly Key[] =>
  Array.from({ length: SHARDS }, (_, shard) => shardKey(town, quarter, programme, shard));

const shardOf = (id: MissionId): number =>
  [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS;

export type Tallied = {
  readonly asked?: number;
  readonly silent?: number;
  readonly heard?: readonly Heard[];
};

/** One write for all that a transaction learns about one mission's offers; none when it learns nothing. */
export const tallyWrites = (
  mission: Pick<Mission, 'id' | 'town' | 'programme' | 'day' | 'time'>,
  { asked = 0, silent = 0, heard = [] }: Tallied,
  now: Instant,
): readonly Write[] => {
  const { half } = aboutOf(mission);
  const amounts = new Map<string, number>();
  const count = (name: string, by: number): void => {
    if (by !== 0) amounts.set(`${half}:${name}`, (amounts.get(`${half}:${name}`) ?? 0) + by);
  };
  count('asked', asked);
  count('silent', silent);
  for (const { what, delay, late } of heard) {
    count(what, 1);
    if (late) count('silent', -1);
    if (delay !== undefined) count(`delay-${classOf(delay)}`, 1);
  }
  if (amounts.size === 0) return [];
  const key = shardKey(mission.town, quarterOf(dayOf(now)), mission.programme, shardOf(mission.id));
  return [add(key, Object.fromEntries(amounts), 'answers')];
};
