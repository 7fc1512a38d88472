import type { PairingInput } from '../../shared/matching/pairings/problem.ts';
import { UnreadableFile } from './instance-files.ts';

/** One instance of an OR-Library file of generalized assignment. */
export type GapInstance = { readonly name: string; readonly input: PairingInput };

/**
 * OR-Library's format: agents, jobs, then costs and weights agent by agent, then capacities; white space anyhow. A file may
 * hold one problem, or open with the number of problems (gap1.txt): those are named after the file, `gap1-0`, `gap1-1` …
 * Throws when the numbers do not come out.
 */
export const readGap = (text: string, base: string, maximise = false): readonly GapInstance[] => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const numbers = words.map(Number);
  const bad = numbers.findIndex((value) => !Number.isInteger(value));
  if (bad >= 0) throw new UnreadableFile(`“${words[bad]}” is not an integer`);
  const at = (i: number): number => {
    const value = numbers[i];
    if (value === undefined) throw new UnreadableFile(`ends after ${numbers.length} numbers`);
    return value;
  };
  const sizeAt = (i: number): number => {
    const [agents, jobs] = [at(i), at(i + 1)];
    if (agents < 1 || jobs < 1) throw new UnreadableFile(`${agents} agents and ${jobs} jobs`);
    return 2 + 2 * agents * jobs + agents;
  };
  const instanceAt = (start: number, name: string): GapInstance => {
    const [agents, jobs] = [at(start), at(start + 1)];
    const costs = start + 2;
    const weights = costs + agents * jobs;
    const capacities = weights + agents * jobs;
    const sign = maximise ? -1 : 1;
    return {
      name,
      input: {
        agents: Array.from({ length: agents }, (_, i) => ({ capacity: at(capacities + i) })),
        jobs: Array.from({ length: jobs }, (_, j) => ({
          options: Array.from({ length: agents }, (_, agent) => ({
            agent,
            cost: sign * at(costs + agent * jobs + j),
            weight: at(weights + agent * jobs + j),
          })),
        })),
      },
    };
  };
  if (sizeAt(0) === numbers.length) return [instanceAt(0, base)];
  const instances: GapInstance[] = [];
  let start = 1;
  for (let k = 0; k < at(0); k += 1) {
    instances.push(instanceAt(start, `${base}-${k}`));
    start += sizeAt(start);
  }
  if (start !== numbers.length)
    throw new UnreadableFile(`${numbers.length} numbers, ${start} expected for ${at(0)} problems`);
  return instances;
};
