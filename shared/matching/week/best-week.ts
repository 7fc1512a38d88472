import type { WeekProblem, WeekVolunteer } from './problem.ts';
import { agreeingOf, type Kinds, kindsOf, type Moment, momentsOf, overlapsOf } from './spacing.ts';

/** What a volunteer could take, row by row: a mission, and what it costs. Rows `from` to `until - 1` are meant. */
export type Offered = {
  readonly mission: Int32Array;
  readonly cost: Int32Array;
  readonly from: number;
  readonly until: number;
};

/** What is taken, as rows of what was offered, in order of time. */
type BestWeek = { readonly gain: number; readonly rows: readonly number[] };
type BestWeekOf = (
  volunteer: WeekVolunteer,
  offered: Offered,
  worth: Float64Array,
  tiers: readonly number[],
) => BestWeek;

/** Searches over one problem's missions; every call uses the same room, so that none of it is laid out anew. */
export type Weeks = {
  readonly bestWeek: BestWeekOf;
  /** Of the missions offered that gain anything, the most gaining of each kind, most gaining first. */
  readonly bestOfKinds: (
    volunteer: WeekVolunteer,
    offered: Offered,
    worth: Float64Array,
  ) => readonly number[];
  /** Missions of one kind agree with the same others, whoever goes; and a moment that stands for each kind. */
  readonly kindOf: Int32Array;
  readonly kinds: readonly Moment[];
  readonly moments: readonly Moment[];
};

const NONE: BestWeek = { gain: 0, rows: [] };

/**
 * The best week of one volunteer: which of the missions offered, all rules between them kept, gain most (what each is worth
 * less its cost) less what each further one costs. Exact: who agrees with the last mission agrees with all before it, so that one pass in order of time,
 * by last mission and number, suffices. O(offered + different moments² × most missions).
 */
export const weeksOf = (problem: WeekProblem): Weeks => {
  const moments = momentsOf(problem);
  const overlaps = overlapsOf(moments);
  const timed = kindsOf(
    moments,
    ({ half, demanding }, mission) => `${half} ${demanding} ${overlaps[mission]}`,
  );
  const daily = kindsOf(moments, ({ weekday, demanding }) => `${weekday} ${demanding}`);
  const most = Math.max(timed.moments.length, daily.moments.length);
  const gainOf = new Float64Array(most);
  const rowOf = new Int32Array(most).fill(-1);
  const touched = new Int32Array(most);
  const tiersAtMost = problem.volunteers.reduce(
    (all, { volunteer }) => Math.max(all, volunteer.weeklyCap),
    1,
  );
  /** `ends[k * most + i]`: the best of k + 1 missions that end with the i-th kind, -∞ if none; and which comes before. */
  const ends = new Float64Array(most * tiersAtMost);
  const before = new Int32Array(most * tiersAtMost);

  /** The kinds offered, in order of time, each with its best row. */
  const gather = (
    kinds: Kinds,
    { mission: missions, cost, from, until }: Offered,
    worth: Float64Array,
    atLeast: number,
  ): number => {
    let size = 0;
    for (let row = from; row < until; row += 1) {
      const mission = missions[row] ?? 0;
      const gain = (worth[mission] ?? 0) - (cost[row] ?? 0);
      if (gain <= atLeast) continue;
      const kind = kinds.of[mission] ?? 0;
      if (rowOf[kind] === -1) {
        touched[size] = kind;
        size += 1;
      } else if (gain <= (gainOf[kind] ?? 0)) continue;
      gainOf[kind] = gain;
      rowOf[kind] = row;
    }
    return size;
  };
  /** A few dozen at most, nearly in order: insertion is quickest. */
  const sortTouched = (size: number): void => {
    for (let i = 1; i < size; i += 1) {
      const kind = touched[i] ?? 0;
      let place = i;
      for (; place > 0 && (touched[place - 1] ?? 0) > kind; place -= 1)
        touched[place] = touched[place - 1] ?? 0;
      touched[place] = kind;
    }
  };

  const search = (size: number, tiers: readonly number[], table: Uint8Array, width: number): BestWeek => {
    let bestGain = 0;
    let bestOf = -1;
    let bestTop = -1;
    for (let k = 0; k < tiers.length; k += 1) {
      const tier = tiers[k] ?? 0;
      let top = -1;
      let topEnd = Number.NEGATIVE_INFINITY;
      for (let i = k; i < size; i += 1) {
        const kind = touched[i] ?? 0;
        let so = k === 0 ? 0 : Number.NEGATIVE_INFINITY;
        if (k > 0)
          for (let j = k - 1; j < i; j += 1) {
            const end = ends[(k - 1) * most + j] ?? 0;
            if (end > so && table[(touched[j] ?? 0) * width + kind] === 1) {
              so = end;
              before[k * most + i] = j;
            }
          }
        const end = so + (gainOf[kind] ?? 0) - tier;
        ends[k * most + i] = end;
        if (end > topEnd) {
          topEnd = end;
          top = i;
        }
      }
      if (top < 0) break;
      if (topEnd <= bestGain) continue;
      bestGain = topEnd;
      bestOf = k;
      bestTop = top;
    }
    if (bestOf < 0) return NONE;
    const rows: number[] = [];
    for (let n = bestOf, i = bestTop; n >= 0; i = before[n * most + i] ?? 0, n -= 1)
      rows.unshift(rowOf[touched[i] ?? 0] ?? 0);
    return { gain: bestGain, rows };
  };

  const forget = (size: number): void => {
    for (let i = 0; i < size; i += 1) rowOf[touched[i] ?? 0] = -1;
  };
  const kindsFor = ({ restDays }: WeekVolunteer): Kinds => (restDays > 0 ? daily : timed);

  return {
    bestWeek: (volunteer, offered, worth, tiers) => {
      if (tiers.length === 0) return NONE;
      const kinds = kindsFor(volunteer);
      const size = gather(kinds, offered, worth, tiers[0] ?? 0);
      if (size === 0) return NONE;
      sortTouched(size);
      const best = search(size, tiers, agreeingOf(kinds, volunteer, problem), kinds.moments.length);
      forget(size);
      return best;
    },
    bestOfKinds: (volunteer, offered, worth) => {
      const size = gather(kindsFor(volunteer), offered, worth, 0);
      sortTouched(size);
      const missions = [...touched.subarray(0, size)]
        .sort((a, b) => (gainOf[b] ?? 0) - (gainOf[a] ?? 0) || a - b)
        .map((kind) => offered.mission[rowOf[kind] ?? 0] ?? 0);
      forget(size);
      return missions;
    },
    kindOf: timed.of,
    kinds: timed.moments,
    moments,
  };
};
