import { everyStaff, permissions } from '../access/permission.ts';

export const townAccess = permissions({
  'town.view': { what: 'Voir les réglages de la ville', who: everyStaff('any') },
  'town.change': { what: 'Changer les réglages de la ville', who: { coordinator: 'any' } },
});
