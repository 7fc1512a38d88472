import { tierPoints } from '../cost.ts';
import type { WeekProblem } from '../problem.ts';
import type { Pairs } from './pairs.ts';
import { HALF_DAYS_A_WEEK } from './slots.ts';

/** How each pair stands in one solve: left out so far, in the network, or set aside whatever it would gain. */
export const OUT = 0;
export const IN = 1;
export const ASIDE = 2;

/** Where a solve begins: what missions are worth, and which mission each slot of a week holds (-1: none). */
export type Start = { readonly prices: Float64Array; readonly held: Int32Array };

/** What each slot would about cost, and what it holds: it says whom to look at, and proves nothing. */
export type Asks = { readonly asks: Float64Array; readonly held: Int32Array };

/** How much more than needed each bid offers, as a share of the dearest mission: large steps, since prices need only be near. */
const STEP = 1 / 120;
/** Bids per person wanted before prices are taken as they are. */
const MOST_BIDS = 40;

/**
 * What each half-day of each volunteer would about cost, found by an auction in large steps (Bertsekas, 1988) over all pairs:
 * missions bid for their cheapest volunteer, a volunteer keeps the best bids of the week, whoever is outbid bids again.
 * Nothing is proved by it; it only says whom to look at. `held` is the mission that a half-day went to, or -1.
 */
export const roughAsks = (problem: WeekProblem, pairs: Pairs, standing: Uint8Array): Asks => {
  const { missions, volunteers } = problem;
  const tiers = volunteers.map((volunteer) => tierPoints(volunteer, problem).slice(volunteer.locked));
  const load = new Int32Array(volunteers.length);
  const bid = new Float64Array(volunteers.length * HALF_DAYS_A_WEEK);
  const held = new Int32Array(bid.length).fill(-1);
  const step = missions.reduce((most, { penalty }) => Math.max(most, penalty), 1) * STEP;
  /** What a bid has to beat: the bid held; else the week's next tier; else, the week full, the least of its bids. */
  const asks = Float64Array.from(
    bid,
    (_, slot) => tiers[Math.floor(slot / HALF_DAYS_A_WEEK)]?.[0] ?? Number.POSITIVE_INFINITY,
  );
  const leastHeld = (v: number): number => {
    let least = -1;
    for (let s = v * HALF_DAYS_A_WEEK; s < (v + 1) * HALF_DAYS_A_WEEK; s += 1)
      if ((held[s] ?? -1) >= 0 && (least < 0 || (bid[s] ?? 0) < (bid[least] ?? 0))) least = s;
    return least;
  };
  const reprice = (v: number): void => {
    const entry = tiers[v]?.[load[v] ?? 0] ?? bid[leastHeld(v)] ?? Number.POSITIVE_INFINITY;
    for (let s = v * HALF_DAYS_A_WEEK; s < (v + 1) * HALF_DAYS_A_WEEK; s += 1)
      asks[s] = (held[s] ?? -1) >= 0 ? (bid[s] ?? 0) : entry;
  };

  // The neediest first: whoever comes after seldom outbids them.
  const queue = missions
    .flatMap(({ index, people, locked }) => Array.from({ length: people - locked.length }, () => index))
    .sort((a, b) => (missions[b]?.penalty ?? 0) - (missions[a]?.penalty ?? 0) || a - b);
  const most = queue.length * MOST_BIDS;
  for (let head = 0; head < queue.length && head < most; head += 1) {
    const m = queue[head] ?? 0;
    const mission = missions[m];
    if (!mission) continue;
    let best = mission.penalty;
    let second = mission.penalty;
    let at = -1;
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) {
      const slot = pairs.slot[p] ?? 0;
      const points = (pairs.cost[p] ?? 0) + (asks[slot] ?? 0);
      if (points >= second || held[slot] === m || standing[p] === ASIDE) continue;
      if (points < best) {
        second = best;
        best = points;
        at = slot;
      } else second = points;
    }
    if (at < 0) continue;
    const v = Math.floor(at / HALF_DAYS_A_WEEK);
    const offer = (asks[at] ?? 0) + second - best + step;
    let freed = at;
    if ((held[at] ?? -1) < 0) {
      if ((load[v] ?? 0) < (tiers[v]?.length ?? 0)) load[v] = (load[v] ?? 0) + 1;
      else freed = leastHeld(v);
    }
    if (freed >= 0 && (held[freed] ?? -1) >= 0) {
      queue.push(held[freed] ?? 0);
      held[freed] = -1;
    }
    held[at] = m;
    bid[at] = offer;
    reprice(v);
  }
  return { asks, held };
};

/** The same from a plan made before: at its prices a slot asks what the dearest mission besides its own would give for it. */
export const asksAt = (
  problem: WeekProblem,
  pairs: Pairs,
  { prices, held }: Start,
  standing: Uint8Array,
): Asks => {
  const asks = new Float64Array(held.length).fill(Number.NEGATIVE_INFINITY);
  for (const volunteer of problem.volunteers) {
    const first = volunteer.index * HALF_DAYS_A_WEEK;
    const tiers = tierPoints(volunteer, problem).slice(volunteer.locked);
    let load = 0;
    for (let s = first; s < first + HALF_DAYS_A_WEEK; s += 1) if ((held[s] ?? -1) >= 0) load += 1;
    asks.fill(tiers[Math.min(load, tiers.length - 1)] ?? 0, first, first + HALF_DAYS_A_WEEK);
  }
  for (let m = 0; m < problem.missions.length; m += 1) {
    const price = prices[m] ?? 0;
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) {
      const slot = pairs.slot[p] ?? 0;
      const worth = price - (pairs.cost[p] ?? 0);
      if (worth > (asks[slot] ?? 0) && held[slot] !== m && standing[p] !== ASIDE) asks[slot] = worth;
    }
  }
  return { asks, held };
};

/**
 * Puts the pairs to begin with in: for each mission, the few that cost least with what the slot asks, and those that hold it.
 * Which pairs the optimum needs besides is for the completeness check to find; good prices leave it little. O(pairs).
 */
export const putFirst = (
  { missions, params }: WeekProblem,
  pairs: Pairs,
  { asks, held }: Asks,
  standing: Uint8Array,
): void => {
  const keys = new Float64Array(params.candidates);
  const chosen = new Int32Array(params.candidates);
  for (let m = 0; m < missions.length; m += 1) {
    let size = 0;
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) {
      if (standing[p] === ASIDE) continue;
      const slot = pairs.slot[p] ?? 0;
      const key = held[slot] === m ? Number.NEGATIVE_INFINITY : (pairs.cost[p] ?? 0) + (asks[slot] ?? 0);
      if (size === params.candidates && key >= (keys[size - 1] ?? 0)) continue;
      if (size < params.candidates) size += 1;
      let place = size - 1;
      for (; place > 0 && (keys[place - 1] ?? 0) > key; place -= 1) {
        keys[place] = keys[place - 1] ?? 0;
        chosen[place] = chosen[place - 1] ?? 0;
      }
      keys[place] = key;
      chosen[place] = p;
    }
    for (let i = 0; i < size; i += 1) standing[chosen[i] ?? 0] = IN;
  }
};
