import * as z from 'zod';
import { actorSchema } from '../audit/audit.ts';
import { registerEntryIdSchema, seniorIdSchema, taskIdSchema } from '../ids/ids.ts';
import { phoneSchema } from '../phone/phone.ts';
import { addressSchema, emergencyContactSchema, languageSchema, seniorName } from '../seniors/senior.ts';
import { type CivilDay, civilDaySchema } from '../time/civil.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/** Why one may be registered (G2, CASF R121-2). */
export const CAPACITIES = ['AGE_65', 'UNFIT_60', 'DISABLED_ADULT'] as const;
/** A category of the town's own, outside the law: closed until it is opened, and shown as local practice. */
export const LOCAL_OTHER = 'LOCAL_OTHER';
const capacitySchema = z.enum([...CAPACITIES, LOCAL_OTHER]);
export type Capacity = z.infer<typeof capacitySchema>;

/** How something reached the town hall, or left it. */
export const CHANNELS = ['counter', 'phone', 'letter', 'online', 'import'] as const;
const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

/**
 * The closed list of R121-3 (G3): nothing else is kept of somebody for the register, health least of all. The last four
 * only order the calls of a hot day and are left empty by whoever prefers: local practice.
 */
export const registeredPersonSchema = z.object({
  civility: z.enum(['madame', 'monsieur']).optional(),
  firstName: z.string().max(60),
  lastName: z.string().min(1).max(60),
  birthName: z.string().max(60).optional(),
  birthDay: civilDaySchema.optional(),
  /** Absent where an old file did not say: to be asked, never guessed. */
  capacity: capacitySchema.optional(),
  address: addressSchema,
  phones: z.array(z.object({ phone: phoneSchema, label: z.string().max(40) })).max(5),
  /** The service that comes to the home, and how to reach it. */
  homeHelp: z.string().max(160),
  contacts: z.array(emergencyContactSchema).max(5),
  livesAlone: z.boolean().optional(),
  floor: z.number().int().min(0).max(60).optional(),
  languages: z.array(languageSchema).max(6),
  /** « laisser sonner longtemps »: practical, never health. */
  callNotes: z.string().max(200),
});
export type RegisteredPerson = z.infer<typeof registeredPersonSchema>;

export const requestSchema = z.object({
  /** `self` and `legal-representative`: effective on declaration (G4). `third-party`: in writing only (G5). */
  by: z.enum(['self', 'legal-representative', 'third-party']),
  channel: channelSchema,
  at: instantSchema,
  /** Name and quality of whoever asks for another (R121-3). */
  asker: z
    .object({ name: z.string().max(120), quality: z.string().max(80), phone: phoneSchema.optional() })
    .optional(),
  /** Where the writing is: « courrier du 3 juin, classeur 2 »; online, the form itself. */
  proof: z.string().max(160).optional(),
  /** Which information notice was given (G13). */
  notice: z.string().max(20),
});
export type RegisterRequest = z.infer<typeof requestSchema>;

/** Answer to « may a volunteer call you? »: apart from the register itself (law 6, domain.md §4). */
export const volunteerCallsSchema = z.object({
  state: z.enum(['given', 'refused', 'withdrawn']),
  at: instantSchema,
  how: z.enum(['spoken', 'phone', 'written', 'form']),
  by: actorSchema,
});
export type VolunteerCalls = z.infer<typeof volunteerCallsSchema>;

export const STATES = ['requested', 'pending-acknowledgment', 'confirmed', 'opposed', 'removed'] as const;
export type EntryState = (typeof STATES)[number];
export const REMOVAL_REASONS = [
  'request',
  'death',
  'moved-away',
  'duplicate',
  'not-eligible',
  'no-longer-eligible',
] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

export const registerEntrySchema = z.object({
  id: registerEntryIdSchema,
  town: townIdSchema,
  /** Constant (G1): the alert plan and nothing else. */
  purpose: z.literal('ALERT_PLAN'),
  /**
   * `requested`: came in, no agent has looked yet. `pending-acknowledgment`: asked for by somebody else; the person
   * must be told. `confirmed`: on the register, called on a hot day. `opposed`: said no; others may not ask again.
   * `removed`: left.
   */
  state: z.enum(STATES),
  /** Emptied when an opposition is recorded (name, birth day and door stay), and a month after a removal. */
  person: registeredPersonSchema.optional(),
  request: requestSchema,
  acknowledgment: z
    .object({
      /** Eight days after the request (G6). */
      dueAt: instantSchema,
      sentAt: instantSchema.optional(),
      how: z.enum(['letter', 'phone', 'counter']).optional(),
      /** The team was reminded, three days before; and again once the eight days had passed. */
      remindedAt: instantSchema.optional(),
      lateAt: instantSchema.optional(),
      /** From here silence confirms. */
      silenceAt: instantSchema.optional(),
    })
    .optional(),
  confirmed: z
    .object({ at: instantSchema, how: z.enum(['declaration', 'acknowledged', 'silence']) })
    .optional(),
  /** Day from which the person is asked again (G18); silence never removes. */
  reconfirmOn: civilDaySchema.optional(),
  /** She is in the list of those to ask again, since then. */
  reconfirmSince: instantSchema.optional(),
  volunteerCalls: volunteerCallsSchema.optional(),
  /** Days away, both included: no call then. */
  away: z.array(z.object({ from: civilDaySchema, to: civilDaySchema })).max(20),
  opposed: z
    .object({ at: instantSchema, by: z.enum(['self', 'legal-representative']), how: channelSchema })
    .optional(),
  removed: z.object({ at: instantSchema, reason: z.enum(REMOVAL_REASONS) }).optional(),
  /** Her accompaniment file, when an agent said that both are one person; never read by matching. */
  seniorId: seniorIdSchema.optional(),
  /** A file that looks like hers was closed: somebody checks before the next call. */
  doubt: z.object({ reason: z.enum(['death', 'moved-away']), at: instantSchema }).optional(),
  /** The task of the team about a request that came in by itself, or a doubt. */
  taskId: taskIdSchema.optional(),
  createdAt: instantSchema,
});
export type RegisterEntry = z.infer<typeof registerEntrySchema>;

/** « Mme Martin », as one says it on the telephone. */
export const spokenName = ({
  civility,
  firstName,
  lastName,
}: Pick<RegisteredPerson, 'civility' | 'firstName' | 'lastName'>): string =>
  `${civility === 'madame' ? 'Mme' : civility === 'monsieur' ? 'M.' : firstName} ${lastName}`.trim();

/** « Mme Jeanne Martin »; an emptied entry has no name. */
export const registeredName = (entry: Pick<RegisterEntry, 'person'>): string => {
  const { person } = entry;
  if (!person) return 'Fiche vidée';
  return seniorName(person);
};

/** Not opposed, not removed: an entry that may still be written, and that another request would double. */
export const isLive = (entry: Pick<RegisterEntry, 'state'>): boolean =>
  entry.state !== 'opposed' && entry.state !== 'removed';

/** On the register: one obligation each hot day (law 5). */
export const isActiveEntry = (entry: Pick<RegisterEntry, 'state'>): boolean => entry.state === 'confirmed';

export const isAway = (entry: Pick<RegisterEntry, 'away'>, day: CivilDay): boolean =>
  entry.away.some(({ from, to }) => from <= day && day <= to);

/** Owed a call on this day: the one gate of every call, asked again on a consistent read before each act (law 4). */
export const isOwedCall = (entry: Pick<RegisterEntry, 'state' | 'away'>, day: CivilDay): boolean =>
  isActiveEntry(entry) && !isAway(entry, day);

/** Whether this file's owner may be called by volunteers: said so on the entry, and not taken back since. */
export const mayVolunteersCall = (entry: RegisterEntry): boolean =>
  isLive(entry) && entry.volunteerCalls?.state === 'given';
