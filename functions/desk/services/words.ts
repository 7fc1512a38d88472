import type { ArrangeRefusal } from '../../../shared/services/arrange/arrange-service.ts';
import type { CloseReason } from '../../../shared/services/arrange/close-service.ts';
import type { Skipped } from '../../../shared/services/plan-service.ts';
import type { Pairing, PairingState, Service, ServiceState } from '../../../shared/services/service.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate, frenchTime } from '../../../shared/time/french.ts';
import type { Tone } from '../../web/components.tsx';

export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
export const CADENCE_WORDS: Readonly<Record<Service['cadence'], string>> = {
  daily: 'chaque jour',
  weekly: 'chaque semaine',
  fortnightly: 'une semaine sur deux',
  'three-weekly': 'toutes les trois semaines',
  monthly: 'toutes les quatre semaines',
  'two-monthly': 'toutes les huit semaines',
};
/** « le mardi et le vendredi », « chaque jour d’appels » */
export const listDaysWords = ({ byList, cadence }: Pick<Service, 'byList' | 'cadence'>): string => {
  const days = (byList?.weekdays ?? []).map((day) => `le ${WEEKDAYS[day - 1] ?? ''}`);
  const last = days.pop();
  if (last === undefined) return 'chaque jour d’appels';
  const which = days.length > 0 ? `${days.join(', ')} et ${last}` : last;
  return cadence === 'daily' || cadence === 'weekly' ? which : `${which}, ${CADENCE_WORDS[cadence]}`;
};

/** « chaque semaine, le mercredi à 14 h 30, 60 min » */
export const rhythmWords = (
  one: Pick<Service, 'cadence' | 'weekday' | 'time' | 'durationMinutes' | 'byList'>,
): string => {
  if (one.byList) return `sur la liste d’appels du jour, ${listDaysWords(one)}`;
  const day = one.cadence === 'daily' ? '' : ` le ${WEEKDAYS[one.weekday - 1] ?? ''}`;
  return `${CADENCE_WORDS[one.cadence]},${day} à ${frenchTime(one.time)}, ${one.durationMinutes}\u00a0min`;
};

export const serviceState = (service: Service): { readonly words: string; readonly tone: Tone } => {
  const states: Readonly<Record<ServiceState, { words: string; tone: Tone }>> = {
    proposed: { words: 'proposé', tone: 'info' },
    open: { words: 'en cours', tone: 'good' },
    paused: {
      words: service.pausedUntil ? `en pause jusqu’au ${frenchDate(service.pausedUntil)}` : 'en pause',
      tone: 'warn',
    },
    closed: { words: 'clos', tone: 'neutral' },
  };
  return states[service.state];
};

export const SKIPPED_WORDS: Readonly<Record<Skipped, string>> = {
  holiday: 'jour férié',
  absent: 'la personne est absente',
  ended: 'après la fin convenue',
  past: 'déjà passé',
  paused: 'en pause',
};

export const PAIRING_WORDS: Readonly<Record<PairingState, string>> = {
  proposed: 'à présenter',
  introduced: 'présenté',
  active: 'lien régulier',
  paused: 'en pause',
  ended: 'terminé',
};
/** The act that leads to a state, as a button says it. */
export const PAIRING_ACTS: Readonly<Record<Exclude<PairingState, 'ended' | 'proposed'>, string>> = {
  introduced: 'Ils se sont rencontrés',
  active: 'Lien régulier',
  paused: 'Mettre en pause',
};
export const END_REASONS: Readonly<Record<NonNullable<Pairing['endReason']>, string>> = {
  wish: 'Un souhait de l’un des deux',
  fatigue: 'Le bénévole est fatigué',
  'volunteer-left': 'Le bénévole s’en va',
  move: 'Un déménagement',
  death: 'Un décès',
  other: 'Une autre raison',
};
/** The same as choices: of a move and a death, it is said whose. */
export const END_CHOICES: typeof END_REASONS = {
  ...END_REASONS,
  move: 'La personne visitée déménage',
  death: 'La personne visitée est décédée',
};
/** « du 3 mars au 10 novembre 2026, un déménagement », of a tie that ended. */
export const tieWords = ({ since, endedAt, endReason }: Pairing): string =>
  [
    `du ${frenchDate(dayOf(since))}${endedAt ? ` au ${frenchDate(dayOf(endedAt))}` : ''}`,
    ...(endReason
      ? [`${END_REASONS[endReason].charAt(0).toLowerCase()}${END_REASONS[endReason].slice(1)}`]
      : []),
  ].join(', ');
export const CLOSE_REASONS: Readonly<Record<Exclude<CloseReason, 'merged' | 'withdrawn'>, string>> = {
  wish: 'Elle ne le souhaite plus',
  move: 'Elle déménage',
  death: 'Elle est décédée',
  other: 'Une autre raison',
};

export const ARRANGE_SENTENCES: Readonly<Record<ArrangeRefusal, string>> = {
  unknown: 'Cet accompagnement n’existe plus.',
  'no-consent':
    'Elle n’a pas donné son accord pour cela. Demandez-le-lui, notez-le dans son dossier, puis revenez.',
  'no-referent': 'Personne ne répond de son dossier : choisissez d’abord un référent.',
  'senior-not-active': 'Cette personne n’est pas accompagnée : ouvrez d’abord son dossier avec elle.',
  'programme-off': 'Ce programme n’est pas ouvert aux bénévoles.',
  'already-open': 'Elle a déjà cet accompagnement : ouvrez-le pour le changer.',
  'not-allowed-here': 'Ce n’est plus possible : l’accompagnement a changé entre-temps.',
  'too-many': 'Trois bénévoles au plus pour une même personne.',
  'already-paired': 'Ce bénévole lui est déjà associé.',
  'not-paired': 'Ce bénévole n’est plus associé.',
};
