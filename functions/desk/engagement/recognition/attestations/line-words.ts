import type { HourLine, Origin } from '../../../../../shared/engagement/recognition/hours/line.ts';
import {
  frenchKilometres,
  frenchMinutes,
} from '../../../../../shared/engagement/recognition/hours/totals.ts';
import { TRAVEL_NAMES } from '../../../../../shared/volunteers/words.ts';

const ORIGINS: Readonly<Record<Origin, string>> = {
  said: 'dite au compte rendu',
  planned: 'prévue',
  estimated: 'estimée',
  agreed: 'corrigée, acceptée',
  unknown: '',
};

export const minutesCell = ({ minutes, from }: HourLine): string =>
  minutes === undefined ? 'inconnue' : `${frenchMinutes(minutes)}, ${ORIGINS[from]}`;
export const journeyCell = ({ journey }: HourLine): string => {
  if (!journey) return '';
  if (journey.metres === undefined) return 'inconnue';
  return `${frenchKilometres(journey.metres)} ${TRAVEL_NAMES[journey.mode]}, ${ORIGINS[journey.from]}`;
};
