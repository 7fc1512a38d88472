import { permissions } from '../access/permission.ts';

const team = { coordinator: 'any' } as const;

/** Volunteers are read and changed by coordinators; the officer for data protection reads a file to answer its owner. */
export const volunteerAccess = permissions({
  'volunteer.list': { what: 'Voir la liste des bénévoles', who: team },
  'volunteer.view': {
    what: 'Lire la fiche d’un bénévole et son histoire',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
  'volunteer.edit': { what: 'Modifier la fiche d’un bénévole, ses binômes, ses exclusions', who: team },
  'volunteer.join': { what: 'Noter un entretien ou une pièce, rendre actif, faire revenir', who: team },
  'volunteer.rest': { what: 'Mettre en pause, faire reprendre, noter un départ', who: team },
  'volunteer.contact': {
    what: 'Envoyer le lien « Mon espace », fermer les liens d’un téléphone perdu, rouvrir son numéro, noter un refus ou un accord de SMS',
    who: team,
  },
  'volunteer.export': {
    what: 'Télécharger tout ce qui est conservé sur un bénévole',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
});
