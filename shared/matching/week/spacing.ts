import { minutesBetween } from '../../time/instant.ts';
import type { WeekProblem, WeekVolunteer } from './problem.ts';

/** What of a mission decides whether one volunteer may do it and another the same week: numbers, no words. */
export type Moment = {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly weekday: number;
  readonly half: number;
  readonly demanding: boolean;
};

/** The moments of a week's missions, by their index. */
export const momentsOf = ({ missions, now }: WeekProblem): readonly Moment[] =>
  missions.map(({ mission, weekday, half, demanding }) => {
    const startMinute = minutesBetween(now, mission.startsAt);
    return { startMinute, endMinute: startMinute + mission.durationMinutes, weekday, half, demanding };
  });

/**
 * Whether somebody may do both: not at once, not in one half-day, with their rest between, and more after a demanding one.
 * The same answer as `clash` gives by the rules and in words (a test compares them), in a few comparisons.
 */
export const agree = (
  volunteer: Pick<WeekVolunteer, 'restDays'>,
  one: Moment,
  other: Moment,
  problem: WeekProblem,
): boolean => {
  const [first, second] = one.startMinute <= other.startMinute ? [one, other] : [other, one];
  const days = second.weekday - first.weekday;
  if (first.half === second.half || second.startMinute < first.endMinute) return false;
  if (volunteer.restDays > 0 && days <= volunteer.restDays) return false;
  const hard = first.demanding || (days === 0 && second.demanding);
  return !hard || days > Math.max(volunteer.restDays, problem.params.restAfterHardDays);
};

/**
 * How many missions of the half-day before and of the one after each moment overlaps, told apart in one number; nearly none does, and
 * none reaches farther. Half-days are told apart by when missions begin: of one, whoever overlaps as many overlaps the same ones.
 */
export const overlapsOf = (moments: readonly Moment[]): Float64Array => {
  const halves: Moment[][] = [];
  const earliest: number[] = [];
  const latest: number[] = [];
  for (const moment of moments) {
    const { half, startMinute, endMinute } = moment;
    const met = halves[half] ?? [];
    halves[half] = met;
    met.push(moment);
    earliest[half] = Math.min(earliest[half] ?? startMinute, startMinute);
    latest[half] = Math.max(latest[half] ?? endMinute, endMinute);
  }
  return Float64Array.from(moments, ({ half, startMinute, endMinute }) => {
    const isReached = startMinute < (latest[half - 1] ?? startMinute);
    const reaches = endMinute > (earliest[half + 1] ?? endMinute);
    const before = isReached
      ? (halves[half - 1]?.filter((one) => one.endMinute > startMinute).length ?? 0)
      : 0;
    const after = reaches ? (halves[half + 1]?.filter((one) => one.startMinute < endMinute).length ?? 0) : 0;
    return before * (moments.length + 1) + after;
  });
};

/** Missions alike for everything between them: of one kind, only the one that gains most can be in a best week. */
export type Kinds = {
  /** Of each mission; kinds are numbered in order of time. */
  readonly of: Int32Array;
  readonly moments: readonly Moment[];
  /** By days of rest: whether a kind and a later one agree, `earlier * count + later`. */
  readonly agreeing: Map<number, Uint8Array>;
};

export const kindsOf = (
  moments: readonly Moment[],
  like: (moment: Moment, mission: number) => string,
): Kinds => {
  const inTime = moments
    .map((moment, i) => ({ moment, i }))
    .sort((a, b) => a.moment.startMinute - b.moment.startMinute || a.i - b.i);
  const numbers = new Map<string, number>();
  const first: Moment[] = [];
  const of = new Int32Array(moments.length);
  for (const { moment, i } of inTime) {
    const key = like(moment, i);
    const number = numbers.get(key) ?? numbers.size;
    if (number === numbers.size) {
      numbers.set(key, number);
      first.push(moment);
    }
    of[i] = number;
  }
  return { of, moments: first, agreeing: new Map() };
};

export const agreeingOf = (kinds: Kinds, volunteer: WeekVolunteer, problem: WeekProblem): Uint8Array => {
  const known = kinds.agreeing.get(volunteer.restDays);
  if (known) return known;
  const { moments } = kinds;
  const table = new Uint8Array(moments.length * moments.length);
  moments.forEach((earlier, a) => {
    moments.forEach((later, b) => {
      if (b > a && agree(volunteer, earlier, later, problem)) table[a * moments.length + b] = 1;
    });
  });
  kinds.agreeing.set(volunteer.restDays, table);
  return table;
};
