import { permissions } from '../access/permission.ts';

/** The week's plan names volunteers and the people they would visit: coordination only. */
export const planAccess = permissions({
  'plan.view': {
    what: 'Voir le plan de la semaine : qui irait où, et pourquoi',
    who: { coordinator: 'any' },
  },
  'plan.change': {
    what: 'Proposer la semaine, y déplacer quelqu’un à la main, garder un choix, faire calculer « et si »',
    who: { coordinator: 'any' },
  },
  'plan.send': { what: 'Envoyer les propositions de la semaine', who: { coordinator: 'any' } },
});
