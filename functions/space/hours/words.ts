import type { HourLine, Journey, Origin } from '../../../shared/engagement/recognition/hours/line.ts';
import { frenchKilometres, frenchMinutes } from '../../../shared/engagement/recognition/hours/totals.ts';
import { TRAVEL_NAMES } from '../../../shared/volunteers/words.ts';

const ORIGINS: Readonly<Record<Origin, string>> = {
  said: 'notée par vous',
  planned: 'prévue',
  estimated: 'estimés',
  agreed: 'corrigée',
  unknown: '',
};

/** « 1 h (prévue) »; what is unknown says so. */
export const minutesWords = ({ minutes, from }: Pick<HourLine, 'minutes' | 'from'>): string =>
  minutes === undefined ? 'durée inconnue' : `${frenchMinutes(minutes)} (${ORIGINS[from]})`;

export const journeyWords = ({ mode, metres, from }: Journey): string =>
  metres === undefined
    ? 'distance inconnue'
    : `${frenchKilometres(metres)} ${TRAVEL_NAMES[mode].toLowerCase()}${from === 'estimated' ? ' (estimés)' : ''}`;
