import { frenchPhone } from '../../../shared/phone/phone.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';

/** A flag's telephone as it is read out, two digits at a time; words that are no number stay as they were written. */
export const phoneWords = (typed: string): string => {
  const phone = readPhone(typed);
  return phone && !/\p{L}/u.test(typed) ? frenchPhone(phone) : typed;
};

/** Whose telephone it is, where a flag says so beside the number: « voisine 03 53 01 00 22 » is not hers. */
export const phoneLabel = (typed: string): string =>
  typed
    .replace(/[\d\s.()+/:,;-]+/g, ' ')
    .trim()
    .slice(0, 40);
