import type { MessageKind } from './message.ts';

/** What each message is called on the desk. */
export const MESSAGE_NAMES: Readonly<Record<MessageKind, string>> = {
  offer: 'proposition de mission',
  'accepted-confirmation': 'confirmation après un oui',
  'reminder-day-before': 'rappel de la veille',
  'reminder-two-hours': 'rappel avant la mission',
  'report-request': 'demande de compte rendu',
  'report-nudge': 'relance de compte rendu',
  'exit-missing': '« tout va bien ? »',
  'mission-cancelled': 'annulation de mission',
  'mission-moved': 'changement d’horaire',
  'hand-back-received': 'mission rendue',
  'partner-gone': 'mission à deux : l’autre personne ne vient plus',
  'calls-offer': 'proposition d’appels',
  'calls-reminder': 'rappel des appels du matin',
  'round-offer': 'proposition de tournée',
  'round-confirmation': 'tournée acceptée',
  'round-reminder': 'rappel de tournée',
  'round-changed': 'tournée : une porte annulée',
  'round-withdrawn': 'tournée annulée',
  'round-report': 'demande des nouvelles d’une tournée',
  'thanks-received': 'mots de remerciement reçus',
  milestone: 'anniversaire ou étape de bénévolat',
  'yearly-letter': 'lettre de l’année',
  'gathering-invitation': 'invitation à un rendez-vous',
  'gathering-reminder': 'rappel d’un rendez-vous',
  'gathering-seat': 'place libérée à un rendez-vous',
  'gathering-changed': 'changement d’un rendez-vous',
  'gathering-cancelled': 'annulation d’un rendez-vous',
  'device-code': 'code pour un autre appareil',
  'my-space-link': 'lien vers « Mon espace »',
  'application-received': 'candidature reçue',
  'application-called': 'candidature : un appel est resté sans réponse',
  'interview-fixed': 'date d’entretien',
  welcome: 'bienvenue',
  'pause-confirmed': 'pause notée',
  'pause-over': 'fin de la pause',
  'return-question': '« une date de retour ? »',
  'stay-question': '« vous restez ? »',
  'check-in-question': '« comment allez-vous ? »',
  'leave-confirmed': 'départ noté',
  'summer-question': 'question sur les absences de l’été',
  'attestation-ready': 'attestation prête',
  'expense-paid': 'remboursement fait',
  'coordinator-alert': 'alerte au téléphone d’astreinte',
};

/** Why a message failed, in a sentence for the person who takes over. */
export const failureSentence = (reason: string): string => {
  switch (reason) {
    case 'no-mobile':
      return 'pas de numéro de mobile, ou la personne préfère être appelée';
    case 'invalid-number':
      return 'le numéro n’est pas valable';
    case 'opted-out':
      return 'ce numéro ne reçoit plus nos SMS';
    case 'phone-lost':
      return 'son téléphone est noté perdu ou volé';
    case 'link-closed':
      return 'le lien qu’il portait est fermé depuis';
    case 'refused-by-provider':
      return 'l’opérateur a refusé le message';
    case 'tries-spent':
      return 'l’opérateur ne répond pas';
    case 'too-late':
      return 'il n’était plus temps de l’envoyer';
    case 'unreadable':
      return 'le message n’a pas pu être écrit';
    case 'unreachable':
      return 'le téléphone est resté injoignable';
    case 'blocked':
      return 'le réseau a bloqué le message';
    case 'too-dear':
      return 'le prix dépassait le plafond';
    default:
      return 'le réseau n’a pas remis le message';
  }
};

/** What the network may say of a text that was not delivered (SNS developer guide), in our words. */
const FAILURES: readonly (readonly [RegExp, string])[] = [
  [/opted out/i, 'opted-out'],
  [/invalid phone number/i, 'invalid-number'],
  [/max price/i, 'too-dear'],
  [/spam|blocked/i, 'blocked'],
  [/unreachable|unavailable/i, 'unreachable'],
];
export const failureOf = (providerResponse: string): string =>
  FAILURES.find(([pattern]) => pattern.test(providerResponse))?.[1] ?? 'unknown';
