import { parseArgs } from 'node:util';
import type { RoundProblem } from '../../shared/matching/rounds/problem.ts';
import { type RoundSolution, solveRounds } from '../../shared/matching/rounds/solve.ts';
import { verifyRounds } from '../../shared/matching/rounds/verify.ts';
import { roundsTown } from './rounds-town.ts';

const SIZES = [8, 15, 25, 40, 60, 100, 200];

/**
 * `npm run -s bench -- rounds [--towns N] [--seeds N] [--short MS] [--long S] [--size READERS]`: half-days of a town of 8 to 200 readers, one carrier for ten. For each size, over N towns:
 * the gap of the answers after MS milliseconds (100 unless given), N seeds each (1), to that after S seconds (5) of processor time, how many are within 1 %, the answers where the
 * quick answer leaves out a due visit more (no gap counts there), the visits the long one leaves out, and
 * what one iteration takes and how it grows. Each short answer comes from code already warm, as in a process that has
 * planned before; the first of all, cold, is printed apart. Fails when an answer does not hold.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      towns: { type: 'string', default: '3' },
      seeds: { type: 'string', default: '1' },
      short: { type: 'string', default: '100' },
      long: { type: 'string', default: '5' },
      size: { type: 'string' },
    },
  });
  const [towns, short, long] = [Number(values.towns), Number(values.short) / 1_000, Number(values.long)];
  const seeds = Number(values.seeds);
  const sizes = values.size === undefined ? SIZES : [Number(values.size)];
  console.log(JSON.stringify({ cold: true, stops: 40, ...timed(roundsTown(40, 99), short).shown }));
  // Each way through the solver must have been compiled before it is timed.
  for (let seed = 90; seed < 100; seed += 1) timed(roundsTown(40, seed), 0.3);
  let before: number | undefined;
  for (const stops of sizes) {
    const gaps: number[] = [];
    let worst = 0;
    let [leftMore, leftOut, spent, iterations] = [0, 0, 0, 0];
    for (let seed = 1; seed <= towns; seed += 1) {
      const problem = roundsTown(stops, seed);
      const slow = timed(problem, long);
      for (let draw = 1; draw <= seeds; draw += 1) {
        const quick = timed(problem, short, draw);
        if (quick.solution.dueLeftOut > slow.solution.dueLeftOut) leftMore += 1;
        else gaps.push(gapOf(quick.solution, slow.solution));
        worst = Math.max(worst, quick.shown.milliseconds);
      }
      leftOut += slow.solution.leftOut.length;
      spent += slow.shown.milliseconds;
      iterations += slow.solution.iterations;
    }
    const each = (1_000 * spent) / iterations;
    console.log(
      JSON.stringify({
        stops,
        carriers: roundsTown(stops, 1).carriers.length,
        worstMilliseconds: worst,
        meanGapPercent: round(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length),
        withinOnePercent: `${gaps.filter((gap) => gap <= 1).length} of ${towns * seeds}`,
        worstGapPercent: round(Math.max(...gaps)),
        leftMoreDue: leftMore,
        leftOut: round(leftOut / towns),
        microsecondsAnIteration: round(each),
        growth: before === undefined ? undefined : round(each / before),
      }),
    );
    before = each;
  }
};

const round = (value: number): number => Math.round(value * 100) / 100;

const gapOf = (quick: RoundSolution, slow: RoundSolution): number =>
  (100 * (quick.cost - slow.cost)) / Math.max(1, slow.cost);

const timed = (problem: RoundProblem, seconds: number, seed = 1) => {
  const start = process.cpuUsage().user;
  const elapsed = (): number => (process.cpuUsage().user - start) / 1_000_000;
  const solved = solveRounds(
    problem,
    { iterations: Number.MAX_SAFE_INTEGER, time: { elapsed, seconds: seconds * 0.95 } },
    seed,
  );
  const milliseconds = round(elapsed() * 1_000);
  if (!solved.ok) throw new Error(solved.refusal.reason);
  const checked = verifyRounds(problem, solved.value);
  if (!checked.ok) throw new Error(`these rounds do not hold: ${checked.refusal.reason}`);
  return { solution: solved.value, shown: { milliseconds, iterations: solved.value.iterations } };
};
