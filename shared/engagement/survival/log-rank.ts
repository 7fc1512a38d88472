import { ok, type Result, refused } from '../../result/result.ts';
import { chiSquareTail } from './chi-square.ts';
import type { Observation } from './survival.ts';

export type LogRankGroup = { readonly name: string; readonly observations: readonly Observation[] };

export type LogRank = {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Chance of a difference at least this large between groups that leave alike. An association, not an effect. */
  readonly pValue: number;
  /** Departures seen, and those expected had all groups left alike. */
  readonly groups: readonly { readonly name: string; readonly observed: number; readonly expected: number }[];
};

export type NoLogRank = {
  readonly reason: 'one-group' | 'fewer-than-ten-events' | 'group-under-five' | 'never-together';
};

/** Below, the chi-square law is not an honest approximation (domain.md §8). */
const FEWEST_EVENTS = 10;
const FEWEST_PEOPLE = 5;

/** The order in which a walk over the days meets people: those sorted by one bound, taken while it is under the day. */
const queue = (groups: readonly LogRankGroup[], bound: 'entry' | 'exit') => {
  const waiting = groups
    .flatMap(({ observations }, group) => observations.map((one) => ({ at: one[bound], group })))
    .sort((a, b) => a.at - b.at);
  let next = 0;
  return (day: number, met: (group: number) => void): void => {
    for (let one = waiting[next]; one && one.at < day; one = waiting[next]) {
      met(one.group);
      next += 1;
    }
  };
};

/** Departures of each group by day, in order. */
const departures = (groups: readonly LogRankGroup[]): readonly (readonly [number, readonly number[]])[] => {
  const byDay = new Map<number, number[]>();
  for (const [group, { observations }] of groups.entries())
    for (const { exit, event } of observations) {
      if (!event) continue;
      const day = byDay.get(exit) ?? groups.map(() => 0);
      day[group] = (day[group] ?? 0) + 1;
      byDay.set(exit, day);
    }
  return [...byDay].sort(([a], [b]) => a - b);
};

/** zᵀ·V⁻·z for a symmetric non-negative V, by elimination; directions without variance are left out of the freedom. */
const quadraticForm = (
  z: readonly number[],
  variance: readonly (readonly number[])[],
): { readonly value: number; readonly rank: number } => {
  const rows = variance.map((row, i) => [...row, z[i] ?? 0]);
  const scale = Math.max(...variance.map((row, i) => row[i] ?? 0), 0);
  let value = 0;
  let rank = 0;
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i] ?? 0;
    if (pivot <= scale * 1e-12) continue;
    const right = pivotRow.at(-1) ?? 0;
    value += (right * right) / pivot;
    rank += 1;
    for (const row of rows.slice(i + 1)) {
      const factor = (row[i] ?? 0) / pivot;
      for (const [j, cell] of pivotRow.entries()) row[j] = (row[j] ?? 0) - factor * cell;
    }
  }
  return { value, rank };
};

/**
 * Log-rank test of two or more groups, with delayed entry: on each day of departures the expected count of a group is its
 * share of those at risk (entry < t ≤ exit), with the hypergeometric variance (Mantel 1966; Peto and Peto 1972). Refused
 * under ten departures in all, with a group of fewer than five people, or when the groups were never at risk together.
 */
export const logRank = (groups: readonly LogRankGroup[]): Result<LogRank, NoLogRank> => {
  if (groups.length < 2) return refused({ reason: 'one-group' });
  const days = departures(groups);
  const observed = groups.map((_, g) => days.reduce((sum, [, left]) => sum + (left[g] ?? 0), 0));
  if (observed.reduce((a, b) => a + b, 0) < FEWEST_EVENTS)
    return refused({ reason: 'fewer-than-ten-events' });
  if (groups.some(({ observations }) => observations.length < FEWEST_PEOPLE))
    return refused({ reason: 'group-under-five' });

  const atRisk = groups.map(() => 0);
  const enter = queue(groups, 'entry');
  const leave = queue(groups, 'exit');
  const expected = groups.map(() => 0);
  const variance = groups.map(() => groups.map(() => 0));
  for (const [day, left] of days) {
    enter(day, (g) => {
      atRisk[g] = (atRisk[g] ?? 0) + 1;
    });
    leave(day, (g) => {
      atRisk[g] = (atRisk[g] ?? 0) - 1;
    });
    const n = atRisk.reduce((a, b) => a + b, 0);
    const d = left.reduce((a, b) => a + b, 0);
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
    for (const [g, ofGroup] of atRisk.entries()) {
      expected[g] = (expected[g] ?? 0) + (d * ofGroup) / n;
      const row = variance[g] ?? [];
      for (const [h, ofOther] of atRisk.entries())
        row[h] = (row[h] ?? 0) + spread * (ofGroup / n) * ((g === h ? 1 : 0) - ofOther / n);
    }
  }
  const others = observed.slice(0, -1).map((count, g) => count - (expected[g] ?? 0));
  const { value, rank } = quadraticForm(
    others,
    variance.slice(0, -1).map((row) => row.slice(0, -1)),
  );
  if (rank === 0) return refused({ reason: 'never-together' });
  return ok({
    chiSquare: value,
    degreesOfFreedom: rank,
    pValue: chiSquareTail(value, rank),
    groups: groups.map(({ name }, g) => ({ name, observed: observed[g] ?? 0, expected: expected[g] ?? 0 })),
  });
};
