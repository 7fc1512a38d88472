import type { CAPACITIES } from '../../../shared/register/entry.ts';

/** As somebody reads it at home: no law, no abbreviation. */
export const CAPACITY_WORDS: Readonly<Record<(typeof CAPACITIES)[number], string>> = {
  AGE_65: '65 ans ou plus, et vit chez soi',
  UNFIT_60: 'plus de 60 ans, ne peut plus travailler, et vit chez soi',
  DISABLED_ADULT: 'adulte en situation de handicap, et vit chez soi',
};

/** Information owed with the request (G13): what for, free or not, who reads, which rights. */
export const NOTICE = [
  'Le registre d’alerte est facultatif.',
  'Il sert quand la préfecture déclenche un plan d’alerte : grande chaleur, grand froid, inondation. La mairie prend alors de vos nouvelles.',
  'Seuls des agents nommés par le maire le lisent. Le préfet peut le demander pendant l’alerte. Personne d’autre.',
  'Vous pouvez lire ce qui est noté, le faire corriger, en sortir quand vous voulez, sans dire pourquoi. Un appel suffit.',
  'Vos données sont gardées tant que vous êtes au registre, puis effacées un mois après.',
] as const;
