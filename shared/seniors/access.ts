import { permissions } from '../access/permission.ts';

/** Files of seniors: coordinators of the town; a referent of the network reads the files they answer for, and only these. */
export const seniorAccess = permissions({
  'senior.list': { what: 'Chercher parmi les personnes accompagnées', who: { coordinator: 'any' } },
  'senior.view': {
    what: 'Lire le dossier d’une personne',
    who: { coordinator: 'any', 'social-worker': ['referent'], 'duty-officer': ['referent'] },
  },
  'senior.create': { what: 'Ouvrir un dossier', who: { coordinator: 'any' } },
  'senior.edit': {
    what: 'Modifier un dossier, noter une absence, une réponse au questionnaire',
    who: { coordinator: 'any', 'social-worker': ['referent'] },
  },
  'senior.hand-over': { what: 'Changer le référent', who: { coordinator: 'any' } },
  'senior.close': { what: 'Clore ou rouvrir un dossier', who: { coordinator: 'any' } },
  'senior.merge': { what: 'Réunir deux dossiers', who: { coordinator: 'any' } },
});
