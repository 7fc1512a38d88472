import type { Kernel } from './kernel.ts';
import { PAIRING_PARAMS } from './params.ts';
import type { PairingProblem } from './problem.ts';

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
 * capacity: O(edges × capacity) per agent. Forcing costs come from tables forward and backward that meet around the edge
 * (Posta, Ferland, Michelon 2012). Tables beyond `mostCells` round weights down to a coarser unit: a relaxation, so the
 * bound stays valid. All numbers are integers in doubles: nothing rounds.
 */
export const createSacks = (problem: PairingProblem): Sacks => {
  const { agentOf, jobOf, group, cost, weight, scale, agents } = problem;
  const itemAt = new Int32Array(problem.edges);
  const profit = new Float64Array(problem.edges);
  const heft = new Int32Array(problem.edges);
  const stageFrom = new Int32Array(problem.edges + 1);
  let stages = 0;
  let unit = 1;
  /** Largest useful capacity and number of items in the tables; `counted` when the number binds. */
  let cap = 0;
  let wholeCap = 0;
  let most = 0;
  let counted = false;
  let work = 0;
  let forward = new Float64Array(0);
  let backward = new Float64Array(0);

  /** Items worth taking for one agent, stage by stage (a stage is a group). */
  const gather = (kernel: Kernel, u: Float64Array, from: number, to: number, agent: number): void => {
    let items = 0;
    let lastGroup = Number.NaN;
    stages = 0;
    for (let at = from; at < to; at += 1) {
      const edge = kernel.edges[at] ?? 0;
      const job = jobOf[edge] ?? 0;
      const value = (cost[edge] ?? 0) * scale - (u[job] ?? 0);
      if (value >= 0) continue;
      const own = group[job] ?? 0;
      if (own !== lastGroup) {
        stageFrom[stages] = items;
        stages += 1;
        lastGroup = own;
      }
      itemAt[items] = at;
      profit[items] = value;
      heft[items] = weight[edge] ?? 0;
      items += 1;
    }
    stageFrom[stages] = items;
    const places = kernel.places[agent] ?? 0;
    counted = places <= stages;
    most = counted ? places : 0;
  };

  /** Capacity, unit and room for the tables of what was gathered. */
  const measure = (room: number): void => {
    let total = 0;
    for (let stage = 0; stage < stages; stage += 1) {
      let heaviest = 0;
      for (let item = stageFrom[stage] ?? 0; item < (stageFrom[stage + 1] ?? 0); item += 1)
        heaviest = Math.max(heaviest, heft[item] ?? 0);
      total += heaviest;
    }
    const rows = (stages + 1) * (most + 1);
    unit = Math.max(1, Math.ceil((rows * (Math.min(room, total) + 1)) / PAIRING_PARAMS.mostCells));
    if (unit > 1)
      for (let item = 0; item < (stageFrom[stages] ?? 0); item += 1)
        heft[item] = Math.floor((heft[item] ?? 0) / unit);
    wholeCap = Math.floor(room / unit);
    cap = Math.min(wholeCap, total);
    const cells = rows * (cap + 1);
    if (forward.length < cells) {
      forward = new Float64Array(cells * 2);
      backward = new Float64Array(cells * 2);
    }
  };

  /** One stage from the table at `src` to the table at `dst`. */
  const pass = (table: Float64Array, src: number, dst: number, stage: number): void => {
    const width = cap + 1;
    const first = stageFrom[stage] ?? 0;
    const end = stageFrom[stage + 1] ?? 0;
    work += (most + 1) * width;
    if (!counted && end === first + 1) {
      // The common case in one sweep: one edge, no count.
      const value = profit[first] ?? 0;
      const heavy = Math.min(width, heft[first] ?? 0);
      table.copyWithin(dst, src, src + heavy);
      for (let w = heavy; w < width; w += 1) {
        const leaving = table[src + w] ?? 0;
        const taking = (table[src + w - heavy] ?? 0) + value;
        table[dst + w] = taking < leaving ? taking : leaving;
      }
      return;
    }
    table.copyWithin(dst, src, src + (most + 1) * width);
    for (let item = first; item < end; item += 1) {
      const value = profit[item] ?? 0;
      const heavy = heft[item] ?? 0;
      for (let k = counted ? 1 : 0; k <= most; k += 1) {
        const to = dst + k * width;
        const from = src + (counted ? (k - 1) * width : 0) - heavy;
        for (let w = heavy; w <= cap; w += 1) {
          const next = (table[from + w] ?? 0) + value;
          if (next < (table[to + w] ?? 0)) table[to + w] = next;
        }
      }
    }
  };

  const goForward = (): number => {
    const size = (most + 1) * (cap + 1);
    forward.fill(0, 0, size);
    for (let stage = 0; stage < stages; stage += 1) pass(forward, stage * size, (stage + 1) * size, stage);
    return forward[stages * size + size - 1] ?? 0;
  };

  const goBackward = (): void => {
    const size = (most + 1) * (cap + 1);
    backward.fill(0, stages * size, (stages + 1) * size);
    for (let stage = stages - 1; stage >= 0; stage -= 1)
      pass(backward, (stage + 1) * size, stage * size, stage);
  };

  /** The best without any stage's group but with everything when nothing conflicts and all fits; undefined otherwise. */
  const easy = (room: number, taken: Uint8Array): number | undefined => {
    if (counted && most < stages) return undefined;
    let used = 0;
    let sum = 0;
    for (let stage = 0; stage < stages; stage += 1) {
      let best = stageFrom[stage] ?? 0;
      for (let item = best + 1; item < (stageFrom[stage + 1] ?? 0); item += 1)
        if ((profit[item] ?? 0) < (profit[best] ?? 0)) best = item;
      used += heft[best] ?? 0;
      sum += profit[best] ?? 0;
      if (used > room) return undefined;
    }
    for (let stage = 0; stage < stages; stage += 1) {
      let best = stageFrom[stage] ?? 0;
      for (let item = best + 1; item < (stageFrom[stage + 1] ?? 0); item += 1)
        if ((profit[item] ?? 0) < (profit[best] ?? 0)) best = item;
      taken[itemAt[best] ?? 0] = 1;
    }
    return sum;
  };

  const trace = (taken: Uint8Array): void => {
    const width = cap + 1;
    const size = (most + 1) * width;
    let at = size - 1;
    for (let stage = stages - 1; stage >= 0; stage -= 1) {
      const reached = forward[(stage + 1) * size + at] ?? 0;
      if (reached === forward[stage * size + at]) continue;
      for (let item = stageFrom[stage] ?? 0; item < (stageFrom[stage + 1] ?? 0); item += 1) {
        const heavy = heft[item] ?? 0;
        if (heavy > at % width) continue;
        const before = at - heavy - (counted ? width : 0);
        if (before < 0 || (forward[stage * size + before] ?? 0) + (profit[item] ?? 0) !== reached) continue;
        taken[itemAt[item] ?? 0] = 1;
        at = before;
        break;
      }
    }
  };

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
      const agent = agentOf[kernel.edges[from] ?? 0] ?? 0;
      if (agent === agents) {
        for (let at = from; at < to; at += 1) {
          const edge = kernel.edges[at] ?? 0;
          const value = (cost[edge] ?? 0) * scale - (u[jobOf[edge] ?? 0] ?? 0);
          if (value < 0) {
            taken[at] = 1;
            sum += value;
          }
        }
      } else {
        const room = kernel.room[agent] ?? 0;
        gather(kernel, u, from, to, agent);
        const all = easy(room, taken);
        if (all === undefined) {
          measure(room);
          sum += goForward();
          trace(taken);
        } else sum += all;
      }
      from = to;
    }
    return sum;
  };

  /** The best for the agent without one stage (all stages when negative), within a capacity and a number. */
  const without = (stage: number, within: number, number: number): number => {
    const width = cap + 1;
    const size = (most + 1) * width;
    const limit = Math.min(within, cap);
    if (limit < 0 || number < 0) return Number.POSITIVE_INFINITY;
    if (stage < 0) return forward[stages * size + number * width + limit] ?? 0;
    let best = Number.POSITIVE_INFINITY;
    work += limit + 1;
    for (let k = 0; k <= number; k += 1) {
      const ahead = stage * size + k * width;
      const behind = (stage + 1) * size + (number - k) * width + limit;
      for (let w = 0; w <= limit; w += 1) {
        const value = (forward[ahead + w] ?? 0) + (backward[behind - w] ?? 0);
        if (value < best) best = value;
      }
    }
    return best;
  };

  const extras: Sacks['extras'] = (kernel, u, taken, extra) => {
    for (let from = 0; from < kernel.edges.length; ) {
      const to = runEnd(kernel, from);
      const agent = agentOf[kernel.edges[from] ?? 0] ?? 0;
      const valueAt = (at: number): number =>
        (cost[kernel.edges[at] ?? 0] ?? 0) * scale - (u[jobOf[kernel.edges[at] ?? 0] ?? 0] ?? 0);
      if (agent === agents) {
        for (let at = from; at < to; at += 1) extra[at] = Math.abs(valueAt(at));
        from = to;
        continue;
      }
      gather(kernel, u, from, to, agent);
      measure(kernel.room[agent] ?? 0);
      const least = goForward();
      goBackward();
      const oneLess = counted ? most - 1 : 0;
      let stage = 0;
      for (let at = from; at < to; at += 1) {
        const edge = kernel.edges[at] ?? 0;
        const own = group[jobOf[edge] ?? 0] ?? 0;
        const stageGroup = (s: number): number =>
          group[jobOf[kernel.edges[itemAt[stageFrom[s] ?? 0] ?? 0] ?? 0] ?? 0] ?? 0;
        while (stage < stages && stageGroup(stage) < own) stage += 1;
        const mine = stage < stages && stageGroup(stage) === own ? stage : -1;
        const heavy = Math.floor((weight[edge] ?? 0) / unit);
        if (taken[at] === 0) {
          extra[at] = valueAt(at) + without(mine, wholeCap - heavy, oneLess) - least;
          continue;
        }
        let best = without(mine, cap, most);
        for (let item = stageFrom[mine] ?? 0; item < (stageFrom[mine + 1] ?? 0); item += 1)
          if (itemAt[item] !== at)
            best = Math.min(best, (profit[item] ?? 0) + without(mine, wholeCap - (heft[item] ?? 0), oneLess));
        extra[at] = best - least;
      }
      from = to;
    }
  };

  return { price, extras, work: () => work };
};
