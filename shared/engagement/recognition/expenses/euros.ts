/** The dearest single expense that a form takes, cents. Above it somebody talks first. */
export const MOST_CENTS = 200_000;

/**
 * « 12,50 », « 12.5 », « 1 234 € » as whole cents. Undefined for anything else, for a third decimal, for nothing and for
 * more than the most: a sum is never guessed.
 */
export const centsIn = (typed: string): number | undefined => {
  const read = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0\u202f]|€/g, ''));
  if (!read) return undefined;
  const cents = Number(read[1]) * 100 + Number((read[2] ?? '').padEnd(2, '0'));
  return cents > 0 && cents <= MOST_CENTS ? cents : undefined;
};

/** « 1234,50 », as a spreadsheet reads it. */
export const plainEuros = (cents: number): string =>
  `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;

/** « 1 234,50 € », « −3,40 € », with no-break spaces and a true minus sign. */
export const frenchEuros = (cents: number): string =>
  cents < 0
    ? `\u2212${frenchEuros(-cents)}`
    : `${String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '\u202f')},${String(cents % 100).padStart(2, '0')}\u00a0€`;
