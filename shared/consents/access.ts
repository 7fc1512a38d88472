import { permissions } from '../access/permission.ts';

export const consentAccess = permissions({
  'consent.record': {
    what: 'Noter ou retirer un accord',
    who: { coordinator: 'any', 'social-worker': ['referent'] },
  },
  'consent.print': {
    what: 'Imprimer les accords donnés',
    who: { coordinator: 'any', 'social-worker': ['referent'] },
  },
});
