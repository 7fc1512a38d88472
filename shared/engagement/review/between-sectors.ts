import { type NamedTold, toldAt } from '../small-numbers/told.ts';
import { chiSquareTail } from '../survival/chi-square.ts';

/** Under so many missions of a sector nothing is compared. */
const FEWEST_DUE = 5;
/** A difference this rare by chance is told. */
const RARE = 0.05;
/** Cochran (1954): every count expected is one or more, and four fifths of them five or more. */
const LEAST_EXPECTED = 1;
const ENOUGH_EXPECTED = 5;
const SHARE_ENOUGH = 0.8;

export type SectorShare = { readonly sector: string; readonly found: number; readonly due: number };
export type BetweenSectors = {
  /** The sectors differ by more than chance: less than once in twenty would they differ as much. */
  readonly isBeyondChance: boolean;
  readonly least: SectorShare;
  readonly most: SectorShare;
};

/**
 * Whether the share of missions that found somebody differs between sectors by more than chance (matching.md §5): a chi-square of
 * homogeneity on the counts as they are told, so that no number kept back can be guessed. Missions of one person are not
 * independent, so it says that a difference deserves a look, never why. Undefined where there is nothing to compare. Pure.
 */
export const betweenSectors = (told: NamedTold): BetweenSectors | 'too-few' | undefined => {
  const shares = told.columns.flatMap((sector): readonly SectorShare[] => {
    const found = toldAt(told, { row: 'found', column: sector });
    const missing = toldAt(told, { row: 'missing', column: sector });
    if (typeof found !== 'number' || typeof missing !== 'number') return [];
    return found + missing < FEWEST_DUE ? [] : [{ sector, found, due: found + missing }];
  });
  const found = shares.reduce((sum, one) => sum + one.found, 0);
  const due = shares.reduce((sum, one) => sum + one.due, 0);
  const [first] = shares;
  if (!first || shares.length < 2 || found === 0 || found === due) return undefined;
  const cells = shares.flatMap((one) => [
    { seen: one.found, expected: (one.due * found) / due },
    { seen: one.due - one.found, expected: (one.due * (due - found)) / due },
  ]);
  const isEnough =
    cells.every(({ expected }) => expected >= LEAST_EXPECTED) &&
    cells.filter(({ expected }) => expected >= ENOUGH_EXPECTED).length >= SHARE_ENOUGH * cells.length;
  if (!isEnough) return 'too-few';
  const value = cells.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  const shareOf = (one: SectorShare): number => one.found / one.due;
  return {
    isBeyondChance: chiSquareTail(value, shares.length - 1) < RARE,
    least: shares.reduce((least, one) => (shareOf(one) < shareOf(least) ? one : least), first),
    most: shares.reduce((most, one) => (shareOf(one) > shareOf(most) ? one : most), first),
  };
};
