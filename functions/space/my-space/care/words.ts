import type { Mood } from '../../../../shared/engagement/check-ins/moods.ts';
import { MONTHS } from '../../../../shared/time/french.ts';
import type { CheckIn } from '../../../../shared/volunteers/check-ins/check-in.ts';

/** The single item of burnout (domain.md §7), in our French; from no sign to the end of one's strength. */
export const BURNOUT_NAMES = [
  'J’y prends plaisir, sans aucun signe d’épuisement',
  'Un peu de pression parfois, moins d’énergie qu’avant, mais pas épuisé',
  'Je m’épuise : un signe ou plus, comme de la fatigue dans le corps ou dans la tête',
  'Ces signes ne passent pas, et j’y pense souvent',
  'Je suis à bout : il faudrait que quelque chose change',
] as const;

export const HORIZON_NAMES: Readonly<Record<NonNullable<CheckIn['horizon']>, string>> = {
  'some-months': 'quelques mois',
  'a-year': 'un an environ',
  longer: 'plus longtemps',
  unsure: 'je ne sais pas',
};
export const SUPPORT_NAMES: Readonly<Record<NonNullable<CheckIn['supported']>, string>> = {
  yes: 'oui',
  rather: 'plutôt oui',
  'rather-not': 'plutôt non',
  no: 'non',
};

/** As on the report: « et vous ? » */
export const MOOD_NAMES: Readonly<Record<Mood, string>> = {
  glad: 'Content·e',
  fine: 'Bien',
  tired: 'Fatigué·e',
  heavy: 'C’était lourd',
};

/** « novembre 2026 », of `2026-11`. */
export const monthName = (month: string): string =>
  `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
