import { capital } from '../../../shared/french/french.ts';
import type { CallSchedule } from '../../../shared/friendly/schedule.ts';
import { type CallTask, isOwed } from '../../../shared/heat/calls/task.ts';
import { CALL_STATE_NAMES, OUTCOME_NAMES, STOP_NAMES, whyHanded } from '../../../shared/heat/words.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { frenchTime } from '../../../shared/time/french.ts';
import type { Tone } from '../../web/components.tsx';
import { WEEKDAYS } from '../services/words.ts';

export const FRIENDLY = '/appels';

/** Two people of one name on one list are told apart by where they live. */
export const apartFrom = (
  among: readonly (Senior | undefined)[],
): ((senior: Senior) => string | undefined) => {
  const times = new Map<string, number>();
  for (const senior of among)
    if (senior) times.set(seniorName(senior), (times.get(seniorName(senior)) ?? 0) + 1);
  return (senior) =>
    (times.get(seniorName(senior)) ?? 0) > 1 ? senior.address.line || undefined : undefined;
};

/** What a call of a list came to, or where it stands. */
export const callResult = (call: CallTask): { readonly words: string; readonly tone: Tone } => {
  switch (call.state) {
    case 'reached':
      return {
        words: capital(OUTCOME_NAMES[call.reached?.outcome ?? 'well']),
        tone: call.reached?.outcome === 'needs-something' ? 'warn' : 'good',
      };
    case 'escalated':
      return {
        words: capital(whyHanded(call) ?? CALL_STATE_NAMES.escalated),
        tone: isOwed(call) ? 'alert' : 'warn',
      };
    case 'stopped':
      return { words: capital(STOP_NAMES[call.stopped?.reason ?? 'not-followed']), tone: 'neutral' };
    case 'open':
      return call.lastOutcome
        ? { words: `À rappeler (${OUTCOME_NAMES[call.lastOutcome]})`, tone: 'info' }
        : { words: 'À appeler', tone: 'info' };
  }
};

const WORKING = '1 2 3 4 5';
const ALL = '1 2 3 4 5 6 7';

/** « les jours ouvrés », « le mardi et le vendredi » */
export const scheduleDaysWords = ({ weekdays }: Pick<CallSchedule, 'weekdays'>): string => {
  const sorted = [...weekdays].sort();
  if (sorted.join(' ') === ALL) return 'tous les jours';
  if (sorted.join(' ') === WORKING) return 'du lundi au vendredi';
  const days = sorted.map((day) => `le ${WEEKDAYS[day - 1] ?? ''}`);
  const last = days.pop() ?? '';
  return days.length > 0 ? `${days.join(', ')} et ${last}` : last;
};

/** « du lundi au vendredi, de 9 h 30 à 18 h » */
export const scheduleWords = (schedule: CallSchedule): string =>
  `${scheduleDaysWords(schedule)}, de ${frenchTime(schedule.hours.from)} à ${frenchTime(schedule.hours.to)}`;

export const DAY_OPTIONS = WEEKDAYS.map((label, i) => ({ value: String(i + 1), label: capital(label) }));

export const MEMBERS = `${FRIENDLY}/personnes`;
export const ADD = `${FRIENDLY}/personnes/jours`;

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n > 1 ? many : one}`;

export const query = (programme: string, more = ''): string => `?programme=${programme}${more}`;
