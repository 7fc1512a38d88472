import type { Senior } from '../seniors/senior.ts';

/** Why nobody may go to her, whoever it is: her file is closed, or not open yet, or she has not agreed to this. */
export const notAgreed = (senior: Pick<Senior, 'state'> | undefined): string => {
  if (senior?.state === 'closed') return 'La personne n’est plus accompagnée, son dossier est clos.';
  if (senior?.state === 'waiting') return 'La personne n’est pas encore accompagnée.';
  return 'La personne n’a pas donné son accord, ou l’a repris.';
};
