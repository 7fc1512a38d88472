import type { PairingProblem } from '../problem.ts';

/** What the local search pays beside the costs. */
export type Prices = {
  /** Cost less the job's multiplier: makes unfinished chains comparable. */
  readonly reduced: Float64Array;
  /** Per unit of overload of each agent; moved by the search. */
  readonly penalty: Float64Array;
  /** What one place too many counts for, in units of weight. */
  readonly perPlace: Float64Array;
  /** Two places of one person by one agent. */
  readonly clash: number;
};

/** One complete choice under change, with what each agent has left. Overloads are allowed and priced by `penalty`. */
export type State = {
  /** Edge per job, -1 while it waits; its weight and reduced cost beside it, for the inner loops. */
  readonly at: Int32Array;
  readonly heft: Float64Array;
  readonly held: Float64Array;
  /** Capacity and places left per agent; negative when overloaded. */
  readonly room: Float64Array;
  readonly spots: Int32Array;
  /** Jobs of an agent as a linked list: first, next. -1 ends it. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  /** Other jobs of the group, as a ring; `paired` when some group has two. */
  readonly mate: Int32Array;
  readonly paired: boolean;
  /** Takes the job away from its agent; the job waits. */
  readonly lift: (job: number) => void;
  /** Gives the waiting job to the edge's agent. */
  readonly put: (job: number, edge: number) => void;
  readonly load: (choice: Int32Array) => void;
  /** Price of what an agent with so much left carries too much. */
  readonly overload: (agent: number, room: number, spots: number) => number;
  /** Price of the job's mates that the agent already carries. */
  readonly clashes: (job: number, agent: number) => number;
  /** Cost of a complete choice with its overloads and clashes. */
  readonly priceOf: (choice: Int32Array) => number;
  /** Cost when every rule holds; undefined when an agent is overloaded or carries two places of one person. */
  readonly feasibleCost: () => number | undefined;
};

const mateRing = ({ jobs, group }: PairingProblem): Int32Array => {
  const mate = Int32Array.from({ length: jobs }, (_, job) => job);
  const lastOf = new Map<number, number>();
  for (let job = 0; job < jobs; job += 1) {
    const own = group[job] ?? 0;
    const last = lastOf.get(own);
    if (last !== undefined) {
      mate[job] = mate[last] ?? last;
      mate[last] = job;
    }
    lastOf.set(own, job);
  }
  return mate;
};

export const createState = (problem: PairingProblem, prices: Prices): State => {
  const { jobs, agents, agentOf, cost, weight, capacity, most } = problem;
  const { reduced, penalty, perPlace, clash } = prices;
  const at = new Int32Array(jobs).fill(-1);
  const heft = new Float64Array(jobs);
  const held = new Float64Array(jobs);
  const room = Float64Array.from(capacity);
  const spots = most.slice();
  const first = new Int32Array(agents + 1).fill(-1);
  const next = new Int32Array(jobs).fill(-1);
  const previous = new Int32Array(jobs).fill(-1);
  const mate = mateRing(problem);
  const paired = mate.some((other, job) => other !== job);
  const roomOf = new Float64Array(agents + 1);
  const spotsOf = new Int32Array(agents + 1);

  const lift = (job: number): void => {
    const agent = agentOf[at[job] ?? 0] ?? 0;
    room[agent] = (room[agent] ?? 0) + (heft[job] ?? 0);
    spots[agent] = (spots[agent] ?? 0) + 1;
    const before = previous[job] ?? -1;
    const after = next[job] ?? -1;
    if (before < 0) first[agent] = after;
    else next[before] = after;
    if (after >= 0) previous[after] = before;
    at[job] = -1;
  };

  const put = (job: number, edge: number): void => {
    const agent = agentOf[edge] ?? 0;
    const heavy = weight[edge] ?? 0;
    room[agent] = (room[agent] ?? 0) - heavy;
    spots[agent] = (spots[agent] ?? 0) - 1;
    const head = first[agent] ?? -1;
    next[job] = head;
    previous[job] = -1;
    if (head >= 0) previous[head] = job;
    first[agent] = job;
    at[job] = edge;
    heft[job] = heavy;
    held[job] = reduced[edge] ?? 0;
  };

  const load = (choice: Int32Array): void => {
    for (let job = 0; job < jobs; job += 1) {
      if (at[job] === choice[job]) continue;
      if ((at[job] ?? -1) >= 0) lift(job);
      put(job, choice[job] ?? 0);
    }
  };

  const overload = (agent: number, left: number, places: number): number => {
    if (left >= 0 && places >= 0) return 0;
    const heavy = left < 0 ? -left : 0;
    return (penalty[agent] ?? 0) * (places < 0 ? heavy - places * (perPlace[agent] ?? 0) : heavy);
  };

  const clashesIn = (choice: Int32Array, job: number, agent: number): number => {
    let sum = 0;
    if (agent === agents) return 0;
    for (let other = mate[job] ?? job; other !== job; other = mate[other] ?? job)
      if ((choice[other] ?? -1) >= 0 && agentOf[choice[other] ?? 0] === agent) sum += clash;
    return sum;
  };

  const priceOf = (choice: Int32Array): number => {
    roomOf.set(capacity);
    spotsOf.set(most);
    let sum = 0;
    for (let job = 0; job < jobs; job += 1) {
      const edge = choice[job] ?? 0;
      const agent = agentOf[edge] ?? 0;
      roomOf[agent] = (roomOf[agent] ?? 0) - (weight[edge] ?? 0);
      spotsOf[agent] = (spotsOf[agent] ?? 0) - 1;
      sum += cost[edge] ?? 0;
      if (paired) sum += clashesIn(choice, job, agent) / 2;
    }
    for (let agent = 0; agent < agents; agent += 1)
      sum += overload(agent, roomOf[agent] ?? 0, spotsOf[agent] ?? 0);
    return sum;
  };

  const clashes = (job: number, agent: number): number => (paired ? clashesIn(at, job, agent) : 0);

  const feasibleCost = (): number | undefined => {
    for (let agent = 0; agent < agents; agent += 1)
      if ((room[agent] ?? 0) < 0 || (spots[agent] ?? 0) < 0) return undefined;
    let sum = 0;
    for (let job = 0; job < jobs; job += 1) {
      const edge = at[job] ?? 0;
      if (paired && clashesIn(at, job, agentOf[edge] ?? 0) > 0) return undefined;
      sum += cost[edge] ?? 0;
    }
    return sum;
  };

  return {
    at,
    heft,
    held,
    room,
    spots,
    first,
    next,
    mate,
    paired,
    lift,
    put,
    load,
    overload,
    clashes,
    priceOf,
    feasibleCost,
  };
};
