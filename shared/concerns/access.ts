import { permissions } from '../access/permission.ts';

/** Concerns: the whole team of the day, and the referent for the people they answer for. */
export const concernAccess = permissions({
  'concern.list': {
    what: 'Voir les inquiétudes en attente (toutes, ou celles des personnes suivies)',
    who: { coordinator: 'any', 'duty-officer': 'any', 'social-worker': 'any' },
  },
  'concern.view': {
    what: 'Lire une inquiétude et ce qui en a été fait',
    who: { coordinator: 'any', 'duty-officer': 'any', 'social-worker': ['referent'] },
  },
  'concern.answer': {
    what: 'Répondre à une inquiétude : en accuser réception, agir, la clore',
    who: { coordinator: 'any', 'duty-officer': 'any', 'social-worker': ['referent'] },
  },
});
