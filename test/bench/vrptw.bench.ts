import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { solveRounds } from '../../shared/matching/rounds/solve.ts';
import { verifyRounds } from '../../shared/matching/rounds/verify.ts';
import { eachFile, UnreadableFile } from './instance-files.ts';
import { readBestKnown, readVrptw, VRPTW_SCALE } from './vrptw-file.ts';

const USAGE = 'npm run -s bench -- vrptw FILE… [--seconds S] [--cpu] [--seed N] (- reads what comes in)';

/**
 * `npm run -s bench -- vrptw FILE… [--seconds S] [--cpu] [--seed N]`: one JSON line for each instance, `{instance, distance, vehicles,
 * seconds, feasible}`, with the gap in per cent when `best-known.csv` lies beside the file and knows it; with several of those, a
 * last line with their average. S is the budget of one instance, 5 unless given: by the clock on the wall, or with `--cpu` by the
 * processor's time of this process, which a busy machine does not distort. Feasible is the verifier's word. A file that cannot be
 * read is said on stderr, the others are still solved, and the exit code is 1.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      cpu: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error(`--seconds ${values.seconds} is no number of seconds`);
  const clock = values.cpu ? () => process.cpuUsage().user / 1_000_000 : () => performance.now() / 1_000;
  const gaps: number[] = [];
  eachFile(positionals, USAGE, (content, file) => {
    const start = clock();
    const { name, problem } = readVrptw(new TextDecoder().decode(content));
    const elapsed = (): number => clock() - start;
    // What is left of the budget is for the answer's own sums and their check.
    const solved = solveRounds(
      problem,
      {
        iterations: Number.MAX_SAFE_INTEGER,
        time: { elapsed, seconds: seconds - Math.min(0.05, seconds / 20) },
      },
      Number(values.seed),
    );
    if (!solved.ok)
      throw new UnreadableFile(`${solved.refusal.reason} (${solved.refusal.what} ${solved.refusal.index})`);
    const { cost, rounds, dueLeftOut } = solved.value;
    const isFeasible = verifyRounds(problem, solved.value).ok && dueLeftOut === 0;
    const distance = cost / VRPTW_SCALE;
    const listed = join(dirname(file), 'best-known.csv');
    const known = existsSync(listed) ? readBestKnown(readFileSync(listed, 'utf8')).get(name) : undefined;
    const gap = known === undefined ? undefined : (100 * (distance - known)) / known;
    if (gap !== undefined) gaps.push(gap);
    console.log(
      JSON.stringify({
        instance: name,
        distance,
        vehicles: rounds.length,
        seconds: Math.round(elapsed() * 1_000) / 1_000,
        feasible: isFeasible,
        ...(gap === undefined ? {} : { gapPercent: Math.round(gap * 1_000) / 1_000 }),
      }),
    );
  });
  if (gaps.length > 1) {
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    console.log(
      JSON.stringify({ instances: gaps.length, meanGapPercent: Math.round(mean * 10_000) / 10_000 }),
    );
  }
};
