import { capital } from '../french/french.ts';
import type { Act } from '../town/act.ts';
import type { MissionState } from './mission.ts';

export const MISSION_STATE_NAMES: Readonly<Record<MissionState, string>> = {
  planned: 'prévue',
  offered: 'proposée',
  filled: 'acceptée',
  confirmed: 'confirmée',
  done: 'faite',
  'not-done': 'non faite',
  cancelled: 'annulée',
  unfilled: 'sans bénévole',
};

/** What a mission is, as a sentence names it: « la sortie a eu lieu ». A call is no visit: nobody comes. */
export const ACT_NAMES: Readonly<Record<Act, string>> = {
  visit: 'la visite',
  call: 'l’appel',
  books: 'la visite',
  outing: 'la sortie',
  parcel: 'la visite',
  help: 'le coup de main',
};

/** « La sortie » */
export const actTitle = (act: Act): string => {
  const name = ACT_NAMES[act];
  return capital(name);
};
