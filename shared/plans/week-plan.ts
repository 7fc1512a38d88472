import * as z from 'zod';
import { actorSchema } from '../audit/audit.ts';
import { missionIdSchema, volunteerIdSchema } from '../ids/ids.ts';
import { mondayOf } from '../matching/week/build.ts';
import { weekPlanSchema } from '../matching/week/plan.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { addDays, type CivilDay, civilDaySchema, civilTime, dayOf, instantOf } from '../time/civil.ts';
import { type EpochSeconds, epochSeconds, type Instant, instantSchema } from '../time/instant.ts';
import { type Town, townIdSchema } from '../town/settings.ts';

/** One plan a town and week, whoever asks for it: the id is made of them. */
export const planIdSchema = z
  .string()
  .regex(/^pln_[a-z0-9-]{2,40}\.\d{4}-\d{2}-\d{2}$/)
  .brand<'PlanId'>();
export type PlanId = z.infer<typeof planIdSchema>;
export const planIdOf = (town: string, monday: CivilDay): PlanId =>
  planIdSchema.parse(`pln_${town}.${monday}`);

const pairSchema = z.object({ missionId: missionIdSchema, volunteerId: volunteerIdSchema });
const numbers = z.record(z.string().max(40), z.number());

/** Where the rows of a solved week lie: so many parts under one key, which is made of what they say. */
const rowsAtSchema = z.object({
  key: z.string().regex(/^[0-9a-f]{16}$/),
  parts: z.number().int().min(0).max(500),
  at: instantSchema,
});
export type RowsAt = z.infer<typeof rowsAtSchema>;

/** A solved week: its figures here, its rows in parts beside. */
const resultSchema = rowsAtSchema.extend({
  by: actorSchema,
  missions: z.number().int().min(0),
  volunteers: z.number().int().min(0),
  cost: z.number().int(),
  bound: z.number().int(),
  isBest: z.boolean(),
  /** The week has too many people for their past visits to be read: « première rencontre » may be a second. */
  areMeetingsUnread: z.boolean().optional(),
  totals: weekPlanSchema.shape.totals,
  work: weekPlanSchema.shape.work,
  /** The numbers by which it was decided, as they were then. */
  params: z.object({ match: numbers, week: numbers }),
});

/** More than a coordinator decides by hand in one week, and far below what one item holds. */
export const MOST_PAIRS = 1_000;
/** Beyond, the mission's own page still says that nobody was asked. */
export const MOST_SKIPPED = 300;

/** A calculation that is owed: since when, asked by whom, whose hands it is in, how often it failed. */
export const owedSchema = z.object({
  at: instantSchema,
  by: actorSchema,
  startedAt: instantSchema.optional(),
  tries: z.number().int().min(0).max(9),
});

/**
 * The plan of one week. `proposed`: it may still change, nobody was told. `sent`: each mission carries its choice, and the
 * chain asks. `superseded`: its week began without its being sent; the searches went on mission by mission.
 */
export const planSchema = z.object({
  id: planIdSchema,
  town: townIdSchema,
  monday: civilDaySchema,
  state: z.enum(['proposed', 'sent', 'superseded']),
  result: resultSchema.optional(),
  /** The last result of an earlier day: what « depuis hier » compares with. */
  before: rowsAtSchema.optional(),
  /** What changed since then, in words, and the missions concerned. */
  changes: z
    .object({
      since: instantSchema,
      count: z.number().int().min(0),
      sentences: z.array(z.string().max(200)).max(8),
      missions: z.array(missionIdSchema).max(300),
    })
    .optional(),
  /** The coordinator's word: this one goes there; that one never; nobody there. */
  locks: z.array(pairSchema).max(MOST_PAIRS),
  forbidden: z.array(pairSchema).max(MOST_PAIRS),
  aside: z.array(missionIdSchema).max(MOST_PAIRS),
  asked: owedSchema.optional(),
  failedAt: instantSchema.optional(),
  /** The coordinator said something that the result knows nothing of yet: it is not sent before it is calculated again. */
  saidSince: instantSchema.optional(),
  /** What was sent, and how far the sending is: `next` rows are done. */
  sent: rowsAtSchema
    .extend({
      by: actorSchema,
      next: z.number().int().min(0),
      doneAt: instantSchema.optional(),
      /** The week was sent before: what that promised and this one does not is withdrawn where nobody was asked yet. */
      isAgain: z.boolean().optional(),
      /** Who could no longer be asked when their turn came, with the rule's sentence. */
      skipped: z.array(pairSchema.extend({ sentence: z.string().max(300) })).max(MOST_SKIPPED),
    })
    .optional(),
  lookAt: instantSchema.optional(),
  createdAt: instantSchema,
});
export type Plan = z.infer<typeof planSchema>;

export const planKey = (id: PlanId): Key => ({ pk: id, sk: 'WEEK-PLAN' });
/** Plans whose calculation is owed, oldest first. */
export const askedList = (town: string): string => `${town}#plan#asked`;
const planList = (town: string): string => `${town}#plan`;

/**
 * | question                                  | key or index                                    | consistent |
 * |-------------------------------------------|-------------------------------------------------|------------|
 * | this week's plan, its locks, its figures  | pk plan id (town and Monday), sk `WEEK-PLAN`    | yes        |
 * | who goes where in it                      | pk plan id, sk begins `ROWS#` + key of the rows | yes        |
 * | which weeks are to be calculated?         | `list`: town + `#plan#asked`, sorted by asking  | no         |
 * | which sending is to be gone on with?      | `due` in the agenda lane                        | no         |
 */
export const planKind: Kind<Plan> = defineKind({
  name: 'plan',
  v: 2,
  schema: planSchema,
  key: (plan) => planKey(plan.id),
  places: (plan) => ({
    list: plan.asked
      ? { partition: askedList(plan.town), sort: `${plan.asked.at}#${plan.monday}` }
      : { partition: planList(plan.town), sort: plan.monday },
    due: plan.lookAt ? { lane: 'agenda', at: plan.lookAt } : undefined,
  }),
});

export const newPlan = (town: string, monday: CivilDay, now: Instant): Plan => ({
  id: planIdOf(town, monday),
  town,
  monday,
  state: 'proposed',
  locks: [],
  forbidden: [],
  aside: [],
  createdAt: now,
});

/** Mondays of the weeks that a plan may be proposed for: those to come in which missions exist already. */
export const weeksToPlan = (today: CivilDay, { planWeeks }: Pick<Town, 'planWeeks'>): readonly CivilDay[] => {
  const last = addDays(today, 7 * planWeeks - 1);
  const weeks: CivilDay[] = [];
  for (let monday = addDays(mondayOf(today), 7); monday <= last; monday = addDays(monday, 7))
    weeks.push(monday);
  return weeks;
};

/** A week that has begun is planned no more: its searches go on mission by mission. */
export const hasBegun = (monday: CivilDay, now: Instant): boolean => monday <= dayOf(now);
/** Sent, and not everybody is asked yet. */
export const isBeingSent = ({ state, sent }: Pick<Plan, 'state' | 'sent'>): boolean =>
  state === 'sent' && sent !== undefined && sent.doneAt === undefined;

/** One mission of a solved week: who would go and why, or why nobody. */
const rowSchema = z.object({
  missionId: missionIdSchema,
  /** What one more volunteer who could go would be worth, in points. */
  worth: z.number(),
  /** The price that proved the bound, in whole points: where the next solve begins. Rows written before it was kept have none. */
  price: z.number().int().optional(),
  choices: z
    .array(z.object({ volunteerId: volunteerIdSchema, isLocked: z.boolean(), why: z.string().max(500) }))
    .max(2),
  missing: z
    .object({
      people: z.number().int().min(1).max(2),
      sentence: z.string().max(900),
      remedy: z.string().max(500).optional(),
      /** Whom the remedy asks something of, or who would go; absent when somebody new would. */
      remedyBy: volunteerIdSchema.optional(),
    })
    .optional(),
  /** The coordinator's choices that no longer hold, each with why. */
  dropped: z
    .array(z.object({ volunteerId: volunteerIdSchema, sentence: z.string().max(300) }))
    .max(4)
    .optional(),
});
export type PlanRow = z.infer<typeof rowSchema>;

/** In which order those chosen are asked: the coordinator's first, so that one seat called off leaves theirs. */
export const inTurn = (choices: PlanRow['choices']): PlanRow['choices'] =>
  choices.toSorted((a, b) => Number(b.isLocked) - Number(a.isLocked));

/** Rows of one item: with the longest values, well under the 400 KB of an item. */
export const ROWS_A_PART = 100;
const partSchema = z.object({
  planId: planIdSchema,
  monday: civilDaySchema,
  key: z.string().max(16),
  n: z.number().int().min(0).max(500),
  rows: z.array(rowSchema).max(ROWS_A_PART),
});
export type PlanPart = z.infer<typeof partSchema>;

/** Days for which the rows of a week that is over are kept; who went is told by the missions themselves. */
const KEEP_DAYS = 60;
export const keptUntil = (monday: CivilDay): EpochSeconds =>
  epochSeconds(instantOf(addDays(monday, KEEP_DAYS), civilTime('00:00')));

export const rowsPrefix = (key: string): string => `ROWS#${key}#`;
export const partKind: Kind<PlanPart> = defineKind({
  name: 'plan-rows',
  v: 1,
  schema: partSchema,
  key: ({ planId, key, n }) => ({ pk: planId, sk: `${rowsPrefix(key)}${String(n).padStart(4, '0')}` }),
  expiresAt: ({ monday }) => keptUntil(monday),
});

/** The town's nightly run: when it comes next. */
export const planNightSchema = z.object({ town: townIdSchema, lookAt: instantSchema });
export type PlanNight = z.infer<typeof planNightSchema>;
export const planNightKey = (town: string): Key => ({ pk: `PLANS#${town}`, sk: 'PLAN-NIGHT' });
export const planNightKind: Kind<PlanNight> = defineKind({
  name: 'plan-night',
  v: 1,
  schema: planNightSchema,
  key: ({ town }) => planNightKey(town),
  places: ({ lookAt }) => ({ due: { lane: 'agenda', at: lookAt } }),
});
