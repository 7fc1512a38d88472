import * as z from 'zod';
import { missionIdSchema, volunteerIdSchema } from '../ids/ids.ts';
import { civilDaySchema } from '../time/civil.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/** `closed`: filled by somebody else, cancelled or moved. `handed-back`: accepted once, given back. */
export const offerStateSchema = z.enum(['sent', 'accepted', 'declined', 'expired', 'closed', 'handed-back']);
export type OfferState = z.infer<typeof offerStateSchema>;

export const DECLINE_REASONS = ['busy', 'too-far', 'not-this-week', 'not-for-me', 'other'] as const;
export const declineReasonSchema = z.enum(DECLINE_REASONS);
export type DeclineReason = z.infer<typeof declineReasonSchema>;

/** One mission proposed to one volunteer, once: nobody is texted twice for one mission. */
export const offerSchema = z.object({
  missionId: missionIdSchema,
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  state: offerStateSchema,
  wave: z.number().int().min(0),
  via: z.enum(['sms', 'voice', 'coordinator']),
  day: civilDaySchema,
  startsAt: instantSchema,
  sentAt: instantSchema,
  answeredAt: instantSchema.optional(),
  reason: declineReasonSchema.optional(),
  /** « Pourquoi vous ? », as told to the volunteer on the page. */
  why: z.string().max(300),
  /** Chance of a yes at the time of sending, thousandths; for calibration only, never shown as a grade. */
  estimate: z.number().int().min(0).max(1000),
});
export type Offer = z.infer<typeof offerSchema>;
