import {
  addDays,
  type CivilDay,
  civilDay,
  civilTime,
  dayOf,
  daysBetween,
  instantOf,
} from '../../../shared/time/civil.ts';
import { type Instant, latest } from '../../../shared/time/instant.ts';
import type { VigilanceLevel } from '../../../shared/vigilance/level.ts';

type Level = Exclude<VigilanceLevel, 'unknown' | 'red'>;
type WaveDay = { readonly day: CivilDay; readonly level: Level };

const on = (day: string, level: Level): WaveDay => ({ day: civilDay(day), level });

/** What Météo-France said of heat over the Doubs in August 2023, one fact a day. */
export const WAVE: readonly WaveDay[] = [
  on('2023-08-16', 'green'),
  on('2023-08-17', 'yellow'),
  on('2023-08-18', 'orange'),
  on('2023-08-19', 'orange'),
  on('2023-08-20', 'orange'),
  on('2023-08-21', 'orange'),
  on('2023-08-22', 'orange'),
  on('2023-08-23', 'orange'),
  on('2023-08-24', 'orange'),
  on('2023-08-25', 'green'),
];
/** The 26th is announced on the last day, and not played. */
const BEYOND: Level = 'green';
const DEPARTMENT = '25';

export type Standing = {
  /** Counted from one, of `WAVE.length`. */
  readonly number: number;
  /** The day of August 2023 for which the town's own day stands. */
  readonly day: CivilDay;
  readonly level: Level;
  readonly dayAfter: Level;
};

/** Where a wave begun at `startedAt` stands at `now`: its first day is the civil day it was begun on. Undefined once over. */
export const standingOf = (startedAt: Instant, now: Instant): Standing | undefined => {
  const at = daysBetween(dayOf(startedAt), dayOf(now));
  const today = WAVE[at];
  return today && { number: at + 1, ...today, dayAfter: WAVE[at + 1]?.level ?? BEYOND };
};

/** Météo-France's hours; the night map keeps any from growing older than the twelve hours after which none is believed. */
const ISSUES = [civilTime('00:00'), civilTime('06:00'), civilTime('16:00')] as const;
const WITH_NEXT_DAY_FROM = civilTime('06:00');
const COLOURS: Readonly<Record<Level, number>> = { green: 1, yellow: 2, orange: 3 };
const [HEAT, STORM] = ['6', '3'];

const period = (echeance: 'J' | 'J1', from: Instant, until: Instant, level: Level) => {
  const item = (phenomenon: string, colour: number) => ({
    phenomenon_id: phenomenon,
    phenomenon_max_color_id: colour,
    timelaps_items: [{ begin_time: from, end_time: until, color_id: colour }],
  });
  const domain = (id: string) => ({
    domain_id: id,
    max_color_id: COLOURS[level],
    phenomenon_items: [item(STORM, COLOURS.green), item(HEAT, COLOURS[level])],
  });
  return {
    echeance,
    begin_validity_time: from,
    end_validity_time: until,
    text_items: { title: 'Rejeu d’août 2023', text: [''] },
    timelaps: { domain_ids: ['FRA', DEPARTMENT].map(domain) },
  };
};

/**
 * The vigilance map in force at `now`, in Météo-France's format V6 as `readBulletin` takes it, dated by the town's own
 * clock: day J until midnight and, from six o'clock on, day J+1. Issued at the latest of the usual hours, never before
 * the replay began: a map that the town already holds is not older. Undefined once the wave is over.
 */
export const waveMap = (startedAt: Instant, now: Instant): string | undefined => {
  const standing = standingOf(startedAt, now);
  if (!standing) return undefined;
  const today = dayOf(now);
  const hour = ISSUES.findLast((time) => instantOf(today, time) <= now) ?? ISSUES[0];
  const issuedAt = latest(instantOf(today, hour), startedAt);
  const midnight = (days: number): Instant => instantOf(addDays(today, days), civilTime('00:00'));
  const { level, dayAfter } = standing;
  return JSON.stringify({
    product: {
      warning_type: 'vigilance',
      version_vigilance: 'V6',
      update_time: issuedAt,
      domain_id: 'FRA',
      global_max_color_id: `${COLOURS[level]}`,
      periods: [
        period('J', issuedAt, midnight(1), level),
        ...(hour >= WITH_NEXT_DAY_FROM ? [period('J1', midnight(1), midnight(2), dayAfter)] : []),
      ],
    },
  });
};
