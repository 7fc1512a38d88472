import * as z from 'zod';
import { pointSchema } from '../geo/point.ts';
import { sectorCodeSchema } from '../geo/sector.ts';
import {
  type ConcernId,
  concernIdSchema,
  deliveryRoundIdSchema,
  missionIdSchema,
  seniorIdSchema,
  serviceIdSchema,
  taskIdSchema,
  type VolunteerId,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { languageSchema, needSchema } from '../seniors/senior.ts';
import { SUBJECTS, subjectSchema } from '../seniors/subjects.ts';
import { civilDaySchema, civilTimeSchema } from '../time/civil.ts';
import { type Instant, instantSchema, plus } from '../time/instant.ts';
import { actSchema } from '../town/act.ts';
import { townIdSchema } from '../town/settings.ts';

export const missionStateSchema = z.enum([
  'planned',
  'offered',
  'filled',
  'confirmed',
  'done',
  'not-done',
  'cancelled',
  'unfilled',
]);
export type MissionState = z.infer<typeof missionStateSchema>;

export const cancelReasonSchema = z.enum([
  'senior-absent',
  'senior-closed',
  'service-paused',
  'service-closed',
  'consent-withdrawn',
  'coordinator',
  /** Of a mission for two: the other person goes alone this time. */
  'one-is-enough',
]);

/** Who goes. One at most, whatever happens (law 1). */
export const holderSchema = z.object({
  volunteerId: volunteerIdSchema,
  since: instantSchema,
  via: z.enum(['link', 'coordinator']),
  confirmedAt: instantSchema.optional(),
  /** The hour was changed then, after their yes: `confirmedAt` is their yes to the new one. */
  movedAt: instantSchema.optional(),
  /** Hashes of the device cookies on which details may open. */
  devices: z.array(z.string().length(64)).max(5),
});

/** As many as a wave asks: whoever of them is free first is enough. */
export const MOST_WAITED_FOR = 4;

/** The running search for somebody. */
export const searchSchema = z.object({
  /** Waves sent so far. */
  wave: z.number().int().min(0),
  /** When the next step of the search is due; absent once it ended. */
  nextAt: instantSchema.optional(),
  /** Volunteers whose offer still counts in their cap. */
  open: z.array(volunteerIdSchema).max(60),
  endedAt: instantSchema.optional(),
  /** Who has another question to answer first; once they have, the search goes on without waiting for `nextAt`. */
  waitsFor: z.array(volunteerIdSchema).max(MOST_WAITED_FOR).optional(),
  /** It waits for others: whom the plan chose may no longer be asked, and is promised nothing. */
  passesOverChosen: z.literal(true).optional(),
});

/** More than one mission ever takes, with somebody to spare. */
export const MOST_CHOSEN = 4;

/** More than one visit ever raises: the last ones are kept at hand, all of them in the file. */
const MOST_CONCERNS = 20;

/** What the agenda has already done, each once. */
export const stepsSchema = z.object({
  dayBeforeAt: instantSchema.optional(),
  twoHoursAt: instantSchema.optional(),
  reportAskedAt: instantSchema.optional(),
  nudgedAt: instantSchema.optional(),
  exitAskedAt: instantSchema.optional(),
  exitAlertedAt: instantSchema.optional(),
  uncoveredTaskAt: instantSchema.optional(),
  reportMissingTaskAt: instantSchema.optional(),
});

/** One dated act by one person. This one item is the mission's truth: every transition is a conditional write of it (F12). */
export const missionSchema = z.object({
  id: missionIdSchema,
  town: townIdSchema,
  seniorId: seniorIdSchema,
  serviceId: serviceIdSchema.optional(),
  programme: z.string().max(40),
  act: actSchema,
  state: missionStateSchema,
  sector: sectorCodeSchema.optional(),
  /** Blurred to the 200 m grid: all that is known before acceptance. */
  area: pointSchema.optional(),
  day: civilDaySchema,
  time: civilTimeSchema,
  startsAt: instantSchema,
  durationMinutes: z.number().int().min(5).max(480),
  urgent: z.boolean(),
  needs: z.array(needSchema).max(8),
  languages: z.array(languageSchema).max(6),
  /** What she likes to talk about or do, from her file. */
  subjects: z.array(subjectSchema).max(SUBJECTS.length).optional(),
  holder: holderSchema.optional(),
  search: searchSchema.optional(),
  /**
   * Whom the week's plan chose, best first, written when the plan is sent. The search asks the first of them who may still
   * be asked before anybody else, alone while there is time; then it goes on as without a plan. It never lifts a rule: a
   * choice who is away, has had all texts of the week or has said no is passed over. To have a search that already runs ask at once, the
   * same write sets `search.nextAt` to now; whoever is still being waited for then counts as silent. Absent: no plan.
   */
  chosen: z.array(volunteerIdSchema).max(MOST_CHOSEN).optional(),
  steps: stepsSchema,
  presence: z.object({ inAt: instantSchema.optional(), outAt: instantSchema.optional() }).optional(),
  /** The task that asks a person to find somebody: settled when somebody is found or the mission is called off. */
  lookingTaskId: taskIdSchema.optional(),
  cancelled: z.object({ at: instantSchema, reason: cancelReasonSchema }).optional(),
  /**
   * The other seat of a mission for two (decision 012): same person, same hour, its own holder, search and report. The two
   * are planned, moved and called off in one write; nobody holds both.
   */
  twinId: missionIdSchema.optional(),
  /**
   * The second seat of a visit at which this volunteer is to meet her: nobody else is asked for it, no plan fills it, and
   * when they cannot come it is given up without a task; whoever holds the other seat goes alone.
   */
  introduces: volunteerIdSchema.optional(),
  /**
   * Carried in a round of several stops: nobody is sought for it alone, nobody is reminded of it alone. `id`: the round it is
   * in, offered or accepted; absent while it waits for one.
   */
  round: z.object({ id: deliveryRoundIdSchema.optional() }).optional(),
  /** What worried whoever went, in the order it was said: each is a concern of its own, owed an answer. */
  concerns: z
    .array(z.object({ id: concernIdSchema, by: volunteerIdSchema, at: instantSchema, urgent: z.boolean() }))
    .max(MOST_CONCERNS)
    .optional(),
  /** How it ended, from the report: `done` or the reason why not. */
  outcome: z.string().max(40).optional(),
  /** When the agenda looks at it next; computed by `nextLook`, absent when nothing more is owed. */
  lookAt: instantSchema.optional(),
  createdAt: instantSchema,
});
export type Mission = z.infer<typeof missionSchema>;

/** The mission, with a concern said of it by whoever holds or held it. */
export const withConcern = (
  mission: Mission,
  concern: { readonly id: ConcernId; readonly raisedAt: Instant; readonly urgent: boolean },
  by: VolunteerId,
): Mission => ({
  ...mission,
  concerns: [
    ...(mission.concerns ?? []),
    { id: concern.id, by, at: concern.raisedAt, urgent: concern.urgent },
  ].slice(-MOST_CONCERNS),
});

export const endsAt = (mission: Pick<Mission, 'startsAt' | 'durationMinutes'>): Instant =>
  plus(mission.startsAt, { minutes: mission.durationMinutes });

/** Somebody is expected at the door. */
export const isHeld = (state: MissionState): boolean => state === 'filled' || state === 'confirmed';
/** Still looking for somebody. */
export const isOpen = (state: MissionState): boolean => state === 'planned' || state === 'offered';
/** Nothing more happens to it. */
export const isOver = (state: MissionState): boolean =>
  state === 'done' || state === 'not-done' || state === 'cancelled' || state === 'unfilled';

export type MissionCommand =
  | 'offer'
  | 'accept'
  | 'confirm'
  | 'hand-back'
  | 'search-ended'
  | 'move'
  | 'cancel'
  | 'arrive'
  | 'leave-place'
  | 'report-done'
  | 'report-not-done'
  | 'give-up';

/** Somebody is expected at the door, whether they confirmed or not. */
const HELD: Partial<Record<MissionCommand, MissionState>> = {
  confirm: 'confirmed',
  'hand-back': 'planned',
  move: 'filled',
  cancel: 'cancelled',
  arrive: 'confirmed',
  'leave-place': 'confirmed',
  'report-done': 'done',
  'report-not-done': 'not-done',
};

/**
 * Who may do what from where: the one table of transitions. A command absent from a state is refused, never an
 * error. `give-up` is the agenda's: the slot began with nobody.
 */
export const TRANSITIONS: Readonly<Record<MissionState, Partial<Record<MissionCommand, MissionState>>>> = {
  planned: {
    offer: 'offered',
    accept: 'filled',
    move: 'planned',
    cancel: 'cancelled',
    'give-up': 'unfilled',
    'search-ended': 'planned',
  },
  offered: {
    offer: 'offered',
    accept: 'filled',
    move: 'planned',
    cancel: 'cancelled',
    'give-up': 'unfilled',
    'search-ended': 'planned',
  },
  filled: HELD,
  confirmed: HELD,
  done: { 'report-done': 'done' },
  'not-done': { 'report-not-done': 'not-done' },
  cancelled: {},
  unfilled: {},
};

/** The state a command leads to, or undefined when it is not allowed from here. */
export const nextState = (state: MissionState, command: MissionCommand): MissionState | undefined =>
  TRANSITIONS[state][command];
