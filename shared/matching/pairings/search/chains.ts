import { PAIRING_PARAMS } from '../params.ts';
import type { PairingProblem } from '../problem.ts';
import type { Prices, State } from './state.ts';

/** Near edges of each job, best first: `edge[from[j]] … edge[from[j + 1] - 1]`. */
export type Near = { readonly from: Int32Array; readonly edge: Int32Array };

export type Chains = {
  /** The edges that chains may use from now on; to be called again when reduced costs change. */
  readonly within: (near: Near) => void;
  /** Improves the state until no chain does. */
  readonly improve: () => void;
  /** Edges and jobs looked at so far: the work done. */
  readonly work: () => number;
};

/** Below this a gain is rounding. */
const ENOUGH = 1e-6;

/**
 * Local search by ejection chains (Yagiura, Ibaraki, Glover 2004): a job leaves its agent for another, which may eject a
 * job, which goes elsewhere … Each job is tried as the head; the best prefix of its chain is kept when the penalised cost
 * falls. Shift (length one) and swap (two, back to the start) are its short cases. A job is tried again only when its
 * agent has changed since.
 */
export const createChains = (
  problem: PairingProblem,
  prices: Prices,
  state: State,
  random: () => number,
): Chains => {
  const { agents, jobs, agentOf, weight } = problem;
  const { reduced, penalty, clash } = prices;
  const { at, heft, held, room, spots, first, next, mate, paired, lift, put, overload, clashes } = state;
  const locked = new Int32Array(jobs);
  const order = Int32Array.from({ length: jobs }, (_, job) => job);
  /** The chain so far: jobs in the order they were lifted, and where each stood. */
  const lifted = new Int32Array(PAIRING_PARAMS.chainLength + 2);
  const stood = new Int32Array(PAIRING_PARAMS.chainLength + 2);
  /** Each job's least reduced cost among its near edges, on which edge, and the least on another. */
  const least = new Float64Array(jobs);
  const leastEdge = new Int32Array(jobs);
  const leastElse = new Float64Array(jobs);
  const queue = new Int32Array(jobs);
  const queued = new Uint8Array(jobs);
  let nearFrom: Int32Array = new Int32Array(0);
  let nearEdge: Int32Array = new Int32Array(0);
  let head = 0;
  let length = 0;
  let stamp = 0;
  let work = 0;

  const within = (near: Near): void => {
    nearFrom = near.from;
    nearEdge = near.edge;
    for (let job = 0; job < jobs; job += 1) {
      let low = Number.POSITIVE_INFINITY;
      let lowElse = Number.POSITIVE_INFINITY;
      for (let n = nearFrom[job] ?? 0; n < (nearFrom[job + 1] ?? 0); n += 1) {
        const value = reduced[nearEdge[n] ?? 0] ?? 0;
        if (value < low) {
          lowElse = low;
          low = value;
          leastEdge[job] = nearEdge[n] ?? 0;
        } else if (value < lowElse) lowElse = value;
      }
      least[job] = low;
      leastElse[job] = lowElse;
      if ((at[job] ?? -1) >= 0) held[job] = reduced[at[job] ?? 0] ?? 0;
    }
  };

  const push = (job: number): void => {
    if (queued[job] === 1) return;
    queued[job] = 1;
    const end = head + length;
    queue[end >= jobs ? end - jobs : end] = job;
    length += 1;
  };
  const wake = (agent: number): void => {
    for (let job = first[agent] ?? -1; job >= 0; job = next[job] ?? -1) push(job);
  };

  /**
   * Follows the chain that starts with the job; applies its best end when it improves, undoes it otherwise. Every improving
   * round has a head from which all its partial sums gain (Lin and Kernighan): no other is followed.
   */
  const follow = (start: number): boolean => {
    const left = at[start] ?? 0;
    const home = agentOf[left] ?? 0;
    const space = room[home] ?? 0;
    const places = spots[home] ?? 0;
    let value = -(held[start] ?? 0);
    if (space < 0 || places < 0)
      value += overload(home, space + (heft[start] ?? 0), places + 1) - overload(home, space, places);
    if (paired) value -= clashes(start, home);
    if (value + ((left === leastEdge[start] ? leastElse[start] : least[start]) ?? 0) >= -ENOUGH) return false;
    stamp += 1;
    lift(start);
    locked[start] = stamp;
    lifted[0] = start;
    stood[0] = left;
    let depth = 1;
    let waiting = start;
    let from = left;
    let best = -ENOUGH;
    let bestDepth = 0;
    let bestEdge = -1;
    for (;;) {
      let end = Number.POSITIVE_INFINITY;
      let endEdge = -1;
      let way = Number.POSITIVE_INFINITY;
      let wayEdge = -1;
      let out = -1;
      const deep = depth <= PAIRING_PARAMS.chainLength;
      const twin = mate[waiting] ?? waiting;
      const last = nearFrom[waiting + 1] ?? 0;
      for (let n = nearFrom[waiting] ?? 0; n < last; n += 1) {
        const edge = nearEdge[n] ?? 0;
        if (edge === from) continue;
        const agent = agentOf[edge] ?? 0;
        const per = penalty[agent] ?? 0;
        const now = room[agent] ?? 0;
        const after = now - (weight[edge] ?? 0);
        const free = spots[agent] ?? 0;
        let entry = reduced[edge] ?? 0;
        if (now < 0) entry += now * per;
        if (paired) entry += clashes(waiting, agent);
        work += 1;
        let price = after < 0 ? entry - after * per : entry;
        if (free <= 0) price += overload(agent, 0, free - 1) - overload(agent, 0, free);
        if (price < end) {
          end = price;
          endEdge = edge;
        }
        if (!deep) continue;
        for (let job = first[agent] ?? -1; job >= 0; job = next[job] ?? -1) {
          work += 1;
          const over = after + (heft[job] ?? 0);
          let through = entry - (held[job] ?? 0);
          if (over < 0) through -= over * per;
          if (paired && job === twin && agent !== agents) through -= clash;
          if (through < way && locked[job] !== stamp) {
            way = through;
            wayEdge = edge;
            out = job;
          }
        }
      }
      if (endEdge >= 0 && value + end < best) {
        best = value + end;
        bestDepth = depth;
        bestEdge = endEdge;
      }
      if (wayEdge < 0) break;
      const goes = at[out] ?? 0;
      value += way;
      if (paired) value -= clashes(out, agentOf[goes] ?? 0);
      if (value + ((goes === leastEdge[out] ? leastElse[out] : least[out]) ?? 0) >= -ENOUGH) break;
      put(waiting, wayEdge);
      from = goes;
      lift(out);
      locked[out] = stamp;
      lifted[depth] = out;
      stood[depth] = from;
      depth += 1;
      waiting = out;
    }
    // What was lifted beyond the best prefix stands again where it stood; its last job goes where it ends.
    for (let d = depth - 1; d >= Math.max(0, bestDepth - 1); d -= 1)
      if ((at[lifted[d] ?? 0] ?? -1) >= 0) lift(lifted[d] ?? 0);
    for (let d = depth - 1; d >= bestDepth; d -= 1) put(lifted[d] ?? 0, stood[d] ?? 0);
    if (bestDepth === 0) return false;
    put(lifted[bestDepth - 1] ?? 0, bestEdge);
    for (let d = 0; d < bestDepth; d += 1) wake(agentOf[stood[d] ?? 0] ?? 0);
    wake(agentOf[bestEdge] ?? 0);
    return true;
  };

  const improve = (): void => {
    for (let i = jobs - 1; i > 0; i -= 1) {
      const k = Math.floor(random() * (i + 1));
      const other = order[i] ?? 0;
      order[i] = order[k] ?? 0;
      order[k] = other;
    }
    for (let i = 0; i < jobs; i += 1) push(order[i] ?? 0);
    while (length > 0) {
      const job = queue[head] ?? 0;
      head = head + 1 === jobs ? 0 : head + 1;
      length -= 1;
      queued[job] = 0;
      work += 4;
      follow(job);
    }
  };

  return { within, improve, work: () => work };
};
