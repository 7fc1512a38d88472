import { LEVELS } from '../../shared/heat/level.ts';

/** One hot day, whole: what the town is, and how badly everything goes. */
export type HotDayPlan = {
  readonly seed: number;
  readonly people: number;
  readonly volunteers: number;
  readonly agents: number;
  /** Of volunteers who never answer, hundredths. */
  readonly silentPercent: number;
  /** Of ticks that never come, hundredths; each step loses its tick or comes twice. */
  readonly lostPercent: number;
  /** Of commits after or before which the process dies, thousandths. */
  readonly killedPermille: number;
  readonly level: (typeof LEVELS)[number];
  /** Minutes after 17:00 of the day before at which people activate: up to the next afternoon. */
  readonly activatedAfter: number;
  readonly stepMinutes: number;
};

/** The same dice on every run of a seed. */
export const diceOf = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (n: number): number => Math.floor(next() * n),
    chance: (percent: number): boolean => next() * 100 < percent,
  };
};
export type Dice = ReturnType<typeof diceOf>;

/** How many days in a thousand are of towns of so many people. */
export type Size = { readonly permille: number; readonly from: number; readonly to: number };

/** Every size that item 11 names; most are small, because a large day costs as much as fifty. */
export const PROOF_SIZES: readonly Size[] = [
  { permille: 850, from: 50, to: 70 },
  { permille: 110, from: 71, to: 200 },
  { permille: 30, from: 201, to: 800 },
  { permille: 9, from: 801, to: 2_500 },
  { permille: 1, from: 2_501, to: 5_000 },
];
/** Of the test suite: the same laws on villages and small towns. */
export const SUITE_SIZES: readonly Size[] = [
  { permille: 940, from: 20, to: 40 },
  { permille: 60, from: 41, to: 150 },
];

export const sizeOf = (sizes: readonly Size[], people: number): Size | undefined =>
  sizes.find(({ from, to }) => people >= from && people <= to);

const peopleOf = (sizes: readonly Size[], dice: Dice): number => {
  let left = dice.below(1_000);
  for (const { permille, from, to } of sizes) {
    left -= permille;
    if (left < 0) return from + dice.below(to - from + 1);
  }
  throw new Error('sizes are thousandths of a thousand');
};

const ACTIVATED_AFTER = [0, 60, 15 * 60, 16 * 60, 17 * 60 + 30, 19 * 60, 21 * 60];

/** The day of this number: the same whoever plays it, so that a long run is cut in pieces and a fault played again. */
export const planOf = (seed: number, sizes: readonly Size[]): HotDayPlan => {
  const dice = diceOf(Math.imul(seed + 1, 0x9e3779b1));
  const oneOf = <T>(from: readonly [T, ...T[]] | readonly T[]): T => {
    const found = from[dice.below(from.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  };
  const people = peopleOf(sizes, dice);
  return {
    seed,
    people,
    volunteers: dice.below(Math.max(8, Math.round(people / 12)) + 1),
    agents: 1 + dice.below(Math.max(6, Math.round(people / 100))),
    silentPercent: oneOf([0, 100, dice.below(101), dice.below(101)]),
    lostPercent: oneOf([0, 20, 50]),
    killedPermille: oneOf([0, 5, 30]),
    level: oneOf(LEVELS),
    activatedAfter: oneOf(ACTIVATED_AFTER),
    stepMinutes: oneOf([30, 45]),
  };
};
