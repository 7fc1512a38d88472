import type { EndReason } from '../../services/goodbye.ts';
import type { FollowedCode, StayCode } from './talk.ts';

export const STAY_NAMES: Readonly<Record<StayCode, string>> = {
  fewer: 'moins de missions',
  'other-missions': 'd’autres missions',
  closer: 'plus près de chez soi',
  'other-hours': 'd’autres horaires',
  company: 'y aller à deux',
  support: 'plus d’écoute de l’équipe',
  training: 'une formation',
  thanks: 'plus de reconnaissance',
  expenses: 'le remboursement des frais',
  nothing: 'rien, c’était le moment',
};

export const FOLLOWED_NAMES: Readonly<Record<FollowedCode, string>> = {
  nothing: 'rien de plus',
  'other-person': 'une autre personne à visiter, plus tard',
  lighter: 'un rythme allégé',
  pause: 'une pause',
  listening: 'orienté vers une écoute',
  stops: 'souhaite s’arrêter',
};

/** Why a tie ended, as it is told to the volunteer whose tie it was. */
export const END_NAMES: Readonly<Record<EndReason, string>> = {
  death: 'décès',
  move: 'déménagement',
  fatigue: 'besoin de s’arrêter',
  'volunteer-left': 'départ du réseau',
  wish: 'souhait de l’un des deux',
  other: 'autre raison',
};
