import parsePhoneNumber from 'libphonenumber-js/min';
import { type Phone, phoneSchema } from './phone.ts';

/**
 * Reads a phone as people type it in France: spaces, dots, +33, 0033, a lost leading zero (nine digits).
 * Undefined when it is not a number that could ring. Apart from `phone.ts`: it weighs 120 KB in a bundle, and only
 * a door where somebody types a number needs it.
 */
export const readPhone = (typed: string): Phone | undefined => {
  const text = typed.trim().slice(0, 40);
  const digits = text.replace(/\D/g, '');
  const repaired = /^[1-9]\d{8}$/.test(digits) && !text.startsWith('+') ? `0${digits}` : text;
  try {
    const parsed = parsePhoneNumber(repaired, 'FR');
    return parsed?.isPossible() ? phoneSchema.safeParse(parsed.number).data : undefined;
  } catch {
    return undefined;
  }
};
