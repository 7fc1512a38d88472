import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import type { PlanCase, PlanModel } from './plan-model.ts';
import { PLAN_MODELS } from './plan-models.ts';
import { refereeHere, solveHere } from './plan-process.ts';
import { measureWeeks } from './plan-week.ts';
import { solveWeekHere } from './plan-week-solve.ts';

const root = new URL('../../', import.meta.url).pathname;
const LIMIT_MS = 600_000;

const refereeSchema = z.object({ objective: z.number(), seconds: z.number(), peakMegabytes: z.number() });
const solveSchema = refereeSchema.extend({
  pairs: z.number(),
  isProven: z.boolean(),
  threadSeconds: z.number(),
  secondsAgain: z.number(),
});

type Line = PlanCase &
  z.infer<typeof solveSchema> & { readonly model: string; readonly highs?: z.infer<typeof refereeSchema> };

const outputOf = (args: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(process.execPath, [...args], {
      cwd: root,
      encoding: 'utf8',
      timeout: LIMIT_MS,
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    }),
  );

/** The solver alone in one file, as on Lambda: the loader of TypeScript would add its 40 MB to every peak. */
const bundled = async (directory: string): Promise<string> => {
  const outfile = join(directory, 'plan.mjs');
  await build({
    stdin: {
      contents: `import { PLAN_MODELS } from './plan-models.ts';
import { solveHere } from './plan-process.ts';
solveHere(PLAN_MODELS, process.argv[2], process.argv[3]);`,
      resolveDir: join(root, 'test/bench'),
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['highs'],
    logLevel: 'silent',
    outfile,
  });
  return outfile;
};

/** Whether a case is all of the words asked: `tight 2000 layered`. */
const isNamed = (words: readonly string[], model: PlanModel, one: PlanCase): boolean =>
  words.every((word) => `${model.name} ${one.size} ${one.kind}`.includes(word));

/** The networks asked for, a file each, for solvers that are none of this project's. */
const writeNetworks = (directory: string, words: readonly string[]): void => {
  mkdirSync(directory, { recursive: true });
  let count = 0;
  for (const model of PLAN_MODELS)
    for (const one of model.cases) {
      if (!model.network || !isNamed(words, model, one)) continue;
      const file = join(directory, `${model.name}-${one.id}.min`);
      writeFileSync(file, model.network(one.id));
      console.log(file);
      count += 1;
    }
  if (count === 0) throw new Error(`no network is all of: ${words.join(', ')}`);
};

const measure = (model: PlanModel, one: PlanCase, file: string): Line => {
  const solve = solveSchema.parse(outputOf([file, model.name, one.id]));
  const line = { ...one, ...solve, model: model.name };
  if (one.withoutReferee !== undefined) return line;
  const again = ['--import', 'tsx', 'test/bench/run.ts', 'plan', '--referee', model.name, one.id];
  return { ...line, highs: refereeSchema.parse(outputOf(again)) };
};

const printed = ({
  model,
  size,
  kind,
  pairs,
  seconds,
  threadSeconds,
  secondsAgain,
  peakMegabytes,
  isProven,
  objective,
  highs,
  withoutReferee,
}: Line) => ({
  model,
  size,
  kind,
  pairs,
  seconds: Number(seconds.toFixed(3)),
  thread: Number(threadSeconds.toFixed(3)),
  again: Number(secondsAgain.toFixed(4)),
  peakMB: peakMegabytes,
  certificate: isProven ? 'optimal' : 'NOT PROVEN',
  highsSeconds: highs ? Number(highs.seconds.toFixed(3)) : `not run: ${withoutReferee}`,
  highsPeakMB: highs?.peakMegabytes ?? '',
  sameObjective: highs
    ? Math.abs(highs.objective - objective) <= 1e-6 * Math.max(1, Math.abs(objective))
    : '',
  ratio: highs ? Number((highs.seconds / seconds).toFixed(1)) : '',
  ratioAgain: highs ? Number((highs.seconds / secondsAgain).toFixed(1)) : '',
});

/** seconds ~ pairs^exponent between one size and the next of the same kind; under 0.02 s the clock is mostly the start. */
const growth = (lines: readonly Line[]) =>
  lines.flatMap((line, k) => {
    const smaller = lines[k - 1];
    if (!smaller || smaller.kind !== line.kind || smaller.model !== line.model || smaller.seconds < 0.02)
      return [];
    const exponent = Math.log(line.seconds / smaller.seconds) / Math.log(line.pairs / smaller.pairs);
    return [
      {
        model: line.model,
        kind: line.kind,
        from: smaller.size,
        to: line.size,
        timesPairs: Number((line.pairs / smaller.pairs).toFixed(1)),
        timesSeconds: Number((line.seconds / smaller.seconds).toFixed(1)),
        exponent: Number(exponent.toFixed(2)),
        timesAgain: Number((line.secondsAgain / smaller.secondsAgain).toFixed(1)),
      },
    ];
  });

/**
 * `plan [WORD…]`: made-up towns, each solved in a process of its own (cold, so that its peak memory is its own), and by
 * HiGHS WASM in the same run where that ends in reasonable time. Words choose among model, size and kind: `plan assignment
 * tight`. Seconds are processor time, nothing warmed; `thread` is what the thread that answers took of them, `again` is the same solve once the
 * code is compiled; the ratios are HiGHS's seconds (compiled before it is loaded) over ours.
 * `plan week` is the whole week of a town, from its records. `plan --solve MODEL ID` and `plan --referee MODEL ID` do one of the two here, `plan --week NAME` one week, for a profiler.
 * `plan --dimacs DIR [WORD…]` solves nothing: it writes the networks, as solvers in other languages read them.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const [flag, name, id] = args;
  if (flag === '--solve' && name !== undefined && id !== undefined) return solveHere(PLAN_MODELS, name, id);
  if (flag === '--week' && name !== undefined) return console.log(solveWeekHere(name));
  if (flag === '--referee' && name !== undefined && id !== undefined) {
    await refereeHere(PLAN_MODELS, name, id);
    return;
  }
  if (flag === '--dimacs' && name !== undefined) return writeNetworks(name, args.slice(2));
  const isAsked = (text: string) => args.every((word) => text.includes(word));
  const directory = mkdtempSync(join(tmpdir(), 'plan-'));
  try {
    const file = await bundled(directory);
    console.log(`${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, Node ${process.version}`);
    const lines: Line[] = [];
    for (const model of PLAN_MODELS)
      for (const one of model.cases) {
        if (!isNamed(args, model, one)) continue;
        const line = measure(model, one, file);
        lines.push(line);
        console.log(JSON.stringify({ bench: 'plan', ...printed(line) }));
      }
    if (lines.length > 0) console.table(lines.map(printed));
    const exponents = growth(lines);
    if (exponents.length > 0) console.table(exponents);
    const isWrong = (line: Line) => !line.isProven || printed(line).sameObjective === false;
    const weeks = await measureWeeks(directory, isAsked);
    if (lines.length + weeks.count === 0) throw new Error(`no plan is all of: ${args.join(', ')}`);
    if (lines.some(isWrong) || !weeks.areSound) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true });
  }
};
