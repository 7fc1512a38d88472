import type { Load } from '../../offers/load.ts';
import type { Offer } from '../../offers/offer.ts';
import type { Service } from '../../services/service.ts';
import { type CivilDay, civilTime, daysBetween, instantOf } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import type { Instant } from '../../time/instant.ts';
import type { Report } from '../../visits/report.ts';
import type { Band } from '../../volunteers/check-ins/check-in.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';

export const FACT_KINDS = [
  'hard-event',
  'heavy-visits',
  'worn-out',
  'full-weeks',
  'large-share',
  'no-pause',
  'concern-raised',
  'late-hand-backs',
  'fewer-yes',
  'slower-replies',
  'missed-check-ins',
  'nothing-offered',
  'sole-link',
  'no-training',
  'no-debrief',
  'no-thanks',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** One thing that is so, as a sentence with its numbers and dates: the coordinator and the volunteer read the same. */
export type Fact = {
  readonly kind: FactKind;
  readonly sentence: string;
  /** Since when it is so: of two alike, who has waited longer comes first. */
  readonly since: CivilDay;
  /** Day of the latest thing it counts: something newer than a decision is told again. */
  readonly latest?: CivilDay | undefined;
};

/** How far back reports and offers are read (days): half a year, the past against which the last weeks are held. */
export const LOOKED_DAYS = 182;

/** What is read about one active volunteer. Nothing older than `LOOKED_DAYS`; what is absent is unknown, not zero. */
export type Seen = {
  readonly volunteer: Volunteer;
  readonly load: Load;
  readonly reports: readonly Report[];
  readonly offers: readonly Offer[];
  /** Services in which they stand or stood. */
  readonly services: readonly Service[];
  /** Days on which the quarter's questions were sent since their last answer. */
  readonly unansweredAsks?: readonly CivilDay[] | undefined;
  /** Of their last check-in, where it is of this quarter: the band alone. */
  readonly checkIn?: { readonly on: CivilDay; readonly band: Band } | undefined;
};

/** Missions of the last four weeks in the whole town, and how many people did them. */
export type TownLoad = { readonly missions: number; readonly people: number };

const NBSP = '\u00a0';
export const count = (n: number, one: string, many = `${one}s`): string => `${n}${NBSP}${n > 1 ? many : one}`;
export const weeksBetween = (from: CivilDay, to: CivilDay): number => Math.floor(daysBetween(from, to) / 7);

const MIDNIGHT = civilTime('00:00');
/** The first instant of a day: half a year of instants is compared with one, not each turned into a day. */
export const startOf = (day: CivilDay): Instant => instantOf(day, MIDNIGHT);

const MOST_DATES = 3;
/** « le 3 novembre 2026 », « les 3 et 9 novembre 2026 », « les 29 octobre et 3 novembre 2026 »; the last three of many. */
export const datesOf = (days: readonly CivilDay[]): string => {
  const shown = [...new Set(days)]
    .sort()
    .slice(-MOST_DATES)
    .map((day) => frenchDate(day).split(' '));
  const words = shown.map(([date = '', month = '', year = ''], i) => {
    const next = shown[i + 1];
    if (next?.[2] !== year) return `${date} ${month} ${year}`;
    return next[1] === month ? date : `${date} ${month}`;
  });
  const last = words.at(-1) ?? '';
  return words.length < 2 ? `le ${last}` : `les ${words.slice(0, -1).join(', ')} et ${last}`;
};
