import type { Relaxed } from '../network/relax.ts';
import type { Start } from '../pairs/candidates.ts';
import { HALF_DAYS_A_WEEK, slotOf } from '../pairs/slots.ts';
import { freshStanding, solveNetwork, type Workshop } from '../workshop.ts';
import { frame, type Weekly } from './patterns.ts';
import { forgetLost, type Kept, keepSome, setAsideNear, tiredIn } from './rest.ts';

/** Who would go by these weeks, by slot: the first to name a mission has it. */
export const heldBy = ({ problem }: Pick<Workshop, 'problem'>, weekly: Weekly): Int32Array => {
  const held = new Int32Array(problem.volunteers.length * HALF_DAYS_A_WEEK).fill(-1);
  const wanted = Int32Array.from(problem.missions, ({ people, locked }) => people - locked.length);
  for (const volunteer of problem.volunteers)
    for (const index of weekly(volunteer.index)) {
      const mission = problem.missions[index];
      if (!mission || (wanted[index] ?? 0) === 0) continue;
      wanted[index] = (wanted[index] ?? 0) - 1;
      held[slotOf(volunteer, mission)] = index;
    }
  return held;
};

/**
 * A plan in which everybody rests, near the best at these prices: each volunteer's working days are those of a week that
 * leaves them rest, and the network is solved over those days. What days cannot say, a demanding mission or two that
 * overlap, is settled by keeping, for whoever is concerned, what would lose most, and solving again. `start`: prices and
 * choices to begin the first solve at, those of a network like this one.
 */
export const rested = (
  shop: Workshop,
  prices: Float64Array,
  around: Weekly,
  {
    start: first,
    mostChecks = shop.problem.params.frameChecks,
  }: { readonly start?: Start; readonly mostChecks?: number } = {},
): Relaxed => {
  const { problem, pairs, weeks, work } = shop;
  const framed = freshStanding(shop);
  frame(shop, around, prices, framed);
  const kept: Kept = new Map();
  let start = first;
  for (let round = 0; ; round += 1) {
    const standing = framed.slice();
    if (kept.size > 0) setAsideNear(problem, pairs, weeks, kept, standing);
    const relaxed = solveNetwork(shop, standing, { ...(start ? { start } : {}), mostChecks });
    const tired = tiredIn(problem, weeks, relaxed);
    if (tired.length === 0) return relaxed;
    work.settled += 1;
    if (round < problem.params.repairRounds) forgetLost(kept, relaxed);
    keepSome(problem, tired, relaxed, weeks, kept);
    start = startAt(relaxed);
  }
};

/** Where another solve may begin: at the end of this one. */
export const startAt = ({ missionPrice, held }: Relaxed): Start => ({ prices: missionPrice, held });

const weeksIn =
  ({ missionsOf }: Relaxed): Weekly =>
  (volunteer) =>
    (missionsOf.get(volunteer) ?? []).map(({ index }) => index);

/** Share of what is open that a frame has to gain for another to be drawn. Range 0–0.1. */
const WORTH_ANOTHER = 0.005;

/**
 * Frames drawn around a plan hold it, so that the network solved within them is as good or better: again until it is not, or
 * until it gains next to nothing of what is `proved` to be open at most, where that is known.
 */
export const improved = (
  shop: Workshop,
  plan: Relaxed,
  prices: Float64Array,
  proved = plan.cost,
): Relaxed => {
  for (let best = plan; ; ) {
    const next = rested(shop, prices, weeksIn(best), { start: startAt(best), mostChecks: 1 });
    const gain = best.cost - next.cost;
    if (gain > 0) best = next;
    if (gain <= Math.max(0, WORTH_ANOTHER * (best.cost - proved))) return best;
  }
};
