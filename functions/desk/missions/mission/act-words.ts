import type { Act } from '../../../../shared/town/act.ts';

const GOING = {
  goes: 'Qui y va',
  shouldHave: 'Qui devait y aller',
  went: 'Qui y est allé',
  couldGo: 'Qui pourrait y aller',
  confirms: 'Confirme sa venue…',
  confirmed: 'présence confirmée',
  unconfirmed: 'présence pas encore confirmée',
  cannot: 'Ne peut plus venir…',
  opened: 'L’adresse lui est ouverte.',
  openings: 'Ouvertures de l’adresse',
  openedOnce: 'L’adresse a été ouverte.',
  willGo: 'ira',
  remind: 'Rappelez-lui l’adresse de vive voix',
  missed: 'L’heure est venue sans que personne n’ait pu y aller.',
} as const;

const CALLING: Readonly<Record<keyof typeof GOING, string>> = {
  goes: 'Qui appelle',
  shouldHave: 'Qui devait appeler',
  went: 'Qui a appelé',
  couldGo: 'Qui pourrait appeler',
  confirms: 'Confirme son appel…',
  confirmed: 'appel confirmé',
  unconfirmed: 'appel pas encore confirmé',
  cannot: 'Ne peut plus appeler…',
  opened: 'Le numéro lui est ouvert.',
  openings: 'Ouvertures du numéro',
  openedOnce: 'Le numéro a été ouvert.',
  willGo: 'appellera',
  remind: 'Donnez-lui le numéro de vive voix',
  missed: 'L’heure est venue sans que personne n’ait pu appeler.',
};

/** How one speaks of whoever holds a mission: of a telephone mission nobody comes anywhere. */
export const goingWords = (act: Act): Readonly<Record<keyof typeof GOING, string>> =>
  act === 'call' ? CALLING : GOING;
