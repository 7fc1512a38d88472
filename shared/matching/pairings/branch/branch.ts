import { type Kernel, settle } from '../kernel.ts';
import type { Sacks } from '../knapsack/knapsack.ts';
import { PAIRING_PARAMS } from '../params.ts';
import type { PairingProblem } from '../problem.ts';
import { type Climbed, climb } from './bound.ts';

/** What the tree has shown so far. */
export type Prover = {
  /** Looks at nodes until so much work is done (knapsack cells); false when nothing is left to look at. */
  readonly run: (work: number, stop: () => boolean) => boolean;
  /** Every complete choice costs at least this. */
  readonly floor: () => number;
};

export type Found = (choice: Int32Array, cost: number) => void;

type Node = { readonly kernel: Kernel; readonly u: Float64Array; readonly bound: number };

/**
 * Depth-first search under a guessed total (Posta, Ferland, Michelon 2012): “is there a choice that costs at most the
 * guess?”. The guess starts at the bound and rises, first by one, then by twice as much each time, never beyond what would
 * improve on `best()`; a low guess fixes most edges at once, and each exhausted guess raises the floor. Branches on the
 * job whose cheapest edge raises the bound most. Stops and resumes between nodes. `straight`
 * skips the guesses: any improvement will do.
 */
export const createProver = (
  problem: PairingProblem,
  sacks: Sacks,
  root: Kernel,
  climbed: Climbed,
  best: () => number,
  found: Found,
  straight = false,
): Prover => {
  const { scale, jobOf, jobs } = problem;
  const units = (bound: number): number => Math.ceil(bound / scale);
  let floor = units(climbed.bound);
  let step = straight ? Number.MAX_SAFE_INTEGER / 4 : 0;
  let cutoff = floor;
  let stack: Node[] = [];
  let over = false;
  const extra = new Float64Array(problem.edges);
  const through = new Float64Array(problem.edges);
  const losses = new Float64Array(jobs);
  const lowest = new Float64Array(jobs);
  const second = new Float64Array(jobs);

  const ceiling = (): number => Math.min(best() - 1, problem.costliest);
  const begin = (): void => {
    cutoff = Math.min(floor + step, ceiling());
    stack = [{ kernel: root, u: climbed.u, bound: climbed.bound }];
    step = step * 2 + 1;
  };

  /** Bound of the kernel with a job given to an edge, for every edge: the knapsacks are independent once u is fixed. */
  const weigh = (kernel: Kernel, { u, taken, bound }: Climbed): void => {
    sacks.extras(kernel, u, taken, extra);
    losses.fill(0);
    for (let at = 0; at < kernel.edges.length; at += 1)
      if (taken[at] === 1) {
        const job = jobOf[kernel.edges[at] ?? 0] ?? 0;
        losses[job] = (losses[job] ?? 0) + (extra[at] ?? 0);
      }
    for (let at = 0; at < kernel.edges.length; at += 1) {
      const all = losses[jobOf[kernel.edges[at] ?? 0] ?? 0] ?? 0;
      through[at] = bound + all + (taken[at] === 1 ? -(extra[at] ?? 0) : (extra[at] ?? 0));
    }
  };

  const branch = (kernel: Kernel, u: Float64Array): void => {
    lowest.fill(Number.POSITIVE_INFINITY);
    second.fill(Number.POSITIVE_INFINITY);
    for (let at = 0; at < kernel.edges.length; at += 1) {
      const job = jobOf[kernel.edges[at] ?? 0] ?? 0;
      const value = through[at] ?? 0;
      if (value < (lowest[job] ?? 0)) {
        second[job] = lowest[job] ?? 0;
        lowest[job] = value;
      } else if (value < (second[job] ?? 0)) second[job] = value;
    }
    let chosen = -1;
    for (let job = 0; job < jobs; job += 1) {
      if ((kernel.choice[job] ?? 0) >= 0) continue;
      const gain = (lowest[job] ?? 0) - (lowest[chosen] ?? 0);
      if (chosen < 0 || gain > 0 || (gain === 0 && (second[job] ?? 0) > (second[chosen] ?? 0))) chosen = job;
    }
    const ways = Array.from(kernel.edges.keys()).filter(
      (at) => (jobOf[kernel.edges[at] ?? 0] ?? 0) === chosen,
    );
    ways.sort((a, b) => (through[b] ?? 0) - (through[a] ?? 0));
    const bounds = ways.map((at) => through[at] ?? 0);
    for (const [i, way] of ways.entries()) {
      const child = settle(
        problem,
        kernel,
        (at) => at === way || (jobOf[kernel.edges[at] ?? 0] ?? 0) !== chosen,
      );
      if (child) stack.push({ kernel: child, u, bound: bounds[i] ?? 0 });
    }
  };

  const look = (node: Node, stop: () => boolean): void => {
    let { kernel, u } = node;
    for (;;) {
      if (kernel.open === 0) {
        if (kernel.base <= cutoff) {
          found(kernel.choice, kernel.base);
          cutoff = Math.min(cutoff, ceiling());
        }
        return;
      }
      const atRoot = kernel === root;
      const climbedHere = climb(problem, sacks, kernel, u, {
        target: cutoff + 1,
        cutoff,
        steps: atRoot ? 4 * PAIRING_PARAMS.nodeSteps : PAIRING_PARAMS.nodeSteps,
        patience: PAIRING_PARAMS.nodePatience,
        stop,
      });
      if (climbedHere.bound > cutoff * scale) return;
      if (climbedHere.choice) {
        found(climbedHere.choice, Math.round(climbedHere.bound / scale));
        cutoff = Math.min(cutoff, ceiling());
        return;
      }
      weigh(kernel, climbedHere);
      const before = kernel.edges.length;
      const next = settle(problem, kernel, (at) => (through[at] ?? 0) <= cutoff * scale);
      if (!next) return;
      ({ u } = climbedHere);
      if (before - next.edges.length > before * PAIRING_PARAMS.worthRepeating || next.open === 0) {
        kernel = next;
        continue;
      }
      if (next.edges.length < before) weighAgain(kernel, next);
      branch(next, u);
      return;
    }
  };

  /** `through` moved to the positions of the smaller kernel. */
  const weighAgain = (kernel: Kernel, next: Kernel): void => {
    let at = 0;
    for (let to = 0; to < next.edges.length; to += 1) {
      while (kernel.edges[at] !== next.edges[to]) at += 1;
      through[to] = through[at] ?? 0;
    }
  };

  begin();
  return {
    floor: () => Math.min(floor, best()),
    run: (work, stop) => {
      for (const until = sacks.work() + work; sacks.work() < until; ) {
        if (over || floor >= best()) return false;
        if (stop()) return true;
        const node = stack.pop();
        if (node) {
          cutoff = Math.min(cutoff, ceiling());
          if (node.bound <= cutoff * scale) look(node, stop);
          continue;
        }
        floor = Math.max(floor, cutoff + 1);
        if (floor > ceiling()) {
          over = true;
          return false;
        }
        begin();
      }
      return true;
    },
  };
};
