import type { Mission } from '../missions/mission.ts';
import { endsAt } from '../missions/mission.ts';
import type { Load } from '../offers/load.ts';
import { inWeekOf } from '../offers/load.ts';
import type { Offer } from '../offers/offer.ts';
import type { Senior } from '../seniors/senior.ts';
import { type CivilDay, daysBetween } from '../time/civil.ts';
import { frenchDate, frenchDay } from '../time/french.ts';
import { type Instant, minus, minutesBetween } from '../time/instant.ts';
import type { Programme } from '../town/programme.ts';
import type { Town } from '../town/settings.ts';
import { freedom } from '../volunteers/availability.ts';
import { missingRequirements, missingSentence } from '../volunteers/requirements.ts';
import { easingIn, inWeek } from '../volunteers/rest/easing.ts';
import { keptApart, type Volunteer } from '../volunteers/volunteer.ts';
import { awayMetres } from './away.ts';

/** One volunteer as the rules see them. */
export type Candidate = {
  readonly volunteer: Volunteer;
  readonly load: Load;
  /** The offer already made to them for this mission, whatever came of it. */
  readonly offer: Offer | undefined;
};

/** One mission looking for somebody, with what decides about it. */
export type Need = {
  readonly mission: Mission;
  readonly programme: Programme;
  readonly town: Town;
  /** Her file, for whom she must never meet; nothing else of it bears on the rules. */
  readonly senior?: Pick<Senior, 'id' | 'exclusions' | 'mergedFrom'> | undefined;
};

export type RuleName =
  | 'not-active'
  | 'introduction'
  | 'programme'
  | 'already-asked'
  | 'requirements'
  | 'excluded'
  | 'language'
  | 'not-free'
  | 'weekly-cap'
  | 'rest-days'
  | 'heavy-twice'
  | 'same-time'
  | 'too-far'
  | 'needs'
  | 'offers-lately';

export type Rule = {
  readonly name: RuleName;
  /** The sentence that says why not, or undefined when the rule lets them through. */
  readonly whyNot: (candidate: Candidate, need: Need, now: Instant) => string | undefined;
};

const NEED_WORDS: Readonly<Record<string, string>> = {
  stairs: 'des escaliers',
  'pet-dog': 'un chien',
  'pet-cat': 'un chat',
  smoker: 'quelqu’un qui fume',
};
const LANGUAGES = new Intl.DisplayNames('fr', { type: 'language' });
const count = (n: number, one: string): string => `${n} ${one}${n > 1 ? 's' : ''}`;

/** « Semaine allégée jusqu’au 20 décembre : » before a bound that a lighter rhythm sets lower than their own word. */
const because = (volunteer: Volunteer, day: CivilDay, isTheReason: boolean, sentence: string): string => {
  const eased = isTheReason ? easingIn(volunteer, day) : undefined;
  if (!eased) return sentence;
  return `Semaine allégée jusqu’au ${frenchDate(eased.until)} : ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
};

const others = (load: Load, mission: Mission) =>
  load.entries.filter((entry) => entry.missionId !== mission.id);

/**
 * The hard rules, in the order in which they are told: the first that removes a volunteer is the reason given
 * (matching.md §1). Each is one function, so that a test can remove the reason and see the person come back.
 */
export const RULES: readonly Rule[] = [
  {
    name: 'not-active',
    whyNot: ({ volunteer }) =>
      volunteer.state === 'active'
        ? undefined
        : 'N’est pas disponible en ce moment (pause, départ ou candidature).',
  },
  {
    name: 'introduction',
    whyNot: ({ volunteer }, { mission }) =>
      mission.introduces === undefined || mission.introduces === volunteer.id
        ? undefined
        : 'Place gardée à la personne qui vient se présenter.',
  },
  {
    name: 'already-asked',
    // Asked for another hour is not asked for this one: a moved mission is a new question.
    whyNot: ({ offer }, { mission }) => {
      if (!offer || offer.startsAt !== mission.startsAt) return undefined;
      if (offer.state === 'accepted') return 'Y va déjà.';
      if (offer.state === 'declined') return 'A déjà dit non pour cette mission.';
      if (offer.state === 'handed-back') return 'A rendu cette mission.';
      return 'A déjà reçu cette proposition.';
    },
  },
  {
    name: 'programme',
    whyNot: ({ volunteer }, { programme }) =>
      volunteer.programmes.includes(programme.code)
        ? undefined
        : `Ne souhaite pas : ${programme.label.toLowerCase()}.`,
  },
  {
    name: 'requirements',
    whyNot: ({ volunteer }, { programme, town, mission }) => {
      const missing = missingRequirements(volunteer, programme, town, mission.day);
      return missing.length === 0
        ? undefined
        : `Dossier incomplet : ${missing.map(missingSentence).join(' ; ')}.`;
    },
  },
  {
    name: 'excluded',
    whyNot: ({ volunteer }, { mission, senior }) =>
      keptApart(volunteer, senior ?? { id: mission.seniorId })
        ? 'Ne pas mettre en lien, à la demande de l’un des deux.'
        : undefined,
  },
  {
    name: 'language',
    whyNot: ({ volunteer }, { mission }) =>
      mission.languages.length === 0 || mission.languages.some((code) => volunteer.languages.includes(code))
        ? undefined
        : `Ne parle pas ${mission.languages.map((code) => LANGUAGES.of(code) ?? code).join(' ou ')}.`,
  },
  {
    name: 'not-free',
    whyNot: ({ volunteer }, { mission }) => {
      const word = freedom(volunteer, mission.day, mission.time);
      return word.free ? undefined : `${word.sentence.charAt(0).toUpperCase()}${word.sentence.slice(1)}.`;
    },
  },
  {
    name: 'same-time',
    whyNot: ({ load }, { mission }) => {
      const end = endsAt(mission);
      return others(load, mission).some(
        (entry) => entry.startsAt < end && minutesBetween(entry.startsAt, mission.startsAt) < entry.minutes,
      )
        ? 'A une autre mission à cette heure.'
        : undefined;
    },
  },
  {
    name: 'weekly-cap',
    whyNot: ({ volunteer, load }, { mission }) => {
      const week = inWeekOf({ ...load, entries: others(load, mission) }, mission.day);
      const { weeklyCap } = inWeek(volunteer, mission.day);
      if (week < weeklyCap) return undefined;
      const sentence = `A déjà ${count(week, 'mission')} cette semaine-là (${weeklyCap} au plus).`;
      return because(volunteer, mission.day, easingIn(volunteer, mission.day)?.cap === weeklyCap, sentence);
    },
  },
  {
    name: 'rest-days',
    whyNot: ({ volunteer, load }, { mission, town }) => {
      const rest = Math.max(inWeek(volunteer, mission.day).restDays, town.caps.restDays);
      const near = others(load, mission).find(
        (entry) => Math.abs(daysBetween(entry.day, mission.day)) <= rest && rest > 0,
      );
      if (!near) return undefined;
      const sentence = `A une mission le ${frenchDay(near.day)} : ${count(rest, 'jour')} de repos entre deux.`;
      return because(
        volunteer,
        mission.day,
        rest > Math.max(volunteer.restDays, town.caps.restDays),
        sentence,
      );
    },
  },
  {
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
  },
  {
    name: 'too-far',
    whyNot: ({ volunteer }, { mission, programme }) => {
      if (programme.place === 'phone') return undefined;
      const metres = awayMetres(volunteer, mission);
      return metres === undefined || metres <= volunteer.rangeMetres
        ? undefined
        : `Trop loin : ${(metres / 1000).toFixed(1).replace('.', ',')} km, pour ${(volunteer.rangeMetres / 1000).toFixed(1).replace('.', ',')} km acceptés.`;
    },
  },
  {
    name: 'needs',
    whyNot: ({ volunteer }, { mission, programme }) => {
      if (programme.place === 'phone') return undefined;
      const avoided = mission.needs.filter((need) => volunteer.avoids.includes(need));
      return avoided.length === 0
        ? undefined
        : `Préfère éviter : ${avoided.map((need) => NEED_WORDS[need] ?? need).join(', ')}.`;
    },
  },
  {
    name: 'offers-lately',
    whyNot: ({ load }, { town }, now) => {
      const lastWeek = minus(now, { days: 7 });
      const lately = load.offersSentAt.filter((at) => at > lastWeek).length;
      return lately < town.caps.offersPerWeek
        ? undefined
        : `A déjà reçu ${count(lately, 'proposition')} en sept jours.`;
    },
  },
];

/** What one busy week decides, and a tie of months does not. */
const OF_ONE_WEEK: ReadonlySet<RuleName> = new Set([
  'same-time',
  'weekly-cap',
  'rest-days',
  'heavy-twice',
  'offers-lately',
]);
/** The rules for a lasting tie: whoever is merely busy on the first date may still become the usual visitor. */
export const LASTING_RULES: readonly Rule[] = RULES.filter((rule) => !OF_ONE_WEEK.has(rule.name));

export type Removed = { readonly rule: RuleName; readonly sentence: string };

/** The first rule that removes this volunteer, with its sentence; undefined when they may be asked. */
export const removedBy = (
  candidate: Candidate,
  need: Need,
  now: Instant,
  rules: readonly Rule[] = RULES,
): Removed | undefined => {
  for (const rule of rules) {
    const sentence = rule.whyNot(candidate, need, now);
    if (sentence) return { rule: rule.name, sentence };
  }
  return undefined;
};
