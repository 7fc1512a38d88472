import { PROPOSAL_PARAMS, type Role } from '../../../shared/matching/pairings/lasting.ts';
import type { PairingProposal } from '../../../shared/matching/pairings/propose.ts';
import { counted } from '../plan/words.ts';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  primary: 'Première personne',
  backup: 'Seconde personne',
};

/** « Pour 12 accompagnements : 10 premières personnes et 8 secondes personnes ; 6 places restent vides. » */
export const summaryWords = (
  { pairs, left }: Pick<PairingProposal, 'pairs' | 'left'>,
  services: number,
): string => {
  const first = pairs.filter(({ role }) => role === 'primary').length;
  const second = pairs.length - first;
  const who = [
    ...(first > 0 ? [counted(first, 'première personne', 'premières personnes')] : []),
    ...(second > 0 ? [counted(second, 'seconde personne', 'secondes personnes')] : []),
  ].join(' et ');
  const rest =
    left.length === 0
      ? 'aucune place ne reste vide'
      : counted(left.length, 'place reste vide', 'places restent vides');
  return `Pour ${counted(services, 'accompagnement')} où il manque quelqu’un : ${who || 'personne à proposer'} ; ${rest}.`;
};

/**
 * How far this proposal may be from the best, in words: proven, or at most so many places, or so many minutes of way of
 * the usual visitors. The gap is the bound's, so the truth may be better, never worse.
 */
export const gapWords = (
  { isBest, points, bound, left }: Pick<PairingProposal, 'isBest' | 'points' | 'bound' | 'left'>,
  isPart: boolean,
): string => {
  const scope = isPart ? ', pour les personnes de cette page' : '';
  if (isBest) return `C’est prouvé : avec ces règles, aucune autre répartition ne ferait mieux${scope}.`;
  const gap = Math.ceil(points - bound);
  if (!Number.isFinite(gap)) return 'Le calcul n’a pas eu le temps d’aboutir : rechargez la page.';
  const places = Math.min(left.length, Math.floor(gap / PROPOSAL_PARAMS.leaveBackup));
  const short = 'Le calcul, limité à deux secondes, n’a pas tout prouvé';
  if (places > 0)
    return `${short} : une autre répartition pourrait pourvoir jusqu’à ${counted(places, 'place')} de plus${scope}.`;
  const minutes = Math.ceil(gap / PROPOSAL_PARAMS.primaryWeight);
  return `${short} : cette proposition est à moins de ${counted(minutes + 1, 'minute')} de trajet du mieux possible, toutes visites réunies${scope}.`;
};
