import { permissions } from '../access/permission.ts';

const team = { coordinator: 'any', 'duty-officer': 'any' } as const;

/** Tasks belong to the team of the day: whoever is there does them. */
export const taskAccess = permissions({
  'task.list': { what: 'Voir les tâches en attente', who: team },
  'task.close': { what: 'Noter qu’une tâche est faite', who: team },
});
