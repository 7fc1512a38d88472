import type { Result } from '../../result/result.ts';
import { checkProblem } from '../layered/problem.ts';
import { resolveLayered } from '../layered/resolve.ts';
import type { LayeredRefusal } from '../layered/shape.ts';
import { type Solved, solveLayered } from '../layered/solve.ts';
import type { Edge, Field } from './candidates.ts';
import { layeredOf, type SetAside, slotOf } from './network.ts';
import type { WeekMission, WeekProblem } from './problem.ts';
import { worthOfOneMore } from './worth.ts';

/** The optimum of the week without rest between its own choices, and the prices that prove it. */
export type Relaxed = {
  readonly solved: Solved;
  readonly cost: number;
  /** Missions of each volunteer, locked ones not among them. */
  readonly missionsOf: ReadonlyMap<number, readonly WeekMission[]>;
  /** Prices that prove the cost, and what one more volunteer would be worth: of many such prices, the least. */
  readonly missionPrice: Float64Array;
  readonly worth: () => Float64Array;
  /** What this volunteer asks for this mission: cost, their half-day's price and their week's. */
  readonly asks: (edge: Edge, mission: WeekMission) => number;
};

const readBack = (problem: WeekProblem, solved: Solved): Relaxed => {
  const { solution, problem: layered } = solved;
  const missionsOf = new Map<number, WeekMission[]>();
  for (const mission of problem.missions) {
    const end = layered.edgeStart[mission.index + 1] ?? 0;
    for (let e = layered.edgeStart[mission.index] ?? 0; e < end; e += 1) {
      if (solution.taken[e] !== 1) continue;
      const volunteer = layered.slotOwner[layered.edgeSlot[e] ?? 0] ?? 0;
      const mine = missionsOf.get(volunteer);
      if (mine) mine.push(mission);
      else missionsOf.set(volunteer, [mission]);
    }
  }
  return {
    solved,
    cost: solution.objective,
    missionsOf,
    missionPrice: solution.missionPrice,
    worth: () => worthOfOneMore(layered, solution),
    asks: (edge, mission) => {
      const volunteer = problem.volunteers[edge.volunteer];
      if (!volunteer) return Number.MAX_SAFE_INTEGER;
      const slot = slotOf(volunteer, mission);
      return edge.cost + (solution.slotPrice[slot] ?? 0) + (solution.volunteerPrice[edge.volunteer] ?? 0);
    },
  };
};

/** Costs come from checked numbers, so that a refusal is a fault of this file and not of a town. */
const sure = <T>(result: Result<T, LayeredRefusal>): T => {
  if (result.ok) return result.value;
  const { reason, of, index } = result.refusal;
  throw new Error(`a week that cannot be solved: ${reason}, ${of} ${index}`);
};

/** Solves over the possible choices as they stand. */
export const solveOnce = (
  problem: WeekProblem,
  edges: readonly (readonly Edge[])[],
  isSetAside: SetAside,
): Relaxed => readBack(problem, solveLayered(sure(checkProblem(layeredOf(problem, edges, isSetAside)))));

export type Added = { readonly mission: WeekMission; readonly edge: Edge };

/** Solves again with a few choices more, from the prices and choices of before. */
export const solveAgain = (problem: WeekProblem, before: Relaxed, added: readonly Added[]): Relaxed => {
  const changes = added.flatMap(({ mission, edge }) => {
    const volunteer = problem.volunteers[edge.volunteer];
    return volunteer
      ? {
          kind: 'put-edge' as const,
          mission: mission.index,
          slot: slotOf(volunteer, mission),
          cost: edge.cost,
        }
      : [];
  });
  return readBack(problem, sure(resolveLayered(before.solved, changes)));
};

/** Possible choices that grow as the completeness check puts back what the nearest few had left out. */
export type Choices = {
  readonly edges: readonly (readonly Edge[])[];
  /** Puts a choice back. */
  readonly add: (mission: WeekMission, edge: Edge) => void;
  /** What was left out and could tempt this mission at this price. */
  readonly leftOut: (mission: WeekMission, price: number) => readonly Edge[];
};
export const choicesOf = (problem: WeekProblem, field: Field): Choices => {
  const first = problem.missions.map((mission) =>
    mission.locked.length >= mission.people
      ? { edges: [], leftOutFrom: Number.POSITIVE_INFINITY }
      : field.nearest(mission),
  );
  const edges = first.map((near) => [...near.edges]);
  const known = edges.map((list) => new Set(list.map(({ volunteer }) => volunteer)));
  const others = new Map<number, readonly Edge[]>();
  const othersOf = (mission: WeekMission): readonly Edge[] => {
    const found = others.get(mission.index) ?? field.worthwhile(mission);
    others.set(mission.index, found);
    return found;
  };
  return {
    edges,
    add: (mission, edge) => {
      edges[mission.index]?.push(edge);
      known[mission.index]?.add(edge.volunteer);
    },
    leftOut: (mission, price) =>
      price <= (first[mission.index]?.leftOutFrom ?? 0)
        ? []
        : othersOf(mission).filter((edge) => edge.cost < price && !known[mission.index]?.has(edge.volunteer)),
  };
};

/**
 * Left-out choices whose reduced cost is negative: they could make the plan cheaper, so they are put back, for each mission
 * the most tempting first and not all at once. None: the optimum over the possible choices is the optimum over all
 * pairs, by the dual prices.
 */
export const putBack = (
  problem: WeekProblem,
  choices: Choices,
  relaxed: Relaxed,
  isSetAside: SetAside,
): readonly Added[] =>
  problem.missions.flatMap((mission) => {
    const price = relaxed.missionPrice[mission.index] ?? 0;
    const tempting = choices
      .leftOut(mission, price)
      .map((edge) => ({ mission, edge, asks: relaxed.asks(edge, mission) }))
      .filter(({ edge, asks }) => asks < price && !isSetAside(edge.volunteer, mission.index))
      .sort((a, b) => a.asks - b.asks || a.edge.volunteer - b.edge.volunteer)
      .slice(0, problem.params.candidates);
    for (const { edge } of tempting) choices.add(mission, edge);
    return tempting;
  });

/** The possible choices with all that was left out wherever these prices could make it tempting. */
export const completeFor = (
  problem: WeekProblem,
  choices: Choices,
  prices: Float64Array,
): readonly (readonly Edge[])[] =>
  problem.missions.map((mission) => [
    ...(choices.edges[mission.index] ?? []),
    ...choices.leftOut(mission, prices[mission.index] ?? 0),
  ]);
