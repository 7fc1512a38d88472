import type { DutyTold } from '../../../shared/heat/calls/duty-told.ts';
import { impossible } from '../../../shared/result/result.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchTime } from '../../../shared/time/french.ts';

const NOT_YET = 'Personne n’a encore répondu.';

/** Who knows of a distress, in words that claim no more than the records do. */
export const dutySentence = (told: DutyTold): string => {
  switch (told.is) {
    case 'nobody':
      return 'Aucun SMS n’est parti : personne d’astreinte n’est prévenu par téléphone.';
    case 'failed':
      return 'Le SMS à l’astreinte n’est pas parti : elle n’est pas prévenue.';
    case 'leaving':
      return `Un SMS part vers l’astreinte de la ville. ${NOT_YET}`;
    case 'left':
      return `Un SMS est parti à l’astreinte de la ville à ${frenchTime(civilOf(told.at).time)}. ${NOT_YET}`;
    case 'received':
      return `L’astreinte de la ville a reçu un SMS à ${frenchTime(civilOf(told.at).time)}. ${NOT_YET}`;
    case 'answered':
      return `Un agent de la ville s’en occupe depuis ${frenchTime(civilOf(told.at).time)}.`;
    default:
      return impossible(told);
  }
};

/** Nobody can be counted on to have been told: somebody must ring. */
export const isUntold = ({ is }: DutyTold): boolean => is === 'nobody' || is === 'failed';
