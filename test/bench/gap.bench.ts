import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { pairingProblem } from '../../shared/matching/pairings/problem.ts';
import { solvePairings } from '../../shared/matching/pairings/solve.ts';
import { readGap } from './gap-file.ts';
import { eachFile, UnreadableFile } from './instance-files.ts';

const USAGE = 'npm run -s bench -- gap FILE… [--seconds S] [--max] [--seed N] (- reads what comes in)';

/**
 * `npm run -s bench -- gap FILE… [--seconds S] [--max] [--seed N]`: one JSON line for each problem, `{instance, objective,
 * optimal, seconds}` with the bound. Costs are minimised, as in best-known.csv; `--max` maximises. S is the budget of one
 * problem, 10 unless given. An infeasible problem has `objective: null` and a `reason`; a file that
 * cannot be read is said on stderr, the others are still solved, and the exit code is 1.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      max: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds ${values.seconds} is no number of seconds`);
  eachFile(positionals, USAGE, (content, file) => {
    const base = file === '-' ? 'stdin' : basename(file, extname(file));
    for (const { name, input } of readGap(new TextDecoder().decode(content), base, values.max)) {
      const start = performance.now();
      const elapsed = (): number => (performance.now() - start) / 1_000;
      const problem = pairingProblem(input);
      if (!problem.ok) throw new UnreadableFile(`${name}: ${problem.refusal.detail}`);
      const solved = solvePairings(problem.value, {
        elapsed,
        seconds: seconds * 0.97,
        seed: Number(values.seed),
        turns: 40,
      });
      const took = { seconds: Math.round(elapsed() * 1_000) / 1_000 };
      const sign = values.max ? -1 : 1;
      const line = solved.ok
        ? {
            instance: name,
            objective: sign * solved.value.objective,
            optimal: solved.value.optimal,
            ...took,
            bound: sign * solved.value.bound,
          }
        : { instance: name, objective: null, optimal: false, ...took, reason: solved.refusal.reason };
      console.log(JSON.stringify(line));
    }
  });
};
