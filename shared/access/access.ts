import { everyStaff, permissions } from './permission.ts';

/** Rows of the session itself: signing in and out, one's own open sessions, the first page. */
export const sessionAccess = permissions({
  'session.open': { what: 'Se connecter', who: { visitor: 'any' } },
  'session.close': { what: 'Se déconnecter', who: everyStaff('any') },
  'session.list-own': { what: 'Voir et fermer ses propres connexions', who: everyStaff('any') },
  'home.view': { what: 'Ouvrir sa page d’accueil', who: everyStaff('any') },
  'town.found': {
    what: 'Créer la ville au premier démarrage, avec le code d’installation',
    who: { visitor: 'any' },
  },
});
