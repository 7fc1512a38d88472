import * as z from 'zod';
import { flagIdSchema, seniorIdSchema, staffIdSchema } from '../ids/ids.ts';
import { civilDaySchema, civilTime, instantOf } from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

export const flagStateSchema = z.enum([
  'received',
  'acknowledged',
  'contacted',
  'taken-up',
  'already-known',
  'declined-by-person',
  'redirected',
  'unreachable',
  'closed',
]);
export type FlagState = z.infer<typeof flagStateSchema>;

/** P0 immediate danger · P1 within 24 h · P2 within 8 days · P3 within 30 days (domain.md §5). */
export const urgencySchema = z.enum(['P0', 'P1', 'P2', 'P3']);
export type Urgency = z.infer<typeof urgencySchema>;

/** Coded reasons; what was seen, never a diagnosis. */
export const FLAG_REASONS = [
  'alone',
  'no-visits',
  'bereaved',
  'back-from-hospital',
  'no-answer',
  'no-food-or-heat',
  'wants-contact',
  'wants-activity',
  'home-neglected',
  'other',
] as const;
export const flagReasonSchema = z.enum(FLAG_REASONS);

export const flagSchema = z.object({
  id: flagIdSchema,
  /** What the flagger is told and can give on the phone: « S-4821 ». */
  number: z.string().regex(/^S-\d{4,8}$/),
  town: townIdSchema,
  state: flagStateSchema,
  urgency: urgencySchema,
  /** The senior this became or already was. */
  seniorId: seniorIdSchema.optional(),
  person: z.object({
    name: z.string().max(120),
    address: z.string().max(200),
    phone: z.string().max(40),
    birth: z.string().max(40),
  }),
  reasons: z.array(flagReasonSchema).max(10),
  noticed: z.string().max(1000),
  /** Does the person know, and agree to be contacted? */
  consent: z.enum(['agrees', 'not-asked', 'refuses']),
  sensitive: z.object({ safeChannel: z.string().min(1).max(200) }).optional(),
  flaggerId: staffIdSchema,
  /** Who told the flagger, by telephone or at a counter (a daughter, a neighbour; no account): told in turn what comes of it. */
  caller: z.string().max(160).optional(),
  handlerId: staffIdSchema.optional(),
  receivedAt: instantSchema,
  acknowledgedAt: instantSchema.optional(),
  /** First contact due. */
  dueAt: instantSchema,
  /** The person is told by then (letter or call). */
  tellPersonBy: instantSchema,
  toldPersonAt: instantSchema.optional(),
  /** How the person learnt that someone spoke of them. */
  toldBy: z.enum(['letter', 'spoken', 'safe-channel']).optional(),
  /** Set once when the deadline passed and the coordinator's task was made. */
  overdueAt: instantSchema.optional(),
  /** Set once when nobody had told the person in time and the task was made. */
  untoldTaskAt: instantSchema.optional(),
  /** Calls and visits without an answer. */
  attempts: z
    .array(z.object({ at: instantSchema, by: staffIdSchema }))
    .max(30)
    .optional(),
  /** After a no, and only with their agreement: the day somebody may ask again. */
  recontactOn: civilDaySchema.optional(),
  recontactTaskAt: instantSchema.optional(),
  /** Recognised at reception as somebody the town already knows or already has a flag about. */
  known: z.boolean().optional(),
  outcome: z.string().max(300).optional(),
  closedAt: instantSchema.optional(),
});
export type Flag = z.infer<typeof flagSchema>;

/** States in which somebody still owes the person a step. */
export const isOpenFlag = (state: FlagState): boolean =>
  state === 'received' || state === 'acknowledged' || state === 'contacted';

/** When a recontact agreed for a day is put on somebody's table. */
const RECONTACT_AT = civilTime('09:00');

/**
 * When the agenda looks at this flag next: first contact due, the person not told yet, a recontact agreed. Each
 * deadline is looked at once; undefined when nothing is owed any more.
 */
export const nextFlagLook = (flag: Flag): Instant | undefined => {
  const looks: Instant[] = [];
  if (owesContact(flag) && !flag.overdueAt) looks.push(flag.dueAt);
  if (owesTelling(flag) && !flag.untoldTaskAt) looks.push(flag.tellPersonBy);
  const recontact = recontactAt(flag);
  if (recontact) looks.push(recontact);
  return looks.sort()[0];
};

/** The person has still to be told that someone spoke of them (domain.md §5); a flag that was closed owes nothing. */
export const owesTelling = (flag: Pick<Flag, 'state' | 'toldPersonAt'>): boolean =>
  flag.state !== 'closed' && flag.toldPersonAt === undefined;

/** Nobody has spoken to the person yet, and somebody must. */
export const owesContact = (flag: Pick<Flag, 'state'>): boolean =>
  flag.state === 'received' || flag.state === 'acknowledged';

/** When to come back to a person who said no and agreed to be asked again; undefined when nothing was agreed. */
export const recontactAt = (flag: Flag): Instant | undefined =>
  flag.state === 'declined-by-person' && flag.recontactOn && !flag.recontactTaskAt
    ? instantOf(flag.recontactOn, RECONTACT_AT)
    : undefined;
