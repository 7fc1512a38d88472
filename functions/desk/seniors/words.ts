import type { Concern } from '../../../shared/concerns/concern.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { Need, Senior } from '../../../shared/seniors/senior.ts';
import type { Service } from '../../../shared/services/service.ts';
import type { Report } from '../../../shared/visits/report.ts';

export const SENIOR_STATE: Readonly<Record<Senior['state'], string>> = {
  waiting: 'À rencontrer',
  active: 'Accompagnement en cours',
  closed: 'Dossier clos',
};
export const CLOSE_WORDS: Readonly<Record<NonNullable<Senior['closed']>['reason'], string>> = {
  died: 'décès',
  moved: 'déménagement',
  withdrew: 'à sa demande',
  merged: 'réuni avec un autre dossier',
};
export const CHANNEL_WORDS: Readonly<Record<Senior['preferredChannel'], string>> = {
  phone: 'Téléphone',
  letter: 'Courrier',
  sms: 'SMS',
  email: 'Courriel',
  relative: 'Par un proche',
};
export const NEED_WORDS: Readonly<Record<Need, string>> = {
  stairs: 'Beaucoup de marches',
  'pet-dog': 'Un chien',
  'pet-cat': 'Un chat',
  smoker: 'On y fume',
  car: 'On n’y vient qu’en voiture',
};
export const LANGUAGES: readonly (readonly [string, string])[] = [
  ['fr', 'français'],
  ['ar', 'arabe'],
  ['es', 'espagnol'],
  ['it', 'italien'],
  ['pt', 'portugais'],
  ['tr', 'turc'],
  ['en', 'anglais'],
  ['de', 'allemand'],
  ['pl', 'polonais'],
];
export const languageWords = (codes: readonly string[]): string =>
  codes.map((code) => LANGUAGES.find(([known]) => known === code)?.[1] ?? code).join(', ');

export const SERVICE_STATE: Readonly<Record<Service['state'], string>> = {
  proposed: 'proposé',
  open: 'en cours',
  paused: 'en pause',
  closed: 'terminé',
};
export const CADENCE: Readonly<Record<Service['cadence'], string>> = {
  daily: 'chaque jour',
  weekly: 'chaque semaine',
  fortnightly: 'tous les quinze jours',
  'three-weekly': 'toutes les trois semaines',
  monthly: 'chaque mois',
  'two-monthly': 'tous les deux mois',
};
export const MISSION_STATE: Readonly<Record<Mission['state'], string>> = {
  planned: 'à pourvoir',
  offered: 'proposée',
  filled: 'pourvue',
  confirmed: 'confirmée',
  done: 'faite',
  'not-done': 'pas faite',
  cancelled: 'annulée',
  unfilled: 'sans bénévole',
};
export const HER_MOOD: Readonly<Record<NonNullable<Report['her']>, string>> = {
  well: 'va bien',
  'as-usual': 'comme d’habitude',
  low: 'pas le moral',
};
export const CONCERN_STATE: Readonly<Record<Concern['state'], string>> = {
  raised: 'à lire',
  acknowledged: 'lue',
  'acted-on': 'suivie',
  closed: 'close',
};
