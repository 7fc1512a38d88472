import { ok, type Result, refused } from '../../result/result.ts';
import { type Climbed, climb } from './branch/bound.ts';
import { createProver } from './branch/branch.ts';
import { createDives } from './branch/dive.ts';
import { settle, wholeOf } from './kernel.ts';
import { createSacks } from './knapsack/knapsack.ts';
import { PAIRING_PARAMS as P } from './params.ts';
import type { PairingProblem } from './problem.ts';
import { seeded } from './random.ts';
import { createSearch } from './search/search.ts';

export type PairingSolution = {
  /** Edge chosen per job. */
  readonly choice: Int32Array;
  readonly objective: number;
  /** No complete choice costs less; equal to the objective when `optimal`. */
  readonly bound: number;
  readonly optimal: boolean;
  /** Multipliers in 1 / scale whose Lagrangian value anybody can recompute: the part of `bound` that stands by itself. */
  readonly multipliers: Float64Array;
};

/** `infeasible` is proven; `none-found` means that the budget ended first. */
export type PairingRefusal = { readonly reason: 'infeasible' | 'none-found'; readonly bound: number };

export type PairingBudget = {
  readonly seed?: number;
  /** Turns of tree and search, each twice the last; the same number gives the same answer on any machine. */
  readonly turns?: number;
  /** Seconds gone since the start, read by the caller's clock; the solve ends soon after `seconds`. */
  readonly elapsed?: () => number;
  readonly seconds?: number;
};

const DEFAULT_TURNS = 6;

/** Multipliers to start from: each job's cheapest edge. */
const cheapest = ({ jobs, edges, jobOf, cost, scale }: PairingProblem): Float64Array => {
  const u = new Float64Array(jobs).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < edges; e += 1)
    u[jobOf[e] ?? 0] = Math.min(u[jobOf[e] ?? 0] ?? 0, (cost[e] ?? 0) * scale);
  return u;
};

/**
 * The cheapest choice of one edge per job within every agent's capacity and number of places, with a bound. Lagrangian
 * bound with exact knapsacks, then by turns a tree that fixes and proves (Posta and others 2012), dives that follow the
 * bound (after Sadykov and others 2019) and a search that finds (Yagiura and others 2006). Anytime; deterministic for a seed and a number of turns when no clock is given.
 */
export const solvePairings = (
  problem: PairingProblem,
  {
    seed = 1,
    turns = DEFAULT_TURNS,
    elapsed = () => 0,
    seconds = Number.POSITIVE_INFINITY,
  }: PairingBudget = {},
): Result<PairingSolution, PairingRefusal> => {
  const size = problem.edges * problem.jobs;
  const stop = (): boolean => elapsed() >= seconds;
  const root = settle(problem, wholeOf(problem), () => true);
  if (!root) return refused({ reason: 'infeasible', bound: Number.POSITIVE_INFINITY });
  let best = { choice: undefined as Int32Array | undefined, cost: Number.POSITIVE_INFINITY };
  const found = (choice: Int32Array, cost: number): void => {
    if (cost < best.cost) best = { choice: choice.slice(), cost };
  };

  const search = createSearch(problem, seeded(seed), found);
  const sacks = createSacks(problem);
  const cutoff = (): number => Math.min(best.cost - 1, problem.costliest);
  const patience = P.rootPatience;
  const aim = ({ u, taken }: Climbed): void => {
    const worth = new Float64Array(problem.edges).fill(Number.POSITIVE_INFINITY);
    const extra = new Float64Array(problem.edges);
    sacks.extras(root, u, taken, extra);
    for (const [at, edge] of root.edges.entries())
      worth[edge] = taken[at] === 1 ? -(extra[at] ?? 0) : (extra[at] ?? 0);
    for (const edge of root.choice) if (edge >= 0) worth[edge] = Number.NEGATIVE_INFINITY;
    search.aim(u, (edge) => worth[edge] ?? 0);
    if (problem.jobs > 0) search.from(root.edges, taken);
  };
  const accept = (climbed: Climbed): Climbed => {
    if (climbed.choice) found(climbed.choice, Math.round(climbed.bound / problem.scale));
    return climbed;
  };
  const steps = P.firstSteps;
  const first = accept(
    climb(problem, sacks, root, cheapest(problem), { cutoff: cutoff(), steps, patience, stop }),
  );
  if (!first.choice) {
    aim(first);
    search.run(Math.min(P.openingWork, P.openingPerEdge * size) / P.cellsPerEdge, stop, P.eliteClose);
  }
  const target = best.choice && best.cost;
  const climbed = accept(
    climb(problem, sacks, root, first.u, {
      target,
      cutoff: cutoff(),
      steps: P.rootSteps,
      patience,
      stop,
    }),
  );
  aim(climbed);
  const prover = createProver(problem, sacks, root, climbed, () => best.cost, found);
  const below = (): number => Math.min(best.cost, problem.costliest + 1);
  const dives = size > P.smallSize && createDives(problem, sacks, root, climbed, seeded(-seed), below, found);

  const lead: { by: 'dives' | 'search' } = { by: 'search' };
  /** Whoever bettered the best choice last has the larger share of the next turn; true when it has been bettered. */
  const leading = (who: 'dives' | 'search', run: () => void): boolean => {
    const before = best.cost;
    run();
    if (best.cost === before) return false;
    lead.by = who;
    return true;
  };
  let barren = 0;

  let open = true;
  for (let turn = 0; open && turn < turns && !stop(); turn += 1) {
    const work = Math.min(P.firstWork, P.firstPerEdge * size) * P.turnGrowth ** turn;
    const close = best.cost - prover.floor() <= Math.max(1, P.closeGap * Math.abs(best.cost));
    const share = close
      ? P.treeWhenClose
      : Math.max(P.treeWhenFar, P.treeWhenClose * Math.min(1, P.smallSize / size));
    open = prover.run(work * share, stop);
    const rest = work * (1 - share);
    const diving = lead.by === 'dives' ? P.diveShare : 1 - P.diveShare;
    if (open && dives && barren < P.diveBarren) {
      const bettered = leading('dives', () => dives.run(rest * diving, stop));
      barren = bettered || lead.by === 'dives' ? 0 : barren + 1;
    }
    // Where the search leads, its turns are what they would be without dives.
    const searching = lead.by === 'dives' ? 1 - P.diveShare : 1;
    if (open)
      leading('search', () =>
        search.run((rest * searching) / P.cellsPerEdge, stop, close ? P.eliteClose : P.eliteFar),
      );
  }
  const floor = prover.floor();
  if (!best.choice) return refused({ reason: open ? 'none-found' : 'infeasible', bound: floor });
  const bound = open ? Math.min(floor, best.cost) : best.cost;
  return ok({
    choice: best.choice,
    objective: best.cost,
    bound,
    optimal: bound >= best.cost,
    multipliers: climbed.u,
  });
};
