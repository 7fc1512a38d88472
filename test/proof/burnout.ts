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
const waiting: Asked[] = [
  ...range(seeds).map((seed) => ({ seed })),
  ...VARIANTS.flatMap((_, variant) => range(sensitivity).map((seed) => ({ seed, variant }))),
];
const all = waiting.length;
const done = new Map<string, Played>();
const keyOf = ({ seed, variant }: Asked): string => `${seed}#${variant ?? ''}`;
const seconds = (): number =>
  Math.round([...done.values()].reduce((sum, { millis }) => sum + millis, 0) / 1000);

const yearsOf = (policy: Policy): readonly Year[] =>
  range(seeds).flatMap((seed) => done.get(keyOf({ seed }))?.years[POLICIES.indexOf(policy)] ?? []);
const under = (variant: number, i: 0 | 1): readonly Year[] =>
  range(sensitivity).flatMap((seed) => done.get(keyOf({ seed, variant }))?.years[i] ?? []);

const tell = (): void => {
  console.table(POLICIES.map((policy) => toldOf({ policy: policy.name }, yearsOf(policy))));
  console.log('The guard less each other policy, town by town:');
  console.table(
    POLICIES.filter((policy) => policy !== GUARDED).map((policy) =>
      differenceOf({ 'guard less': policy.name }, yearsOf(GUARDED), yearsOf(policy)),
    ),
  );
  console.log(`What it leans on: the guard less ours without it, over the first ${sensitivity} towns:`);
  console.table([
    differenceOf(
      { slopes: 'as assumed' },
      yearsOf(GUARDED).slice(0, sensitivity),
      yearsOf(UNGUARDED).slice(0, sensitivity),
    ),
    ...VARIANTS.map(({ name }, variant) =>
      differenceOf({ slopes: name }, under(variant, 1), under(variant, 0)),
    ),
  ]);
  console.log(`${seconds()} s of one core`);
};

console.log(assumptions(TOWN, seeds));
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
