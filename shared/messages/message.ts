import * as z from 'zod';
import { sectorCodeSchema } from '../geo/sector.ts';
import { civilDaySchema } from '../time/civil.ts';
import { instantSchema } from '../time/instant.ts';
import { actSchema } from '../town/act.ts';
import { gatheringTypeSchema } from '../volunteers/gatherings/gathering-type.ts';

/** Why the duty phone rings. The desk shows the rest. */
export const alertReasonSchema = z.enum([
  'missions-uncovered',
  'urgent-flag',
  'concern-raised',
  'late-hand-back',
  'exit-missing',
  'messages-failing',
  'call-distress',
  'calls-overdue',
]);
export type AlertReason = z.infer<typeof alertReasonSchema>;

const about = { act: actSchema, startsAt: instantSchema };
/** A batch of heat-wave calls: how many, from when, until when. */
const calls = { count: z.number().int().min(1).max(9_999), startsAt: instantSchema, endsAt: instantSchema };

/** An event or a training: of which sort, when it begins; the page behind the link says the rest. */
const gathering = { gathering: gatheringTypeSchema, startsAt: instantSchema };

const round = { ...about, count: z.number().int().min(1).max(9_999) };

/**
 * Everything an SMS can be made of. There is no free text and no field for a person, an address or a reason:
 * law 8 (no senior's name, address or health word in an SMS) holds by construction. The link or the code of a
 * message is not here either: it is a secret, sealed beside the intent.
 */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer'), ...about, sector: sectorCodeSchema }),
  z.object({ kind: z.literal('accepted-confirmation'), ...about }),
  z.object({ kind: z.literal('reminder-day-before'), ...about }),
  z.object({ kind: z.literal('reminder-two-hours'), ...about }),
  z.object({ kind: z.literal('report-request'), ...about }),
  z.object({ kind: z.literal('report-nudge'), ...about }),
  z.object({ kind: z.literal('exit-missing'), ...about }),
  z.object({ kind: z.literal('mission-cancelled'), ...about }),
  z.object({ kind: z.literal('mission-moved'), ...about, movedTo: instantSchema }),
  z.object({ kind: z.literal('hand-back-received'), ...about }),
  /** Of a mission for two: the other person has given it back. */
  /** `alone`: nobody is sought for the other seat; whoever came usually goes as before. */
  z.object({ kind: z.literal('partner-gone'), ...about, alone: z.literal(true).optional() }),
  /** `friendly`: of a programme's list, all year; else of a hot day. */
  z.object({
    kind: z.literal('calls-offer'),
    ...calls,
    sector: sectorCodeSchema,
    friendly: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('calls-reminder'), ...calls }),
  /** A round of deliveries: how many doors, when it leaves. */
  z.object({ kind: z.literal('round-offer'), ...round }),
  z.object({ kind: z.literal('round-confirmation'), ...round }),
  z.object({ kind: z.literal('round-reminder'), ...round }),
  /** One door of it is called off, named by the hour first planned; whether others are left, its list says. */
  z.object({ kind: z.literal('round-changed'), ...about }),
  z.object({ kind: z.literal('round-withdrawn'), ...round }),
  z.object({ kind: z.literal('round-report'), ...round }),
  /** Somebody's words wait behind the link: whose is told there alone. */
  z.object({ kind: z.literal('thanks-received') }),
  z.object({
    kind: z.literal('milestone'),
    milestone: z.enum(['years', 'missions']),
    count: z.number().int().min(1).max(9_999),
  }),
  z.object({ kind: z.literal('yearly-letter') }),
  z.object({ kind: z.literal('gathering-invitation'), ...gathering }),
  z.object({ kind: z.literal('gathering-reminder'), ...gathering }),
  /** From the waiting list to a seat. */
  z.object({ kind: z.literal('gathering-seat'), ...gathering }),
  z.object({ kind: z.literal('gathering-changed'), ...gathering }),
  z.object({ kind: z.literal('gathering-cancelled'), ...gathering }),
  z.object({ kind: z.literal('device-code') }),
  z.object({ kind: z.literal('my-space-link') }),
  z.object({ kind: z.literal('application-received') }),
  /** Somebody who applied was called and did not answer: said once. */
  z.object({ kind: z.literal('application-called') }),
  z.object({ kind: z.literal('interview-fixed'), startsAt: instantSchema }),
  z.object({ kind: z.literal('welcome') }),
  z.object({ kind: z.literal('pause-confirmed'), until: civilDaySchema.optional() }),
  z.object({ kind: z.literal('pause-over') }),
  /** In a pause without end: a date, « pas encore », or goodbye. */
  z.object({ kind: z.literal('return-question') }),
  /** After months of silence: I stay, a pause, or I stop. */
  z.object({ kind: z.literal('stay-question') }),
  z.object({ kind: z.literal('check-in-question') }),
  /** `candidate`: an application that goes no further, from either side. */
  z.object({ kind: z.literal('leave-confirmed'), candidate: z.literal(true).optional() }),
  /** Once a year, to whoever visits somebody: when will you be away this summer? */
  z.object({ kind: z.literal('summer-question') }),
  z.object({ kind: z.literal('attestation-ready') }),
  z.object({ kind: z.literal('expense-paid') }),
  z.object({
    kind: z.literal('coordinator-alert'),
    reason: alertReasonSchema,
    count: z.number().int().min(1).max(9_999),
  }),
]);

export type Message = Readonly<z.infer<typeof messageSchema>>;
export type MessageKind = Message['kind'];
