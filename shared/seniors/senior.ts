import * as z from 'zod';
import { actorSchema } from '../audit/audit.ts';
import { purposeSchema } from '../consents/consent.ts';
import { pointSchema } from '../geo/point.ts';
import { sectorCodeSchema } from '../geo/sector.ts';
import { seniorIdSchema, staffIdSchema, volunteerIdSchema } from '../ids/ids.ts';
import { phoneSchema } from '../phone/phone.ts';
import { civilDaySchema, civilTime, instantOf } from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';
import { fourCirclesSchema } from './picture/four-circles.ts';
import { SUBJECTS, subjectSchema } from './subjects.ts';

/** An address as given, and where it is, if that is known. */
export const addressSchema = z.object({
  /** « 12 rue Battant » */
  line: z.string().max(160),
  /** Building, floor, name on the bell. */
  complement: z.string().max(160).optional(),
  postcode: z.string().max(10).optional(),
  city: z.string().max(60).optional(),
  /** Shown to the holder from 24 h before (domain.md §4). */
  doorCode: z.string().max(40).optional(),
  point: pointSchema.optional(),
  precision: z.enum(['housenumber', 'street', 'sector', 'unknown']),
  sector: sectorCodeSchema.optional(),
});
export type Address = z.infer<typeof addressSchema>;

/** ISO 639-1, lower case; the languages a person speaks. */
export const languageSchema = z.string().regex(/^[a-z]{2}$/);

export const emergencyContactSchema = z.object({
  name: z.string().min(1).max(80),
  link: z.string().max(60),
  phone: phoneSchema,
});

/**
 * Needs that remove volunteers, in practical words, never health: no reason is ever stored.
 * `stairs`: many steps to the door. `pet-dog`, `pet-cat`: an animal lives there. `smoker`: smoke indoors. `car`: nobody
 * gets there otherwise than by car.
 */
export const NEEDS = ['stairs', 'pet-dog', 'pet-cat', 'smoker', 'car'] as const;
export const needSchema = z.enum(NEEDS);
export type Need = z.infer<typeof needSchema>;

/** What somebody may prefer to avoid; having a car is no preference. */
export const AVOIDABLE = ['stairs', 'pet-dog', 'pet-cat', 'smoker'] as const satisfies readonly Need[];
export const avoidableSchema = z.enum(AVOIDABLE);
export type Avoidable = z.infer<typeof avoidableSchema>;

/** `told`: volunteers whom a person was already asked to call. `nextAt`: the next pass. */
const settlingSchema = z.object({
  since: instantSchema,
  by: actorSchema,
  nextAt: instantSchema,
  told: z.array(volunteerIdSchema).max(60),
});

export const seniorSchema = z.object({
  id: seniorIdSchema,
  town: townIdSchema,
  /** `waiting`: to be asked first (import, flag). `active`: taken up. `closed`: nothing is sent or planned. */
  state: z.enum(['waiting', 'active', 'closed']),
  closed: z
    .object({
      reason: z.enum(['died', 'moved', 'withdrew', 'merged']),
      at: instantSchema,
      into: seniorIdSchema.optional(),
    })
    .optional(),
  civility: z.enum(['madame', 'monsieur']).optional(),
  firstName: z.string().max(60),
  lastName: z.string().min(1).max(60),
  birthName: z.string().max(60).optional(),
  birthDay: civilDaySchema.optional(),
  address: addressSchema,
  phones: z.array(z.object({ phone: phoneSchema, label: z.string().max(40) })).max(5),
  email: z.email().max(160).optional(),
  preferredChannel: z.enum(['phone', 'letter', 'sms', 'email', 'relative']),
  /** Contact only by this path: no SMS or letter to the home (domain.md §5, sensitive flags). */
  sensitive: z.object({ safeChannel: z.string().min(1).max(200) }).optional(),
  /** « sonner deux fois », « parler fort »: never health. Shown to the holder after acceptance. */
  practicalNotes: z.string().max(500),
  needs: z.array(needSchema).max(8),
  languages: z.array(languageSchema).max(6),
  wishes: z.string().max(500),
  /** What she likes to talk about or do. */
  subjects: z.array(subjectSchema).max(SUBJECTS.length).optional(),
  /** What she offers in return (réciprocité), freely. */
  gives: z.string().max(300),
  emergencyContacts: z.array(emergencyContactSchema).max(5),
  /** Mandatory while a situation is open (domain.md §2, 35). */
  referentId: staffIdSchema.optional(),
  absences: z.array(z.object({ from: civilDaySchema, to: civilDaySchema })).max(20),
  /** Agreed date to come back to someone who said no (« aujourd’hui je me débrouille »). */
  recontactOn: civilDaySchema.optional(),
  /** Volunteers who never come, either side's wish; no reason is stored. Kept on both records. */
  exclusions: z.array(volunteerIdSchema).max(50).optional(),
  /** While she waits for a service: when somebody next takes news by telephone (domain.md §5, bridge call). */
  bridgeAt: instantSchema.optional(),
  /** Programmes' consents taken back whose services are still being stopped. */
  stopping: z.array(purposeSchema).max(10).optional(),
  /** Work that a closing or a merge still owes, looked at until it is finished. */
  settling: settlingSchema.optional(),
  /** This file is being emptied into that one. */
  mergingInto: seniorIdSchema.optional(),
  /** Files that were merged into this one: their history is read with it. */
  mergedFrom: z.array(seniorIdSchema).max(20).optional(),
  origin: z.enum(['flag', 'desk', 'import', 'register']),
  createdAt: instantSchema,
  /** Last time a human of the network saw or spoke to her. */
  lastContactAt: instantSchema.optional(),
  /** What she last said of the people around her, kept in full with her pictures (`picture/store.ts`): who plans a week reads it here. */
  circles: z.object({ at: instantSchema, answers: fourCirclesSchema }).optional(),
});
export type Senior = z.infer<typeof seniorSchema>;

/** « Mme Jeanne Martin » */
export const seniorName = (s: Pick<Senior, 'civility' | 'firstName' | 'lastName'>): string => {
  const title = s.civility === 'madame' ? 'Mme ' : s.civility === 'monsieur' ? 'M. ' : '';
  return `${title}${s.firstName} ${s.lastName}`.replace(/ +/g, ' ').trim();
};

/** May this file still be written? A closed one is only read; one being merged is written in the other. */
export const isWritable = (senior: Pick<Senior, 'state' | 'mergingInto'>): boolean =>
  senior.state !== 'closed' && senior.mergingInto === undefined;

const RECONTACT_AT = civilTime('09:00');

/** When the agenda looks at this file next: a closing to finish, a bridge call, a recontact agreed; else never. */
export const nextSeniorLook = (senior: Senior): Instant | undefined => {
  const looks: Instant[] = [];
  if (senior.settling) looks.push(senior.settling.nextAt);
  if (senior.state !== 'closed') {
    if (senior.bridgeAt) looks.push(senior.bridgeAt);
    if (senior.recontactOn) looks.push(instantOf(senior.recontactOn, RECONTACT_AT));
  }
  return looks.sort()[0];
};
