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
