import { type CivilDay, daysBetween } from '../../time/civil.ts';
import type { Spell } from '../turnover/spells.ts';
import { FORECAST_PARAMS } from './params.ts';

/** How often people pause, and how soon they come back: chances a day. Both 0 when too few pauses were seen to tell. */
export type Pausing = { readonly begins: number; readonly ends: number; readonly seen: number };

export const NO_PAUSE: Pausing = { begins: 0, ends: 0, seen: 0 };

/**
 * From the pauses of a town: begun ÷ days there and not resting, ended ÷ days resting, over all that was seen. Under five pauses,
 * none is expected: those declared are still counted one by one.
 */
export const pausingOf = (spells: readonly Spell[], today: CivilDay): Pausing => {
  let [begun, ended, there, resting] = [0, 0, 0, 0];
  for (const { wasActive, activeOn, seenFrom, leftOn, rests } of spells) {
    if (!wasActive) continue;
    const from = activeOn !== undefined && activeOn > seenFrom ? activeOn : seenFrom;
    const until = leftOn !== undefined && leftOn < today ? leftOn : today;
    there += Math.max(0, daysBetween(from, until));
    for (const rest of rests) {
      if (rest.from >= until || rest.from < from) continue;
      const to = rest.to !== undefined && rest.to < until ? rest.to : until;
      begun += 1;
      if (rest.to !== undefined && rest.to <= until && rest.to !== leftOn) ended += 1;
      resting += Math.max(0, daysBetween(rest.from, to));
    }
  }
  if (begun < FORECAST_PARAMS.leastPauses || there <= resting) return { ...NO_PAUSE, seen: begun };
  return { begins: begun / (there - resting), ends: resting > 0 ? ended / resting : 0, seen: begun };
};

/**
 * Chance of not being in a pause `days` after a day on which it was known that they were (`wasThere`) or were in one without a
 * date (two states, constant rates). Without pauses seen: still there; still away.
 */
export const chanceThere = ({ begins, ends }: Pausing, wasThere: boolean, days: number): number => {
  const both = begins + ends;
  if (both === 0) return wasThere ? 1 : 0;
  const inTheEnd = ends / both;
  return inTheEnd + ((wasThere ? 1 : 0) - inTheEnd) * Math.exp(-both * days);
};
