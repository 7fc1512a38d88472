import { permissions } from '../access/permission.ts';

/** Messages that failed, and what messages cost; the text of a message is shown to nobody. */
export const messageAccess = permissions({
  'message.list': {
    what: 'Voir les SMS qui ne sont pas partis, et leur coût du mois',
    who: { coordinator: 'any' },
  },
  'message.handle': {
    what: 'Prendre un SMS à sa charge, ou laisser partir un SMS retenu',
    who: { coordinator: 'any' },
  },
});
