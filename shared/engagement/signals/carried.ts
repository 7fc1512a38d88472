import type { Load, LoadEntry } from '../../offers/load.ts';
import { addDays, type CivilDay, dayOf, weekday } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import type { Report } from '../../visits/report.ts';
import { easingIn } from '../../volunteers/rest/easing.ts';
import { count, type Fact, type Seen, type TownLoad } from './fact.ts';

/** Four weeks: what a load remembers (days). */
const MONTH_DAYS = 28;
/** Under so many missions, or people, in the town's four weeks, a share says nothing. */
const LEAST_TOWN_MISSIONS = 20;
const LEAST_TOWN_PEOPLE = 5;
const LEAST_OWN_MISSIONS = 5;
/** A share is told from here on, percent, and from three times an equal one. */
const LARGE_SHARE = 15;
const TIMES_EQUAL = 3;
/** A quarter of weeks on end (domain.md §6: nobody is asked to go on without a pause). */
const LONG_WEEKS = 12;

export type Carried = { readonly missions: number; readonly minutes: number };

/** What they carried in the four weeks before today: missions held or done; a round, or a batch of calls, is one. */
export const carriedBy = (load: Load, today: CivilDay): Carried => {
  const from = addDays(today, -MONTH_DAYS);
  const isIn = ({ day, state }: Pick<LoadEntry, 'day'> & { readonly state: LoadEntry['state'] }): boolean =>
    day >= from && day < today && state !== 'offered';
  const entries = load.entries.filter(isIn);
  const rounds = new Set(entries.map(({ roundId, missionId }) => roundId ?? missionId)).size;
  return {
    missions: rounds + (load.calls ?? []).filter(isIn).length,
    minutes: entries.reduce((sum, { minutes }) => sum + minutes, 0),
  };
};

const hours = (minutes: number): string => {
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${whole}\u00a0h` : `${whole}\u00a0h\u00a0${String(rest).padStart(2, '0')}`;
};

/** Four weeks at what they declared as their most, or beyond it. Not while a lighter rhythm holds. */
export const fullWeeks = ({ volunteer, load }: Seen, today: CivilDay): Fact | undefined => {
  if (easingIn(volunteer, today)) return undefined;
  const { missions, minutes } = carriedBy(load, today);
  const most = volunteer.weeklyCap * 4;
  // One a week, kept every week, is what was declared and no more.
  if (missions < most || (missions === most && volunteer.weeklyCap === 1)) return undefined;
  const from = addDays(today, -MONTH_DAYS);
  return {
    kind: 'full-weeks',
    since: from,
    sentence: `${count(missions, 'mission')} en quatre semaines (du ${frenchDate(from)} au ${frenchDate(addDays(today, -1))})${minutes > 0 ? `, soit ${hours(minutes)}` : ''}, pour ${most} au plus déclarées (${volunteer.weeklyCap} par semaine).`,
  };
};

/** A share of the town's missions far above an equal one. Not told of a town too small for shares. */
export const largeShare = ({ volunteer, load }: Seen, town: TownLoad, today: CivilDay): Fact | undefined => {
  if (easingIn(volunteer, today)) return undefined;
  const { missions } = carriedBy(load, today);
  if (town.missions < LEAST_TOWN_MISSIONS || town.people < LEAST_TOWN_PEOPLE || missions < LEAST_OWN_MISSIONS)
    return undefined;
  const share = (100 * missions) / town.missions;
  if (share < Math.max(LARGE_SHARE, (TIMES_EQUAL * 100) / town.people)) return undefined;
  return {
    kind: 'large-share',
    since: addDays(today, -MONTH_DAYS),
    sentence: `${missions} des ${count(town.missions, 'mission')} de toute la ville en quatre semaines (${Math.round(share)}\u00a0%), faites par ${count(town.people, 'bénévole')}.`,
  };
};

const mondayOf = (day: CivilDay): CivilDay => addDays(day, 1 - weekday(day));
const went = ({ outcome }: Report): boolean => outcome !== 'prevented' && outcome !== 'put-off';

/** A mission in every week for three months or more, up to last week at least; the week under way may still be empty. */
export const noPause = ({ reports }: Seen, today: CivilDay): Fact | undefined => {
  const weeks = new Set(reports.filter(went).map(({ at }) => mondayOf(dayOf(at))));
  const thisWeek = mondayOf(today);
  let monday = weeks.has(thisWeek) ? thisWeek : addDays(thisWeek, -7);
  let running = 0;
  while (weeks.has(monday)) {
    running += 1;
    monday = addDays(monday, -7);
  }
  if (running < LONG_WEEKS) return undefined;
  const since = addDays(monday, 7);
  return {
    kind: 'no-pause',
    since,
    sentence: `Au moins une mission chaque semaine depuis ${running} semaines (semaine du ${frenchDate(since)}), sans une semaine de pause.`,
  };
};
