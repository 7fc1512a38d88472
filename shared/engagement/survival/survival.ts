/**
 * One spell as it was observed, in days since its origin: seen from `entry` (later than 0 when the town began to record
 * after the origin) to `exit`; `event` is true when it ended there, false when we stopped looking.
 */
export type Observation = { readonly entry: number; readonly exit: number; readonly event: boolean };

export type SurvivalPoint = {
  /** Days since the origin, a day on which somebody left. */
  readonly t: number;
  /** Seen just before `t`: entered before it, not gone before it. */
  readonly atRisk: number;
  readonly events: number;
  /** Share still there just after `t`. */
  readonly survival: number;
  /** 95 % interval; null where the formula has none (nobody is left). */
  readonly lower: number | null;
  readonly upper: number | null;
};

export type SurvivalCurve = {
  readonly n: number;
  readonly events: number;
  /** First day on which half or more have left; null when that day was not reached. */
  readonly median: number | null;
  /** At the days of departures only, in order. */
  readonly points: readonly SurvivalPoint[];
};

/** Two-sided 95 % of the normal law, to the precision of a double. */
const Z95 = 1.959963984540054;

/** A product of fractions that is exactly one half must not miss it by a rounding. */
const HALF = 0.5 + 1e-12;

/** What happened at one day: how many were at risk, how many left. */
export type RiskSet = { readonly t: number; readonly atRisk: number; readonly events: number };

/** How many of the sorted values are strictly under `t`, going on from where the last count stopped. */
const counterUnder = (sorted: Float64Array) => {
  let count = 0;
  return (t: number): number => {
    while (count < sorted.length && (sorted[count] ?? t) < t) count += 1;
    return count;
  };
};

/**
 * The risk set of each day on which somebody left: entry < t ≤ exit. Whoever stops being seen on a day of departures
 * was still at risk that day (exits precede censoring); whoever enters that very day was not.
 */
export const riskSets = (observations: readonly Observation[]): readonly RiskSet[] => {
  const enteredBefore = counterUnder(Float64Array.from(observations, ({ entry }) => entry).sort());
  const goneBefore = counterUnder(Float64Array.from(observations, ({ exit }) => exit).sort());
  const left = new Map<number, number>();
  for (const { exit, event } of observations) if (event) left.set(exit, (left.get(exit) ?? 0) + 1);
  return [...left]
    .sort(([a], [b]) => a - b)
    .map(([t, events]) => ({ t, events, atRisk: enteredBefore(t) - goneBefore(t) }));
};

/** Log-log interval, S^exp(±z·√V / ln S): stays between 0 and 1; none when nobody is left. */
const intervalOf = (survival: number, greenwood: number): Pick<SurvivalPoint, 'lower' | 'upper'> => {
  if (survival <= 0 || survival >= 1) return { lower: null, upper: null };
  const width = (Z95 * Math.sqrt(greenwood)) / Math.log(survival);
  return { lower: survival ** Math.exp(-width), upper: survival ** Math.exp(width) };
};

/**
 * Kaplan–Meier with delayed entry: S(t) = ∏ over the days u ≤ t of (1 − d(u)/n(u)), with n(u) those whose entry < u ≤
 * exit (Kaplan and Meier 1958; left truncation, Tsai, Jewell and Wang 1987). Variance of Greenwood (1926), 95 % interval
 * on the log-log scale (Kalbfleisch and Prentice). Every observation must have entry < exit.
 */
export const survivalCurve = (observations: readonly Observation[]): SurvivalCurve => {
  const points: SurvivalPoint[] = [];
  let survival = 1;
  let greenwood = 0;
  for (const { t, atRisk, events } of riskSets(observations)) {
    survival *= (atRisk - events) / atRisk;
    greenwood += events / (atRisk * (atRisk - events));
    points.push({ t, atRisk, events, survival, ...intervalOf(survival, greenwood) });
  }
  return {
    n: observations.length,
    events: points.reduce((sum, point) => sum + point.events, 0),
    median: points.find((point) => point.survival <= HALF)?.t ?? null,
    points,
  };
};

/** Share still there just after day `t`. */
export const survivalAt = (curve: SurvivalCurve, t: number): number =>
  curve.points.findLast((point) => point.t <= t)?.survival ?? 1;

/** Days spent on average among the first `days`, from the curve's start: the area under it. */
export const restrictedMean = (curve: SurvivalCurve, days: number, from = 0): number => {
  const steps = curve.points.filter(({ t }) => t > from && t < days);
  let area = 0;
  let before = { t: from, survival: 1 };
  for (const step of steps) {
    area += (step.t - before.t) * before.survival;
    before = step;
  }
  return area + (days - before.t) * before.survival;
};

/**
 * Keeps what can be read from the first day on which at least `minimum` people were seen together. Imported volunteers
 * enter late: before that day a single departure among two would pull the whole curve down (domain.md §8). The curve of
 * what is kept is conditional on being there at `from`. Undefined when so many were never seen together.
 */
export const fromWellObserved = (
  observations: readonly Observation[],
  minimum: number,
): { readonly from: number; readonly observations: readonly Observation[] } | undefined => {
  const entries = [...new Set(observations.map(({ entry }) => entry))].sort((a, b) => a - b);
  const entered = counterUnderOrAt(Float64Array.from(observations, ({ entry }) => entry).sort());
  const gone = counterUnderOrAt(Float64Array.from(observations, ({ exit }) => exit).sort());
  const from = entries.find((day) => entered(day) - gone(day) >= minimum);
  if (from === undefined) return undefined;
  return {
    from,
    observations: observations.flatMap((one) =>
      one.exit > from ? [{ ...one, entry: Math.max(one.entry, from) }] : [],
    ),
  };
};

const counterUnderOrAt = (sorted: Float64Array) => {
  let count = 0;
  return (t: number): number => {
    while (count < sorted.length && (sorted[count] ?? t + 1) <= t) count += 1;
    return count;
  };
};
