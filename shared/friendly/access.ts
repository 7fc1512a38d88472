import { permissions } from '../access/permission.ts';

/** Friendly calls are part of accompanying somebody: not the alert register, so no naming by the mayor. */
export const friendlyAccess = permissions({
  'friendly.call': {
    what: 'Suivre les listes d’appels de convivialité, appeler et noter le résultat',
    who: { coordinator: 'any', 'duty-officer': 'any' },
  },
  'friendly.arrange': {
    what: 'Régler les appels de convivialité : jours, heures, personnes suivies',
    who: { coordinator: 'any' },
  },
});
