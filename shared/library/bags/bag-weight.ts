import { type Reader, USUAL_ITEMS } from '../readers/reader.ts';
import { type ItemKind, USUAL_GRAMS } from '../work.ts';
import type { Bag } from './bag.ts';

/** What a carrier has to count on, grams. `isUsual`: nothing is chosen yet, it is what such a bag weighs. */
export type BagWeight = { readonly grams: number; readonly isUsual: boolean };

const kindFor = (reader: Reader | undefined): ItemKind => {
  if (reader?.audio === 'only') return 'audio';
  return reader?.largePrint === 'only' ? 'large-print' : 'book';
};

/**
 * What one delivery weighs on the way, there or back, whichever is heavier. What was chosen is believed, picked or not, however
 * little. Nothing chosen is not nothing carried: then as many things as she wishes for each time, each like those of her last
 * bag that are still at her home, else of the kind that suits her (USUAL_GRAMS). To a reader who left nothing is brought. Pure.
 */
export const bagWeight = ({ items, toPick, toCollect, grams, backGrams, reader }: Bag): BagWeight => {
  const chosen = grams + toPick.reduce((sum, item) => sum + item.grams, 0);
  if (items.length + toPick.length > 0 || reader?.state === 'left')
    return { grams: Math.max(chosen, backGrams), isUsual: false };
  const each = toCollect.length > 0 ? Math.round(backGrams / toCollect.length) : USUAL_GRAMS[kindFor(reader)];
  const usual = each * (reader?.itemsWanted ?? USUAL_ITEMS);
  return { grams: Math.max(usual, backGrams), isUsual: true };
};
