import { permissions } from '../access/permission.ts';

const team = { coordinator: 'any', 'duty-officer': 'any' } as const;
/** Names and numbers come from the register: only for the agents the mayor named (G11). */
const named = { coordinator: ['named'], 'duty-officer': ['named'], 'social-worker': ['named'] } as const;

export const heatAccess = permissions({
  'heat.view': { what: 'Suivre les appels chaleur, sans les noms', who: { ...team, reviewer: 'any' } },
  'heat.activate': { what: 'Activer, modifier ou clore (à deux) les appels chaleur', who: team },
  'heat.call': { what: 'Appeler les personnes du registre et noter le résultat (agents nommés)', who: named },
  'heat.hand-over': {
    what: 'Écrire et recevoir la relève des appels, préparer la suite pour qui est difficile à joindre',
    who: team,
  },
  'heat.settings': { what: 'Régler les appels chaleur', who: { coordinator: 'any' } },
  'heat.summer-callers': { what: 'Noter qui appelle les jours de chaleur', who: { coordinator: 'any' } },
});
