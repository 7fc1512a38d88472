import type { Dice } from '../dice.ts';
import { ROUND_PARAMS } from '../params.ts';
import { touch, unlink } from '../state/change.ts';
import { refresh } from '../state/refresh.ts';
import type { State } from '../state/state.ts';

/** Visits taken out by one ruin on average, the longest string of them, and the share of strings with some kept inside. */
export type Ruin = { readonly removed: number; readonly longest: number; readonly split: number };

/** Takes `count` visits out of a round, a string of its order that holds `stop`, perhaps with some kept in the middle. */
const removeString = (state: State, dice: Dice, stop: number, count: number, split: number): void => {
  const { splitStop } = ROUND_PARAMS;
  const { next, roundOf, size } = state;
  const r = roundOf[stop] ?? 0;
  const inRound = size[r] ?? 0;
  let kept = 0;
  if (count > 1 && count < inRound && dice.unit() < split) {
    kept = 1;
    while (count + kept < inRound && dice.unit() > splitStop) kept += 1;
  }
  const span = count + kept;
  const start = state.model.stops + 2 * r;
  let place = 1;
  for (let i = next[start] ?? 0; i !== stop; i = next[i] ?? 0) place += 1;
  const earliest = Math.max(1, place - span + 1);
  const latest = Math.min(place, inRound - span + 1);
  const from = earliest + dice.below(latest - earliest + 1);
  // The kept part begins somewhere after the first visit of the string and ends before its last.
  const keptFrom = kept === 0 ? span : 1 + dice.below(count - 1);
  touch(state, r);
  let i = next[start] ?? 0;
  for (let k = 1; k < from; k += 1) i = next[i] ?? 0;
  for (let k = 0; k < span; k += 1) {
    const after = next[i] ?? 0;
    if (k < keptFrom || k >= keptFrom + kept) unlink(state, i);
    i = after;
  }
  refresh(state, r);
};

/**
 * Takes strings out of neighbouring rounds, near a stop drawn at random (SISR, section 5.1): what is freed lies side by side, in space
 * and in the order of visits, so that rounds can exchange it.
 */
export const ruin = (state: State, dice: Dice, { removed, longest, split }: Ruin): void => {
  const { model, roundOf, size, version } = state;
  const { stops, near, nearCount } = model;
  const served = stops - state.absentCount;
  if (served === 0) return;
  let used = 0;
  for (let r = 0; r < model.carriers; r += 1) if ((size[r] ?? 0) > 0) used += 1;
  const most = Math.min(longest, served / used);
  const mostStrings = (4 * removed) / (1 + most) - 1;
  const strings = Math.floor(dice.unit() * mostStrings + 1);
  const seed = dice.below(stops);
  let done = 0;
  for (let k = 0; k < nearCount && done < strings; k += 1) {
    const stop = near[seed * nearCount + k] ?? 0;
    const r = roundOf[stop] ?? -1;
    if (r === -1 || version[r] === -1) continue;
    const atMost = Math.min(size[r] ?? 0, most);
    removeString(state, dice, stop, Math.floor(dice.unit() * atMost + 1), split);
    done += 1;
  }
};
