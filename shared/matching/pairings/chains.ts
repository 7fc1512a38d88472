import { PAIRING_PARAMS } from './params.ts';
import type { PairingProblem } from './problem.ts';
import { clashes, lift, overload, type Prices, put, type State } from './state.ts';

/** Near edges of each job, best first: `edge[from[j]] … edge[from[j + 1] - 1]`. */
export type Near = { readonly from: Int32Array; readonly edge: Int32Array };

const ENOUGH = 1e-6;

/**
 * Local search by ejection chains (Yagiura, Ibaraki, Glover 2004): a job leaves its agent for another, which may eject a
 * job, which goes elsewhere … Each job is tried as the head; the best prefix of its chain is kept when the penalised cost
 * falls. Shift (length one) and swap (two, back to the start) are its short cases. Returns when no head improves.
 */
export const createChains = (
  problem: PairingProblem,
  prices: Prices,
  near: () => Near,
  random: () => number,
) => {
  const { jobs, agentOf, weight } = problem;
  const { reduced } = prices;
  const locked = new Int32Array(jobs);
  let stamp = 0;
  const order = Int32Array.from({ length: jobs }, (_, job) => job);
  const moved = new Int32Array(PAIRING_PARAMS.chainLength + 2);
  const undoTo = new Int32Array(PAIRING_PARAMS.chainLength + 2);
  let depth = 0;

  /** Penalised cost saved by lifting the job: negative when it was expensive where it was. */
  const liftPriced = (state: State, job: number): number => {
    const edge = state.at[job] ?? 0;
    const agent = agentOf[edge] ?? 0;
    const before = overload(problem, prices, agent, state.load[agent] ?? 0, state.count[agent] ?? 0);
    lift(problem, state, job);
    return (
      overload(problem, prices, agent, state.load[agent] ?? 0, state.count[agent] ?? 0) -
      before -
      (reduced[edge] ?? 0) -
      clashes(problem, prices, state, job, agent)
    );
  };

  const putPrice = (state: State, job: number, edge: number): number => {
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

  /** Best ways on for a waiting job: into an edge whose agent ejects a job. Sorted, at most `breadth`. */
  const wayEdge = new Int32Array(PAIRING_PARAMS.chainBreadth);
  const wayJob = new Int32Array(PAIRING_PARAMS.chainBreadth);
  const wayValue = new Float64Array(PAIRING_PARAMS.chainBreadth);
  let ways = 0;
  const findWays = (state: State, job: number, from: number, breadth: number): void => {
    const { from: nearFrom, edge: nearEdge } = near();
    ways = 0;
    for (let n = nearFrom[job] ?? 0; n < (nearFrom[job + 1] ?? 0); n += 1) {
      const edge = nearEdge[n] ?? 0;
      if (edge === from) continue;
      const agent = agentOf[edge] ?? 0;
      const load = (state.load[agent] ?? 0) + (weight[edge] ?? 0);
      const count = state.count[agent] ?? 0;
      const entry =
        (reduced[edge] ?? 0) +
        clashes(problem, prices, state, job, agent) -
        overload(problem, prices, agent, state.load[agent] ?? 0, count);
      let bestJob = -1;
      let bestValue = ways < breadth ? Number.POSITIVE_INFINITY : (wayValue[ways - 1] ?? 0);
      for (let out = state.first[agent] ?? -1; out >= 0; out = state.next[out] ?? -1) {
        if (locked[out] === stamp) continue;
        const held = state.at[out] ?? 0;
        const value =
          entry - (reduced[held] ?? 0) + overload(problem, prices, agent, load - (weight[held] ?? 0), count);
        if (value < bestValue) {
          bestValue = value;
          bestJob = out;
        }
      }
      if (bestJob < 0) continue;
      let place = Math.min(ways, breadth - 1);
      while (place > 0 && (wayValue[place - 1] ?? 0) > bestValue) {
        wayValue[place] = wayValue[place - 1] ?? 0;
        wayEdge[place] = wayEdge[place - 1] ?? 0;
        wayJob[place] = wayJob[place - 1] ?? 0;
        place -= 1;
      }
      wayValue[place] = bestValue;
      wayEdge[place] = edge;
      wayJob[place] = bestJob;
      ways = Math.min(ways + 1, breadth);
    }
  };

  const note = (job: number, edge: number): void => {
    moved[depth] = job;
    undoTo[depth] = edge;
    depth += 1;
  };

  /** Best edge for the waiting job as the end of its chain: price in `closing`, edge returned. */
  let closing = 0;
  const bestEnd = (state: State, job: number, from: number): number => {
    const { from: nearFrom, edge: nearEdge } = near();
    let best = -1;
    closing = Number.POSITIVE_INFINITY;
    for (let n = nearFrom[job] ?? 0; n < (nearFrom[job + 1] ?? 0); n += 1) {
      const edge = nearEdge[n] ?? 0;
      if (edge === from) continue;
      const price = putPrice(state, job, edge);
      if (price < closing) {
        closing = price;
        best = edge;
      }
    }
    return best;
  };

  /** Undoes the chain down to `to` jobs moved; every job after stands where it stood. */
  const rewind = (state: State, to: number): void => {
    for (let d = depth - 1; d >= to; d -= 1) {
      const job = moved[d] ?? 0;
      if ((state.at[job] ?? -1) >= 0) lift(problem, state, job);
    }
    for (let d = depth - 1; d >= to; d -= 1) put(problem, state, moved[d] ?? 0, undoTo[d] ?? 0);
    depth = to;
  };

  /** Follows one chain greedily from a waiting job; applies its best end when it improves, undoes it otherwise. */
  const follow = (state: State, job: number, came: number, value: number): boolean => {
    let waiting = job;
    let from = came;
    let partial = value;
    let best = -ENOUGH;
    let bestDepth = -1;
    let bestEdge = -1;
    for (;;) {
      const end = bestEnd(state, waiting, from);
      if (end >= 0 && partial + closing < best) {
        best = partial + closing;
        bestDepth = depth;
        bestEdge = end;
      }
      if (depth > PAIRING_PARAMS.chainLength) break;
      findWays(state, waiting, from, 1);
      if (ways === 0) break;
      const out = wayJob[0] ?? 0;
      from = state.at[out] ?? 0;
      partial += putPrice(state, waiting, wayEdge[0] ?? 0);
      put(problem, state, waiting, wayEdge[0] ?? 0);
      partial += liftPriced(state, out);
      locked[out] = stamp;
      note(out, from);
      waiting = out;
    }
    if (bestDepth < 0) return false;
    rewind(state, bestDepth);
    const last = moved[bestDepth - 1] ?? 0;
    if ((state.at[last] ?? -1) >= 0) lift(problem, state, last);
    put(problem, state, last, bestEdge);
    return true;
  };

  const tryHead = (state: State, head: number): boolean => {
    stamp += 1;
    depth = 0;
    const home = state.at[head] ?? 0;
    const saved = liftPriced(state, head);
    locked[head] = stamp;
    note(head, home);
    const end = bestEnd(state, head, home);
    if (end >= 0 && saved + closing < -ENOUGH) {
      put(problem, state, head, end);
      return true;
    }
    findWays(state, head, home, PAIRING_PARAMS.chainBreadth);
    const branches = ways;
    const edges = wayEdge.slice(0, branches);
    const outs = wayJob.slice(0, branches);
    for (let b = 0; b < branches; b += 1) {
      const out = outs[b] ?? 0;
      const stood = state.at[out] ?? 0;
      let value = saved + putPrice(state, head, edges[b] ?? 0);
      put(problem, state, head, edges[b] ?? 0);
      value += liftPriced(state, out);
      locked[out] = stamp;
      note(out, stood);
      if (follow(state, out, stood, value)) return true;
      rewind(state, 1);
      lift(problem, state, head);
      stamp += 1;
      locked[head] = stamp;
    }
    put(problem, state, head, home);
    return false;
  };

  const improve = (state: State): void => {
    for (let still = 0; still < jobs; ) {
      for (let i = jobs - 1; i > 0; i -= 1) {
        const k = Math.floor(random() * (i + 1));
        const swap = order[i] ?? 0;
        order[i] = order[k] ?? 0;
        order[k] = swap;
      }
      for (let i = 0; i < jobs && still < jobs; i += 1) {
        if (tryHead(state, order[i] ?? 0)) still = 0;
        else still += 1;
      }
    }
  };

  return { improve };
};
