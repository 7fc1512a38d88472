import { impossible } from '../../result/result.ts';
import { civilTime } from '../../time/civil.ts';
import { frenchTime } from '../../time/french.ts';
import type { Violation } from './by-hand.ts';
import type { LeftOut } from './why-left-out.ts';

const NBSP = '\u00a0';

/** How a dimension of loads is said: 1,500 with `per` 1,000 and unit « kg » is « 1,5 kg ». */
export type LoadWords = { readonly unit: string; readonly per: number };

/** « 1 h 05 », « 12 min », rounded up: nobody is late by 0 min. For problems in seconds. */
export const spanWords = (seconds: number): string => {
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}${NBSP}min`;
  return rest === 0 ? `${hours}${NBSP}h` : `${hours}${NBSP}h${NBSP}${String(rest).padStart(2, '0')}`;
};

/** « 9 h 30 », to the minute before. For problems in seconds since midnight. */
export const clockWords = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return frenchTime(civilTime(`${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`));
};

const amountWords = (by: number, load: LoadWords | undefined): string => {
  const { unit, per } = load ?? { unit: 'de charge', per: 1 };
  return `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(by / per)}${NBSP}${unit}`;
};

/** What is wrong with a round made by hand, in a sentence without a name: the page shows it beside the visit or the carrier. */
export const violationWords = (violation: Violation, loads: readonly LoadWords[]): string => {
  switch (violation.reason) {
    case 'late':
      return `Arrivée ${spanWords(violation.by)} après la fin du créneau.`;
    case 'not-this-carrier':
      return 'Cette visite est réservée à un autre porteur.';
    case 'twice':
      return 'Cette visite est deux fois dans la tournée.';
    case 'over-load':
      return `Trop chargé\u00a0: ${amountWords(violation.by, loads[violation.dimension])} de trop.`;
    case 'over-time':
      return `Tournée trop longue de ${spanWords(violation.by)}.`;
    case 'back-too-late':
      return `Fin ${spanWords(violation.by)} après l’heure où le porteur n’est plus disponible.`;
    default:
      return impossible(violation);
  }
};

/** Why a visit is in no round, in a sentence without a name. */
export const leftOutWords = (left: LeftOut): string => {
  switch (left.reason) {
    case 'nobody-may':
      return 'Aucun porteur du jour ne peut faire cette visite.';
    case 'too-heavy':
      return 'Le sac est trop lourd pour chacun des porteurs.';
    case 'out-of-reach':
      return 'Même seule dans une tournée, personne n’y serait dans le créneau.';
    case 'no-room':
      return left.lacks.includes('load')
        ? left.lacks.includes('time')
          ? 'Plus de place\u00a0: selon le porteur, il manque du temps ou de la charge.'
          : 'Plus de place\u00a0: les porteurs qui ont le temps sont déjà chargés au maximum.'
        : 'Plus de place\u00a0: il manque du temps dans chaque tournée.';
    case 'not-worth':
      return `Possible, mais le détour coûte plus que sa priorité (de ${left.by}).`;
    case 'not-placed-yet':
      return 'Une place existe\u00a0: relancez le calcul ou ajoutez la visite à la main.';
    default:
      return impossible(left);
  }
};
