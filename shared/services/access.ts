import { permissions } from '../access/permission.ts';

/** What is arranged for a person: coordinators arrange; her referent reads. */
export const serviceAccess = permissions({
  'service.view': {
    what: 'Lire un accompagnement : rythme, bénévoles, missions prévues',
    who: { coordinator: 'any', 'duty-officer': 'any', 'social-worker': ['referent'] },
  },
  'service.arrange': {
    what: 'Ouvrir, mettre en pause, reprendre ou clore un accompagnement, en changer les bénévoles',
    who: { coordinator: 'any' },
  },
});
