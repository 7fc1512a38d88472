import { capacityOf } from '../../shared/engagement/forecast/capacity.ts';
import { type Known, outlookOf, weeksAhead } from '../../shared/engagement/forecast/outlook.ts';
import { addDays, type CivilDay, daysBetween } from '../../shared/time/civil.ts';

/** One history to be forecast again and again from its own past. */
export type History = {
  /** Monday of the first week of `totals`. */
  readonly start: CivilDay;
  /** Visits of all, week by week. */
  readonly totals: readonly number[];
  /** What was known on the morning of a day. */
  readonly knownOn: (today: CivilDay) => Known;
};

/** What one forecast said of one week, and what came. */
export type Shot = {
  readonly horizon: number;
  readonly came: number;
  readonly ours: number;
  readonly low: number;
  readonly high: number;
  /** The last whole week again; the mean of the last eight; the same week a year before, where there is one. */
  readonly last: number;
  readonly eight: number;
  readonly year: number | undefined;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * Rolling origin: on a Monday morning the week under way is not known, the last whole week is the one before, and horizon h is
 * the h-th week after the one under way. The naive forecasts are given exactly the same weeks.
 */
export const shotsFrom = (history: History, origin: number, horizons: number): readonly Shot[] => {
  const today = addDays(history.start, 7 * origin);
  const known = history.knownOn(today);
  const weeks = weeksAhead(today, Math.min(horizons, history.totals.length - origin - 1));
  const outlook = outlookOf(known, weeks);
  if ('weeks' in outlook) return [];
  const past = history.totals.slice(0, origin);
  return capacityOf(outlook).weeks.flatMap(({ expected, low, high }, i): Shot[] => {
    const at = daysBetween(history.start, weeks[i] ?? today) / 7;
    const came = history.totals[at];
    if (came === undefined) return [];
    return [
      {
        horizon: i + 1,
        came,
        ours: expected,
        low,
        high,
        last: past.at(-1) ?? 0,
        eight: mean(past.slice(-8)),
        year: at - 52 >= 0 && at - 52 < origin ? history.totals[at - 52] : undefined,
      },
    ];
  });
};

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Mean absolute error, share of weeks inside the interval, ratio of our error to each naive one's: below 1, ours is nearer. */
export const scoreOf = (name: string, shots: readonly Shot[]) => {
  const error = (of: (shot: Shot) => number, among = shots): number =>
    mean(among.map((shot) => Math.abs(of(shot) - shot.came)));
  const aYear = shots.filter(({ year }) => year !== undefined);
  const ours = error((shot) => shot.ours);
  return {
    horizon: name,
    forecasts: shots.length,
    'mean visits': round(mean(shots.map(({ came }) => came)), 1),
    MAE: round(ours),
    bias: round(mean(shots.map((shot) => shot.ours - shot.came))),
    'in 80 %': round(
      100 * mean(shots.map(({ came, low, high }) => (low <= came && came <= high ? 1 : 0))),
      0,
    ),
    width: round(mean(shots.map(({ low, high }) => high - low)), 1),
    '÷ last week': round(ours / error((shot) => shot.last)),
    '÷ mean of 8': round(ours / error((shot) => shot.eight)),
    '÷ year before':
      aYear.length === 0
        ? null
        : round(error((shot) => shot.ours, aYear) / error((shot) => shot.year ?? 0, aYear)),
  };
};
