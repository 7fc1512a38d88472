import { type Kernel, settle } from '../kernel.ts';
import type { Sacks } from '../knapsack/knapsack.ts';
import { PAIRING_PARAMS as P } from '../params.ts';
import type { PairingProblem } from '../problem.ts';
import { type Climbed, climb } from './bound.ts';
import { createProver, type Found } from './branch.ts';

/** A heuristic that builds complete choices agent by agent, led by the bound. */
export type Dives = {
  /** Dives until so much work is done (knapsack cells), the last one to its end. */
  readonly run: (work: number, stop: () => boolean) => void;
};

/** What an agent would best take now, and what that adds to the bound. */
type Packing = { readonly edges: ReadonlySet<number>; readonly raise: number };

/**
 * Lagrangian dives (after the diving heuristics of Sadykov, Vanderbeck, Pessoa, Tahiri, Uchoa 2019, who fix columns): an agent
 * takes the packing that adds least to the bound, a few subgradient steps price what is left, another follows, until the
 * jobs still open are few enough for the tree. A dive whose bound passes the best choice is given up. Multipliers with
 * noise, and a draw among the surest packings, make each dive another; deterministic for a seed.
 */
export const createDives = (
  problem: PairingProblem,
  sacks: Sacks,
  root: Kernel,
  { u, bound, taken }: Climbed,
  random: () => number,
  best: () => number,
  found: Found,
): Dives => {
  const { agents, agentOf, jobOf, cost, scale, jobs } = problem;
  const extra = new Float64Array(problem.edges);
  const loss = new Float64Array(jobs);
  const asked = new Float64Array(jobs);
  const held = new Uint8Array(problem.edges);

  sacks.extras(root, u, taken, extra);
  const ways = Array.from({ length: jobs }, (): number[] => []);
  for (const [at, edge] of root.edges.entries()) ways[jobOf[edge] ?? 0]?.push(at);
  const worth = (at: number): number => (taken[at] === 1 ? -(extra[at] ?? 0) : (extra[at] ?? 0));
  const near = new Set(
    ways.flatMap((row) => row.sort((a, b) => worth(a) - worth(b) || a - b).slice(0, P.diveCandidates)),
  );
  const start = settle(problem, root, (at) => near.has(at));
  let spread = 0;
  for (const at of near) spread += Number.isFinite(extra[at] ?? 0) ? (extra[at] ?? 0) : 0;
  const grain = Math.max(1, spread / Math.max(1, near.size));

  /** What each agent would best take when it also pays what the others lose by it. */
  const packings = (kernel: Kernel, now: Climbed): Packing[] => {
    sacks.extras(kernel, now.u, now.taken, extra);
    loss.fill(0);
    const lost = (at: number): number => (now.taken[at] === 1 ? (extra[at] ?? 0) : 0);
    const jobAt = (at: number): number => jobOf[kernel.edges[at] ?? 0] ?? 0;
    for (let at = 0; at < kernel.edges.length; at += 1) loss[jobAt(at)] = (loss[jobAt(at)] ?? 0) + lost(at);
    const all: Packing[] = [];
    for (let from = 0; from < kernel.edges.length; ) {
      const agent = agentOf[kernel.edges[from] ?? 0] ?? 0;
      let to = from;
      for (; agentOf[kernel.edges[to] ?? 0] === agent && to < kernel.edges.length; to += 1) {
        const others = (loss[jobAt(to)] ?? 0) - lost(to);
        const noise = (2 * random() - 1) * P.diveNoise * grain;
        asked[jobAt(to)] = Math.round((now.u[jobAt(to)] ?? 0) - others + noise);
      }
      if (agent === agents) break;
      sacks.price({ ...kernel, edges: kernel.edges.subarray(from, to) }, asked, held);
      const edges = new Set<number>();
      let raise = 0;
      for (let at = from; at < to; at += 1) {
        const edge = kernel.edges[at] ?? 0;
        const value = (cost[edge] ?? 0) * scale - (now.u[jobAt(at)] ?? 0);
        if (now.taken[at] === 1) raise -= value;
        if (held[at - from] === 0) continue;
        edges.add(edge);
        raise += value + (loss[jobAt(at)] ?? 0) - lost(at);
      }
      if (edges.size > 0) all.push({ edges, raise });
      from = to;
    }
    return all.sort((a, b) => a.raise - b.raise);
  };

  /** A drawn one of the surest packings, and where agents take little each, more that share no job with it. */
  const together = (sure: readonly Packing[]): Set<number> => {
    const drawn = sure[Math.floor(random() ** 2 * Math.min(P.divePick, sure.length))];
    const edges = new Set<number>();
    const given = new Set<number>();
    const jobOfEdge = (edge: number): number => jobOf[edge] ?? 0;
    for (const packing of drawn ? [drawn, ...sure] : []) {
      if (given.size * P.diveLevels >= jobs) break;
      if (Array.from(packing.edges, jobOfEdge).some((job) => given.has(job))) continue;
      for (const edge of packing.edges) {
        edges.add(edge);
        given.add(jobOfEdge(edge));
      }
    }
    return edges;
  };

  const fixed = (kernel: Kernel, edges: ReadonlySet<number>): Kernel | undefined => {
    const given = new Set(Array.from(edges, (edge) => jobOf[edge] ?? 0));
    return settle(problem, kernel, (at) => {
      const edge = kernel.edges[at] ?? 0;
      return !given.has(jobOf[edge] ?? 0) || edges.has(edge);
    });
  };

  const priced = (kernel: Kernel, from: Float64Array, floor: number, stop: () => boolean): Climbed =>
    climb(problem, sacks, kernel, from, {
      target: (floor + P.diveAhead * grain) / scale,
      cutoff: best() - 1,
      steps: P.diveSteps,
      patience: P.nodePatience,
      stop,
    });

  const dive = (first: Kernel, stop: () => boolean): void => {
    let kernel = first;
    let now = priced(kernel, u, bound, stop);
    while (kernel.open > P.diveEnd) {
      if (now.choice) found(now.choice, Math.round(now.bound / scale));
      if (now.choice || now.bound > (best() - 1) * scale || stop()) return;
      const edges = together(packings(kernel, now));
      if (edges.size === 0) break;
      const next = fixed(kernel, edges);
      if (!next) return;
      kernel = next;
      now = priced(kernel, now.u, now.bound, stop);
    }
    if (kernel.open === 0) {
      if (kernel.base < best()) found(kernel.choice, kernel.base);
      return;
    }
    createProver(problem, sacks, kernel, now, best, found).run(P.diveEndWork, stop);
  };

  return {
    run: (work, stop) => {
      for (const until = sacks.work() + work; start && start.open > 0 && sacks.work() < until && !stop(); )
        dive(start, stop);
    },
  };
};
