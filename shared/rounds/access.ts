import { permissions } from '../access/permission.ts';

/** Rounds of deliveries: names, doors and hours; the librarian plans those of the books with the coordination. */
export const roundAccess = permissions({
  'round.view': {
    what: 'Voir les tournées, leurs portes et où elles en sont',
    who: { coordinator: 'any', librarian: 'any' },
  },
  'round.plan': {
    what: 'Préparer les tournées, les envoyer, noter un oui dit au téléphone, les reprendre',
    who: { coordinator: 'any', librarian: 'any' },
  },
  'round.sheet': {
    what: 'Ouvrir et imprimer la feuille d’un porteur : adresses, étages, codes, téléphones (chaque ouverture est notée)',
    who: { coordinator: 'any', librarian: 'any' },
  },
  'round.campaign': {
    what: 'Préparer une campagne de colis et lire son bilan',
    who: { coordinator: 'any' },
  },
});
