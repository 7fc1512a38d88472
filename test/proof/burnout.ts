import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { assumptions, TOWN } from './burnout/assumed.ts';
import { GUARDED, POLICIES, UNGUARDED } from './burnout/policies.ts';
import { differenceOf, toldOf } from './burnout/table.ts';
import type { Policy, Year } from './burnout/year.ts';
import { type Asked, type Played, playedSchema, VARIANTS } from './burnout-worker.ts';

/**
 * Issue 6, item 12: years of a town under each policy of offers. `--seeds` towns (200), the sensitivity over the first
 * `--sensitivity` of them (40); a town's number is its seed, so that one can be played again with `--from N --seeds 1`. The
 * same numbers whatever `--workers` (1).
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '200' },
    sensitivity: { type: 'string', default: '40' },
    workers: { type: 'string', default: '1' },
  },
});
const [from, seeds] = [Number(values.from), Number(values.seeds)];
const sensitivity = Math.min(seeds, Number(values.sensitivity));

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => from + i);
/** Town by town, each with its variants: whatever was played when it is stopped can be told. */
const waiting: Asked[] = range(seeds).flatMap((seed, i) => [
  { seed },
  ...(i < sensitivity ? VARIANTS.map((_, variant) => ({ seed, variant })) : []),
]);
const all = waiting.length;
const done = new Map<string, Played>();
const keyOf = ({ seed, variant }: Asked): string => `${seed}#${variant ?? ''}`;
const seconds = (): number =>
  Math.round([...done.values()].reduce((sum, { millis }) => sum + millis, 0) / 1000);

const yearsOf = (policy: Policy, played: readonly number[]): readonly Year[] =>
  played.flatMap((seed) => done.get(keyOf({ seed }))?.years[POLICIES.indexOf(policy)] ?? []);
const under = (variant: number, i: 0 | 1, played: readonly number[]): readonly Year[] =>
  played.flatMap((seed) => done.get(keyOf({ seed, variant }))?.years[i] ?? []);

const tell = (): void => {
  const towns = range(seeds).filter((seed) => done.has(keyOf({ seed })));
  const leaning = range(sensitivity).filter(
    (seed) => done.has(keyOf({ seed })) && VARIANTS.every((_, variant) => done.has(keyOf({ seed, variant }))),
  );
  console.log(assumptions(TOWN, towns.length));
  console.table(POLICIES.map((policy) => toldOf({ policy: policy.name }, yearsOf(policy, towns))));
  console.log('The guard less each other policy, town by town:');
  console.table(
    POLICIES.filter((policy) => policy !== GUARDED).map((policy) =>
      differenceOf({ 'guard less': policy.name }, yearsOf(GUARDED, towns), yearsOf(policy, towns)),
    ),
  );
  console.log(`What it leans on: the guard less ours without it, over ${leaning.length} of these towns:`);
  console.table([
    differenceOf({ slopes: 'as assumed' }, yearsOf(GUARDED, leaning), yearsOf(UNGUARDED, leaning)),
    ...VARIANTS.map(({ name }, variant) =>
      differenceOf({ slopes: name }, under(variant, 1, leaning), under(variant, 0, leaning)),
    ),
  ]);
  console.log(`${seconds()} s of one core`);
};

// Stopped by hand: what was played so far is told, with its number of towns.
process.once('SIGINT', () => {
  tell();
  process.exit(130);
});
const worker = fileURLToPath(new URL('./burnout-worker.ts', import.meta.url));
for (let i = 0; i < Math.min(Number(values.workers), all); i += 1) {
  const child = fork(worker, { execArgv: ['--import', 'tsx'] });
  const next = (): void => {
    const asked = waiting.shift();
    if (asked) child.send(asked);
    else child.disconnect();
  };
  child.on('message', (message) => {
    const played = playedSchema.parse(message);
    done.set(keyOf(played), played);
    if (done.size % 20 === 0) console.log(`${done.size} of ${all}, ${seconds()} s`);
    if (done.size === all) tell();
    next();
  });
  child.on('exit', (code) => {
    if (code) process.exitCode = code;
  });
  next();
}
