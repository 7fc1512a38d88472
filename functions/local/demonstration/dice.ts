import { ulid } from 'ulid';
import { sha256 } from '../../../shared/ids/digest.ts';
import { type IdOf, type IdPrefix, type Ids, linkTokenSchema } from '../../../shared/ids/ids.ts';
import { type Instant, toMillis } from '../../../shared/time/instant.ts';

/** Chance that falls the same way each time it is given the same seed. */
export type Dice = {
  /** Uniform in [0, 1). */
  readonly roll: () => number;
  /** Whole, in [0, below). */
  readonly below: (below: number) => number;
  /** Whole, both ends included. */
  readonly between: (from: number, to: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(among: readonly T[]) => T;
  /** One of the keys, as often as its weight says. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
  /** So many of them, in their own order. */
  readonly some: <T>(among: readonly T[], count: number) => T[];
  readonly shuffled: <T>(among: readonly T[]) => T[];
};

/** Mulberry32 over a hash of the seed: small, fast, good enough to invent a town. */
export const openDice = (seed: string): Dice => {
  let state = Number.parseInt(sha256(seed).slice(0, 8), 16);
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(roll() * limit);
  const pick = <T>(among: readonly T[]): T => {
    const picked = among[below(among.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  };
  const shuffled = <T>(among: readonly T[]): T[] =>
    among
      .map((value) => ({ value, at: roll() }))
      .sort((a, b) => a.at - b.at)
      .map(({ value }) => value);
  const weighted = <K extends string>(weights: Readonly<Record<K, number>>): K => {
    const keys: K[] = [];
    for (const key in weights) keys.push(key);
    let left = roll() * keys.reduce((sum, key) => sum + weights[key], 0);
    for (const key of keys) {
      left -= weights[key];
      if (left < 0) return key;
    }
    return pick(keys);
  };
  const some = <T>(among: readonly T[], count: number): T[] => {
    const chosen = new Set(shuffled([...among.keys()]).slice(0, count));
    return among.filter((_, at) => chosen.has(at));
  };
  return {
    roll,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (share) => roll() < share,
    pick,
    weighted,
    some,
    shuffled,
  };
};

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids that fall the same way too. `at` dates them, so that they sort like the lives they name. */
export type SeededIds = Ids & { readonly at: <P extends IdPrefix>(prefix: P, at: Instant) => IdOf[P] };

export const seededIds = (dice: Dice, today: Instant): SeededIds => {
  const at = <P extends IdPrefix>(prefix: P, when: Instant): IdOf[P] =>
    `${prefix}_${ulid(toMillis(when), dice.roll)}` as IdOf[P];
  const letters = (count: number): string =>
    Array.from({ length: count }, () => BASE62.charAt(dice.below(62))).join('');
  return {
    at,
    next: (prefix) => at(prefix, today),
    linkToken: () => linkTokenSchema.parse(letters(22)),
    secret: () => letters(43),
    integerBelow: dice.below,
  };
};
