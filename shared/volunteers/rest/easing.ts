import { addDays, type CivilDay, weekday } from '../../time/civil.ts';
import type { Easing, Volunteer } from '../volunteer.ts';

type Rhythm = Pick<Volunteer, 'eased' | 'weeklyCap' | 'restDays'>;

/** The easing that bounds the ISO week of this day; whole weeks, so that one number holds from Monday to Sunday. */
export const easingIn = ({ eased }: Pick<Rhythm, 'eased'>, day: CivilDay): Easing | undefined => {
  if (!eased) return undefined;
  const monday = addDays(day, 1 - weekday(day));
  return eased.since <= addDays(monday, 6) && monday <= eased.until ? eased : undefined;
};

/** The volunteer as they are in the week of this day: their own word, or less where a lighter rhythm was agreed. */
export const inWeek = <V extends Rhythm>(volunteer: V, day: CivilDay): V => {
  const eased = easingIn(volunteer, day);
  if (!eased) return volunteer;
  return {
    ...volunteer,
    weeklyCap: Math.min(volunteer.weeklyCap, eased.cap),
    restDays: Math.max(volunteer.restDays, eased.restDays ?? 0),
  };
};
