import type { LayeredProblem } from '../shape.ts';

/** What the auction reads in the rows before it begins. */
export type Survey = {
  /** How far apart the ways of one mission are, on average; a share of what tiers add in a week when that is more. */
  readonly spread: number;
  /** No cost is larger. */
  readonly most: number;
  readonly meanPenalty: number;
  /** What each person needed is worth at most to a volunteer who asks nothing, in increasing order. */
  readonly worths: Float64Array;
};

/** `riseShare`: what tiers add in a week counts as spread by this share. O(edges + people log people). */
export const survey = (problem: LayeredProblem, riseShare: number): Survey => {
  const { edgeStart, edgeEnd, edgeCost, penalty, demand, missionCount, tierStart, tierCost, volunteerCount } =
    problem;
  let people = 0;
  for (let m = 0; m < missionCount; m += 1) people += demand[m] ?? 0;
  const worths = new Float64Array(people);
  let spread = 0;
  let most = 0;
  let penalties = 0;
  let place = 0;
  for (let m = 0; m < missionCount; m += 1) {
    const start = edgeStart[m] ?? 0;
    const end = edgeEnd[m] ?? 0;
    const without = penalty[m] ?? 0;
    let low = start < end ? (edgeCost[start] ?? 0) : without;
    let high = low;
    for (let e = start; e < end; e += 1) {
      const cost = edgeCost[e] ?? 0;
      if (cost < low) low = cost;
      else if (cost > high) high = cost;
    }
    spread += high - low;
    if (high > most) most = high;
    if (-low > most) most = -low;
    const penalised = Math.abs(without);
    if (penalised > most) most = penalised;
    if (without > 0) penalties += without;
    for (let k = demand[m] ?? 0; k > 0; k -= 1) {
      worths[place] = without - low;
      place += 1;
    }
  }
  let rise = 0;
  for (let v = 0; v < volunteerCount; v += 1) {
    const first = tierStart[v] ?? 0;
    const last = (tierStart[v + 1] ?? 0) - 1;
    if (last < first) continue;
    const low = tierCost[first] ?? 0;
    const high = tierCost[last] ?? 0;
    rise += high - low;
    most = Math.max(most, high, -low);
  }
  return {
    spread: Math.max(
      missionCount && spread / missionCount,
      volunteerCount && (riseShare * rise) / volunteerCount,
    ),
    most,
    meanPenalty: missionCount && penalties / missionCount,
    worths: worths.sort(),
  };
};

/** The price at which as many missions of the week are offered as wanted, were all volunteers alike. */
export const commonPrice = (worths: Float64Array, tierCost: Float64Array): number => {
  const tiers = tierCost.slice().sort();
  const most = Math.min(worths.length, tiers.length);
  let k = 0;
  while (k < most && (worths[worths.length - 1 - k] ?? 0) > (tiers[k] ?? 0)) k += 1;
  if (k === 0) return tiers[0] ?? 0;
  const next = worths[worths.length - 1 - k] ?? Number.NEGATIVE_INFINITY;
  return Math.max(tiers[k - 1] ?? 0, next);
};
