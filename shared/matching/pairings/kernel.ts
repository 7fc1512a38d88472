import type { PairingProblem } from './problem.ts';

/** What is left of a problem once some jobs are settled and some edges are known not to help. */
export type Kernel = {
  /** Edges still possible for jobs still open, ascending (so agent by agent). */
  readonly edges: Int32Array;
  /** Capacity and places left per agent. */
  readonly room: Int32Array;
  readonly places: Int32Array;
  /** Edge chosen per job, -1 while open. */
  readonly choice: Int32Array;
  readonly open: number;
  /** Cost of the settled jobs. */
  readonly base: number;
};

/** Everything open. */
export const wholeOf = (problem: PairingProblem): Kernel => ({
  edges: Int32Array.from({ length: problem.edges }, (_, edge) => edge),
  room: problem.capacity,
  places: problem.most,
  choice: new Int32Array(problem.jobs).fill(-1),
  open: problem.jobs,
  base: 0,
});

/**
 * The kernel with only the edges that `keep` (by position) lets live: jobs with one edge left are settled, edges that no
 * longer fit fall, until nothing moves. Undefined when a job has nobody left. O(edges) per round.
 */
export const settle = (
  problem: PairingProblem,
  kernel: Kernel,
  keep: (position: number) => boolean,
): Kernel | undefined => {
  const { agentOf, jobOf, weight, cost, group, agents } = problem;
  const room = kernel.room.slice();
  const places = kernel.places.slice();
  const choice = kernel.choice.slice();
  let edges = kernel.edges.filter((_, position) => keep(position));
  let { open, base } = kernel;
  const left = new Int32Array(problem.jobs);
  const last = new Int32Array(problem.jobs);
  for (;;) {
    left.fill(0);
    for (const edge of edges) {
      const job = jobOf[edge] ?? 0;
      left[job] = (left[job] ?? 0) + 1;
      last[job] = edge;
    }
    let moved = false;
    const taken = new Map<number, Set<number>>();
    for (let job = 0; job < problem.jobs; job += 1) {
      if ((choice[job] ?? 0) >= 0) continue;
      if (left[job] === 0) return undefined;
      if (left[job] !== 1) continue;
      const edge = last[job] ?? 0;
      const agent = agentOf[edge] ?? 0;
      if (agent !== agents) {
        const own = taken.get(agent) ?? new Set<number>();
        if (own.has(group[job] ?? 0)) return undefined;
        own.add(group[job] ?? 0);
        taken.set(agent, own);
        room[agent] = (room[agent] ?? 0) - (weight[edge] ?? 0);
        places[agent] = (places[agent] ?? 0) - 1;
        if ((room[agent] ?? 0) < 0 || (places[agent] ?? 0) < 0) return undefined;
      }
      choice[job] = edge;
      base += cost[edge] ?? 0;
      open -= 1;
      moved = true;
    }
    const before = edges.length;
    edges = edges.filter((edge) => {
      const job = jobOf[edge] ?? 0;
      if ((choice[job] ?? 0) >= 0) return false;
      const agent = agentOf[edge] ?? 0;
      if (agent === agents) return true;
      return (
        (weight[edge] ?? 0) <= (room[agent] ?? 0) &&
        (places[agent] ?? 0) > 0 &&
        !taken.get(agent)?.has(group[job] ?? 0)
      );
    });
    if (!moved && edges.length === before) return { edges, room, places, choice, open, base };
  }
};
