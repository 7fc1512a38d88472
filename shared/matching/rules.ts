import type { Avoidable } from '../seniors/senior.ts';
import type { Instant } from '../time/instant.ts';
import { freedom } from '../volunteers/availability.ts';
import { missingRequirements, missingSentence } from '../volunteers/requirements.ts';
import { keptApart } from '../volunteers/volunteer.ts';
import { awayMetres } from './away.ts';
import {
  AFTER_HARD,
  HEAVY_TWICE,
  LOAD_RULES,
  OFFERS_LATELY,
  REST_DAYS,
  SAME_TIME,
  WEEKLY_CAP,
} from './load-rules.ts';
import type { Candidate, Need, Rule, RuleName } from './rule.ts';

const AVOIDED_WORDS: Readonly<Record<Avoidable, string>> = {
  stairs: 'des escaliers',
  'pet-dog': 'un chien',
  'pet-cat': 'un chat',
  smoker: 'quelqu’un qui fume',
};
const LANGUAGES = new Intl.DisplayNames('fr', { type: 'language' });

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
  SAME_TIME,
  WEEKLY_CAP,
  REST_DAYS,
  HEAVY_TWICE,
  AFTER_HARD,
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
      const avoided = volunteer.avoids.filter((need) => mission.needs.includes(need));
      return avoided.length === 0
        ? undefined
        : `Préfère éviter : ${avoided.map((need) => AVOIDED_WORDS[need]).join(', ')}.`;
    },
  },
  {
    name: 'by-car',
    whyNot: ({ volunteer }, { mission, programme }) =>
      programme.place === 'phone' || !mission.needs.includes('car') || volunteer.travel === 'car'
        ? undefined
        : 'Ne se déplace pas en voiture, et on n’y va pas autrement.',
  },
  OFFERS_LATELY,
];

/** The rules for a lasting tie: whoever is merely busy on the first date may still become the usual visitor. */
export const LASTING_RULES: readonly Rule[] = RULES.filter((rule) => !LOAD_RULES.includes(rule));

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
