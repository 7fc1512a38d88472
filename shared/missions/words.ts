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
