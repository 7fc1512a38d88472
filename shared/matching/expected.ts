import { type Instant, latest, plus } from '../time/instant.ts';
import type { WaveParams } from './params.ts';
import { type Askable, nextWave, type Search } from './waves.ts';

export type Expected = {
  /** Texts sent until somebody says yes or the waves end, on average. */
  readonly texts: number;
  /** Chance that somebody says yes before the slot, in [0, 1]. */
  readonly chance: number;
};

/** More waves than a search ever sends. */
const MOST_WAVES = 60;

/**
 * What a search from `from` comes to on average if each person answers yes with their own chance, independently, within
 * their wave: a calculation for previews, no forecast. Each wave counts as often as it is reached.
 */
export const expectedSearch = <T extends Askable>(
  search: Search<T>,
  params: WaveParams,
  from: Instant,
): Expected => {
  let [now, nobody, texts] = [from, 1, 0];
  let left = search.ranked;
  for (let wave = 0; wave < MOST_WAVES && now < search.startsAt; wave += 1) {
    const next = nextWave({ ...search, ranked: left }, params, now);
    if (!next) break;
    texts += nobody * next.asked.length;
    nobody *= next.asked.reduce((none, { chance }) => none * (1 - chance), 1);
    const asked = new Set(next.asked.map(({ id }) => id));
    left = left.filter(({ id }) => !asked.has(id));
    now = latest(next.nextAt, plus(now, { minutes: 1 }));
  }
  return { texts, chance: 1 - nobody };
};
