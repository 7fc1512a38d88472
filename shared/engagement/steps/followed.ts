import { addDays, type CivilDay, dayOf, daysBetween } from '../../time/civil.ts';
import type { Report } from '../../visits/report.ts';
import { count } from '../signals/fact.ts';

/** Before this, nothing can have followed yet (days). */
const SOON_DAYS = 7;
const MONTH_DAYS = 28;

/** « Depuis : 2 missions en 3 semaines, contre 9 dans les quatre semaines d’avant. » Undefined in the first week. */
export const followedBy = (
  decided: CivilDay,
  reports: readonly Report[],
  today: CivilDay,
): string | undefined => {
  const days = daysBetween(decided, today);
  if (days < SOON_DAYS) return undefined;
  const done = (from: CivilDay, to: CivilDay): number =>
    reports.filter(({ outcome, at }) => outcome === 'done' && dayOf(at) >= from && dayOf(at) < to).length;
  const before = done(addDays(decided, -MONTH_DAYS), decided);
  const since = done(decided, addDays(today, 1));
  return `Depuis : ${since === 0 ? 'aucune mission faite' : count(since, 'mission')} en ${count(Math.floor(days / 7), 'semaine')}, contre ${before} dans les quatre semaines d’avant.`;
};
