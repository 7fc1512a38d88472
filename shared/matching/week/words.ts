import type { CivilDay } from '../../time/civil.ts';
import { addDays, daysBetween } from '../../time/civil.ts';
import { frenchDate, frenchDay, frenchTime } from '../../time/french.ts';
import type { Totals } from './plan.ts';
import type { WeekMission, WeekProblem } from './problem.ts';

const NBSP = '\u00a0';

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** « 1 mission », « 2 missions » */
export const count = (n: number, one: string, many = `${one}s`): string => `${n}${NBSP}${n > 1 ? many : one}`;
/** « 1re », « 2e » */
export const ordinal = (n: number): string => (n === 1 ? '1re' : `${n}e`);
export const minutes = (n: number): string => `${n}${NBSP}min`;
/** « 3,6 km », « 800 m » */
export const distance = (metres: number): string =>
  metres < 1_000
    ? `${Math.ceil(metres / 100) * 100}${NBSP}m`
    : `${(Math.ceil(metres / 100) / 10).toString().replace('.', ',')}${NBSP}km`;
/** « a, b et c » */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} et ${items.at(-1) ?? ''}`;

/** When somebody was last there: « ce mois-ci » would age badly, so a day, a month or a month and its year. */
export const lastSeen = (on: CivilDay, today: CivilDay): string => {
  const days = daysBetween(on, today);
  if (days <= 28) return `le ${frenchDay(on)}`;
  const [, month = '', year = ''] = frenchDate(on).split(' ');
  return on > addDays(today, -330) ? `en ${month}` : `en ${month} ${year}`;
};

/** « mardi 1er décembre à 14 h 30 » */
export const momentOf = ({ mission }: WeekMission): string =>
  `${frenchDay(mission.day)} à ${frenchTime(mission.time)}`;
/** « visite de convivialité, Planoise » */
export const placeOf = ({ mission, programme, town }: WeekMission): string => {
  const sector = town.sectors.find(({ code }) => code === mission.sector)?.name;
  const what = programme.label.toLowerCase();
  return sector && programme.place === 'home' ? `${what}, ${sector}` : what;
};

/** What a week counts where somebody is found: missions, or places once one of them takes two people. */
export type Served = 'mission' | 'place';
export const whatIsServed = ({ missions }: Pick<WeekProblem, 'missions'>): Served =>
  missions.some(({ people }) => people > 1) ? 'place' : 'mission';

const moreOrLess = (n: number): string => (n > 0 ? 'de plus' : 'de moins');

/**
 * What a change does to a week, in the units people use, the weightiest first: who is served, who knows whom, the way,
 * whose week fills up. Empty when nothing that anybody would notice differs.
 */
export const changeInWords = (before: Totals, after: Totals, served: Served): readonly string[] => {
  const several = (n: number, one: string, many: string) => (n > 1 ? many : one);
  const rows: readonly (readonly [number, (n: number, by: string) => string])[] = [
    [
      after.found - before.found,
      (n, by) => several(n, `${served} ${by} trouve quelqu’un`, `${served}s ${by} trouvent quelqu’un`),
    ],
    [
      after.usual - before.usual,
      (n, by) => `${several(n, 'visiteur habituel', 'visiteurs habituels')} ${by}`,
    ],
    [after.met - before.met, (n, by) => `${several(n, 'visage déjà connu', 'visages déjà connus')} ${by}`],
    [
      after.first - before.first,
      (n, by) => `${several(n, 'première rencontre', 'premières rencontres')} ${by}`,
    ],
    [
      after.beyondAdvice - before.beyondAdvice,
      (n, by) => `${several(n, 'bénévole', 'bénévoles')} ${by} qu’il vaudrait mieux ménager`,
    ],
    [
      after.atMaximum - before.atMaximum,
      (n, by) =>
        several(n, `bénévole ${by} à son maximum`, `bénévoles ${by} à leur maximum`).concat(' de la semaine'),
    ],
  ];
  const words = rows.flatMap(([n, what]) =>
    n === 0 ? [] : [`${Math.abs(n)}${NBSP}${what(Math.abs(n), moreOrLess(n))}`],
  );
  const travel = after.travelMinutes - before.travelMinutes;
  return [
    ...words,
    ...(travel === 0
      ? []
      : [`${minutes(Math.abs(travel))} de trajet ${moreOrLess(travel)}, tous trajets réunis`]),
  ];
};

/** What follows a semicolon goes on in the same sentence. */
export const goingOn = (sentences: readonly string[]): string =>
  sentences
    .map((one, nth) => (nth === 0 ? one : `${one.charAt(0).toLowerCase()}${one.slice(1)}`))
    .join(' ; ');
