/** Crockford's: no I, L, O, U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A ULID (github.com/ulid/spec): ten letters of milliseconds since 1970, sixteen of chance, 80 bits; sorts like its time.
 * `roll` gives a number from 0 up to, not including, 1; sixteen rolls, the last one first.
 */
export const ulid = (millis: number, roll: () => number): string => {
  let chance = '';
  for (let i = 0; i < 16; i += 1) chance = LETTERS.charAt(Math.floor(roll() * 32)) + chance;
  let time = '';
  for (let i = 0, rest = millis; i < 10; i += 1, rest = Math.floor(rest / 32))
    time = LETTERS.charAt(rest % 32) + time;
  return time + chance;
};
