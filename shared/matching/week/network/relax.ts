import type { Result } from '../../../result/result.ts';
import { resolveLayered } from '../../layered/again/resolve.ts';
import { solveFrom } from '../../layered/again/start.ts';
import { checkProblem, type LayeredProblem } from '../../layered/problem.ts';
import type { LayeredRefusal } from '../../layered/shape.ts';
import { type Solved, solveLayered } from '../../layered/solve.ts';
import { IN, OUT, type Start } from '../pairs/candidates.ts';
import type { Pairs } from '../pairs/pairs.ts';
import type { WeekMission, WeekProblem } from '../problem.ts';
import { layeredOf } from './network.ts';
import { worthOfOneMore } from './worth.ts';

/** The optimum of the week without rest between its own choices, and the prices that prove it. */
export type Relaxed = {
  readonly solved: Solved;
  readonly cost: number;
  /** Missions of each volunteer, locked ones not among them; and by slot of their week, -1 where none. */
  readonly missionsOf: ReadonlyMap<number, readonly WeekMission[]>;
  readonly held: Int32Array;
  /** Prices that prove the cost, and what one more volunteer would be worth: of many such prices, the least. */
  readonly missionPrice: Float64Array;
  readonly worth: () => Float64Array;
  /** What a volunteer asks for a slot of their week, whatever the mission: their half-day's price and their week's. */
  readonly slotAsks: Float64Array;
};

const readBack = (problem: WeekProblem, solved: Solved): Relaxed => {
  const { solution, problem: layered } = solved;
  const missionsOf = new Map<number, WeekMission[]>();
  const held = new Int32Array(layered.slotCount).fill(-1);
  for (const mission of problem.missions) {
    const end = layered.edgeEnd[mission.index] ?? 0;
    for (let e = layered.edgeStart[mission.index] ?? 0; e < end; e += 1) {
      if (solution.taken[e] !== 1) continue;
      const slot = layered.edgeSlot[e] ?? 0;
      held[slot] = mission.index;
      const volunteer = layered.slotOwner[slot] ?? 0;
      const mine = missionsOf.get(volunteer);
      if (mine) mine.push(mission);
      else missionsOf.set(volunteer, [mission]);
    }
  }
  return {
    solved,
    cost: solution.objective,
    missionsOf,
    held,
    missionPrice: solution.missionPrice,
    worth: () => worthOfOneMore(layered, solution),
    slotAsks: solution.slotPrice.map(
      (price, slot) => price + (solution.volunteerPrice[layered.slotOwner[slot] ?? 0] ?? 0),
    ),
  };
};

/** Costs come from checked numbers, so that a refusal is a fault of this file and not of a town. */
const sure = <T>(result: Result<T, LayeredRefusal>): T => {
  if (result.ok) return result.value;
  const { reason, of, index } = result.refusal;
  throw new Error(`a week that cannot be solved: ${reason}, ${of} ${index}`);
};

/** The pairs of a week and how each stands: more come in as the completeness check finds them. */
export type Choices = { readonly pairs: Pairs; readonly standing: Uint8Array };

const takenAt = (
  { missionCount, edgeStart, edgeEnd, edgeSlot }: LayeredProblem,
  held: Int32Array,
): Uint8Array => {
  const taken = new Uint8Array(edgeSlot.length);
  for (let m = 0; m < missionCount; m += 1)
    for (let e = edgeStart[m] ?? 0; e < (edgeEnd[m] ?? 0); e += 1)
      if (held[edgeSlot[e] ?? 0] === m) taken[e] = 1;
  return taken;
};

/** Solves over the pairs that are in: from nothing, or from the prices and choices of a plan made before. */
export const solveOnce = (problem: WeekProblem, { pairs, standing }: Choices, start?: Start): Relaxed => {
  const layered = sure(checkProblem(layeredOf(problem, pairs, standing)));
  const solved = start
    ? solveFrom(layered, { missionPrice: start.prices, taken: takenAt(layered, start.held) })
    : solveLayered(layered);
  return readBack(problem, solved);
};

export type Added = { readonly mission: number; readonly slot: number; readonly cost: number };

/** Solves again with a few pairs more, from the prices and choices of before. */
export const solveAgain = (problem: WeekProblem, before: Relaxed, added: readonly Added[]): Relaxed => {
  const changes = added.map((one) => ({ kind: 'put-edge' as const, ...one }));
  return readBack(problem, sure(resolveLayered(before.solved, changes)));
};

type Tempting = Added & { readonly pair: number; readonly gain: number };

/**
 * Pairs left out whose reduced cost is negative: they could make the plan cheaper, so they are put in, for each mission the
 * most tempting first and not all at once. None: the optimum over the pairs held is the optimum over all pairs, by the
 * dual prices. O(pairs), one pass through memory.
 */
export const putBack = (
  problem: WeekProblem,
  { pairs, standing }: Choices,
  relaxed: Relaxed,
): readonly Added[] =>
  problem.missions.flatMap((mission) => {
    const price = relaxed.missionPrice[mission.index] ?? 0;
    const tempting: Tempting[] = [];
    const end = pairs.start[mission.index + 1] ?? 0;
    for (let pair = pairs.start[mission.index] ?? 0; pair < end; pair += 1) {
      const cost = pairs.cost[pair] ?? 0;
      if (cost >= price || standing[pair] !== OUT) continue;
      const slot = pairs.slot[pair] ?? 0;
      const gain = price - cost - (relaxed.slotAsks[slot] ?? 0);
      if (gain > 0) tempting.push({ mission: mission.index, slot, cost, pair, gain });
    }
    const first = tempting
      .sort((a, b) => b.gain - a.gain || a.pair - b.pair)
      .slice(0, problem.params.candidates);
    for (const { pair } of first) standing[pair] = IN;
    return first.map(({ slot, cost }) => ({ mission: mission.index, slot, cost }));
  });
