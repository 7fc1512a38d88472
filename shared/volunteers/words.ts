import type { TravelMode } from '../geo/travel.ts';
import type { Avoidable } from '../seniors/senior.ts';
import type { LeaveReason } from './volunteer.ts';

export const LEAVE_REASON_NAMES: Readonly<Record<LeaveReason, string>> = {
  'no-time': 'manque de temps',
  work: 'travail ou études',
  family: 'famille',
  moved: 'déménagement',
  health: 'santé',
  tired: 'besoin de s’arrêter',
  'not-as-expected': 'ce n’était pas ce qui était attendu',
  'not-supported': 'pas assez de soutien',
  'companion-gone': 'la personne visitée n’est plus là',
  'term-ended': 'fin du temps prévu',
  'other-commitment': 'un autre engagement',
  'application-withdrawn': 'candidature retirée',
  'not-accepted': 'candidature non retenue',
  'no-news': 'sans nouvelles',
  died: 'décès',
  other: 'autre raison',
  'not-said': 'raison non dite',
};

/** What a volunteer may give as a reason; the others are noted by a person. */
export const OWN_LEAVE_REASONS = [
  'no-time',
  'work',
  'family',
  'moved',
  'health',
  'tired',
  'not-as-expected',
  'not-supported',
  'companion-gone',
  'term-ended',
  'other-commitment',
  'other',
  'not-said',
] as const satisfies readonly LeaveReason[];

export const TRAVEL_NAMES: Readonly<Record<TravelMode, string>> = {
  walk: 'à pied',
  bike: 'à vélo',
  bus: 'en bus ou en tram',
  car: 'en voiture',
};

export const AVOID_NAMES: Readonly<Record<Avoidable, string>> = {
  stairs: 'beaucoup de marches',
  'pet-dog': 'un chien',
  'pet-cat': 'un chat',
  smoker: 'de la fumée de tabac',
};

/** Languages offered on forms, by ISO 639-1; French first, then those most heard in French towns. */
export const LANGUAGE_NAMES = {
  fr: 'français',
  ar: 'arabe',
  en: 'anglais',
  es: 'espagnol',
  it: 'italien',
  pt: 'portugais',
  tr: 'turc',
  de: 'allemand',
  pl: 'polonais',
  ru: 'russe',
  vi: 'vietnamien',
  zh: 'chinois',
} as const;
const languages = new Map<string, string>(Object.entries(LANGUAGE_NAMES));
export const languageName = (code: string): string => languages.get(code) ?? code;
