/** Pages of pauses, silences, goodbyes and returns. */
export const DEPARTURES = '/engagement/mouvements/entretiens';
export const GOODBYES = '/engagement/echanges';
export const QUIET = '/engagement/nouvelles';
export const RETURNS = '/engagement/reprises';
