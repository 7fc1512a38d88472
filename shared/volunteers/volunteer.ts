import * as z from 'zod';
import { travelModes } from '../geo/travel.ts';
import { seniorIdSchema, staffIdSchema, taskIdSchema, volunteerIdSchema } from '../ids/ids.ts';
import { isMobile, phoneSchema } from '../phone/phone.ts';
import { addressSchema, avoidableSchema, languageSchema, type Senior } from '../seniors/senior.ts';
import { SUBJECTS, subjectSchema } from '../seniors/subjects.ts';
import { civilDaySchema, halfDaySchema } from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { requirementKindSchema } from '../town/programme.ts';
import { townIdSchema } from '../town/settings.ts';

/** What must be in order before a first mission, each with a validity (domain.md §6: the extract is *seen*, never kept). */
export const requirementSchema = z.object({
  kind: requirementKindSchema,
  on: civilDaySchema,
  by: staffIdSchema.optional(),
  validUntil: civilDaySchema.optional(),
  /** Charter version signed. */
  version: z.string().max(20).optional(),
  /** When a task told the coordinator that it ends soon: said once. */
  noticedAt: instantSchema.optional(),
});
export type Requirement = z.infer<typeof requirementSchema>;

export const volunteerStateSchema = z.enum([
  'candidate',
  'interviewed',
  'active',
  'paused',
  'leaving',
  'left',
]);
export type VolunteerState = z.infer<typeof volunteerStateSchema>;

/** Why someone left, in codes; the words stay between the people (domain.md §6, §8). A code once written stays here. */
export const LEAVE_REASONS = [
  'no-time',
  'work',
  'family',
  'moved',
  'health',
  'tired',
  'not-as-expected',
  'not-supported',
  'companion-gone',
  'term-ended',
  'other-commitment',
  'application-withdrawn',
  'not-accepted',
  'no-news',
  'died',
  'other',
  'not-said',
] as const;
export const leaveReasonSchema = z.enum(LEAVE_REASONS);
export type LeaveReason = z.infer<typeof leaveReasonSchema>;

/** A dated exception; without `half` it holds all day, from the first day to the last, both included. */
export const exceptionSchema = z.object({
  from: civilDaySchema,
  to: civilDaySchema,
  kind: z.enum(['away', 'free']),
  half: z.enum(['am', 'pm']).optional(),
});
export type Exception = z.infer<typeof exceptionSchema>;

/**
 * What a pause, a departure or a return still has to undo elsewhere (offers, held missions, pairings). Written with
 * the act itself, cleared when all is done: whoever finds it goes on from there.
 */
export const windingSchema = z.object({
  cause: z.enum(['pause', 'leave', 'resume']),
  since: instantSchema,
  /** Last day of the pause; absent: everything ahead. */
  until: civilDaySchema.optional(),
});
export type Winding = z.infer<typeof windingSchema>;

/**
 * A lighter rhythm agreed for a while: fewer missions a week, more days between two, and never two heavy visits
 * running. A bound like the others: it is shown where it holds, and anybody concerned may end it.
 */
export const easingSchema = z.object({
  cap: z.number().int().min(1).max(14),
  restDays: z.number().int().min(0).max(14).optional(),
  since: civilDaySchema,
  /** Last day, included; the ISO week that holds it is light to its end. */
  until: civilDaySchema,
});
export type Easing = z.infer<typeof easingSchema>;

/** From when somebody who works is free on a working day. The afternoon holds the evening: this says which part of it. */
export const EVENINGS = ['17:00', '17:30', '18:00', '18:30', '19:00'] as const;
export const eveningSchema = z.enum(EVENINGS);

/** What an applicant waits for, from us: a first word, a date, the interview itself, then a file in order. */
export const JOINING_STEPS = ['answer', 'appointment', 'interview', 'file'] as const;

/** How an application is being answered; `joining/clock.ts` says until when. */
export const joiningSchema = z.object({
  step: z.enum(JOINING_STEPS),
  /** When this wait began, and when it becomes too long: as the town had decided that day. */
  since: instantSchema,
  dueBy: instantSchema,
  /** Calls that nobody answered, in this wait. */
  tries: z.array(instantSchema).max(12),
  /** When somebody first spoke with them. */
  answeredAt: instantSchema.optional(),
  interviewAt: instantSchema.optional(),
  /** The task of this wait, settled by the act that ends it. */
  taskId: taskIdSchema.optional(),
  /** When a task told that this wait is too long: said once. */
  lateAt: instantSchema.optional(),
});
export type Joining = z.infer<typeof joiningSchema>;

export const volunteerSchema = z.object({
  id: volunteerIdSchema,
  town: townIdSchema,
  state: volunteerStateSchema,
  /** While paused: last day of the pause, included; absent: open-ended. */
  pausedUntil: civilDaySchema.optional(),
  pausedAt: instantSchema.optional(),
  left: z.object({ on: civilDaySchema, reason: z.string().max(40) }).optional(),
  winding: windingSchema.optional(),
  firstName: z.string().min(1).max(60),
  lastName: z.string().min(1).max(60),
  birthYear: z.number().int().min(1900).max(2100).optional(),
  phone: phoneSchema,
  email: z.email().max(160).optional(),
  /** `voice`: no SMS is ever sent; a person calls (landline, or a wish). */
  channel: z.enum(['sms', 'voice']),
  /** « Ne plus recevoir de SMS »: on the contact point, until the volunteer undoes it (F7). */
  optedOutAt: instantSchema.optional(),
  address: addressSchema,
  travel: z.enum(travelModes),
  /** Straight line, metres. */
  rangeMetres: z.number().int().min(200).max(60_000),
  languages: z.array(languageSchema).max(8),
  /** Half-days free in an ordinary week. */
  availability: z.array(halfDaySchema).max(14),
  /** From Monday to Friday nothing starts before this: whoever works, or studies, and comes in the evening. */
  weekdaysFrom: eveningSchema.optional(),
  /** Dated exceptions: away (nothing), or free on half-days outside the ordinary week. */
  exceptions: z.array(exceptionSchema).max(40),
  /** Missions a week at most; the volunteer's own word. */
  weeklyCap: z.number().int().min(1).max(14),
  /** Whole days without a mission after one; at least the town's. */
  restDays: z.number().int().min(0).max(14),
  /** Programmes they want, by code; empty = none. */
  programmes: z.array(z.string().max(40)).max(60),
  /** Needs they do not accept (stairs, dog …). */
  avoids: z.array(avoidableSchema).max(8),
  /** What they like to talk about or do: near people who like it too. */
  subjects: z.array(subjectSchema).max(SUBJECTS.length).optional(),
  /** Never together, either side's wish; no reason is stored. */
  exclusions: z.array(seniorIdSchema).max(50),
  /** The other half of a binôme. */
  partnerId: volunteerIdSchema.optional(),
  remindTwoHoursBefore: z.boolean(),
  requirements: z.array(requirementSchema).max(20),
  motivation: z.string().max(1000),
  /** Where they heard of us. */
  source: z.string().max(60),
  appliedAt: instantSchema,
  /** While an application is being answered; absent for whoever came by a file. */
  joining: joiningSchema.optional(),
  interviewedAt: instantSchema.optional(),
  activeSince: instantSchema.optional(),
  /** Not before this: « pas cette semaine ». */
  restUntil: civilDaySchema.optional(),
  eased: easingSchema.optional(),
  lastThanksAt: instantSchema.optional(),
  /** The last talk about how it is for them that somebody noted. */
  lastDebriefAt: instantSchema.optional(),
  /** When their summer dates were last asked for: once a year. */
  summerAskedOn: civilDaySchema.optional(),
  /** Links made before this no longer open (departure, lost telephone). */
  linksVoidBefore: instantSchema.optional(),
  /** The telephone is in unknown hands since then: no SMS to its number until a person says it is safe, or notes another. */
  phoneLostAt: instantSchema.optional(),
  /** The one calendar feed that answers; its token sealed, so that the volunteer can read the address again. */
  calendar: z
    .object({ hash: z.string().length(64), sealed: z.string().max(200), since: instantSchema })
    .optional(),
});
export type Volunteer = z.infer<typeof volunteerSchema>;

export const volunteerName = (v: Pick<Volunteer, 'firstName' | 'lastName'>): string =>
  `${v.firstName} ${v.lastName}`;

/** Never together, whichever of the two records says so, or a file since merged into hers. */
export const keptApart = (
  volunteer: Pick<Volunteer, 'id' | 'exclusions'>,
  senior: Pick<Senior, 'id' | 'exclusions' | 'mergedFrom'>,
): boolean =>
  (senior.exclusions ?? []).includes(volunteer.id) ||
  [senior.id, ...(senior.mergedFrom ?? [])].some((id) => volunteer.exclusions.includes(id));

/** A link made then opens no more: this volunteer's links were voided since (departure, lost telephone). */
export const isVoidLink = (
  { linksVoidBefore }: Pick<Volunteer, 'linksVoidBefore'>,
  madeAt: Instant | undefined,
): boolean => madeAt !== undefined && linksVoidBefore !== undefined && madeAt < linksVoidBefore;

/** May a text be sent: a mobile in the right hands, an accord, and the wish to be written to (F7, F8). */
export const canText = (v: Pick<Volunteer, 'channel' | 'optedOutAt' | 'phone' | 'phoneLostAt'>): boolean =>
  v.channel === 'sms' && v.optedOutAt === undefined && v.phoneLostAt === undefined && isMobile(v.phone);
