import * as z from 'zod';
import { senderIdSchema } from '../../../shared/town/settings.ts';

/** The name an SMS comes from, as a form takes it (domain.md §10). */
export const senderField = () =>
  z
    .string({ error: 'Écrivez le nom d’expéditeur des SMS.' })
    .trim()
    .refine(
      (typed) => senderIdSchema.safeParse(typed).success,
      'L’expéditeur a 3 à 11 lettres sans accent ou chiffres, sans espace, et au moins une lettre.',
    );
