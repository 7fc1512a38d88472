import * as z from 'zod';
import { regularTies, type Service } from '../../services/service.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import {
  addDays,
  type CivilDay,
  civilDay,
  civilDaySchema,
  civilTime,
  dayOf,
  instantOf,
  yearOf,
} from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { canText, type Volunteer } from '../../volunteers/volunteer.ts';
import { mondayOf, summerFrom } from './weeks.ts';

/** The town's yearly question to whoever visits somebody: « vos absences de cet été ? » */
export const summerQuestionSchema = z.object({
  town: townIdSchema,
  /** Each year, on the first Monday from 4 May, without being told to. */
  yearly: z.boolean(),
  /** When the agenda asks, or goes on asking; absent: nothing is owed. */
  askAt: instantSchema.optional(),
  /** The last time it was asked, and of how many. */
  asked: z.object({ on: civilDaySchema, count: z.number().int().min(0).max(100_000) }).optional(),
});
export type SummerQuestion = z.infer<typeof summerQuestionSchema>;

export const summerQuestionKey = (town: string): Key => ({
  pk: `SUMMER-QUESTION#${town}`,
  sk: 'SUMMER-QUESTION',
});

/**
 * | question                                     | key or index                              | consistent |
 * |----------------------------------------------|-------------------------------------------|------------|
 * | is the question asked, when, when was it?    | pk `SUMMER-QUESTION#` + town              | yes        |
 * | which town's question is due?                | `due` in the agenda lane while `askAt`    | no         |
 */
export const summerQuestionKind: Kind<SummerQuestion> = defineKind({
  name: 'summer-question',
  v: 1,
  schema: summerQuestionSchema,
  key: ({ town }) => summerQuestionKey(town),
  places: ({ askAt }) => ({ due: askAt ? { lane: 'agenda', at: askAt } : undefined }),
});

const ASK_TIME = civilTime('10:00');
const mayOf = (year: number): Instant => instantOf(mondayOf(addDays(civilDay(`${year}-05-04`), 6)), ASK_TIME);

/** The next yearly question after `now`: a Monday morning in early May, four weeks before the season. */
export const nextAsk = (now: Instant): Instant => {
  const year = Number(yearOf(dayOf(now)));
  const thisYear = mayOf(year);
  return thisYear > now ? thisYear : mayOf(year + 1);
};

const SUMMER_DAYS = 122;
/** Were they asked about the same summer already? */
export const wasAsked = ({ summerAskedOn }: Pick<Volunteer, 'summerAskedOn'>, today: CivilDay): boolean =>
  summerAskedOn !== undefined && summerFrom(summerAskedOn) === summerFrom(today);

export type ToAsk = {
  readonly toText: readonly Volunteer[];
  /** No texts: a person asks them. */
  readonly toCall: readonly Volunteer[];
  /** Asked already this year. */
  readonly asked: number;
  /** Of those who visit somebody, who has said when they are away in the coming summer. */
  readonly said: number;
};

/** Of the active volunteers who visit somebody by arrangement, whom to ask: nobody twice, nobody who has told already. */
export const whomToAsk = (
  volunteers: readonly Volunteer[],
  services: readonly Service[],
  today: CivilDay,
): ToAsk => {
  const visiting = new Set(
    services.flatMap((service) => regularTies(service).map(({ volunteerId }) => volunteerId)),
  );
  const from = summerFrom(today);
  const to = addDays(from, SUMMER_DAYS);
  const mine = volunteers.filter(({ id, state }) => state === 'active' && visiting.has(id));
  const hasSaid = ({ exceptions }: Volunteer): boolean =>
    exceptions.some((one) => one.kind === 'away' && one.from <= to && one.to >= from);
  const open = mine.filter((one) => !hasSaid(one));
  const left = open.filter((one) => !wasAsked(one, today));
  return {
    toText: left.filter(canText),
    toCall: left.filter((one) => !canText(one)),
    asked: open.length - left.length,
    said: mine.length - open.length,
  };
};
