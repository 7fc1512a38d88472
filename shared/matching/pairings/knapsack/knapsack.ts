import type { Kernel } from '../kernel.ts';
import type { PairingProblem } from '../problem.ts';
import { createCore } from './core.ts';
import { easily, emptyItems, gather } from './items.ts';
import { createTables } from './tables.ts';

/** The agents' subproblems under multipliers: what each would best take, and what forcing or forbidding an edge costs. */
export type Sacks = {
  /** Sum of the agents' minima; sets `taken[position]` to 1 for the edges in them. */
  readonly price: (kernel: Kernel, u: Float64Array, taken: Uint8Array) => number;
  /** After `price` with the same arguments: what taking an edge left, or leaving an edge taken, adds to the minimum. */
  readonly extras: (kernel: Kernel, u: Float64Array, taken: Uint8Array, extra: Float64Array) => void;
  /** Table cells computed so far: the work done. */
  readonly work: () => number;
};

/**
 * Exact 0-1 knapsacks with a choice of at most one edge per group and a bound on their number, by dynamic programming over
 * capacity for the few items in doubt. Forcing costs come from tables forward and backward that meet around the edge
 * (Posta, Ferland, Michelon 2012).
 */
export const createSacks = (problem: PairingProblem): Sacks => {
  const { agentOf, jobOf, group, cost, weight, scale, agents } = problem;
  const items = emptyItems(problem.edges);
  const core = createCore(problem.edges);
  const tables = createTables(items);
  let work = 0;

  /** Ends of each agent's run of positions in the kernel. */
  const runEnd = (kernel: Kernel, from: number): number => {
    const agent = agentOf[kernel.edges[from] ?? 0];
    let to = from + 1;
    while (to < kernel.edges.length && agentOf[kernel.edges[to] ?? 0] === agent) to += 1;
    return to;
  };

  const price: Sacks['price'] = (kernel, u, taken) => {
    taken.fill(0, 0, kernel.edges.length);
    work += kernel.edges.length * 4;
    let sum = 0;
    for (let from = 0; from < kernel.edges.length; ) {
      const to = runEnd(kernel, from);
      if (agentOf[kernel.edges[from] ?? 0] === agents) {
        for (let at = from; at < to; at += 1) {
          const edge = kernel.edges[at] ?? 0;
          const value = (cost[edge] ?? 0) * scale - (u[jobOf[edge] ?? 0] ?? 0);
          if (value < 0) {
            taken[at] = 1;
            sum += value;
          }
        }
      } else {
        gather(problem, items, kernel, u, from, to);
        const all = easily(items, taken);
        if (all === undefined) {
          sum += core(items, taken) + tables.least();
          tables.trace(taken);
        } else sum += all;
      }
      from = to;
    }
    return sum;
  };

  const extras: Sacks['extras'] = (kernel, u, taken, extra) => {
    const groupAt = (at: number): number => group[jobOf[kernel.edges[at] ?? 0] ?? 0] ?? 0;
    const valueAt = (at: number): number =>
      (cost[kernel.edges[at] ?? 0] ?? 0) * scale - (u[jobOf[kernel.edges[at] ?? 0] ?? 0] ?? 0);
    const weightAt = (at: number): number => weight[kernel.edges[at] ?? 0] ?? 0;
    for (let from = 0; from < kernel.edges.length; ) {
      const to = runEnd(kernel, from);
      if (agentOf[kernel.edges[from] ?? 0] === agents) {
        for (let at = from; at < to; at += 1) extra[at] = Math.abs(valueAt(at));
        from = to;
        continue;
      }
      gather(problem, items, kernel, u, from, to);
      const least = tables.least();
      tables.back();
      const { stages } = items;
      let stage = 0;
      for (let at = from; at < to; at += 1) {
        const own = groupAt(at);
        const stageGroup = (s: number): number => groupAt(items.at[items.from[s] ?? 0] ?? 0);
        while (stage < stages && stageGroup(stage) < own) stage += 1;
        const mine = stage < stages && stageGroup(stage) === own ? stage : -1;
        if (taken[at] === 0) {
          extra[at] = valueAt(at) + tables.beside(mine, weightAt(at)) - least;
          continue;
        }
        let best = tables.without(mine);
        for (let item = items.from[mine] ?? 0; item < (items.from[mine + 1] ?? 0); item += 1) {
          const other = items.at[item] ?? 0;
          if (other !== at)
            best = Math.min(best, (items.profit[item] ?? 0) + tables.beside(mine, weightAt(other)));
        }
        extra[at] = best - least;
      }
      from = to;
    }
  };

  return { price, extras, work: () => work + tables.work() };
};
