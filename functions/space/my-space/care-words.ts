import type { CheckIn } from '../../../shared/engagement/check-ins/check-in.ts';

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
