import { addWorkingDays, type HolidayZone } from '../../time/calendar.ts';
import { type CivilDay, civilTime, dayOf, daysBetween, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { Joining, Volunteer } from '../volunteer.ts';

/** The house closes: what was promised for a day is late from then on. */
const EVENING = civilTime('18:00');

/**
 * A file that has not moved for so many working days is looked at again: four weeks are enough for an extract to come by
 * post and a training to be found. A choice of this project.
 */
export const FILE_DAYS = 20;

type Rules = Pick<Town, 'holidayZone'> & { readonly deadlines: Pick<Town['deadlines'], 'applicantDays'> };

const endOf = (day: CivilDay, days: number, zone: HolidayZone): Instant =>
  instantOf(addWorkingDays(day, days, zone), EVENING);

/**
 * When this wait becomes too long: the evening of the n-th working day after the one on which it began. After a date that
 * was agreed on, one working day to write down what came of it.
 */
export const dueAfter = (
  step: Joining['step'],
  since: Instant,
  interviewAt: Instant | undefined,
  { holidayZone, deadlines }: Rules,
): Instant => {
  switch (step) {
    case 'answer':
    case 'appointment':
      return endOf(dayOf(since), deadlines.applicantDays, holidayZone);
    case 'interview':
      return endOf(dayOf(interviewAt ?? since), 1, holidayZone);
    case 'file':
      return endOf(dayOf(since), FILE_DAYS, holidayZone);
  }
};

/** A wait that begins now; what is already known of the application goes on with it, its tries and its task do not. */
export const waitFor = (
  step: Joining['step'],
  known: Pick<Joining, 'answeredAt' | 'interviewAt'>,
  town: Rules,
  now: Instant,
): Joining => ({
  step,
  since: now,
  dueBy: dueAfter(step, now, known.interviewAt, town),
  tries: [],
  ...(known.answeredAt ? { answeredAt: known.answeredAt } : {}),
  ...(step === 'interview' && known.interviewAt ? { interviewAt: known.interviewAt } : {}),
});

/**
 * What somebody who applied waits for. Undefined once they are active, resting or gone. Whoever applied before waits were
 * written down is read as waiting since their application, or since their interview.
 */
export const joiningOf = (volunteer: Volunteer, town: Rules): Joining | undefined => {
  const { state, joining, appliedAt, interviewedAt } = volunteer;
  if (state !== 'candidate' && state !== 'interviewed') return undefined;
  if (joining) return joining;
  return state === 'candidate'
    ? waitFor('answer', {}, town, appliedAt)
    : waitFor('file', {}, town, interviewedAt ?? appliedAt);
};

/** Whether somebody has waited too long for us. Waiting for a date that was agreed on is nobody's delay. */
export const isLate = ({ dueBy }: Pick<Joining, 'dueBy'>, now: Instant): boolean => dueBy <= now;

/** Days that this wait has lasted, in civil days; 0 on its first. */
export const daysWaited = ({ since }: Pick<Joining, 'since'>, now: Instant): number =>
  Math.max(0, daysBetween(dayOf(since), dayOf(now)));

/** When the agenda tells that it has become too long; undefined once told, or when nobody waits. */
export const lateLook = ({ state, joining }: Volunteer): Instant | undefined =>
  (state === 'candidate' || state === 'interviewed') && joining && !joining.lateAt
    ? joining.dueBy
    : undefined;
