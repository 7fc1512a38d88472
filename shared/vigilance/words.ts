import type { BulletinProblem } from './bulletin.ts';
import type { VigilanceLevel } from './level.ts';

/** Why the level is not known, to whoever has to decide without it. */
export const PROBLEM_WORDS: Readonly<Record<BulletinProblem, string>> = {
  empty: 'Le bulletin est vide.',
  'too-big': 'Le fichier est trop gros pour un bulletin de vigilance.',
  'not-json': 'Le bulletin est coupé ou illisible.',
  'provider-error': 'Météo-France a répondu par une erreur : vérifiez la clé d’accès.',
  'not-a-bulletin': 'Ce n’est pas un bulletin de vigilance.',
  'other-format': 'Le bulletin n’a pas la forme attendue (V6).',
  'no-period': 'Le bulletin ne contient pas la journée en cours.',
  'no-department': 'Le département manque dans le bulletin.',
  'no-heat': 'La canicule n’est pas évaluée : hors saison, ou bulletin incomplet.',
  'not-evaluated': 'Le niveau de canicule n’a pas été évalué.',
  'out-of-step': 'Le bulletin se contredit : il est plus ancien que la journée qu’il annonce.',
  stale: 'Le bulletin a plus de 12 heures : il ne dit plus rien de maintenant.',
  'not-this-day': 'Le bulletin ne parle pas de ce jour.',
};

export const LEVEL_WORDS: Readonly<Record<VigilanceLevel, string>> = {
  unknown: 'inconnu',
  green: 'vert',
  yellow: 'jaune',
  orange: 'orange',
  red: 'rouge',
};
