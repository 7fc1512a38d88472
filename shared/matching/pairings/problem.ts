import { ok, type Result, refused } from '../../result/result.ts';

/** One way to fill a place: by this agent, at this cost, taking this much of the agent's capacity. */
export type PairingOption = { readonly agent: number; readonly cost: number; readonly weight: number };

/** Generalized assignment with a bound on places per agent, places that exclude each other, and places that may stay empty. */
export type PairingInput = {
  /** Volunteers: what they can give (any integer unit, minutes a week in the town) and how many places at most. */
  readonly agents: readonly { readonly capacity: number; readonly most?: number }[];
  /** Places to fill, each by one agent; two places of one `group` (the same person) never by the same agent. */
  readonly jobs: readonly {
    readonly options: readonly PairingOption[];
    readonly group?: number;
    /** Cost of leaving the place empty; absent: it must be filled. */
    readonly leave?: number;
  }[];
};

/**
 * The same, checked and laid out for the solvers: edges agent by agent, inside an agent by group. Agent number `agents` is
 * nobody: it takes any number of places at their `leave` cost.
 */
export type PairingProblem = {
  readonly agents: number;
  readonly jobs: number;
  readonly capacity: Int32Array;
  readonly most: Int32Array;
  readonly group: Int32Array;
  readonly edges: number;
  readonly agentOf: Int32Array;
  readonly jobOf: Int32Array;
  readonly cost: Float64Array;
  readonly weight: Int32Array;
  /** Edges of each job: `jobEdge[jobFrom[j]] … jobEdge[jobFrom[j + 1] - 1]`. */
  readonly jobFrom: Int32Array;
  readonly jobEdge: Int32Array;
  /** Multipliers are integers in 1 / scale of a cost unit, so that every bound is exact. */
  readonly scale: number;
  /** Greatest total any complete choice can have. */
  readonly costliest: number;
};

export type PairingProblemRefusal = {
  readonly reason: 'not-an-integer' | 'negative' | 'unknown-agent' | 'too-large';
  readonly detail: string;
};

const LARGEST_WEIGHT = 2 ** 30;
/** Jobs × largest cost × scale × 16 stays under 2^52: sums of multipliers and costs are exact in a double. */
const LARGEST_TOTAL = 2 ** 44;

const refuseAgents = ({ agents }: PairingInput): PairingProblemRefusal | undefined => {
  for (const [i, { capacity, most }] of agents.entries()) {
    for (const value of [capacity, most ?? 0]) {
      if (!Number.isInteger(value))
        return { reason: 'not-an-integer', detail: `agent ${i}: ${value} is not an integer` };
      if (value < 0) return { reason: 'negative', detail: `agent ${i}: ${value} is negative` };
      if (value > LARGEST_WEIGHT)
        return { reason: 'too-large', detail: `agent ${i}: ${value} exceeds ${LARGEST_WEIGHT}` };
    }
  }
  return undefined;
};

const refuseJobs = ({ agents, jobs }: PairingInput): PairingProblemRefusal | undefined => {
  for (const [j, { options, leave, group }] of jobs.entries()) {
    const costs = [...options.map(({ cost }) => cost), ...(leave === undefined ? [] : [leave])];
    const wrong = [...costs, ...options.map(({ weight }) => weight), group ?? 0].find(
      (value) => !Number.isInteger(value),
    );
    if (wrong !== undefined)
      return { reason: 'not-an-integer', detail: `job ${j}: ${wrong} is not an integer` };
    const costly = costs.find((cost) => Math.abs(cost) * jobs.length > LARGEST_TOTAL);
    if (costly !== undefined)
      return {
        reason: 'too-large',
        detail: `job ${j}: a cost of ${costly} over ${jobs.length} jobs could exceed exact arithmetic`,
      };
    for (const { agent, weight } of options) {
      if (agents[agent] === undefined)
        return { reason: 'unknown-agent', detail: `job ${j}: no agent ${agent}` };
      if (weight < 0) return { reason: 'negative', detail: `job ${j}: weight ${weight} is negative` };
      if (weight > LARGEST_WEIGHT)
        return { reason: 'too-large', detail: `job ${j}: weight ${weight} exceeds ${LARGEST_WEIGHT}` };
    }
  }
  return undefined;
};

/**
 * The problem checked and laid out, or why not: numbers must be integers, capacities and weights in 0 … 2^30, and jobs ×
 * largest cost at most 2^44 so that no sum ever rounds. O(edges log edges).
 */
export const pairingProblem = (input: PairingInput): Result<PairingProblem, PairingProblemRefusal> => {
  const refusal = refuseAgents(input) ?? refuseJobs(input);
  if (refusal) return refused(refusal);
  const nobody = input.agents.length;
  const groups = input.jobs.map(({ group }, j) => (group === undefined ? -1 - j : group));
  const rows = input.jobs.flatMap(({ options, leave }, job) => [
    ...options
      .filter(({ agent, weight }) => weight <= (input.agents[agent]?.capacity ?? 0))
      .map(({ agent, cost, weight }) => ({ agent, job, cost, weight })),
    ...(leave === undefined ? [] : [{ agent: nobody, job, cost: leave, weight: 0 }]),
  ]);
  const groupOf = (job: number): number => groups[job] ?? 0;
  rows.sort((a, b) => a.agent - b.agent || groupOf(a.job) - groupOf(b.job) || a.job - b.job);

  const jobFrom = new Int32Array(input.jobs.length + 1);
  for (const { job } of rows) jobFrom[job + 1] = (jobFrom[job + 1] ?? 0) + 1;
  for (let j = 0; j < input.jobs.length; j += 1) jobFrom[j + 1] = (jobFrom[j + 1] ?? 0) + (jobFrom[j] ?? 0);
  const next = jobFrom.slice();
  const jobEdge = new Int32Array(rows.length);
  const highest = new Float64Array(input.jobs.length).fill(-Infinity);
  let largest = 1;
  for (const [edge, { job, cost }] of rows.entries()) {
    jobEdge[next[job] ?? 0] = edge;
    next[job] = (next[job] ?? 0) + 1;
    highest[job] = Math.max(highest[job] ?? 0, cost);
    largest = Math.max(largest, Math.abs(cost));
  }
  const room = LARGEST_TOTAL / Math.max(1, input.jobs.length * largest);
  return ok({
    agents: nobody,
    jobs: input.jobs.length,
    capacity: Int32Array.from([...input.agents.map(({ capacity }) => capacity), LARGEST_WEIGHT]),
    most: Int32Array.from([
      ...input.agents.map(({ most }) => Math.min(most ?? input.jobs.length, input.jobs.length)),
      input.jobs.length,
    ]),
    group: Int32Array.from(groups),
    edges: rows.length,
    agentOf: Int32Array.from(rows, ({ agent }) => agent),
    jobOf: Int32Array.from(rows, ({ job }) => job),
    cost: Float64Array.from(rows, ({ cost }) => cost),
    weight: Int32Array.from(rows, ({ weight }) => weight),
    jobFrom,
    jobEdge,
    scale: 16 * 2 ** Math.min(6, Math.floor(Math.log2(Math.max(1, room)))),
    costliest: highest.reduce((sum, cost) => sum + cost, 0),
  });
};
