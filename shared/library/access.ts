import { permissions } from '../access/permission.ts';

/** The home library: librarians work here and nowhere else; coordinators too, since they know the readers. */
export const libraryAccess = permissions({
  'library.view': {
    what: 'Lire les fiches de lecture, les sacs, les prêts et les retards',
    who: { librarian: 'any', coordinator: 'any' },
  },
  'library.lend': {
    what: 'Choisir, préparer un sac, prêter, prolonger, noter un retour ou une perte',
    who: { librarian: 'any', coordinator: 'any' },
  },
  'library.profile': {
    what: 'Tenir une fiche de lecture, l’effacer, en donner la copie',
    who: { librarian: 'any', coordinator: 'any' },
  },
  'library.stock': {
    what: 'Reprendre un fichier du fonds, régler la bibliothèque à domicile',
    who: { librarian: 'any', coordinator: 'any' },
  },
});
