import * as z from 'zod';
import { missionIdSchema, seniorIdSchema, serviceIdSchema, volunteerIdSchema } from '../ids/ids.ts';
import { civilDaySchema, civilTimeSchema } from '../time/civil.ts';
import { instantSchema } from '../time/instant.ts';
import { cadenceSchema } from '../town/programme.ts';
import { townIdSchema } from '../town/settings.ts';

export const serviceStateSchema = z.enum(['proposed', 'open', 'paused', 'closed']);
export type ServiceState = z.infer<typeof serviceStateSchema>;

export const pairingStateSchema = z.enum(['proposed', 'introduced', 'active', 'paused', 'ended']);
export type PairingState = z.infer<typeof pairingStateSchema>;

/** A volunteer tied to the senior of this service; one to three not ended. */
export const pairingSchema = z.object({
  volunteerId: volunteerIdSchema,
  state: pairingStateSchema,
  role: z.enum(['primary', 'backup']),
  since: instantSchema,
  /** The visit at which they are to meet her, beside whoever comes usually: the seat that is kept for them. */
  introduction: z.object({ missionId: missionIdSchema, day: civilDaySchema }).optional(),
  /** The day they met. */
  introducedOn: civilDaySchema.optional(),
  endedAt: instantSchema.optional(),
  endReason: z.enum(['death', 'move', 'fatigue', 'volunteer-left', 'wish', 'other']).optional(),
});
export type Pairing = z.infer<typeof pairingSchema>;

/** A senior in a programme: what is planned for her, how often, with whom first. */
export const serviceSchema = z.object({
  id: serviceIdSchema,
  town: townIdSchema,
  seniorId: seniorIdSchema,
  programme: z.string().max(40),
  state: serviceStateSchema,
  cadence: cadenceSchema,
  /** Preferred slot: 1 = Monday … 7. */
  weekday: z.number().int().min(1).max(7),
  time: civilTimeSchema,
  durationMinutes: z.number().int().min(10).max(480),
  wishes: z.string().max(300),
  startsOn: civilDaySchema,
  endsOn: civilDaySchema.optional(),
  pausedUntil: civilDaySchema.optional(),
  closeReason: z.string().max(40).optional(),
  pairings: z.array(pairingSchema).max(12),
  /** Times it was taken up again after a pause: days called off for a pause may be planned anew. */
  resumed: z.number().int().min(0).optional(),
  /** Missions exist up to this day, included. */
  plannedTo: civilDaySchema.optional(),
  /**
   * Called from the day's list, with the others, rather than at an hour of her own: no mission is planned. On which
   * weekdays (1 = Monday); none named: each day on which the town calls.
   */
  byList: z.object({ weekdays: z.array(z.number().int().min(1).max(7)).max(7) }).optional(),
  /** When the agenda looks next: to plan, or to call off what a pause or an end still owes. */
  planAt: instantSchema.optional(),
  createdAt: instantSchema,
});
export type Service = z.infer<typeof serviceSchema>;

/** Who visits her by arrangement: ties that stand, resting ones too. One only proposed has not met her yet. */
export const regularTies = ({ pairings }: Pick<Service, 'pairings'>): readonly Pairing[] =>
  pairings.filter(({ state }) => state !== 'ended' && state !== 'proposed');
