import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import {
  registerEntryIdSchema,
  seniorIdSchema,
  serviceIdSchema,
  staffIdSchema,
  taskIdSchema,
  volunteerIdSchema,
} from '../../ids/ids.ts';
import { languageSchema } from '../../seniors/senior.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { type RoundId, roundIdSchema } from './round.ts';

/** Who is called: an entry of the alert register, or a senior who agreed to friendly calls. Never mixed in one list. */
export const personIdSchema = z.union([registerEntryIdSchema, seniorIdSchema]);
export type PersonId = z.infer<typeof personIdSchema>;

export const callTaskIdSchema = z
  .string()
  .regex(/^cal_[a-z0-9-]{2,40}\.[a-z0-9-]{2,30}\.\d{4}-\d{2}-\d{2}\.[12]\.(reg|sen)_[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'CallTaskId'>();
export type CallTaskId = z.infer<typeof callTaskIdSchema>;

/** One person, one list, one obligation: made twice, it is the same record. */
export const callTaskIdOf = (round: RoundId, person: PersonId): CallTaskId =>
  callTaskIdSchema.parse(`cal_${round.slice(4)}.${person}`);

/** The list and the person that an obligation's id is made of. */
export const partsOf = (id: CallTaskId): { readonly roundId: RoundId; readonly personId: PersonId } => {
  const cut = id.lastIndexOf('.');
  return {
    roundId: roundIdSchema.parse(`rnd_${id.slice(4, cut)}`),
    personId: personIdSchema.parse(id.slice(cut + 1)),
  };
};

/** The ladder when nobody answers (domain.md §9). Steps after the second call belong to agents. */
export const RUNGS = [
  'call-1',
  'call-2',
  'call-3',
  'relatives',
  'neighbour',
  'door',
  'police',
  'rescue',
] as const;
/** A friendly call has two tries and a referent: never the door, the police or rescue by itself. */
export const rungSchema = z.enum([...RUNGS, 'referent']);
export type Rung = z.infer<typeof rungSchema>;

export const batchIdSchema = z
  .string()
  .regex(/^bat_[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'BatchId'>();
export type BatchId = z.infer<typeof batchIdSchema>;

/** What came of one attempt: codes only, no health data. The last group is for agents. */
export const OUTCOMES = [
  'well',
  'needs-something',
  'distress',
  'no-answer',
  'busy',
  'refused',
  'wrong-number',
  'seen-by-relative',
  'visited-well',
  'visited-needs',
  'door-closed',
  'known-elsewhere',
  'passed-to-police',
  'passed-to-rescue',
] as const;
export const outcomeCodeSchema = z.enum(OUTCOMES);
export type OutcomeCode = z.infer<typeof outcomeCodeSchema>;

/** `desk`: the team of the day, any named agent may take it. A volunteer holds it only inside an accepted batch. */
export const callHolderSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('desk') }),
  z.object({ by: z.literal('staff'), staffId: staffIdSchema }),
  z.object({ by: z.literal('volunteer'), volunteerId: volunteerIdSchema, batchId: batchIdSchema }),
]);

export const STOP_REASONS = [
  'removed',
  'opposed',
  'died',
  'moved-away',
  'away',
  'no-longer-agrees',
  'not-followed',
] as const;
export const stopReasonSchema = z.enum(STOP_REASONS);
export type StopReason = z.infer<typeof stopReasonSchema>;

export const ESCALATIONS = [
  'distress',
  'door',
  'not-reached',
  'police',
  'rescue',
  'by-agent',
  'next-day',
  'referent',
] as const;
export const escalationSchema = z.enum(ESCALATIONS);
export type Escalation = z.infer<typeof escalationSchema>;

/** What orders the calls, as facts that anybody can read; `priorityOf` says the order. Nothing else is looked at. */
export const callFactsSchema = z.object({
  notReachedYesterday: z.boolean(),
  livesAlone: z.boolean(),
  nobodyToWarn: z.boolean(),
  upperFloor: z.boolean(),
});
export type CallFacts = z.infer<typeof callFactsSchema>;

/**
 * One obligation: this person, this list (law 5). Ids and facts only; name, number and notes stay in the register and
 * are read at the moment of the call. `open`, or `escalated` and not settled: it has a holder and a deadline, always.
 */
export const callTaskSchema = z.object({
  id: callTaskIdSchema,
  roundId: roundIdSchema,
  town: townIdSchema,
  day: civilDaySchema,
  personId: personIdSchema,
  /** Of a friendly call: the service it is owed by, and who is told when nobody reaches her. */
  serviceId: serviceIdSchema.optional(),
  referentId: staffIdSchema.optional(),
  shard: z.number().int().min(0).max(63),
  /** Law 5: obligations = reached + escalated + open. `stopped` left the register or the day, and is none. */
  state: z.enum(['open', 'reached', 'escalated', 'stopped']),
  rung: rungSchema,
  holder: callHolderSchema,
  /** Not called again before. */
  notBefore: instantSchema,
  /** Passing it moves the obligation on, by the agenda. Absent once nothing is owed. */
  deadline: instantSchema.optional(),
  /** Deadlines missed while it stayed on one step. */
  overdue: z.number().int().min(0),
  sector: sectorCodeSchema.optional(),
  languages: z.array(languageSchema).max(6),
  /** Her own consent to volunteers' calls (law 6), as it was when last read; asked again at each reveal. */
  volunteersMay: z.boolean(),
  facts: callFactsSchema,
  priority: z.string().max(12),
  /** Ways left to try, counted: other numbers, people to warn, neighbours or services. */
  ways: z.object({
    phones: z.number().int().min(0),
    relatives: z.number().int().min(0),
    neighbours: z.number().int().min(0),
  }),
  /** The batch in which volunteers are asked about it, or hold it. */
  batchId: batchIdSchema.optional(),
  attempts: z.number().int().min(0),
  firstAttemptAt: instantSchema.optional(),
  lastAttemptAt: instantSchema.optional(),
  lastOutcome: outcomeCodeSchema.optional(),
  /** What agents said they did for her today, besides calling: the ladder's own steps are no act. */
  acts: z
    .array(z.enum(['door', 'police', 'rescue']))
    .max(3)
    .optional(),
  /** Who is on the telephone right now; binds nobody after twenty minutes. */
  calling: z.object({ by: z.string().max(40), until: instantSchema }).optional(),
  /** The outcome that closed it. */
  reached: z.object({ at: instantSchema, outcome: outcomeCodeSchema, by: z.string().max(40) }).optional(),
  escalated: z
    .object({
      at: instantSchema,
      reason: escalationSchema,
      settled: z.object({ at: instantSchema, outcome: outcomeCodeSchema, by: z.string().max(40) }).optional(),
    })
    .optional(),
  stopped: z.object({ at: instantSchema, reason: stopReasonSchema, from: z.string().max(12) }).optional(),
  /** Outcomes that contradict the one kept: for a person to decide between, never overwritten. */
  conflicts: z.array(z.string().max(60)).max(10),
  /** The desk's task about a need or a distress. */
  deskTaskId: taskIdSchema.optional(),
});
export type CallTask = z.infer<typeof callTaskSchema>;

/** Something is still owed: it has a holder and a deadline. */
export const isOwed = (task: Pick<CallTask, 'state' | 'escalated'>): boolean =>
  task.state === 'open' || (task.state === 'escalated' && task.escalated?.settled === undefined);

/** She was said to be in danger, and nobody has found her safe nor passed her on to the rescue. */
export const isInDistress = ({ state, escalated }: Pick<CallTask, 'state' | 'escalated'>): boolean =>
  state === 'escalated' && escalated?.reason === 'distress' && escalated.settled === undefined;

export const callTaskKey = (id: CallTaskId): Key => ({ pk: id, sk: 'CALL-TASK' });
export const openCalls = (round: RoundId, shard: number): string => `${round}#${shard}#open`;
export const settledCalls = (round: RoundId, shard: number): string => `${round}#${shard}#settled`;

/** The same person is always in the same shard of a list, the same batch among its batches. */
export const shardOf = (id: string, shards: number): number => {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return hash % shards;
};

/**
 * | question                                       | key or index                                            | consistent |
 * |------------------------------------------------|---------------------------------------------------------|------------|
 * | this obligation                                | pk round + person, `CALL-TASK`                          | yes        |
 * | all attempts at it                             | the same pk, sk begins `OUTCOME#`                       | yes        |
 * | what is owed in this list, nearest deadline?   | `list`: round + shard + `#open`, by deadline            | no, re-read |
 * | what is settled in this list?                  | `list`: round + shard + `#settled`, by state            | no         |
 * | when was this person called?                   | `senior` index, sort `call#` + day                      | no         |
 */
export const callTaskKind: Kind<CallTask> = defineKind({
  name: 'call-task',
  v: 2,
  schema: callTaskSchema,
  key: (task) => callTaskKey(task.id),
  places: (task) => ({
    list: isOwed(task)
      ? {
          partition: openCalls(task.roundId, task.shard),
          sort: `${task.deadline ?? ''}#${task.priority}#${task.id}`,
        }
      : { partition: settledCalls(task.roundId, task.shard), sort: `${task.state}#${task.id}` },
    senior: { id: task.personId, sort: `call#${task.day}#${task.roundId.slice(-1)}` },
  }),
});
