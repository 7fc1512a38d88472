import { permissions } from '../access/permission.ts';

const team = { coordinator: 'any', 'duty-officer': 'any' } as const;

/** The day and its missions: coordination and duty; a referent reads the missions of the people they answer for. */
export const missionAccess = permissions({
  'day.view': { what: 'Voir la journée : ce qui attend, et la suite à donner', who: team },
  'mission.list': { what: 'Voir les missions d’un jour ou d’une semaine', who: team },
  'mission.view': {
    what: 'Lire une mission et son histoire',
    who: { ...team, 'social-worker': ['referent'] },
  },
  'mission.add': { what: 'Ajouter une mission', who: { coordinator: 'any' } },
  'mission.staff': {
    what: 'Chercher quelqu’un pour une mission, noter une réponse, déplacer, annuler, noter un compte rendu',
    who: team,
  },
});
