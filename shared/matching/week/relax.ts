import { checkProblem } from '../layered/problem.ts';
import { solveLayered } from '../layered/solve.ts';
import type { Edge, Field } from './candidates.ts';
import { type Chosen, layeredOf, slotOf } from './network.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';

/** The optimum of the week without rest between its own choices, and the prices that prove it. */
export type Relaxed = {
  readonly cost: number;
  /** Missions of each volunteer, locked ones not among them. */
  readonly missionsOf: ReadonlyMap<number, readonly WeekMission[]>;
  readonly missionPrice: Float64Array;
  /** What this volunteer asks for this mission: cost, their half-day's price and their week's. */
  readonly asks: (edge: Edge, mission: WeekMission) => number;
};

/** Solves once over the possible choices as they stand. */
export const solveOnce = (problem: WeekProblem, chosen: Chosen): Relaxed => {
  const checked = checkProblem(layeredOf(problem, chosen));
  if (!checked.ok) throw new Error(`a week that cannot be solved: ${checked.refusal.reason}`);
  const layered = checked.value;
  const { solution } = solveLayered(layered);
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
    cost: solution.objective,
    missionsOf,
    missionPrice: solution.missionPrice,
    asks: (edge, mission) => {
      const volunteer = problem.volunteers[edge.volunteer];
      if (!volunteer) return Number.MAX_SAFE_INTEGER;
      const slot = slotOf(volunteer, mission, chosen.offsets[edge.volunteer] ?? 0);
      return edge.cost + (solution.slotPrice[slot] ?? 0) + (solution.volunteerPrice[edge.volunteer] ?? 0);
    },
  };
};

/** Possible choices that grow as the completeness check puts back what the nearest few had left out. */
export type Choices = {
  readonly edges: readonly Edge[][];
  readonly has: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  readonly add: (mission: WeekMission, edge: Edge) => void;
};
export const choicesOf = (problem: WeekProblem, field: Field): Choices => {
  const edges = problem.missions.map((mission) =>
    mission.locked.length >= mission.people ? [] : [...field.nearest(mission)],
  );
  const known = edges.map((list) => new Set(list.map(({ volunteer }) => volunteer)));
  return {
    edges,
    has: (volunteer, mission) => known[mission.index]?.has(volunteer.index) ?? false,
    add: (mission, edge) => {
      edges[mission.index]?.push(edge);
      known[mission.index]?.add(edge.volunteer);
    },
  };
};

/**
 * Left-out choices whose reduced cost is negative: they could make the plan cheaper, so they are put back. None: the
 * optimum over the possible choices is the optimum over all pairs, by the dual prices. Returns how many came back.
 */
export const putBack = (
  problem: WeekProblem,
  field: Field,
  choices: Choices,
  relaxed: Relaxed,
  isSetAside: Chosen['isSetAside'],
): number => {
  let back = 0;
  for (const mission of problem.missions) {
    if (mission.locked.length >= mission.people) continue;
    const price = relaxed.missionPrice[mission.index] ?? 0;
    for (const edge of field.cheaperThan(mission, price)) {
      const volunteer = problem.volunteers[edge.volunteer];
      if (!volunteer || choices.has(volunteer, mission) || relaxed.asks(edge, mission) >= price) continue;
      if (isSetAside(edge.volunteer, mission.index)) continue;
      choices.add(mission, edge);
      back += 1;
    }
  }
  return back;
};
