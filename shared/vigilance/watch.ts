import * as z from 'zod';
import { staffIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type CivilDay, civilDaySchema } from '../time/civil.ts';
import { type Instant, instantSchema, minutesBetween } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';
import { type Bulletin, bulletinSchema, type Outlook, outlookOn } from './bulletin.ts';
import { departmentSchema, graver, type VigilanceLevel } from './level.ts';

const statementSchema = z.object({
  day: civilDaySchema,
  level: z.enum(['green', 'yellow', 'orange', 'red']),
  by: staffIdSchema.optional(),
  at: instantSchema,
});
/** What a person (or, in the demonstration, the replay of a past summer) says the level of a day is. */
export type Statement = z.infer<typeof statementSchema>;

/** A person's word is kept for this many days: enough for a week's story on the page. */
export const STATEMENTS_KEPT = 14;

export const watchSchema = z.object({
  town: townIdSchema,
  department: departmentSchema,
  /** The last bulletin that could be read. */
  bulletin: bulletinSchema.optional(),
  readAt: instantSchema.optional(),
  /** The last time the feed was asked, whatever came of it. */
  triedAt: instantSchema.optional(),
  /** Since when it brings nothing usable, and why. */
  failing: z.object({ since: instantSchema, problem: z.string().max(40) }).optional(),
  /** By hand, newest last. */
  statements: z.array(statementSchema).max(STATEMENTS_KEPT),
});
export type Watch = z.infer<typeof watchSchema>;

export const watchKey = (town: string): Key => ({ pk: `VIGILANCE#${town}`, sk: 'WATCH' });

/**
 * | question                                   | key                          | consistent |
 * |--------------------------------------------|------------------------------|------------|
 * | what is known of the heat over this town?  | pk `VIGILANCE#` + town, `WATCH` | yes        |
 */
export const watchKind: Kind<Watch> = defineKind({
  name: 'vigilance',
  v: 1,
  schema: watchSchema,
  key: (watch) => watchKey(watch.town),
});

export const newWatch = (town: string, department: string): Watch => ({ town, department, statements: [] });

/** The last word of a person about a day. */
export const saidOf = (watch: Watch, day: CivilDay): Statement | undefined =>
  watch.statements.findLast((one) => one.day === day);

export type Situation = {
  readonly day: CivilDay;
  readonly level: VigilanceLevel;
  readonly dayAfter: VigilanceLevel;
  /** Whose word the level of the day is: a person's goes before the feed's. */
  readonly source: 'person' | 'feed' | 'nobody';
  readonly feed: Outlook | undefined;
  /** What the day and the next call for: as known, or graver where a bulletin issued since a person's word says so. */
  readonly calls: { readonly day: VigilanceLevel; readonly dayAfter: VigilanceLevel };
  /** Age of the bulletin, minutes. */
  readonly ageMinutes: number | undefined;
};

/**
 * A person's word is about what was known when they gave it: a later map that is graver is proposed all the same. The other
 * way round nothing is lowered.
 */
const calledFor = (said: Statement | undefined, level: VigilanceLevel, issuedAt: Instant | undefined) => {
  if (!said) return level;
  return issuedAt !== undefined && issuedAt > said.at ? graver(said.level, level) : said.level;
};

/** What is known of a day and the next, at `now`: a person's word first, then a bulletin of less than twelve hours. */
export const situationOn = (watch: Watch, day: CivilDay, next: CivilDay, now: Instant): Situation => {
  const feed = watch.bulletin && outlookOn(watch.bulletin, day, now);
  const said = saidOf(watch, day);
  const saidNext = saidOf(watch, next);
  const known = said ? 'person' : feed && feed.level !== 'unknown' ? 'feed' : 'nobody';
  return {
    day,
    level: said?.level ?? feed?.level ?? 'unknown',
    dayAfter: saidNext?.level ?? feed?.dayAfter ?? 'unknown',
    source: known,
    feed,
    calls: {
      day: calledFor(said, feed?.level ?? 'unknown', feed?.issuedAt),
      dayAfter: calledFor(saidNext, feed?.dayAfter ?? 'unknown', feed?.issuedAt),
    },
    ageMinutes: watch.bulletin && minutesBetween(watch.bulletin.issuedAt, now),
  };
};

/** Whether two bulletins say the same: then there is nothing to write but the hour. */
export const sameBulletin = (a: Bulletin | undefined, b: Bulletin): boolean =>
  a !== undefined && a.issuedAt === b.issuedAt && a.department === b.department;
