import type { VolunteerId } from '../../ids/ids.ts';
import { workingDaysBetween } from '../../time/calendar.ts';
import { type CivilDay, daysBetween } from '../../time/civil.ts';
import type { Town } from '../../town/settings.ts';
import { FEWEST_FOR_A_RATE } from '../turnover/months.ts';
import type { Spell } from '../turnover/spells.ts';

export type AnswerTimes = {
  /** People who applied in the period and whose first word, or whose waiting beyond the delay, is known. */
  readonly of: number;
  readonly inTime: number;
  /** Civil days from the application to the first word; null under five people. */
  readonly medianDays: number | null;
};

const medianOf = (sorted: readonly number[]): number | null => {
  if (sorted.length < FEWEST_FOR_A_RATE) return null;
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

/**
 * How long applicants waited for a first word, in a period. `spokenWith`: the day of the first word with those who are
 * still on the way. Whoever is waiting beyond the delay counts as not in time; whoever is waiting within it does not count
 * yet; whoever was met before first words were written down is not known, and not counted.
 */
export const answerTimes = (
  spells: readonly Spell[],
  spokenWith: ReadonlyMap<VolunteerId, CivilDay>,
  from: CivilDay,
  today: CivilDay,
  { holidayZone, deadlines }: Pick<Town, 'holidayZone' | 'deadlines'>,
): AnswerTimes => {
  const waits: number[] = [];
  let late = 0;
  let inTime = 0;
  for (const spell of spells) {
    const { appliedOn, nth, volunteerId } = spell;
    if (nth !== 1 || appliedOn === undefined || appliedOn < from || appliedOn > today) continue;
    const answered = spell.answeredOn ?? spokenWith.get(volunteerId);
    const isOver = spell.interviewedOn !== undefined || spell.wasActive || spell.leftOn !== undefined;
    if (answered === undefined && isOver) continue;
    const working = workingDaysBetween(appliedOn, answered ?? today, holidayZone);
    if (answered !== undefined) waits.push(daysBetween(appliedOn, answered));
    if (working > deadlines.applicantDays) late += 1;
    else if (answered !== undefined) inTime += 1;
  }
  return { of: late + inTime, inTime, medianDays: medianOf(waits.sort((a, b) => a - b)) };
};
