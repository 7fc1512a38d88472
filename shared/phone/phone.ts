import * as z from 'zod';

/** E.164 from the edge inwards. */
export const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .brand<'Phone'>();
export type Phone = z.infer<typeof phoneSchema>;

/** SMS go to French mobiles only, 06 and 07; a landline is called by a person (F8). */
export const isMobile = (phone: Phone): boolean => /^\+33[67]\d{8}$/.test(phone);

/** Ranges reserved for fiction by ARCEP decision 2018-0881. */
export const isFiction = (phone: Phone): boolean =>
  /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/.test(phone);

/** « 06 39 98 12 34 », or the E.164 form for a foreign number. */
export const frenchPhone = (phone: Phone): string =>
  phone.startsWith('+33') ? `0${phone.slice(3)}`.replace(/(\d{2})(?=\d)/g, '$1 ') : phone;
