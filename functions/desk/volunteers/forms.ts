import * as z from 'zod';
import { travelModes } from '../../../shared/geo/travel.ts';
import { seniorIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { AVOIDABLE } from '../../../shared/seniors/senior.ts';
import { SUBJECTS } from '../../../shared/seniors/subjects.ts';
import { HALF_DAYS } from '../../../shared/time/civil.ts';
import { requirementKindSchema } from '../../../shared/town/programme.ts';
import { eveningSchema, LEAVE_REASONS } from '../../../shared/volunteers/volunteer.ts';
import { choice, choices, day, integer, text, textIfAny, ticked } from '../../web/form.ts';
import { phone } from '../../web/phone-field.ts';

const email = z.email({ error: 'Cette adresse électronique n’est pas complète.' }).max(160).optional();
const languages = z
  .array(z.string().regex(/^[a-z]{2}$/))
  .max(8)
  .default([]);

/** A candidate noted at the desk: what the conversation gave. */
export const newForm = z.object({
  firstName: text(60, 'Écrivez le prénom.'),
  lastName: text(60, 'Écrivez le nom.'),
  phone: phone('Écrivez le téléphone.'),
  email,
  sector: textIfAny(40),
  programmes: z.array(z.string().max(40)).max(60).default([]),
  availability: choices(HALF_DAYS),
  weekdaysFrom: eveningSchema.optional(),
  languages,
  motivation: textIfAny(1000),
  evenSo: ticked(),
});

/** The whole file, as a person corrects it. */
export const editForm = z.object({
  firstName: text(60, 'Écrivez le prénom.'),
  lastName: text(60, 'Écrivez le nom.'),
  phone: phone('Écrivez le téléphone.'),
  channel: choice(['sms', 'voice'], 'Choisissez comment lui parler.'),
  email,
  line: textIfAny(160),
  sector: textIfAny(40),
  travel: choice(travelModes, 'Choisissez comment il se déplace.'),
  rangeMetres: integer(200, 60_000, 'Choisissez une distance.'),
  weeklyCap: integer(1, 14, 'Choisissez un nombre.'),
  restDays: integer(0, 14, 'Choisissez un nombre de jours.'),
  programmes: z.array(z.string().max(40)).max(60).default([]),
  languages,
  availability: choices(HALF_DAYS),
  weekdaysFrom: eveningSchema.optional(),
  avoids: choices(AVOIDABLE),
  subjects: choices(SUBJECTS),
  remindTwoHoursBefore: ticked(),
});

export const requirementForm = z.object({
  kind: z.enum(requirementKindSchema.options, { error: 'Choisissez la pièce.' }),
  on: day('Écrivez la date.'),
  validUntil: day('Écrivez la fin de validité.').optional(),
});

export const pauseForm = z.object({ until: day('Écrivez le dernier jour.').optional() });
export const leaveForm = z.object({ reason: choice(LEAVE_REASONS, 'Choisissez la raison.') });
export const pairForm = z.object({
  partner: z.string({ error: 'Choisissez une personne.' }).pipe(volunteerIdSchema),
});
export const excludeForm = z.object({
  senior: z.string({ error: 'Choisissez une personne.' }).pipe(seniorIdSchema),
  wish: choice(['apart', 'together'], 'Choisissez.'),
});
