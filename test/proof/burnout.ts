import { parseArgs } from 'node:util';
import { assumptions, SLOPES, type Slopes, TOWN, timesSlopes } from './burnout/assumed.ts';
import { GUARDED, POLICIES, UNGUARDED } from './burnout/policies.ts';
import { differenceOf, toldOf } from './burnout/table.ts';
import { drawYear } from './burnout/town.ts';
import { type Policy, playYear, type Year } from './burnout/year.ts';

/**
 * Issue 6, item 12: years of a town under each policy of offers. `--seeds` towns (200), the sensitivity over the first
 * `--sensitivity` of them (40); a town's number is its seed, so that one can be played again with `--from N --seeds 1`.
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: process.env.RUNS ?? '200' },
    sensitivity: { type: 'string', default: '40' },
  },
});
const [from, seeds] = [Number(values.from), Number(values.seeds)];
const sensitivity = Math.min(seeds, Number(values.sensitivity));

const started = process.cpuUsage();
const seconds = (): number => Math.round(process.cpuUsage(started).user / 1e6);
console.log(assumptions(TOWN, seeds));
const years = new Map(POLICIES.map((policy) => [policy, [] as Year[]] as const));
for (let i = 0; i < seeds; i += 1) {
  const town = drawYear(from + i, TOWN);
  for (const [policy, all] of years) all.push(playYear(town, policy));
  if ((i + 1) % 20 === 0) console.log(`${i + 1} towns, ${seconds()} s`);
}
const yearsOf = (policy: Policy): readonly Year[] => years.get(policy) ?? [];
console.table([...years].map(([{ name: policy }, all]) => toldOf({ policy }, all)));
console.log('The guard less each other policy, town by town:');
console.table(
  [...years]
    .filter(([policy]) => policy !== GUARDED)
    .map(([{ name }, all]) => differenceOf({ 'guard less': name }, yearsOf(GUARDED), all)),
);

const VARIANTS = [
  { name: 'slopes halved', slopes: timesSlopes(SLOPES, 0.5) },
  { name: 'slopes doubled', slopes: timesSlopes(SLOPES, 2) },
  { name: 'a word protects nobody', slopes: { ...SLOPES, word: 0 } },
  { name: 'no slope: nothing that is done makes anybody stay', slopes: timesSlopes(SLOPES, 0) },
];
const played = (policy: Policy, slopes: Slopes): readonly Year[] =>
  Array.from({ length: sensitivity }, (_, i) => playYear(drawYear(from + i, { ...TOWN, slopes }), policy));
console.log(`What it leans on: the guard less ours without it, over the first ${sensitivity} towns:`);
console.table([
  differenceOf(
    { slopes: 'as assumed' },
    yearsOf(GUARDED).slice(0, sensitivity),
    yearsOf(UNGUARDED).slice(0, sensitivity),
  ),
  ...VARIANTS.map(({ name, slopes }) =>
    differenceOf({ slopes: name }, played(GUARDED, slopes), played(UNGUARDED, slopes)),
  ),
]);
console.log(`${seconds()} s of one core`);
