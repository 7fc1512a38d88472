import type { DraftSubject } from '../../../shared/rounds/half-day/draft.ts';
import type { SeenRound } from '../../../shared/rounds/half-day/see-rounds.ts';
import type { Half, RoundState } from '../../../shared/rounds/round.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import type { Tone } from '../../web/components.tsx';

export const HALF_WORDS: Readonly<Record<Half, string>> = { am: 'matin', pm: 'après-midi' };
export const halfDayWords = (day: CivilDay, half: Half): string =>
  `${frenchFullDay(day)}, ${HALF_WORDS[half]}`;

export const halfDayPath = (
  subject: Pick<DraftSubject, 'programme' | 'day' | 'half'>,
  more: Readonly<Record<string, string>> = {},
): string =>
  `/tournees/demi-journee?${new URLSearchParams({ programme: subject.programme, jour: subject.day, moitie: subject.half, ...more })}`;
export const roundPath = (id: string): string => `/tournees/${id}`;

export const doors = (n: number): string => (n === 1 ? 'une porte' : `${n} portes`);

export const kilograms = (grams: number): string =>
  `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(grams / 1_000)} kg`;

/** What a round weighs, as a weighing where nothing is chosen yet is no weighing. */
export const loadWords = ({ grams, stops }: Pick<SeenRound, 'grams' | 'stops'>): string =>
  `${stops.some(({ bring }) => bring.isUsualWeight) ? 'environ ' : ''}${kilograms(grams)}`;

export const TRAVEL_WORDS = {
  walk: 'à pied',
  bike: 'à vélo',
  bus: 'en bus ou tram',
  car: 'en voiture',
} as const;

export const ROUND_WORDS: Readonly<Record<RoundState, readonly [string, Tone]>> = {
  offered: ['attend une réponse', 'warn'],
  accepted: ['acceptée', 'good'],
  'on-the-way': ['en route', 'info'],
  done: ['faite', 'neutral'],
  declined: ['refusée', 'neutral'],
  expired: ['sans réponse', 'neutral'],
  'handed-back': ['rendue', 'neutral'],
  withdrawn: ['reprise', 'neutral'],
};
