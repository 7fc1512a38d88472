import { FORECAST_PARAMS } from './params.ts';

/** What one volunteer did, week by week, oldest first. */
export type Past = {
  /** Visits done in each past week. */
  readonly visits: readonly number[];
  /** Share of each week in which they could be asked: 0 before they came and in a pause, 1 in an ordinary week. */
  readonly here: readonly number[];
};

/** A rhythm, in visits a week, and how many weeks it rests on, the group's share of it included. */
export type Rhythm = { readonly perWeek: number; readonly weeks: number };

export type Rhythms = {
  /** In the order given. */
  readonly each: readonly Rhythm[];
  /** Visits a week of somebody of whom nothing is known. */
  readonly group: number;
  /** Variance of a week's visits, all together, for one visit expected: 1 when they fall at random. */
  readonly noise: number;
};

/** A week weighs half as much every `halfLifeWeeks`; `age` 0 is the latest. */
const weightAt = (age: number): number => 0.5 ** (age / FORECAST_PARAMS.halfLifeWeeks);

const countsOf = ({ visits, here }: Past, open: readonly number[]) => {
  let [done, weeks] = [0, 0];
  visits.forEach((count, w) => {
    const weight = weightAt(visits.length - 1 - w);
    done += weight * count;
    weeks += weight * (here[w] ?? 0) * (open[w] ?? 1);
  });
  return { done, weeks };
};

/** Weeks of the group's rhythm that each one's is mixed with: few when people differ much, many when they are alike. */
const mixingWeeks = (counts: readonly { done: number; weeks: number }[], group: number): number => {
  const known = counts.filter(({ weeks }) => weeks >= FORECAST_PARAMS.leastWeeks);
  if (known.length < FORECAST_PARAMS.leastPeople || group === 0) return FORECAST_PARAMS.groupWeeks;
  const mean = (of: (one: { done: number; weeks: number }) => number): number =>
    known.reduce((sum, one) => sum + of(one), 0) / known.length;
  const between =
    mean(({ done, weeks }) => (done / weeks - group) ** 2) - group * mean(({ weeks }) => 1 / weeks);
  return between <= 0
    ? FORECAST_PARAMS.pastWeeks
    : Math.min(FORECAST_PARAMS.pastWeeks, Math.max(1, group / between));
};

/** Weeks of pure chance that the observed noise is mixed with, so that a few calm weeks do not promise calm ones. */
const NOISE_WEEKS = 2;

/**
 * Each one's visits a week, from their own past weeks, the recent ones counting more, mixed with the group's rhythm as far as
 * their past is short (empirical Bayes, gamma–Poisson: Robbins 1956; weight by the method of moments). `open`: share of each
 * past week that was no public holiday. O(people × weeks).
 */
export const rhythmsOf = (people: readonly Past[], open: readonly number[]): Rhythms => {
  const counts = people.map((one) => countsOf(one, open));
  const [done, weeks] = counts.reduce(([d, w], one) => [d + one.done, w + one.weeks], [0, 0]);
  const group = weeks > 0 ? done / weeks : 0;
  const mixed = mixingWeeks(counts, group);
  const each = counts.map((one) => ({
    perWeek: (one.done + mixed * group) / (one.weeks + mixed),
    weeks: one.weeks + mixed,
  }));
  let [apart, told] = [NOISE_WEEKS, NOISE_WEEKS];
  open.forEach((share, w) => {
    let [expected, seen] = [0, 0];
    people.forEach((one, i) => {
      expected += (each[i]?.perWeek ?? 0) * (one.here[w] ?? 0) * share;
      seen += one.visits[w] ?? 0;
    });
    if (expected <= 0) return;
    apart += (seen - expected) ** 2 / expected;
    told += 1;
  });
  return { each, group, noise: apart / told };
};
