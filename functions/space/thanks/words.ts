import type { ThankYou } from '../../../shared/volunteers/thanks/thank-you.ts';

export const RECEIVED = '/espace/mots';

/** « un mot vous attend », « 3 mots »: for the line of the first page. */
export const receivedWords = (all: readonly Pick<ThankYou, 'state'>[]): string => {
  const unread = all.filter(({ state }) => state === 'carried').length;
  if (unread > 0) return unread === 1 ? 'un mot vous attend' : `${unread} mots vous attendent`;
  if (all.length === 0) return 'aucun pour le moment';
  return all.length === 1 ? 'un mot' : `${all.length} mots`;
};
