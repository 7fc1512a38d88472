import * as z from 'zod';

/** A moment in UTC, always `YYYY-MM-DDTHH:MM:SS.mmmZ`, so that text order is time order. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** Seconds since 1970, for the table's time to live only; never compared to decide whether something expired. */
export type EpochSeconds = number & z.BRAND<'EpochSeconds'>;

export const fromMillis = (millis: number): Instant => new Date(millis).toISOString() as Instant;
export const toMillis = (instant: Instant): number => Date.parse(instant);

/** Reads any ISO date-time with an offset; throws on what is not one. */
export const instant = (text: string): Instant => {
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) throw new Error('not an instant');
  return fromMillis(millis);
};

export type Duration = {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
};

const millisOf = (d: Duration): number =>
  (((d.days ?? 0) * 24 + (d.hours ?? 0)) * 60 + (d.minutes ?? 0)) * 60_000 + (d.seconds ?? 0) * 1000;

/** Elapsed time, not civil time: a day here is always 24 hours. */
export const plus = (from: Instant, duration: Duration): Instant =>
  fromMillis(toMillis(from) + millisOf(duration));
export const minus = (from: Instant, duration: Duration): Instant =>
  fromMillis(toMillis(from) - millisOf(duration));
export const minutesBetween = (from: Instant, to: Instant): number =>
  (toMillis(to) - toMillis(from)) / 60_000;
export const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);
export const epochSeconds = (at: Instant): EpochSeconds => Math.floor(toMillis(at) / 1000) as EpochSeconds;
