import { civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { type AdvanceRefusal, MAX_ADVANCE_DAYS } from '../time/advance.ts';
import type { PhoneState, Sms } from './phones.ts';

/** « samedi 21 novembre 2026, 22 h 38 » */
export const frenchClock = (at: Instant): string => {
  const { day, time } = civilOf(at);
  return `${frenchFullDay(day)}, ${frenchTime(time)}`;
};

export const timeOf = (at: Instant): string => frenchTime(civilOf(at).time);

/** « La ville a 25 h d’avance sur cette machine. », or nothing when it has none. */
export const frenchAhead = (offsetMillis: number): string | undefined => {
  const hours = Math.round(offsetMillis / 3_600_000);
  if (hours < 1) return undefined;
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  const parts = [
    days === 0 ? undefined : days === 1 ? '1\u00a0jour' : `${days}\u00a0jours`,
    rest === 0 ? undefined : `${rest}\u00a0h`,
  ].filter((part) => part !== undefined);
  return `La ville a ${parts.join(' et ')} d’avance sur cette machine.`;
};

export const ADVANCE_PROBLEMS: Readonly<Record<AdvanceRefusal['reason'] | 'stopped', string>> = {
  stopped:
    'Le temps s’est arrêté en chemin, car un travail de fond a échoué. Rien n’est perdu : avancez de nouveau.',
  'not-a-duration':
    'Cette durée n’est pas comprise. Écrivez-la comme PT24H (24 heures), P1D (un jour) ou PT30M (30 minutes).',
  'not-forward': 'Le temps de la démonstration ne va que vers l’avant : donnez une durée positive.',
  'too-far': `Le temps avance d’au plus ${MAX_ADVANCE_DAYS} jours à la fois : faites-le en plusieurs fois.`,
};

export const STATE_WORDS: Readonly<Record<PhoneState, string | undefined>> = {
  reachable: undefined,
  silent: 'Ce téléphone ne répond plus : les SMS envoyés maintenant ne sont pas remis.',
  'opted-out': 'Le propriétaire refuse les SMS : ceux qui sont envoyés maintenant ne sont pas remis.',
};

const FAILURES: Readonly<Record<string, string>> = {
  'Phone is currently unreachable/unavailable': 'le téléphone ne répond pas',
  'Phone number is opted out': 'le propriétaire refuse les SMS',
};

export const deliveryWords = (sms: Sms): string => {
  switch (sms.status) {
    case 'accepted':
      return 'en route';
    case 'delivered':
      return 'remis';
    case 'failed':
      return `non remis : ${FAILURES[sms.reason ?? ''] ?? 'raison inconnue'}`;
  }
};

export const partsWords = (sms: Sms): string =>
  `${sms.parts === 1 ? '1\u00a0partie' : `${sms.parts}\u00a0parties`}, ${sms.encoding}`;
