import { existsSync, readFileSync } from 'node:fs';
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
  /** Of these, the ones of the thread that answers: the others are V8's compiler, beside it where there is a second core. */
  readonly threadSeconds: number;
  /** The same solve once more in the process, its code compiled by then. */
  readonly again: () => unknown;
};

/** A model the bench measures: each kind of plan brings its cases, its solve, and the same instance for HiGHS. */
export type PlanModel = {
  readonly name: string;
  readonly cases: readonly PlanCase[];
  readonly solve: (id: string) => PlanSolve;
  readonly forReferee: (id: string) => ModelData;
  /** The same instance as a DIMACS minimum-cost-flow file, where the model is a network. */
  readonly network?: (id: string) => string;
};

/** More runs before the ones that count, while they are short: a second solve still waits for its code to be compiled. */
const MORE_RUNS = 8;
const ENOUGH_SECONDS = 1;

/** The middle of the last three of a few more runs: what the work costs once its code is compiled. */
export const secondsAgain = (work: () => unknown): number => {
  const runs: number[] = [];
  const spent = (): number => runs.reduce((sum, seconds) => sum + seconds, 0);
  while (runs.length < 3 || (runs.length < MORE_RUNS && spent() < ENOUGH_SECONDS))
    runs.push(processorSeconds(work).seconds);
  return runs.slice(-3).sort((a, b) => a - b)[1] ?? 0;
};

const THREAD_CLOCK = '/proc/thread-self/schedstat';

/** Nanoseconds this thread has run, as Linux counts them; elsewhere the whole process. */
const threadNanoseconds = (): number => {
  if (existsSync(THREAD_CLOCK)) return Number(readFileSync(THREAD_CLOCK, 'utf8').split(' ')[0]);
  const { user, system } = process.cpuUsage();
  return 1_000 * (user + system);
};

/** Processor seconds (user and system) that `work` takes: the machine may be shared, the clock on the wall would lie. */
export const processorSeconds = <T>(
  work: () => T,
): { readonly value: T; readonly seconds: number; readonly threadSeconds: number } => {
  const before = process.cpuUsage();
  const threadBefore = threadNanoseconds();
  const value = work();
  const threadSeconds = (threadNanoseconds() - threadBefore) / 1e9;
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6, threadSeconds };
};
