import type { Capacity } from '../../../shared/register/entry.ts';

/** As somebody reads it at home: no law, no abbreviation. */
export const CAPACITY_WORDS: Readonly<Record<Capacity, string>> = {
  AGE_65: '65 ans ou plus, et vit chez soi',
  UNFIT_60: 'plus de 60 ans, ne peut plus travailler, et vit chez soi',
  DISABLED_ADULT: 'adulte en situation de handicap, et vit chez soi',
  LOCAL_OTHER: 'une autre situation, que la commune accepte aussi',
};
