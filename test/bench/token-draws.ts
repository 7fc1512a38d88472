import { chiSquareTail } from '../../shared/engagement/survival/chi-square.ts';
import { linkTokenSchema } from '../../shared/ids/ids.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;
const LETTER = new Map([...ALPHABET].map((letter, n) => [letter, n]));

export type Draws = {
  readonly draws: number;
  /** Tokens that are not 22 letters of the 62. */
  readonly misshapen: number;
  /** Tokens whose first ten letters (59 bits) were drawn before: of the whole, at least as many. */
  readonly collisions: number;
  /** Probability that fair letters are spread so unevenly over the 22 places; of a biased draw, about nothing. */
  readonly fairness: number;
};

/** So many tokens of one source, counted (reliability.md S4). Memory: 8 bytes a token. */
export const countDraws = (draw: () => string, draws: number): Draws => {
  const seen = new Float64Array(LENGTH * ALPHABET.length);
  const starts = new BigUint64Array(draws);
  let misshapen = 0;
  for (let n = 0; n < draws; n += 1) {
    const token = draw();
    if (!linkTokenSchema.safeParse(token).success) misshapen += 1;
    let start = 0n;
    for (let place = 0; place < LENGTH; place += 1) {
      const letter = LETTER.get(token.charAt(place)) ?? 0;
      const cell = place * ALPHABET.length + letter;
      seen[cell] = (seen[cell] ?? 0) + 1;
      if (place < 10) start = start * 62n + BigInt(letter);
    }
    starts[n] = start;
  }
  starts.sort();
  const collisions = starts.reduce((sum, start, n) => sum + (n > 0 && start === starts[n - 1] ? 1 : 0), 0);
  const expected = draws / ALPHABET.length;
  const chiSquare = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return {
    draws,
    misshapen,
    collisions,
    fairness: chiSquareTail(chiSquare, LENGTH * (ALPHABET.length - 1)),
  };
};
