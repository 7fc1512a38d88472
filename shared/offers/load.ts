import * as z from 'zod';
import {
  deliveryRoundIdSchema,
  type MissionId,
  missionIdSchema,
  seniorIdSchema,
  type VolunteerId,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { addDays, type CivilDay, civilDaySchema, isoWeek } from '../time/civil.ts';
import { type Instant, instantSchema, minus } from '../time/instant.ts';
import { memorySchema } from './memory/memory.ts';

/** More than anybody carries around one month; the oldest give way. */
const MOST_ENTRIES = 120;

/** Searches that wait for one volunteer; more of them look again in their own time. */
export const MOST_SEARCHES = 8;

/**
 * What a volunteer carries: missions offered and held around today, offers received in the last days, answers so
 * far. One record a volunteer; every offer is a versioned write of it, so caps hold under any concurrency (law 9).
 */
export const loadSchema = z.object({
  volunteerId: volunteerIdSchema,
  entries: z
    .array(
      z.object({
        missionId: missionIdSchema,
        day: civilDaySchema,
        startsAt: instantSchema,
        minutes: z.number().int(),
        state: z.enum(['offered', 'held', 'done']),
        /** When it was asked, while `offered`. */
        askedAt: instantSchema.optional(),
        /** A stop of this round: the stops of one round count as one mission. */
        roundId: deliveryRoundIdSchema.optional(),
      }),
    )
    .max(MOST_ENTRIES),
  /** Batches of heat-wave calls offered or held: each counts as one mission of its week. */
  calls: z
    .array(
      z.object({
        batchId: z.string().max(30),
        day: civilDaySchema,
        state: z.enum(['offered', 'held', 'done']),
        askedAt: instantSchema.optional(),
      }),
    )
    .max(60)
    .optional(),
  offersSentAt: z.array(instantSchema).max(60),
  /** Searches that wait for them to answer what they were asked last, in the order in which they go on (`awaited.ts`). */
  awaitedBy: z
    .array(
      z.object({
        missionId: missionIdSchema,
        since: instantSchema,
        until: instantSchema,
        /** The question to be answered first was asked then. One kept before that was known waits for every question. */
        askedAt: instantSchema.optional(),
        /** They also rest after a silence, longer than that question spares them: an answer to any other ends the rest. */
        rests: z.literal(true).optional(),
        /** They visit her usually: before searches that would take anybody. */
        asUsual: z.literal(true).optional(),
      }),
    )
    .max(MOST_SEARCHES)
    .optional(),
  /** Day of the latest mission reported as done. */
  lastServed: civilDaySchema.optional(),
  /** Visits of the last weeks that they found heavy, by their own report: some days' rest follow; while a lighter rhythm is agreed, never two running. */
  heavy: z
    .array(z.object({ missionId: missionIdSchema, seniorId: seniorIdSchema, day: civilDaySchema }))
    .max(12)
    .optional(),
  answers: z.object({
    accepted: z.number().int().min(0),
    declined: z.number().int().min(0),
    silent: z.number().int().min(0),
  }),
  /** The same by kind of question, with delays: absent until the first answer since it is kept. */
  memory: memorySchema.optional(),
});
export type Load = z.infer<typeof loadSchema>;
export type LoadEntry = Load['entries'][number];

export const emptyLoad = (volunteerId: VolunteerId): Load => ({
  volunteerId,
  entries: [],
  offersSentAt: [],
  answers: { accepted: 0, declined: 0, silent: 0 },
});

/** Past this, an entry no longer bears on rest, caps or recent load (days). */
const KEEP_DAYS = 28;

/** How long a heavy visit is remembered (days). */
const HEAVY_DAYS = 56;

/** Forgets what is too old to matter, so that the record stays small. */
export const pruned = (load: Load, today: CivilDay, now: Instant): Load => {
  const oldest = addDays(today, -KEEP_DAYS);
  const lastWeek = minus(now, { days: 7 });
  return {
    ...load,
    entries: load.entries.filter((entry) => entry.day >= oldest),
    ...(load.calls ? { calls: load.calls.filter((entry) => entry.day >= oldest) } : {}),
    ...(load.heavy ? { heavy: load.heavy.filter(({ day }) => day >= addDays(today, -HEAVY_DAYS)) } : {}),
    offersSentAt: load.offersSentAt.filter((at) => at >= lastWeek),
    // The search has gone on by itself.
    ...(load.awaitedBy ? { awaitedBy: load.awaitedBy.filter(({ until }) => until > now) } : {}),
  };
};

export const without = (load: Load, missionId: MissionId): Load => ({
  ...load,
  entries: load.entries.filter((entry) => entry.missionId !== missionId),
});
export const withEntry = (load: Load, entry: LoadEntry): Load => ({
  ...load,
  entries: [...load.entries.filter((other) => other.missionId !== entry.missionId), entry].slice(
    -MOST_ENTRIES,
  ),
});

const last = (instants: readonly Instant[]): Instant | undefined =>
  instants.reduce<Instant | undefined>((a, b) => (a && a > b ? a : b), undefined);

/**
 * When the last question that still waits for their answer was asked, be it a mission, a round or a batch of calls: on a
 * telephone they are all the same. One asked before that was kept counts from the last text.
 */
export const openSince = ({ entries, calls = [], offersSentAt }: Load): Instant | undefined => {
  const lastText = last(offersSentAt);
  const open = [...entries, ...calls].filter(({ state }) => state === 'offered');
  return last(open.flatMap(({ askedAt }) => askedAt ?? lastText ?? []));
};

/** Missions of the ISO week that count against the cap: open offers, held, done; a round is one, a batch of calls too. */
export const inWeekOf = (load: Load, day: CivilDay): number => {
  const week = isoWeek(day);
  const missions = load.entries.filter((entry) => isoWeek(entry.day) === week);
  const calls = (load.calls ?? []).filter((entry) => isoWeek(entry.day) === week).length;
  return new Set(missions.map(({ roundId, missionId }) => roundId ?? missionId)).size + calls;
};

/** Remembers the latest day of a mission done, where there is one. */
export const withServed = (load: Load, day: CivilDay | undefined): Load =>
  day === undefined || (load.lastServed ?? '') >= day ? load : { ...load, lastServed: day };

type Heavy = NonNullable<Load['heavy']>[number];
const MOST_HEAVY = 12;

/** Remembers whether they found this visit heavy; a report said again replaces the first. */
export const withHeavy = (load: Load, visit: Heavy, isHeavy: boolean): Load => {
  const others = (load.heavy ?? []).filter(({ missionId }) => missionId !== visit.missionId);
  if (!isHeavy && others.length === (load.heavy ?? []).length) return load;
  return { ...load, heavy: isHeavy ? [...others, visit].slice(-MOST_HEAVY) : others };
};
