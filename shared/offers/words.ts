import type { DeclineReason, OfferState } from './offer.ts';

export const OFFER_STATE_NAMES: Readonly<Record<OfferState, string>> = {
  sent: 'en attente de réponse',
  accepted: 'oui',
  declined: 'non',
  expired: 'sans réponse',
  closed: 'close (prise par quelqu’un d’autre, ou retirée)',
  'handed-back': 'acceptée puis rendue',
};

export const DECLINE_REASON_NAMES: Readonly<Record<DeclineReason, string>> = {
  busy: 'pas libre',
  'too-far': 'trop loin',
  'not-this-week': 'pas cette semaine',
  'not-for-me': 'pas pour moi',
  other: 'autre raison',
};
