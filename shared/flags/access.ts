import { permissions } from '../access/permission.ts';

/**
 * Anybody of the network may flag, and follow what they flagged. Coordinators settle; the duty officer may call. Which
 * sensitive flag opens to whom is decided record by record (`who-reads.ts`), on top of these rows.
 */
export const flagAccess = permissions({
  'flag.raise': {
    what: 'Signaler une personne',
    who: { 'social-worker': 'any', coordinator: 'any', librarian: 'any', 'duty-officer': 'any' },
  },
  'flag.list-own': {
    what: 'Suivre ses propres signalements',
    who: { 'social-worker': 'any', coordinator: 'any', librarian: 'any', 'duty-officer': 'any' },
  },
  'flag.view': {
    what: 'Lire un signalement (entier, ou le sien seulement)',
    who: {
      coordinator: 'any',
      'duty-officer': 'any',
      'social-worker': ['flagger', 'referent', 'named'],
      librarian: ['flagger'],
    },
  },
  'flag.triage': {
    what: 'Voir la file des signalements',
    who: { coordinator: 'any', 'duty-officer': 'any' },
  },
  'flag.advance': {
    what: 'Faire avancer un signalement (prise en charge, appel, suite)',
    who: { coordinator: 'any', 'duty-officer': 'any', 'social-worker': ['flagger'], librarian: ['flagger'] },
  },
  'flag.take-up': { what: 'Ouvrir un dossier à partir d’un signalement', who: { coordinator: 'any' } },
});
