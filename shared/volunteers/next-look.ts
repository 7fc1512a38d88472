import { addDays, civilTime, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { lateLook } from './joining/clock.ts';
import { noticeDay } from './requirements.ts';
import type { Volunteer } from './volunteer.ts';

/** The hour at which the day's changes are made: people are up, the day is still to be arranged. */
const MORNING = civilTime('08:00');

/**
 * When the agenda must look at this volunteer next: at once while something is left to undo, the morning after
 * the last day of a pause, the morning a requirement comes within its notice, the evening an applicant has waited too
 * long. Undefined when nothing is owed.
 */
export const nextLook = (volunteer: Volunteer): Instant | undefined => {
  if (volunteer.winding) return volunteer.winding.since;
  const late = lateLook(volunteer);
  const mornings: Instant[] = late ? [late] : [];
  if (volunteer.state === 'paused' && volunteer.pausedUntil)
    mornings.push(instantOf(addDays(volunteer.pausedUntil, 1), MORNING));
  const notice = noticeDay(volunteer);
  if (notice) mornings.push(instantOf(notice, MORNING));
  return mornings.sort()[0];
};
