import * as z from 'zod';
import type { Phone } from '../../shared/phone/phone.ts';
import { readPhone } from '../../shared/phone/read-phone.ts';

/** Said of what no telephone rings at, wherever it is typed. */
export const CANNOT_RING = 'Ce numéro ne peut pas sonner : il faut dix chiffres, comme 06 39 98 00 00.';

/** A phone as people type it. In a file of its own: reading one is heavy, and the pages behind an SMS never do. */
export const phone = (sentence: string) =>
  z
    .string({ error: sentence })
    .max(40, 'Ce numéro est trop long.')
    .transform((typed, check): Phone => {
      const read = readPhone(typed);
      if (read) return read;
      check.addIssue({ code: 'custom', message: CANNOT_RING });
      return z.NEVER;
    });
