import { frenchDistance } from '../../shared/french/french.ts';

/** How far somebody may say they go (metres). */
const RANGES = [500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000] as const;

/** The distances of a list, with the one that is known already where it is another. */
export const rangeOptions = (known?: number) =>
  [...new Set([...RANGES, ...(known === undefined ? [] : [known])])]
    .sort((a, b) => a - b)
    .map((metres) => ({ value: String(metres), label: frenchDistance(metres) }));
