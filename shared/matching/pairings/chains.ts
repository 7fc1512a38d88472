import { PAIRING_PARAMS } from './params.ts';
import type { PairingProblem } from './problem.ts';
import { clashes, lift, overload, type Prices, put, type State } from './state.ts';

/** Near edges of each job, best first: `edge[from[j]] … edge[from[j + 1] - 1]`. */
export type Near = { readonly from: Int32Array; readonly edge: Int32Array };

export type Chains = {
  /** Improves the state until no chain does. */
  readonly improve: (state: State) => void;
  /** Edges looked at so far: the work done. */
  readonly work: () => number;
};

/** Below this a gain is rounding. */
const ENOUGH = 1e-6;

/**
 * Local search by ejection chains (Yagiura, Ibaraki, Glover 2004): a job leaves its agent for another, which may eject a
 * job, which goes elsewhere … Each job is tried as the head; the best prefix of its chain is kept when the penalised cost
 * falls. Shift (length one) and swap (two, back to the start) are its short cases.
 */
export const createChains = (
  problem: PairingProblem,
  prices: Prices,
  near: () => Near,
  random: () => number,
): Chains => {
  const { agents, jobs, agentOf, weight, capacity, most } = problem;
  const { reduced, penalty, perPlace, mate, clash } = prices;
  const locked = new Int32Array(jobs);
  const order = Int32Array.from({ length: jobs }, (_, job) => job);
  /** The chain so far: jobs in the order they were lifted, and where each stood. */
  const lifted = new Int32Array(PAIRING_PARAMS.chainLength + 2);
  const stood = new Int32Array(PAIRING_PARAMS.chainLength + 2);
  let depth = 0;
  let stamp = 0;
  let work = 0;

  /** Lifts a job into the chain; what that adds to the penalised cost (it is priced where it lands). */
  const eject = (state: State, job: number): number => {
    const edge = state.at[job] ?? 0;
    const agent = agentOf[edge] ?? 0;
    const before = overload(problem, prices, agent, state.load[agent] ?? 0, state.count[agent] ?? 0);
    lift(problem, state, job);
    locked[job] = stamp;
    lifted[depth] = job;
    stood[depth] = edge;
    depth += 1;
    const after = overload(problem, prices, agent, state.load[agent] ?? 0, state.count[agent] ?? 0);
    return after - before - (reduced[edge] ?? 0) - clashes(problem, prices, state, job, agent);
  };

  const priceOf = (state: State, job: number, edge: number): number => {
    const agent = agentOf[edge] ?? 0;
    const load = state.load[agent] ?? 0;
    const count = state.count[agent] ?? 0;
    return (
      (reduced[edge] ?? 0) +
      clashes(problem, prices, state, job, agent) +
      overload(problem, prices, agent, load + (weight[edge] ?? 0), count + 1) -
      overload(problem, prices, agent, load, count)
    );
  };

  /** Best edge for the waiting job as the end of its chain, its price, and the least any edge costs without overload. */
  let endPrice = 0;
  let cheapest = 0;
  const bestEnd = (state: State, job: number, from: number): number => {
    const { from: nearFrom, edge: nearEdge } = near();
    let best = -1;
    endPrice = Number.POSITIVE_INFINITY;
    cheapest = Number.POSITIVE_INFINITY;
    for (let n = nearFrom[job] ?? 0; n < (nearFrom[job + 1] ?? 0); n += 1) {
      const edge = nearEdge[n] ?? 0;
      if (edge === from) continue;
      const price = priceOf(state, job, edge);
      if ((reduced[edge] ?? 0) < cheapest) cheapest = reduced[edge] ?? 0;
      if (price < endPrice) {
        endPrice = price;
        best = edge;
      }
    }
    return best;
  };

  /** Best way on: an edge for the waiting job, and the job that its agent ejects (in `ejected`, -1 when none can be). */
  let ejected = -1;
  const bestWay = (state: State, job: number, from: number): number => {
    const { from: nearFrom, edge: nearEdge } = near();
    let best = Number.POSITIVE_INFINITY;
    let bestEdge = -1;
    ejected = -1;
    for (let n = nearFrom[job] ?? 0; n < (nearFrom[job + 1] ?? 0); n += 1) {
      const edge = nearEdge[n] ?? 0;
      if (edge === from) continue;
      const agent = agentOf[edge] ?? 0;
      const count = state.count[agent] ?? 0;
      const over = (state.load[agent] ?? 0) + (weight[edge] ?? 0) - (capacity[agent] ?? 0);
      const perUnit = penalty[agent] ?? 0;
      const crowd = Math.max(0, count - (most[agent] ?? 0)) * (perPlace[agent] ?? 0) * perUnit;
      const entry =
        (reduced[edge] ?? 0) +
        clashes(problem, prices, state, job, agent) +
        crowd -
        overload(problem, prices, agent, state.load[agent] ?? 0, count);
      work += count;
      const twin = mate[job] ?? job;
      for (let out = state.first[agent] ?? -1; out >= 0; out = state.next[out] ?? -1) {
        if (locked[out] === stamp) continue;
        const held = state.at[out] ?? 0;
        const left = over - (weight[held] ?? 0);
        const parted = out === twin && agent !== agents ? clash : 0;
        const value = entry - (reduced[held] ?? 0) + (left > 0 ? left * perUnit : 0) - parted;
        if (value < best) {
          best = value;
          bestEdge = edge;
          ejected = out;
        }
      }
    }
    return bestEdge;
  };

  /** Everything lifted from `to` on stands again where it stood. */
  const rewind = (state: State, to: number): void => {
    for (let d = depth - 1; d >= to; d -= 1)
      if ((state.at[lifted[d] ?? 0] ?? -1) >= 0) lift(problem, state, lifted[d] ?? 0);
    for (let d = depth - 1; d >= to; d -= 1) put(problem, state, lifted[d] ?? 0, stood[d] ?? 0);
    depth = to;
  };

  /** Follows the chain that starts with the head; applies its best end when it improves, undoes it otherwise. */
  const follow = (state: State, head: number): boolean => {
    stamp += 1;
    depth = 0;
    let waiting = head;
    let from = state.at[head] ?? 0;
    let value = eject(state, head);
    let best = -ENOUGH;
    let bestDepth = 0;
    let bestEdge = -1;
    for (;;) {
      const end = bestEnd(state, waiting, from);
      if (end >= 0 && value + endPrice < best) {
        best = value + endPrice;
        bestDepth = depth;
        bestEdge = end;
      }
      if (depth > PAIRING_PARAMS.chainLength) break;
      // Every improving round has a head from which all its partial sums gain (Lin and Kernighan): no other is followed.
      if (value + cheapest >= 0) break;
      const way = bestWay(state, waiting, from);
      if (way < 0) break;
      const out = ejected;
      value += priceOf(state, waiting, way);
      put(problem, state, waiting, way);
      from = state.at[out] ?? 0;
      value += eject(state, out);
      waiting = out;
    }
    rewind(state, bestDepth);
    if (bestDepth === 0) return false;
    const last = lifted[bestDepth - 1] ?? 0;
    if ((state.at[last] ?? -1) >= 0) lift(problem, state, last);
    put(problem, state, last, bestEdge);
    return true;
  };

  const shuffle = (): void => {
    for (let i = jobs - 1; i > 0; i -= 1) {
      const k = Math.floor(random() * (i + 1));
      const held = order[i] ?? 0;
      order[i] = order[k] ?? 0;
      order[k] = held;
    }
  };

  const improve = (state: State): void => {
    for (let still = 0; still < jobs; ) {
      shuffle();
      for (let i = 0; i < jobs && still < jobs; i += 1) {
        work += 10;
        if (follow(state, order[i] ?? 0)) still = 0;
        else still += 1;
      }
    }
  };

  return { improve, work: () => work };
};
