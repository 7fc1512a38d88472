import { permissions } from '../access/permission.ts';

/** How the town matches: coordination decides; whoever reviews the network may read, counts only. */
export const matchingAccess = permissions({
  'matching.view': {
    what: 'Voir les réglages de l’appariement et ce que répondent les bénévoles, en nombres',
    who: { coordinator: 'any', reviewer: 'any' },
  },
  'matching.change': {
    what: 'Changer les réglages de l’appariement',
    who: { coordinator: 'any' },
  },
});
