import { permissions } from '../access/permission.ts';

/** The weather's level concerns no person: whoever works a hot day reads it; coordination and duty say it. */
export const vigilanceAccess = permissions({
  'vigilance.view': {
    what: 'Voir le niveau de vigilance canicule et ce qui est proposé',
    who: { coordinator: 'any', 'duty-officer': 'any', reviewer: 'any' },
  },
  'vigilance.say': {
    what: 'Noter le niveau de vigilance d’un jour, mettre une proposition de côté',
    who: { coordinator: 'any', 'duty-officer': 'any' },
  },
});
