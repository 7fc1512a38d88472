import type { PairingProblem } from './problem.ts';

/** One complete choice under change, with what each agent carries. Overloads are allowed and priced by `penalty`. */
export type State = {
  readonly at: Int32Array;
  readonly load: Int32Array;
  readonly count: Int32Array;
  /** Jobs of an agent as a linked list: first, next. -1 ends it. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
};

/** What the local search needs of a problem beside the problem: prices, penalties, near edges, mates of a group. */
export type Prices = {
  /** Cost less the job's multiplier: makes unfinished chains comparable. */
  readonly reduced: Float64Array;
  /** Per unit of overload of each agent; moved by the search. */
  readonly penalty: Float64Array;
  /** What one place too many counts for, in units of weight. */
  readonly perPlace: Float64Array;
  /** Two places of one person by one agent. */
  readonly clash: number;
  /** Other jobs of the group, as a ring. */
  readonly mate: Int32Array;
};

export const mateRing = ({ jobs, group }: PairingProblem): Int32Array => {
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

export const emptyState = ({ jobs, agents }: PairingProblem): State => ({
  at: new Int32Array(jobs).fill(-1),
  load: new Int32Array(agents + 1),
  count: new Int32Array(agents + 1),
  first: new Int32Array(agents + 1).fill(-1),
  next: new Int32Array(jobs).fill(-1),
  previous: new Int32Array(jobs).fill(-1),
});

/** Takes the job away from its agent; the job waits. */
export const lift = ({ agentOf, weight }: PairingProblem, state: State, job: number): void => {
  const edge = state.at[job] ?? 0;
  const agent = agentOf[edge] ?? 0;
  state.load[agent] = (state.load[agent] ?? 0) - (weight[edge] ?? 0);
  state.count[agent] = (state.count[agent] ?? 0) - 1;
  const before = state.previous[job] ?? -1;
  const after = state.next[job] ?? -1;
  if (before < 0) state.first[agent] = after;
  else state.next[before] = after;
  if (after >= 0) state.previous[after] = before;
  state.at[job] = -1;
};

/** Gives the waiting job to the edge's agent. */
export const put = ({ agentOf, weight }: PairingProblem, state: State, job: number, edge: number): void => {
  const agent = agentOf[edge] ?? 0;
  state.load[agent] = (state.load[agent] ?? 0) + (weight[edge] ?? 0);
  state.count[agent] = (state.count[agent] ?? 0) + 1;
  const head = state.first[agent] ?? -1;
  state.next[job] = head;
  state.previous[job] = -1;
  if (head >= 0) state.previous[head] = job;
  state.first[agent] = job;
  state.at[job] = edge;
};

/** Agents' overload, priced. */
export const overload = (
  { capacity, most }: PairingProblem,
  { perPlace, penalty }: Prices,
  agent: number,
  load: number,
  count: number,
): number => {
  const heavy = load - (capacity[agent] ?? 0);
  const many = count - (most[agent] ?? 0);
  if (heavy <= 0 && many <= 0) return 0;
  return (penalty[agent] ?? 0) * (Math.max(0, heavy) + (many > 0 ? many * (perPlace[agent] ?? 0) : 0));
};

/** Price of the job's mates that the agent already carries. */
export const clashes = (
  { agentOf, agents }: PairingProblem,
  { mate, clash }: Prices,
  state: State,
  job: number,
  agent: number,
): number => {
  let sum = 0;
  if (agent === agents) return 0;
  for (let other = mate[job] ?? job; other !== job; other = mate[other] ?? job)
    if ((state.at[other] ?? -1) >= 0 && agentOf[state.at[other] ?? 0] === agent) sum += clash;
  return sum;
};

/** Cost when every rule holds; undefined when an agent is overloaded or carries two places of one person. */
export const feasibleCost = (problem: PairingProblem, prices: Prices, state: State): number | undefined => {
  for (let agent = 0; agent < problem.agents; agent += 1)
    if (
      (state.load[agent] ?? 0) > (problem.capacity[agent] ?? 0) ||
      (state.count[agent] ?? 0) > (problem.most[agent] ?? 0)
    )
      return undefined;
  let cost = 0;
  for (let job = 0; job < problem.jobs; job += 1) {
    const edge = state.at[job] ?? 0;
    if (prices.mate[job] !== job && clashes(problem, prices, state, job, problem.agentOf[edge] ?? 0) > 0)
      return undefined;
    cost += problem.cost[edge] ?? 0;
  }
  return cost;
};
