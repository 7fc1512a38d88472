import type { PairingInput } from './problem.ts';

/** What a checker needs to hear of a solution: plain numbers, nothing of the solver. */
export type PairingClaim = {
  /** Agent per job, -1 for a place left empty. */
  readonly agents: readonly number[];
  readonly objective: number;
  readonly bound: number;
  /** One per job, in 1 / scale of a cost unit: any numbers give a valid bound. */
  readonly multipliers: readonly number[];
  readonly scale: number;
};

export type PairingVerdict = {
  /** Broken rules in words; empty when the choice is allowed and costs what it claims. */
  readonly faults: readonly string[];
  /** Lagrangian value of the multipliers, cost units: nothing allowed costs less. */
  readonly bound: number;
};

type Taking = { readonly weight: number; readonly number: number; readonly value: number };

/** Undominated (weight, number, value) after each group in turn (Nemhauser and Ullmann 1969): no table over capacity. */
const cheapestLoad = (
  groups: readonly (readonly { readonly weight: number; readonly value: number }[])[],
  capacity: number,
  most: number,
): number => {
  let kept: Taking[] = [{ weight: 0, number: 0, value: 0 }];
  for (const group of groups) {
    const all = [...kept];
    for (const { weight, number, value } of kept)
      for (const item of group)
        if (weight + item.weight <= capacity && number + 1 <= most)
          all.push({ weight: weight + item.weight, number: number + 1, value: value + item.value });
    all.sort((a, b) => a.weight - b.weight || a.value - b.value || a.number - b.number);
    const bestByNumber = new Map<number, number>();
    kept = all.filter(({ number, value }) => {
      for (const [n, v] of bestByNumber) if (n <= number && v <= value) return false;
      bestByNumber.set(number, value);
      return true;
    });
  }
  return Math.min(...kept.map(({ value }) => value));
};

const boundOf = ({ agents, jobs }: PairingInput, { multipliers, scale }: PairingClaim): number => {
  let bound = 0;
  const groupsOf = agents.map(() => new Map<number, { weight: number; value: number }[]>());
  for (const [j, { options, leave, group }] of jobs.entries()) {
    const price = multipliers[j] ?? 0;
    bound += price;
    if (leave !== undefined) bound += Math.min(0, leave * scale - price);
    for (const { agent, cost, weight } of options) {
      const groups = groupsOf[agent];
      if (!groups || cost * scale >= price) continue;
      const key = group ?? -1 - j;
      groups.set(key, [...(groups.get(key) ?? []), { weight, value: cost * scale - price }]);
    }
  }
  for (const [i, { capacity, most }] of agents.entries())
    bound += cheapestLoad([...(groupsOf[i]?.values() ?? [])], capacity, most ?? jobs.length);
  return bound / scale;
};

/**
 * Checks a claim against the problem as it was stated, from scratch: every place filled by an allowed agent or left where
 * it may be, capacities, numbers, two places of one person apart, the objective, and that the bound claimed is not above
 * the objective nor below what the multipliers give. Shares no code with the solver.
 */
export const verifyPairings = (input: PairingInput, claim: PairingClaim): PairingVerdict => {
  const faults: string[] = [];
  const used = input.agents.map(() => ({ weight: 0, number: 0, groups: new Set<number>() }));
  let objective = 0;
  for (const [j, { options, leave, group }] of input.jobs.entries()) {
    const chosen = claim.agents[j];
    if (chosen === undefined || chosen < 0) {
      if (leave === undefined) faults.push(`job ${j} has nobody`);
      objective += leave ?? 0;
      continue;
    }
    const agent = used[chosen];
    const ways = options.filter((option) => option.agent === chosen);
    const way = ways.reduce((a, b) => (b && (!a || b.cost < a.cost) ? b : a), ways[0]);
    if (!agent || !way) {
      faults.push(`job ${j} has agent ${chosen}, who is no option`);
      continue;
    }
    objective += way.cost;
    agent.weight += way.weight;
    agent.number += 1;
    if (group !== undefined && agent.groups.has(group))
      faults.push(`agent ${chosen} has two places of group ${group}`);
    if (group !== undefined) agent.groups.add(group);
  }
  for (const [i, { capacity, most }] of input.agents.entries()) {
    const { weight, number } = used[i] ?? { weight: 0, number: 0 };
    if (weight > capacity) faults.push(`agent ${i} carries ${weight} of ${capacity}`);
    if (most !== undefined && number > most) faults.push(`agent ${i} has ${number} places of ${most}`);
  }
  if (objective !== claim.objective)
    faults.push(`the choice costs ${objective}, not the ${claim.objective} claimed`);
  if (claim.agents.length !== input.jobs.length) faults.push(`${claim.agents.length} places answered`);
  const bound = boundOf(input, claim);
  if (bound > objective) faults.push(`multipliers prove ${bound}, above the objective ${objective}`);
  if (claim.bound > claim.objective) faults.push(`the bound ${claim.bound} exceeds ${claim.objective}`);
  if (claim.bound < Math.ceil(bound - 1e-9))
    faults.push(`the bound ${claim.bound} is below ${bound}, what the multipliers prove`);
  return { faults, bound };
};
