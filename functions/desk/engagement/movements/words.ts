import type { FunnelStep } from '../../../../shared/engagement/turnover/funnel.ts';
import type { Rate } from '../../../../shared/engagement/turnover/months.ts';
import { MONTHS } from '../../../../shared/time/french.ts';
import type { AgeBand } from '../../../../shared/volunteers/movements/movement.ts';
import type { Month } from '../../../../shared/volunteers/movements/served.ts';
import { leaveReasonSchema } from '../../../../shared/volunteers/volunteer.ts';
import { LEAVE_REASON_NAMES } from '../../../../shared/volunteers/words.ts';

/** Written where a number is not: unknown, or too few to be told. Never a zero. */
export const TOO_FEW = 'trop peu de personnes';
export const UNKNOWN = 'inconnu';
/** A number that is small, or that would tell of one that is. */
export const NOT_TOLD = 'non dit';

export const plural = (count: number, one: string, many: string): string =>
  `${count}\u00a0${count < 2 ? one : many}`;

export const percent = (share: number): string => `${Math.round(share * 100)}\u00a0%`;

/** « 82 % (28 sur 34) », or why there is none. */
export const rateWords = ({ value, of, among }: Rate): string =>
  value === null ? TOO_FEW : `${percent(value)} (${of} sur ${among})`;

/** Few people by name are not told to whoever does not know them: « moins de 5 »; none at all is said. */
export const fewWords = (count: number, exact: boolean): string =>
  exact || count === 0 || count >= 5 ? String(count) : 'moins de 5';

const SHORT = [
  'janv.',
  'févr.',
  'mars',
  'avr.',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
];
const nameIn = (names: readonly string[], month: Month): string => names[Number(month.slice(5)) - 1] ?? '';
export const shortMonth = (month: Month): string => nameIn(SHORT, month);
export const longMonth = (month: Month): string => `${nameIn(MONTHS, month)}\u00a0${month.slice(0, 4)}`;

/** A length of stay: « 12 jours », « 14 mois ». */
export const stayWords = (days: number): string =>
  days < 61 ? plural(Math.round(days), 'jour', 'jours') : `${Math.round(days / 30.4375)}\u00a0mois`;

export const FUNNEL_NAMES: Readonly<Record<FunnelStep, string>> = {
  applied: 'Candidature',
  interviewed: 'Entretien',
  activated: 'Devenu actif',
  'first-mission': 'Première mission',
};

/** Under a bar. */
export const FUNNEL_SHORT: Readonly<Record<FunnelStep, string>> = {
  applied: 'Candidature',
  interviewed: 'Entretien',
  activated: 'Actif',
  'first-mission': '1re mission',
};

export const BAND_NAMES: Readonly<Record<Exclude<AgeBand, 'unknown'>, string>> = {
  'under-30': 'moins de 30 ans',
  '30-59': '30 à 59 ans',
  '60-74': '60 à 74 ans',
  '75-plus': '75 ans et plus',
};

export const reasonWords = (reason: string): string => {
  const known = leaveReasonSchema.safeParse(reason).data;
  return known ? LEAVE_REASON_NAMES[known] : 'autre raison';
};
