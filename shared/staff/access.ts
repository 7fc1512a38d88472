import { permissions } from '../access/permission.ts';

export const staffAccess = permissions({
  'staff.list': {
    what: 'Voir les comptes de l’équipe',
    who: { coordinator: 'any', 'data-protection-officer': 'any' },
  },
  'staff.invite': { what: 'Ouvrir un compte', who: { coordinator: 'any' } },
  'staff.change': { what: 'Changer le rôle d’un compte, le fermer, le rouvrir', who: { coordinator: 'any' } },
});
