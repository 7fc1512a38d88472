import type { Kernel } from '../kernel.ts';
import type { Sacks } from '../knapsack/knapsack.ts';
import { PAIRING_PARAMS } from '../params.ts';
import type { PairingProblem } from '../problem.ts';

/** Multipliers together never exceed this, so that sums with costs stay exact. */
const LARGEST_SUM = 2 ** 51;

/** The best Lagrangian bound found, with the multipliers and agents' choices it comes from. */
export type Climbed = {
  /** In cost units × scale; every complete choice in the kernel costs at least this. */
  readonly bound: number;
  readonly u: Float64Array;
  readonly taken: Uint8Array;
  /** The agents' choices cover every job once and fit: this complete choice is the kernel's optimum. */
  readonly choice: Int32Array | undefined;
};

export type Climbing = {
  /** Total that the steps aim at, cost units; absent: a little above the best bound so far. */
  readonly target?: number | undefined;
  /** Stop once the bound shows that nothing costs this or less, cost units. */
  readonly cutoff: number;
  readonly steps: number;
  readonly patience: number;
  readonly stop: () => boolean;
  /** Sees the agents' choices at each step. */
  readonly look?: (taken: Uint8Array, step: number) => void;
};

/** The agents' choices as one complete choice, when each open job is covered once and the true weights fit. */
const completed = (problem: PairingProblem, kernel: Kernel, taken: Uint8Array): Int32Array | undefined => {
  const room = kernel.room.slice();
  const choice = kernel.choice.slice();
  for (const [at, edge] of kernel.edges.entries()) {
    if (taken[at] === 0) continue;
    const agent = problem.agentOf[edge] ?? 0;
    room[agent] = (room[agent] ?? 0) - (problem.weight[edge] ?? 0);
    if ((room[agent] ?? 0) < 0) return undefined;
    choice[problem.jobOf[edge] ?? 0] = edge;
  }
  return choice;
};

/**
 * Lagrangian relaxation of “each job once”: subgradient steps with Polyak's length towards a target and a deflected
 * direction; the multipliers stay integers, so the bound is exact. One step solves each agent's knapsack.
 */
export const climb = (
  problem: PairingProblem,
  sacks: Sacks,
  kernel: Kernel,
  start: Float64Array,
  { target, cutoff, steps, patience, stop, look }: Climbing,
): Climbed => {
  const { jobOf, scale, jobs } = problem;
  const limit = Math.floor(LARGEST_SUM / Math.max(1, jobs));
  const u = start.slice();
  const best = {
    bound: Number.NEGATIVE_INFINITY,
    u: start.slice(),
    taken: new Uint8Array(kernel.edges.length),
  };
  const taken = new Uint8Array(kernel.edges.length);
  const cover = new Int32Array(jobs);
  const direction = new Float64Array(jobs);
  const open = Array.from(kernel.choice.keys()).filter((job) => (kernel.choice[job] ?? 0) < 0);
  let length = patience > 10 ? 1.6 : 1;
  let still = 0;
  for (let step = 0; step < steps; step += 1) {
    if (step > 0 && stop()) break;
    let value = kernel.base * scale + sacks.price(kernel, u, taken);
    for (const job of open) {
      value += u[job] ?? 0;
      cover[job] = 0;
    }
    if (value > best.bound) {
      best.bound = value;
      best.u.set(u);
      best.taken.set(taken);
      still = 0;
    } else still += 1;
    if (value > cutoff * scale) return { ...best, choice: undefined };
    for (let at = 0; at < kernel.edges.length; at += 1)
      if (taken[at] === 1) {
        const job = jobOf[kernel.edges[at] ?? 0] ?? 0;
        cover[job] = (cover[job] ?? 0) + 1;
      }
    look?.(taken, step);
    let norm = 0;
    let wrong = 0;
    for (const job of open) {
      const slope = 1 - (cover[job] ?? 0);
      if (slope !== 0) wrong += 1;
      const along = slope + PAIRING_PARAMS.momentum * (direction[job] ?? 0);
      direction[job] = along;
      norm += along * along;
    }
    if (wrong === 0) return { ...best, choice: completed(problem, kernel, taken) };
    if (still >= patience) {
      still = 0;
      length /= 2;
      u.set(best.u);
      direction.fill(0);
      if (length < 0.002) break;
      continue;
    }
    const ahead = Math.max(scale, Math.abs(best.bound) * PAIRING_PARAMS.aimAbove);
    const goal = target === undefined ? best.bound + ahead : target * scale;
    const stride = (length * Math.max(goal - value, scale)) / norm;
    for (const job of open) {
      const next = Math.round((u[job] ?? 0) + stride * (direction[job] ?? 0));
      u[job] = Math.max(-limit, Math.min(limit, next));
    }
  }
  return { ...best, choice: undefined };
};
