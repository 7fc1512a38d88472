import { permissions } from '../access/permission.ts';

/** Sums and curves are the reviewer's too; a month of a small network names people, so only whoever knows them sees it. */
export const engagementAccess = permissions({
  'engagement.turnover': {
    what: 'Voir les arrivées et départs sur un an, la courbe de maintien et le parcours d’entrée, sans les noms',
    who: { coordinator: 'any', reviewer: 'any' },
  },
  'engagement.turnover-by-month': {
    what: 'Voir les arrivées et départs mois par mois, et leurs raisons',
    who: { coordinator: 'any' },
  },
  'engagement.attention': {
    what: 'Voir qui a besoin d’un mot cette semaine, et noter la suite donnée (rythme allégé, appel, merci)',
    who: { coordinator: 'any' },
  },
});
