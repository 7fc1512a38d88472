import { frenchDate } from '../../time/french.ts';
import type { Easing } from '../../volunteers/volunteer.ts';
import type { Step, Verdict } from './attention.ts';

/** What the coordinator would do next; never more than one for a person. */
export const STEP_NAMES: Readonly<Record<Step, string>> = {
  debrief: 'Proposer un temps d’échange',
  call: 'Appeler pour prendre des nouvelles',
  lighter: 'Proposer un rythme allégé',
  pause: 'Proposer une pause',
  tandem: 'Chercher un second visiteur',
  training: 'Proposer une formation',
  thanks: 'Remercier',
};
/** The same, once it is done. */
export const STEP_DONE: Readonly<Record<Step, string>> = {
  debrief: 'Temps d’échange',
  call: 'Appel',
  lighter: 'Rythme allégé',
  pause: 'Pause proposée',
  tandem: 'Second visiteur cherché',
  training: 'Formation proposée',
  thanks: 'Remerciement',
};
export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  done: 'fait',
  'not-now': 'pas maintenant',
  wrong: 'ce n’est pas juste',
};

/** « 1 mission par semaine au plus, jusqu’au 20 décembre 2026 » */
export const easingWords = ({ cap, restDays, until }: Easing): string =>
  `${restDays ? 'une mission toutes les deux semaines' : `${cap}\u00a0${cap > 1 ? 'missions' : 'mission'} par semaine`} au plus, jusqu’au ${frenchDate(until)}`;
