import type { LoadEntry } from '../../offers/load.ts';
import { type CivilDay, civilOf, daysBetween, HALF_DAYS, halfDayOf } from '../../time/civil.ts';
import { frenchDay, frenchHalfDay } from '../../time/french.ts';
import type { Town } from '../../town/settings.ts';
import { EVENINGS } from '../../volunteers/volunteer.ts';
import { notAgreed } from '../agreement.ts';
import { awayMetres } from '../away.ts';
import { restingFrom, restsAfterHard } from '../load-rules.ts';
import type { Candidate, RuleName } from '../rule.ts';
import { RULES } from '../rules.ts';
import { offersLately } from '../score.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import { count } from './words.ts';

export type WeekRuleName =
  | RuleName
  | 'policy'
  | 'consent'
  | 'set-aside'
  | 'half-day-taken'
  | 'offers-to-come';

/**
 * A hard rule of the week: the sentence that says why not, or undefined. `of` names what of the mission the answer
 * depends on beside the volunteer, as a key: missions of one key share one answer, so that a plan asks it once. Absent:
 * the answer is the pair's own. A test asks every rule both ways.
 */
export type WeekRule = {
  readonly name: WeekRuleName;
  readonly whyNot: (
    volunteer: WeekVolunteer,
    mission: WeekMission,
    problem: WeekProblem,
  ) => string | undefined;
  readonly of?: (mission: WeekMission) => string;
  /** Of a pair's own rule: false where a glance shows that it lets this pair through, so that millions need not ask it. */
  readonly concerns?: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  /** Of a pair's own rule: whether it lets this pair through, without the sentence, that millions need not be given. */
  readonly isLet?: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
};

const slot = (mission: WeekMission): string => `${mission.mission.day} ${mission.mission.time}`;
const OF: Partial<Record<RuleName, (mission: WeekMission) => string>> = {
  'not-active': () => '',
  programme: ({ programme }) => programme.code,
  requirements: ({ programme, mission }) => `${programme.code} ${mission.day}`,
  language: ({ mission }) => mission.languages.join(' '),
  // Evenings are told apart by their hour: whoever works is free from one on.
  'not-free': ({ half, mission }) => (mission.time < EVENINGS[0] ? String(half) : `${half} ${mission.time}`),
  'weekly-cap': () => '',
  'rest-days': ({ mission }) => mission.day,
  'same-time': (mission) => `${slot(mission)} ${mission.mission.durationMinutes}`,
  needs: ({ programme, mission }) => `${programme.place} ${mission.needs.join(' ')}`,
  'by-car': ({ programme, mission }) => `${programme.place} ${mission.needs.includes('car')}`,
  'offers-lately': () => '',
};

const CONCERNS: Partial<Record<RuleName, WeekRule['concerns']>> = {
  'already-asked': (_, { offers }) => offers.size > 0,
  introduction: (_, { mission }) => mission.introduces !== undefined,
  excluded: ({ volunteer }, { senior }) =>
    volunteer.exclusions.length > 0 || (senior?.exclusions?.length ?? 0) > 0,
  'heavy-twice': ({ load }) => (load.heavy?.length ?? 0) > 0,
};

const IS_LET: Partial<Record<RuleName, WeekRule['isLet']>> = {
  'too-far': ({ volunteer }, { mission, programme }) =>
    programme.place === 'phone' || (awayMetres(volunteer, mission) ?? 0) <= volunteer.rangeMetres,
};

/** The volunteer and the mission as the rules of the chain see them. */
export const asCandidate = (volunteer: WeekVolunteer, mission: WeekMission): Candidate => ({
  volunteer: volunteer.volunteer,
  load: volunteer.load,
  offer: mission.offers.get(volunteer.volunteer.id),
});

/** The chain's own rest after a hard visit gives way to the week's, which knows the hard ones of the plan besides. */
const ofTheChain: readonly WeekRule[] = RULES.filter(({ name }) => name !== 'after-hard').map((rule) => ({
  name: rule.name,
  whyNot: (volunteer, mission, { now }) => rule.whyNot(asCandidate(volunteer, mission), mission, now),
  ...(OF[rule.name] ? { of: OF[rule.name] } : {}),
  ...(CONCERNS[rule.name] ? { concerns: CONCERNS[rule.name] } : {}),
  ...(IS_LET[rule.name] ? { isLet: IS_LET[rule.name] } : {}),
}));

const policy: WeekRule = {
  name: 'policy',
  whyNot: (_, { programme }) => {
    if (!programme.on) return `Programme à l’arrêt : ${programme.label.toLowerCase()}.`;
    return programme.who === 'professional' ? 'Réservé aux professionnels.' : undefined;
  },
  of: ({ programme }) => programme.code,
};

const consent: WeekRule = {
  name: 'consent',
  whyNot: (_, mission) => (mission.consented ? undefined : notAgreed(mission.senior)),
  of: ({ consented, senior }) => (consented ? '' : notAgreed(senior)),
};

const setAside: WeekRule = {
  name: 'set-aside',
  whyNot: (volunteer, mission) =>
    mission.forbidden.has(volunteer.volunteer.id)
      ? 'Écarté de cette mission par la coordination.'
      : undefined,
  concerns: (_, { forbidden }) => forbidden.size > 0,
};

/** One mission a half-day (matching.md §1): the way there, the visit and the way back fill it. */
const halfDayTaken: WeekRule = {
  name: 'half-day-taken',
  whyNot: ({ load }, { mission, half }) =>
    load.entries.some(
      (entry) =>
        entry.missionId !== mission.id && entry.day === mission.day && halfOfEntry(entry) === HALF_DAYS[half],
    )
      ? `A déjà une mission ce ${frenchHalfDay(HALF_DAYS[half] ?? 'mon-am')}.`
      : undefined,
  of: ({ mission, half }) => `${mission.day} ${half}`,
};
const halfOfEntry = (entry: LoadEntry) => halfDayOf(entry.day, civilOf(entry.startsAt).time);

const afterHard: WeekRule = {
  name: 'after-hard',
  whyNot: ({ hardDays, restDays, load }, { mission, demanding }, { params }) => {
    const rest = Math.max(restDays, params.restAfterHardDays);
    const isWithin = (from: CivilDay, to: CivilDay) => {
      const days = daysBetween(from, to);
      return days >= 0 && days <= rest;
    };
    const hard = restingFrom(hardDays, mission.day, rest);
    if (hard) return restsAfterHard(hard, rest);
    const next = demanding
      ? load.entries.find((entry) => entry.missionId !== mission.id && isWithin(mission.day, entry.day))
      : undefined;
    return next
      ? `A une mission le ${frenchDay(next.day)}, et celle-ci demande du repos après elle.`
      : undefined;
  },
  of: ({ mission, demanding }) => `${mission.day} ${demanding}`,
};

/**
 * How many offers may still be sent to them: the town's cap for seven days (law 9) less those of the last seven days, as
 * the sender counts them, and those that wait for the morning. Each mission of a plan is one offer when it is sent, so that no week of the plan holds more.
 */
export const offersLeft = ({ loadBefore, promised }: WeekVolunteer, { town, now }: WeekProblem): number =>
  Math.max(0, town.caps.offersPerWeek - offersLately(loadBefore, now) - promised);

/** What keeps them from one more: said alike by the plan, by hand and before sending. */
export const tooManyOffers = ({ caps }: Pick<Town, 'caps'>): string =>
  `Recevrait avec cela plus de ${count(caps.offersPerWeek, 'proposition')} en sept jours.`;

/** Other choices of the same plan, each an offer to come: those the coordinator locked are in the load. */
const offersToCome: WeekRule = {
  name: 'offers-to-come',
  whyNot: (volunteer, { mission }, problem) => {
    const others = volunteer.load.entries.filter(
      ({ missionId }) => missionId !== mission.id && problem.missionOf.has(missionId),
    ).length;
    return others + volunteer.promised > 0 && others >= offersLeft(volunteer, problem)
      ? tooManyOffers(problem.town)
      : undefined;
  },
  of: () => '',
};

const after = (name: RuleName, added: WeekRule) => (rule: WeekRule) =>
  rule.name === name ? [rule, added] : [rule];

/**
 * The hard rules of the week, in the order in which they are told: the mission's own, the coordinator's word, then those
 * of the chain, each followed by what only a week knows. The first that removes an edge is its "why not".
 */
export const WEEK_RULES: readonly WeekRule[] = [
  policy,
  consent,
  setAside,
  ...ofTheChain.flatMap(after('same-time', halfDayTaken)).flatMap(after('rest-days', afterHard)),
  offersToCome,
];

export type Removal = { readonly rule: WeekRuleName; readonly sentence: string };

/** The first rule that keeps this volunteer from this mission, whatever else the plan chooses; undefined: none does. */
export const weekRemovedBy = (
  volunteer: WeekVolunteer,
  mission: WeekMission,
  problem: WeekProblem,
): Removal | undefined => {
  for (const rule of WEEK_RULES) {
    const sentence = rule.whyNot(volunteer, mission, problem);
    if (sentence) return { rule: rule.name, sentence };
  }
  return undefined;
};

/** The mission as it would stand in a volunteer's load. */
export const entryOf = ({ mission }: Pick<WeekMission, 'mission'>): LoadEntry => ({
  missionId: mission.id,
  day: mission.day,
  startsAt: mission.startsAt,
  minutes: mission.durationMinutes,
  state: 'held',
});

const BETWEEN = WEEK_RULES.filter(({ name }) =>
  (['same-time', 'half-day-taken', 'rest-days', 'after-hard'] as const).some((one) => one === name),
);

/**
 * What keeps one volunteer from doing both, told about the second: the very rules, asked with the first in their load
 * (and among their hard ones, if it is demanding). Symmetric but for the sentence.
 */
export const clash = (
  volunteer: WeekVolunteer,
  chosen: WeekMission,
  other: WeekMission,
  problem: WeekProblem,
): Removal | undefined => {
  const withChosen: WeekVolunteer = {
    ...volunteer,
    load: { ...volunteer.load, entries: [entryOf(chosen)] },
    hardDays: chosen.demanding ? [chosen.mission.day] : [],
  };
  for (const rule of BETWEEN) {
    const sentence = rule.whyNot(withChosen, other, problem);
    if (sentence) return { rule: rule.name, sentence };
  }
  return undefined;
};
