import { permissions } from '../access/permission.ts';

/** A file of people is the coordination's to bring in; the data protection officer may see what came, and from where. */
export const importAccess = permissions({
  'import.list': {
    what: 'Voir les fichiers importés et leurs rapports',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
  'import.make': { what: 'Importer un fichier de personnes', who: { coordinator: 'any' } },
});
