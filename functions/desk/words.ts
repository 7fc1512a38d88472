import type { Role } from '../../shared/staff/staff.ts';

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  'social-worker': 'réseau de vigilance',
  coordinator: 'coordination',
  librarian: 'bibliothèque',
  'duty-officer': 'astreinte',
  reviewer: 'direction et élus',
  'data-protection-officer': 'protection des données',
};
export const roleWords = (role: Role): string => ROLE_WORDS[role];

const ROLE_DUTIES: Readonly<Record<Role, string>> = {
  'social-worker': 'Signale une personne, suit ce qu’elle devient.',
  coordinator: 'Voit et conduit toute la chaîne dans la ville, règle la ville, ouvre les comptes.',
  librarian: 'Prépare les livres portés à domicile.',
  'duty-officer': 'Assure la journée et les urgences quand la coordination est absente.',
  reviewer: 'Voit des chiffres, jamais des personnes.',
  'data-protection-officer': 'Lit les traces et répond aux demandes de droits.',
};
/** What the role is for, for whoever chooses one. */
export const roleDuty = (role: Role): string => ROLE_DUTIES[role];

/** « 0,13 € » from millionths. */
export const euros = (microEuros: number): string =>
  `${(microEuros / 1_000_000).toLocaleString('fr', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}\u00a0€`;
