import { minutesBetween } from '../../time/instant.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';

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
  volunteer: WeekVolunteer,
  one: Moment,
  other: Moment,
  problem: WeekProblem,
): boolean => {
  const [first, second] = one.startMinute <= other.startMinute ? [one, other] : [other, one];
  const days = second.weekday - first.weekday;
  if (days === 0 && (first.half === second.half || second.startMinute < first.endMinute)) return false;
  if (volunteer.restDays > 0 && days <= volunteer.restDays) return false;
  const hard = first.demanding || (days === 0 && second.demanding);
  return !hard || days > Math.max(volunteer.restDays, problem.params.restAfterHardDays);
};

/** A mission and what the volunteer's going there would gain at today's prices. */
export type Offered = { readonly mission: WeekMission; readonly gain: number };
export type BestWeek = { readonly gain: number; readonly missions: readonly WeekMission[] };

/** Of missions that are alike for everything between them, only the one that gains most can be in a best week. */
const bestOfAlike = (
  volunteer: WeekVolunteer,
  offered: readonly Offered[],
  atLeast: number,
  moments: readonly Moment[],
): readonly { readonly offer: Offered; readonly moment: Moment }[] => {
  const best = new Map<number, { readonly offer: Offered; readonly moment: Moment }>();
  for (const offer of offered) {
    const moment = moments[offer.mission.index];
    if (!moment || offer.gain <= atLeast) continue;
    const when =
      volunteer.restDays > 0
        ? moment.weekday
        : moment.startMinute * 512 + moment.endMinute - moment.startMinute;
    const alike = when * 2 + (moment.demanding ? 1 : 0);
    const so = best.get(alike);
    if (!so || offer.gain > so.offer.gain) best.set(alike, { offer, moment });
  }
  return [...best.values()].sort(
    (a, b) => a.moment.startMinute - b.moment.startMinute || a.offer.mission.index - b.offer.mission.index,
  );
};

/**
 * The best week of one volunteer: which of these missions, all rules between them kept, gain most less what each further
 * one costs. Exact: who agrees with the last mission agrees with all before it, so that one pass in order of time, by
 * last mission and number, suffices. O(offered + different moments² × most missions).
 */
export const bestWeek = (
  volunteer: WeekVolunteer,
  offered: readonly Offered[],
  tiers: readonly number[],
  moments: readonly Moment[],
  problem: WeekProblem,
): BestWeek => {
  const inTime = bestOfAlike(volunteer, offered, tiers[0] ?? Number.POSITIVE_INFINITY, moments);
  type End = { readonly gain: number; readonly before: number };
  /** `ends[k][i]`: the best of k + 1 missions that end with the i-th. */
  const ends: (End | undefined)[][] = [];
  let best: BestWeek = { gain: 0, missions: [] };
  const trace = (k: number, i: number): WeekMission[] => {
    const item = inTime[i];
    const before = ends[k]?.[i]?.before ?? -1;
    return item ? [...(k > 0 ? trace(k - 1, before) : []), item.offer.mission] : [];
  };
  for (let k = 0; k < tiers.length; k += 1) {
    const tier = tiers[k] ?? 0;
    const row: (End | undefined)[] = [];
    let top = -1;
    inTime.forEach(({ offer, moment }, i) => {
      let before = -1;
      let so = k === 0 ? 0 : Number.NEGATIVE_INFINITY;
      if (k > 0)
        for (let j = 0; j < i; j += 1) {
          const end = ends[k - 1]?.[j];
          const earlier = inTime[j];
          if (end && end.gain > so && earlier && agree(volunteer, earlier.moment, moment, problem)) {
            so = end.gain;
            before = j;
          }
        }
      if (so === Number.NEGATIVE_INFINITY) return;
      row[i] = { gain: so + offer.gain - tier, before };
      if (top < 0 || (row[i]?.gain ?? 0) > (row[top]?.gain ?? 0)) top = i;
    });
    if (top < 0) break;
    ends.push(row);
    const gain = row[top]?.gain ?? 0;
    if (gain > best.gain) best = { gain, missions: trace(k, top) };
  }
  return best;
};
