import type { Found } from '../branch/branch.ts';
import { PAIRING_PARAMS } from '../params.ts';
import type { PairingProblem } from '../problem.ts';
import { createChains, type Near } from './chains.ts';
import { createElite } from './elite.ts';
import { createState, type Prices } from './state.ts';

/** A heuristic that looks for good complete choices. */
export type Search = {
  /** Local searches, from the paths of an elite of at most so many or afresh, until so much work is done (edges looked at). */
  readonly run: (work: number, stop: () => boolean, most: number) => void;
  /** One local search from the agents' own choices under multipliers: kept as a member of the elite. */
  readonly from: (edges: Int32Array, taken: Uint8Array) => void;
  /** New multipliers: reduced costs, and the near edges in their order. `worth` is what the edge adds to the bound. */
  readonly aim: (u: Float64Array, worth: (edge: number) => number) => void;
};

/**
 * Path relinking over a small elite of (possibly overloaded) choices, each improved by ejection chains under penalties that
 * rise after an infeasible local optimum and fall after a feasible one (Yagiura, Ibaraki, Glover 2006). Deterministic for a
 * seed. Every feasible choice met at a local optimum is handed to `found`.
 */
export const createSearch = (problem: PairingProblem, random: () => number, found: Found): Search => {
  const { jobs, agents, agentOf, jobOf, cost, weight, jobFrom, jobEdge } = problem;
  const size = problem.edges * jobs;
  const penalty = new Float64Array(agents + 1);
  const perPlace = new Float64Array(agents + 1);
  const reduced = problem.cost.slice();
  const tally = new Float64Array(agents + 1);
  const cheapest = new Float64Array(jobs).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < problem.edges; e += 1)
    cheapest[jobOf[e] ?? 0] = Math.min(cheapest[jobOf[e] ?? 0] ?? 0, cost[e] ?? 0);
  let range = 1;
  for (let e = 0; e < problem.edges; e += 1) {
    const agent = agentOf[e] ?? 0;
    const above = (cost[e] ?? 0) - (cheapest[jobOf[e] ?? 0] ?? 0);
    range = Math.max(range, above);
    penalty[agent] = (penalty[agent] ?? 0) + above;
    perPlace[agent] = (perPlace[agent] ?? 0) + (weight[e] ?? 0);
    tally[agent] = (tally[agent] ?? 0) + 1;
  }
  for (let agent = 0; agent <= agents; agent += 1) {
    const heavy = Math.max(1, perPlace[agent] ?? 0);
    penalty[agent] = Math.max(1e-3, (penalty[agent] ?? 0) / heavy);
    perPlace[agent] = Math.max(1, heavy / Math.max(1, tally[agent] ?? 0));
  }
  const prices: Prices = { reduced, penalty, perPlace, clash: range * 4 };
  const state = createState(problem, prices);
  const { at, room, spots, lift, put, load, overload } = state;
  const chains = createChains(problem, prices, state, random);
  let wide: Near = { from: jobFrom, edge: jobEdge };
  let narrow: readonly Near[] = [wide];
  let near = wide;
  let everFeasible = false;
  let turn = 0;
  let rate: number = PAIRING_PARAMS.penaltyFirst;
  let lastAllowed = false;
  const elite = createElite(jobs, state);
  const apartAt = new Int32Array(jobs);

  const use = (which: Near): void => {
    near = which;
    chains.within(near);
  };

  const over = (agent: number): number =>
    Math.max(0, -(room[agent] ?? 0)) + Math.max(0, -(spots[agent] ?? 0)) * (perPlace[agent] ?? 0);

  const adapt = (allowed: boolean): void => {
    if (allowed !== lastAllowed)
      rate = Math.max(PAIRING_PARAMS.penaltyLeast, rate * PAIRING_PARAMS.penaltyShrink);
    lastAllowed = allowed;
    let worst = 0;
    for (let agent = 0; agent < agents; agent += 1) worst = Math.max(worst, over(agent));
    for (let agent = 0; agent < agents; agent += 1) {
      const share = worst === 0 ? 0 : over(agent) / worst;
      penalty[agent] = (penalty[agent] ?? 0) * (allowed ? 1 / (1 + rate) : 1 + rate * share);
    }
  };

  const settleDown = (): void => {
    chains.improve();
    const total = state.feasibleCost();
    if (total !== undefined) {
      everFeasible = true;
      found(at, total);
    }
    adapt(total !== undefined);
    elite.keep();
  };

  const nearest = (most: number, worth: (edge: number) => number): Near => {
    const from = new Int32Array(jobs + 1);
    const rows: number[] = [];
    for (let job = 0; job < jobs; job += 1) {
      const all = Array.from(jobEdge.subarray(jobFrom[job] ?? 0, jobFrom[job + 1] ?? 0));
      all.sort((a, b) => worth(a) - worth(b) || a - b);
      rows.push(...all.slice(0, most));
      from[job + 1] = rows.length;
    }
    return { from, edge: Int32Array.from(rows) };
  };

  const anyNear = (job: number): number => {
    const from = near.from[job] ?? 0;
    const width = (near.from[job + 1] ?? 0) - from;
    return near.edge[from + Math.floor(random() ** 2 * width)] ?? 0;
  };

  const afresh = (): void => {
    for (let job = 0; job < jobs; job += 1) {
      if ((at[job] ?? -1) >= 0) lift(job);
      put(job, anyNear(job));
    }
  };

  const shake = (share: number): void => {
    for (let n = Math.max(2, Math.floor(jobs * share)); n > 0; n -= 1) {
      const job = Math.floor(random() * jobs);
      lift(job);
      put(job, anyNear(job));
    }
  };

  /** Price of moving a job to an edge, the rest as it stands. */
  const shiftPrice = (job: number, edge: number): number => {
    const now = at[job] ?? 0;
    const a = agentOf[now] ?? 0;
    const b = agentOf[edge] ?? 0;
    const ra = room[a] ?? 0;
    const rb = room[b] ?? 0;
    const sa = spots[a] ?? 0;
    const sb = spots[b] ?? 0;
    return (
      (cost[edge] ?? 0) -
      (cost[now] ?? 0) +
      overload(a, ra + (weight[now] ?? 0), sa + 1) -
      overload(a, ra, sa) +
      overload(b, rb - (weight[edge] ?? 0), sb - 1) -
      overload(b, rb, sb)
    );
  };

  /** From one member part of the way to another, cheapest shift first; false when they are too alike. */
  const relink = (a: Int32Array, b: Int32Array): boolean => {
    load(a);
    let left = 0;
    for (let job = 0; job < jobs; job += 1)
      if (a[job] !== b[job]) {
        apartAt[left] = job;
        left += 1;
      }
    if (left < 4) return false;
    const steps = Math.max(2, Math.round(left * (0.05 + 0.9 * random())));
    for (let step = 0; step < steps; step += 1) {
      let cheapestAt = 0;
      let price = Number.POSITIVE_INFINITY;
      for (let i = 0; i < left; i += 1) {
        const job = apartAt[i] ?? 0;
        const shift = shiftPrice(job, b[job] ?? 0);
        if (shift < price) {
          price = shift;
          cheapestAt = i;
        }
      }
      const job = apartAt[cheapestAt] ?? 0;
      lift(job);
      put(job, b[job] ?? 0);
      left -= 1;
      apartAt[cheapestAt] = apartAt[left] ?? 0;
    }
    return true;
  };

  return {
    run: (work, stop, most) => {
      elite.limit(most);
      for (const until = chains.work() + work; chains.work() < until && !stop(); ) {
        turn += 1;
        use(everFeasible || turn % 4 !== 0 ? (narrow[turn % narrow.length] ?? wide) : wide);
        if (elite.wanting()) afresh();
        else {
          const members = elite.members();
          const one = members[Math.floor(random() * members.length)];
          const two = members[Math.floor(random() * members.length)];
          if (!one || !two) return;
          if (!relink(one.at, two.at)) shake(0.05 + 0.1 * random());
        }
        settleDown();
      }
    },
    from: (edges, taken) => {
      const start = new Int32Array(jobs).fill(-1);
      for (const [position, edge] of edges.entries()) {
        if (taken[position] === 0) continue;
        const job = jobOf[edge] ?? 0;
        const held = start[job] ?? -1;
        if (held < 0 || (reduced[edge] ?? 0) < (reduced[held] ?? 0)) start[job] = edge;
      }
      load(start.map((edge, job) => (edge >= 0 ? edge : (near.edge[near.from[job] ?? 0] ?? 0))));
      settleDown();
    },
    aim: (u, worth) => {
      for (let e = 0; e < problem.edges; e += 1)
        reduced[e] = (cost[e] ?? 0) - (u[jobOf[e] ?? 0] ?? 0) / problem.scale;
      wide = nearest(PAIRING_PARAMS.wideCandidates, worth);
      const widths =
        size > PAIRING_PARAMS.largeSize ? PAIRING_PARAMS.candidatesLarge : PAIRING_PARAMS.candidates;
      narrow = size <= PAIRING_PARAMS.smallSize ? [wide] : widths.map((most) => nearest(most, worth));
      use(narrow[0] ?? wide);
    },
  };
};
