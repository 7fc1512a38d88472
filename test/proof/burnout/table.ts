import type { Year } from './year.ts';

/** What is told of a year, each as one number; `digits` of the print. */
export const MEASURES = [
  { name: 'served %', digits: 1, of: ({ served, missions }: Year) => (100 * served) / missions },
  {
    name: 'served, last quarter %',
    digits: 1,
    of: ({ servedLate, missionsLate }: Year) => (100 * servedLate) / missionsLate,
  },
  { name: 'median wait, h', digits: 1, of: ({ waits }: Year) => median(waits) },
  { name: 'offers a mission served', digits: 2, of: ({ texts, served }: Year) => texts / served },
  { name: 'Gini of load', digits: 3, of: ({ gini }: Year) => gini },
  { name: 'exits', digits: 2, of: ({ exits }: Year) => exits },
  { name: 'hours lost', digits: 0, of: ({ hoursLost }: Year) => hoursLost },
  { name: 'words', digits: 0, of: ({ words }: Year) => words },
] as const;
type Measure = (typeof MEASURES)[number];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

/** From so many towns on, the mean is near enough to normal for 1.96. */
const LEAST_FOR_INTERVAL = 30;
export type Interval = { readonly mean: number; readonly half: number | undefined };

/** Mean over towns and half of its 95 % interval (normal); no interval under thirty towns. */
export const interval = (values: readonly number[]): Interval => {
  const middle = mean(values);
  if (values.length < LEAST_FOR_INTERVAL) return { mean: middle, half: undefined };
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return { mean: middle, half: 1.96 * Math.sqrt(variance / values.length) };
};
const words = ({ mean: middle, half }: Interval, digits: number): string =>
  `${middle.toFixed(digits)}${half === undefined ? '' : ` ± ${half.toFixed(digits)}`}`;

type Row = Readonly<Record<string, string>>;
const rowOf = (head: Row, of: (measure: Measure) => readonly number[]): Row => ({
  ...head,
  ...Object.fromEntries(
    MEASURES.map((measure) => [measure.name, words(interval(of(measure)), measure.digits)] as const),
  ),
});

/** One policy: mean ± 95 % over towns. */
export const toldOf = (head: Row, years: readonly Year[]): Row =>
  rowOf(head, (measure) => years.map((year) => measure.of(year)));

/** One policy less another, town by town: what the same people lived otherwise. */
export const differenceOf = (head: Row, years: readonly Year[], from: readonly Year[]): Row =>
  rowOf(head, (measure) =>
    years.flatMap((year, i) => (from[i] ? measure.of(year) - measure.of(from[i]) : [])),
  );
