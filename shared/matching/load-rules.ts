import type { Mission } from '../missions/mission.ts';
import { endsAt } from '../missions/mission.ts';
import type { Load } from '../offers/load.ts';
import { inWeekOf } from '../offers/load.ts';
import { addDays, type CivilDay, daysBetween } from '../time/civil.ts';
import { frenchDate, frenchDay } from '../time/french.ts';
import { minus, minutesBetween } from '../time/instant.ts';
import { easingIn, inWeek } from '../volunteers/rest/easing.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';
import { paramsOf } from './params.ts';
import type { Rule } from './rule.ts';

const count = (n: number, one: string): string => `${n} ${one}${n > 1 ? 's' : ''}`;

/** « Semaine allégée jusqu’au 20 décembre : » before a bound that a lighter rhythm sets lower than their own word. */
export const because = (
  volunteer: Volunteer,
  day: CivilDay,
  isTheReason: boolean,
  sentence: string,
): string => {
  const eased = isTheReason ? easingIn(volunteer, day) : undefined;
  if (!eased) return sentence;
  return `Semaine allégée jusqu’au ${frenchDate(eased.until)} : ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
};

const others = (load: Load, mission: Mission) =>
  load.entries.filter((entry) => entry.missionId !== mission.id);

export const SAME_TIME: Rule = {
  name: 'same-time',
  whyNot: ({ load }, { mission }) => {
    const end = endsAt(mission);
    return others(load, mission).some(
      (entry) => entry.startsAt < end && minutesBetween(entry.startsAt, mission.startsAt) < entry.minutes,
    )
      ? 'A une autre mission à cette heure.'
      : undefined;
  },
};

export const WEEKLY_CAP: Rule = {
  name: 'weekly-cap',
  whyNot: ({ volunteer, load }, { mission }) => {
    const week = inWeekOf({ ...load, entries: others(load, mission) }, mission.day);
    const { weeklyCap } = inWeek(volunteer, mission.day);
    if (week < weeklyCap) return undefined;
    const sentence = `A déjà ${count(week, 'mission')} cette semaine-là (${weeklyCap} au plus).`;
    return because(volunteer, mission.day, easingIn(volunteer, mission.day)?.cap === weeklyCap, sentence);
  },
};

export const REST_DAYS: Rule = {
  name: 'rest-days',
  whyNot: ({ volunteer, load }, { mission, town }) => {
    const rest = Math.max(inWeek(volunteer, mission.day).restDays, town.caps.restDays);
    const near = others(load, mission).find(
      (entry) => Math.abs(daysBetween(entry.day, mission.day)) <= rest && rest > 0,
    );
    if (!near) return undefined;
    const sentence = `A une mission le ${frenchDay(near.day)} : ${count(rest, 'jour')} de repos entre deux.`;
    const isTheReason = rest > town.caps.restDays && easingIn(volunteer, mission.day)?.restDays === rest;
    return because(volunteer, mission.day, isTheReason, sentence);
  },
};

export const HEAVY_TWICE: Rule = {
  name: 'heavy-twice',
  // Only while a lighter rhythm is agreed, and only of visits that they found heavy themselves.
  whyNot: ({ volunteer, load }, { mission }) => {
    if (!easingIn(volunteer, mission.day)) return undefined;
    const heavy = (load.heavy ?? []).filter(({ missionId }) => missionId !== mission.id);
    const wasLast = heavy.some(({ day }) => day === load.lastServed);
    return wasLast && heavy.some(({ seniorId }) => seniorId === mission.seniorId)
      ? because(volunteer, mission.day, true, 'Pas deux visites éprouvantes de suite.')
      : undefined;
  },
};

/** The last of these hard days whose rest of so many days holds this one. */
export const restingFrom = (
  hard: readonly CivilDay[],
  day: CivilDay,
  restDays: number,
): CivilDay | undefined =>
  hard
    .filter((one) => one <= day && daysBetween(one, day) <= restDays)
    .toSorted()
    .at(-1);

/** The sentence of a rest after a hard visit, its last day included. */
export const restsAfterHard = (hard: CivilDay, days: number): string =>
  `Repos jusqu’au ${frenchDay(addDays(hard, days))}, après une visite éprouvante.`;

export const AFTER_HARD: Rule = {
  name: 'after-hard',
  // Of visits that they found heavy themselves; who reports one is told so beside the question.
  whyNot: ({ volunteer, load }, { mission, town }) => {
    if (!load.heavy?.length) return undefined;
    const { restDays } = inWeek(volunteer, mission.day);
    const rest = Math.max(restDays, town.caps.restDays, paramsOf(town).week.restAfterHardDays);
    const others = load.heavy.filter(({ missionId }) => missionId !== mission.id);
    const hard = restingFrom(
      others.map(({ day }) => day),
      mission.day,
      rest,
    );
    return hard && restsAfterHard(hard, rest);
  },
};

export const OFFERS_LATELY: Rule = {
  name: 'offers-lately',
  whyNot: ({ load }, { town }, now) => {
    const lastWeek = minus(now, { days: 7 });
    const lately = load.offersSentAt.filter((at) => at > lastWeek).length;
    return lately < town.caps.offersPerWeek
      ? undefined
      : `A déjà reçu ${count(lately, 'proposition')} en sept jours.`;
  },
};

/** What one busy week decides, from what a volunteer already carries, and a tie of months does not. */
export const LOAD_RULES: readonly Rule[] = [
  SAME_TIME,
  WEEKLY_CAP,
  REST_DAYS,
  HEAVY_TWICE,
  AFTER_HARD,
  OFFERS_LATELY,
];
