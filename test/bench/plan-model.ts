import type { ModelData } from 'highs';

/** One instance of the plan bench: a line of its table. `id` and the model's name say everything a process needs to make it. */
export type PlanCase = {
  readonly id: string;
  /** volunteers × missions, as printed. */
  readonly size: string;
  /** What kind of town: cases of one kind that differ in size give the growth exponent. */
  readonly kind: string;
  /** Why HiGHS is not run on it, or undefined when it is. */
  readonly withoutReferee?: string;
};

/** What one solve of one case came to, as told by the process that did it. */
export type PlanSolve = {
  readonly pairs: number;
  readonly objective: number;
  /** The certificate, recomputed from the instance: proven optimal or not. */
  readonly isProven: boolean;
  /** Processor time from the checked arrays to the answer, first solve of the process (nothing warmed). */
  readonly seconds: number;
  /** The same solve once more in the process, its code compiled by then. */
  readonly again: () => unknown;
};

/** A model the bench measures: each kind of plan brings its cases, its solve, and the same instance for HiGHS. */
export type PlanModel = {
  readonly name: string;
  readonly cases: readonly PlanCase[];
  readonly solve: (id: string) => PlanSolve;
  readonly forReferee: (id: string) => ModelData;
};

/** The middle of three more runs: what the work costs once its code is compiled. */
export const secondsAgain = (work: () => unknown): number =>
  [0, 1, 2].map(() => processorSeconds(work).seconds).sort((a, b) => a - b)[1] ?? 0;

/** Processor seconds (user and system) that `work` takes: the machine may be shared, the clock on the wall would lie. */
export const processorSeconds = <T>(work: () => T): { readonly value: T; readonly seconds: number } => {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
};
