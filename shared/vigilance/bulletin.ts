import * as z from 'zod';
import { ok, type Result, refused } from '../result/result.ts';
import { type CivilDay, civilDaySchema, civilOf } from '../time/civil.ts';
import { type Instant, instant, instantSchema, minus } from '../time/instant.ts';
import { departmentSchema, graver, type VigilanceLevel, vigilanceLevelSchema } from './level.ts';

/** Why nothing, or not everything, could be read of what the provider sent. */
export const BULLETIN_PROBLEMS = [
  'empty',
  'too-big',
  'not-json',
  'provider-error',
  'not-a-bulletin',
  'other-format',
  'no-period',
  'no-department',
  'no-heat',
  'not-evaluated',
  'out-of-step',
  'stale',
  'not-this-day',
] as const;
export type BulletinProblem = (typeof BULLETIN_PROBLEMS)[number];

/** What one bulletin says of the heat of one département. */
export const bulletinSchema = z.object({
  department: departmentSchema,
  issuedAt: instantSchema,
  /** Day J and, from about 6:00 on, day J+1; levels as read, `unknown` where the bulletin does not say. */
  days: z
    .array(
      z.object({
        day: civilDaySchema,
        level: vigilanceLevelSchema,
        from: instantSchema,
        until: instantSchema,
        problem: z.enum(BULLETIN_PROBLEMS).optional(),
      }),
    )
    .max(2),
});
export type Bulletin = z.infer<typeof bulletinSchema>;

/** Larger than any map ever published by a factor of five. */
const MAX_CHARACTERS = 5_000_000;
/** A bulletin older than this says nothing of now (domain.md §9); one this much older than the day it opens neither. */
export const STALE_HOURS = 12;

const isoInstant = z.iso.datetime({ offset: true }).transform(instant);
/** Colours come as numbers or strings; 0 and −1 mean « not evaluated ». */
const colour = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,2}$/)
    .transform(Number),
]);
const heatItem = z.object({
  phenomenon_id: z.union([z.string(), z.number()]).transform(String),
  phenomenon_max_color_id: z.unknown(),
  timelaps_items: z.unknown().optional(),
});
const domain = z.object({
  domain_id: z.union([z.string(), z.number()]).transform(String),
  phenomenon_items: z.array(z.unknown()).optional(),
});
const period = z.object({
  echeance: z.string(),
  begin_validity_time: isoInstant,
  end_validity_time: isoInstant,
  timelaps: z.object({ domain_ids: z.array(z.unknown()).max(1_000) }),
});
const product = z.object({ update_time: isoInstant, periods: z.array(z.unknown()).max(20) });

const COLOURS: Readonly<Record<number, VigilanceLevel>> = { 1: 'green', 2: 'yellow', 3: 'orange', 4: 'red' };
const HEAT = '6';

const levelOf = (given: unknown): VigilanceLevel => {
  const read = colour.safeParse(given);
  return read.success ? (COLOURS[read.data] ?? 'unknown') : 'unknown';
};

/** The heat of one domain: its own maximum, or a graver hour if an item says so; the domain's maximum is a storm's too. */
const heatOf = (given: unknown): VigilanceLevel | undefined => {
  const item = heatItem.safeParse(given);
  if (!item.success || item.data.phenomenon_id !== HEAT) return undefined;
  const hours = z.array(z.object({ color_id: z.unknown() })).safeParse(item.data.timelaps_items);
  const hourly = hours.success ? hours.data.map(({ color_id }) => levelOf(color_id)) : [];
  return hourly.reduce(graver, levelOf(item.data.phenomenon_max_color_id));
};

type Read = { readonly level: VigilanceLevel; readonly problem?: BulletinProblem };
const unread = (problem: BulletinProblem): Read => ({ level: 'unknown', problem });

const departmentHeat = (domains: readonly unknown[], department: string): Read => {
  const ours = domains.flatMap((given) => {
    const read = domain.safeParse(given);
    return read.success && read.data.domain_id === department ? [read.data] : [];
  });
  if (ours.length === 0) return unread('no-department');
  const heat = ours
    .flatMap((one) => (one.phenomenon_items ?? []).map(heatOf))
    .filter((level) => level !== undefined);
  if (heat.length === 0) return unread('no-heat');
  const level = heat.reduce(graver, 'unknown');
  return level === 'unknown' ? unread('not-evaluated') : { level };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads one vigilance map, format V6, for the heat (phenomenon 6) of one département. Never throws, and never takes
 * silence for green: what is missing, broken, not evaluated or out of step with its own date is `unknown`, with the
 * reason. Source: domain.md §9 and the real maps of August 2026.
 */
export const readBulletin = (text: string, department: string): Result<Bulletin, BulletinProblem> => {
  const body = text.replace(/^\uFEFF/, '').trim();
  if (body === '') return refused('empty');
  if (body.length > MAX_CHARACTERS) return refused('too-big');
  const json = parseJson(body);
  if (json === undefined) return refused('not-json');
  const wrapped = z.object({ product: z.unknown() }).safeParse(json);
  if (!wrapped.success || wrapped.data.product === undefined) {
    const error = z.union([
      z.object({ code: z.unknown() }),
      z.object({ message: z.unknown() }),
      z.object({ fault: z.unknown() }),
    ]);
    return refused(error.safeParse(json).success ? 'provider-error' : 'not-a-bulletin');
  }
  const read = product.safeParse(wrapped.data.product);
  if (!read.success) return refused('other-format');
  const { update_time: issuedAt, periods } = read.data;
  const days = periods.flatMap((given) => {
    const one = period.safeParse(given);
    if (!one.success || !/^J1?$/.test(one.data.echeance)) return [];
    const { begin_validity_time: from, end_validity_time: until, timelaps } = one.data;
    const isFirst = one.data.echeance === 'J';
    // Both opened by hours that belong together: J from its issue to midnight, J1 the next civil day.
    const inStep =
      from < until && issuedAt < until && (!isFirst || minus(from, { hours: STALE_HOURS }) <= issuedAt);
    const heat = inStep ? departmentHeat(timelaps.domain_ids, department) : unread('out-of-step');
    return [{ day: civilOf(from).day, from, until, isFirst, ...heat }];
  });
  const first = days.find(({ isFirst }) => isFirst);
  if (!first) return refused('no-period');
  const next = days.find(({ isFirst, day }) => !isFirst && day > first.day);
  // A map whose own first day is out of step is an old one under a new date, or the reverse: none of it is believed.
  const tomorrow = next && first.problem === 'out-of-step' ? { ...next, ...unread('out-of-step') } : next;
  return ok({
    department,
    issuedAt,
    days: [first, tomorrow].flatMap((one) => {
      if (!one) return [];
      const { isFirst: _, ...day } = one;
      return [day];
    }),
  });
};

export type Outlook = {
  readonly day: CivilDay;
  readonly level: VigilanceLevel;
  readonly dayAfter: VigilanceLevel;
  readonly validUntil: Instant | undefined;
  readonly issuedAt: Instant;
  readonly problem?: BulletinProblem;
};

/**
 * What a bulletin says of one civil day and the next, as seen at `now`: older than twelve hours, it says nothing any
 * more. Yesterday's evening map still speaks of today through its second day.
 */
export const outlookOn = (bulletin: Bulletin, day: CivilDay, now: Instant | undefined): Outlook => {
  const { issuedAt } = bulletin;
  const at = bulletin.days.findIndex((one) => one.day === day);
  const today = bulletin.days[at];
  const isStale = now !== undefined && issuedAt < minus(now, { hours: STALE_HOURS });
  if (isStale || !today)
    return {
      day,
      level: 'unknown',
      dayAfter: 'unknown',
      validUntil: today?.until,
      issuedAt,
      problem: isStale ? 'stale' : 'not-this-day',
    };
  return {
    day,
    level: today.level,
    dayAfter: bulletin.days[at + 1]?.level ?? 'unknown',
    validUntil: today.until,
    issuedAt,
    ...(today.problem ? { problem: today.problem } : {}),
  };
};
