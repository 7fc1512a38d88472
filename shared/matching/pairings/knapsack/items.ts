import type { Kernel } from '../kernel.ts';
import type { PairingProblem } from '../problem.ts';

/** What one agent could take under multipliers, stage by stage: of a stage (a group) at most one. */
export type Items = {
  /** Position in the kernel, what taking it adds to the minimum (negative), weight. */
  readonly at: Int32Array;
  readonly profit: Float64Array;
  readonly heft: Int32Array;
  /** Items of stage s: `from[s]` … `from[s + 1] - 1`. */
  readonly from: Int32Array;
  stages: number;
  /** Capacity for them. */
  room: number;
  /** The number may bind: at most `most` of them. */
  counted: boolean;
  most: number;
};

export const emptyItems = (edges: number): Items => ({
  at: new Int32Array(edges),
  profit: new Float64Array(edges),
  heft: new Int32Array(edges),
  from: new Int32Array(edges + 1),
  stages: 0,
  room: 0,
  counted: false,
  most: 0,
});

/** The kernel's edges from one position to another, all of one agent: those worth taking become the items. */
export const gather = (
  { agentOf, jobOf, group, cost, weight, scale }: PairingProblem,
  items: Items,
  kernel: Kernel,
  u: Float64Array,
  start: number,
  end: number,
): void => {
  let count = 0;
  let lastGroup = Number.NaN;
  items.stages = 0;
  for (let at = start; at < end; at += 1) {
    const edge = kernel.edges[at] ?? 0;
    const job = jobOf[edge] ?? 0;
    const value = (cost[edge] ?? 0) * scale - (u[job] ?? 0);
    if (value >= 0) continue;
    const own = group[job] ?? 0;
    if (own !== lastGroup) {
      items.from[items.stages] = count;
      items.stages += 1;
      lastGroup = own;
    }
    items.at[count] = at;
    items.profit[count] = value;
    items.heft[count] = weight[edge] ?? 0;
    count += 1;
  }
  items.from[items.stages] = count;
  const agent = agentOf[kernel.edges[start] ?? 0] ?? 0;
  const places = kernel.places[agent] ?? 0;
  items.room = kernel.room[agent] ?? 0;
  items.counted = places <= items.stages && places < end - start;
  items.most = items.counted ? places : 0;
};

/** The best of each stage when all of them fit together: their sum, with `taken` set. Undefined when they do not. */
export const easily = (items: Items, taken: Uint8Array): number | undefined => {
  const { at, profit, heft, from, stages } = items;
  if (items.counted && items.most < stages) return undefined;
  const bestOf = (stage: number): number => {
    let best = from[stage] ?? 0;
    for (let item = best + 1; item < (from[stage + 1] ?? 0); item += 1)
      if ((profit[item] ?? 0) < (profit[best] ?? 0)) best = item;
    return best;
  };
  let used = 0;
  let sum = 0;
  for (let stage = 0; stage < stages; stage += 1) {
    const best = bestOf(stage);
    used += heft[best] ?? 0;
    sum += profit[best] ?? 0;
    if (used > items.room) return undefined;
  }
  for (let stage = 0; stage < stages; stage += 1) taken[at[bestOf(stage)] ?? 0] = 1;
  return sum;
};
