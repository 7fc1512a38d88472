import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { WEEK_TOWNS } from './plan-week-solve.ts';

const root = new URL('../../', import.meta.url).pathname;
const LIMIT_MS = 600_000;

const solveSchema = z.object({
  seconds: z.number(),
  peakMegabytes: z.number(),
  wanted: z.number(),
  found: z.number(),
  cost: z.number(),
  bound: z.number(),
  isBest: z.boolean(),
  solves: z.number(),
  isSound: z.boolean(),
  coldAgain: z.number(),
  whatIf: z.number(),
  apart: z.number(),
  open: z.number(),
});
type Line = z.infer<typeof solveSchema> & { readonly size: string; readonly missions: number };

/** The week's plan alone in one file, as on Lambda. CommonJS, since the towns' builders lean on packages that are. */
const bundled = async (directory: string): Promise<string> => {
  const outfile = join(directory, 'week.cjs');
  await build({
    stdin: {
      contents: `import { writeSync } from 'node:fs';
import { solveWeekHere } from './plan-week-solve.ts';
writeSync(1, JSON.stringify(solveWeekHere(process.argv[2])));`,
      resolveDir: join(root, 'test/bench'),
      loader: 'ts',
    },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    logLevel: 'silent',
    outfile,
  });
  return outfile;
};

const printed = ({ size, seconds, peakMegabytes, wanted, found, cost, bound, isBest, ...line }: Line) => ({
  model: 'week',
  size,
  found: `${found} of ${wanted}`,
  seconds: Number(seconds.toFixed(2)),
  peakMB: peakMegabytes,
  gapPercent: Number(((100 * (cost - bound)) / cost).toFixed(3)),
  isBest,
  solves: line.solves,
  coldAgain: Number(line.coldAgain.toFixed(3)),
  whatIf: Number(line.whatIf.toFixed(3)),
  apart: line.apart,
  open: line.open,
});

/** seconds ~ missions^exponent from one size to the next; the smallest is mostly the start. */
const growth = (lines: readonly Line[]) =>
  lines.flatMap((line, k) => {
    const smaller = lines[k - 1];
    if (!smaller) return [];
    const exponent = Math.log(line.seconds / smaller.seconds) / Math.log(line.missions / smaller.missions);
    return [{ from: smaller.size, to: line.size, exponent: Number(exponent.toFixed(2)) }];
  });

/**
 * The whole week of made-up towns, from records to plan: rules asked, network solved, rest settled, bound proved over all
 * pairs. Each in a process of its own, cold; false when a plan is unsound by `verifyPlan`. Nothing asked for: true.
 */
export const measureWeeks = async (
  directory: string,
  isAsked: (text: string) => boolean,
): Promise<{ readonly count: number; readonly areSound: boolean }> => {
  const asked = WEEK_TOWNS.filter(({ name, volunteers, missions }) =>
    isAsked(`week ${name} ${volunteers} × ${missions}`),
  );
  if (asked.length === 0) return { count: 0, areSound: true };
  const file = await bundled(directory);
  const lines = asked.map(({ name, volunteers, missions }): Line => {
    const output = execFileSync(process.execPath, [file, name], { encoding: 'utf8', timeout: LIMIT_MS });
    const line = { ...solveSchema.parse(JSON.parse(output)), size: `${volunteers} × ${missions}`, missions };
    console.log(JSON.stringify({ bench: 'plan', ...printed(line) }));
    return line;
  });
  console.table(lines.map(printed));
  if (lines.length > 1) console.table(growth(lines));
  return { count: lines.length, areSound: lines.every(({ isSound }) => isSound) };
};
