import { civilOf, daysBetween } from '../../shared/time/civil.ts';
import { type Instant, minutesBetween } from '../../shared/time/instant.ts';

export type Deadline = { readonly words: string; readonly pressure: 'late' | 'soon' | 'calm' };

const NBSP = '\u00a0';
const length = (minutes: number): string => {
  if (minutes < 60) return `${Math.max(1, Math.floor(minutes))}${NBSP}min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}${NBSP}h`;
  return `${Math.floor(minutes / (24 * 60))}${NBSP}jours`;
};

/** A deadline in words: « dans 3 h », « en retard de 2 jours ». Soon = less than four hours away. */
export const deadlineWords = (due: Instant, now: Instant): Deadline => {
  const minutes = minutesBetween(now, due);
  if (minutes < 0) return { words: `en retard de ${length(-minutes)}`, pressure: 'late' };
  if (minutes < 48 * 60)
    return { words: `dans ${length(minutes)}`, pressure: minutes < 4 * 60 ? 'soon' : 'calm' };
  const days = daysBetween(civilOf(now).day, civilOf(due).day);
  return { words: `dans ${days}${NBSP}jours`, pressure: 'calm' };
};
