import { EVERYONE, NEAREST, ours, RANDOM, TOP_THREE } from './waves-policies.ts';
import { type Outcome, type Policy, simulate } from './waves-sim.ts';
import {
  ASSUMED,
  DAY,
  drawTown,
  HEAVY,
  LIGHT,
  type Setting,
  UNTIRED,
  USUAL,
  WEARY,
  type Weariness,
} from './waves-town.ts';

const POLICIES: readonly Policy[] = [EVERYONE, NEAREST, RANDOM, TOP_THREE, ours()];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Of all towns together; the interval of the share filled is over towns, 95 %. */
const rowOf = (load: string, policy: string, outcomes: readonly Outcome[]) => {
  const shares = outcomes.map(({ filled, missions }) => filled / missions);
  const spread = Math.sqrt(mean(shares.map((share) => (share - mean(shares)) ** 2)));
  const filled = outcomes.reduce((sum, one) => sum + one.filled, 0);
  const sum = (of: (one: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    load,
    policy,
    filled: Number(mean(shares).toFixed(3)),
    'filled ±': Number(((1.96 * spread) / Math.sqrt(outcomes.length)).toFixed(3)),
    'minutes to fill': Math.round(median(outcomes.flatMap(({ minutesToFill }) => minutesToFill))),
    'texts per filled': Number((sum(({ texts }) => texts) / filled).toFixed(2)),
    'gini of texts': Number(mean(outcomes.map(({ gini }) => gini)).toFixed(3)),
    'disappointed per 100 filled': Number(
      ((100 * sum(({ disappointed }) => disappointed)) / filled).toFixed(1),
    ),
  };
};

const assumptions = (seeds: number): string =>
  [
    `${seeds} towns drawn by seed, ${LIGHT.weeks} weeks each, ${LIGHT.volunteers} volunteers on ${ASSUMED.kilometres} km a side, each free ${ASSUMED.halfDays} half-days of 10,`,
    `${ASSUMED.weeklyCap} missions a week at most. Light: ${LIGHT.missionsAWeek} missions a week; heavy: ${HEAVY.missionsAWeek}. Asked for 2 to 10 days before, 15 % of them 3 to 15 waking hours before.`,
    `A yes: inclination Beta(${ASSUMED.yesAlpha}, ${ASSUMED.yesBeta}) each, × ${USUAL.fatigue} per text of the last 7 days, × ${ASSUMED.letDown} for 14 days after a yes that came too late.`,
    `Else a no (${ASSUMED.saysNo}) or silence. Delay log-normal, median ${ASSUMED.delayMedian} waking minutes, spread ${ASSUMED.delaySpread}.`,
    `After a text not taken nobody reads another for an exponential time of mean ${USUAL.inactiveMean / DAY} days (Manshadi and Rodilitz).`,
    `Heavy again with texts that cost nothing (untired), and with a mean of ${WEARY.inactiveMean / DAY} days and × ${WEARY.fatigue} (weary).`,
    'Every policy keeps half-days, own caps and two hours between missions; nights are left out, minutes are waking minutes.',
    'Only ours keeps the town’s five offers in seven days and rests after a silence. It knows nothing of the above but answers.',
  ].join('\n');

/** Issue 3, item 13: the assumptions, then each policy under both loads; `--seeds N` (200 unless given). */
export const run = async (args: readonly string[]): Promise<void> => {
  const at = args.indexOf('--seeds');
  const seeds = at >= 0 ? Number(args[at + 1]) : 200;
  console.log(assumptions(seeds));
  const shown = (load: string, setting: Setting, weariness: Weariness, policies: readonly Policy[]) => {
    const towns = Array.from({ length: seeds }, (_, seed) => drawTown(seed + 1, setting, weariness));
    return policies.map((policy) =>
      rowOf(
        load,
        policy.name,
        towns.map((town) => simulate(town, policy)),
      ),
    );
  };
  const rows = [
    ...shown('light', LIGHT, USUAL, POLICIES),
    ...shown('heavy', HEAVY, USUAL, POLICIES),
    ...[UNTIRED, WEARY].flatMap((weariness) =>
      shown(`heavy, ${weariness.name}`, HEAVY, weariness, [TOP_THREE, ours()]),
    ),
  ];
  console.table(rows);
  for (const row of rows) console.log(JSON.stringify({ bench: 'waves', seeds, ...row }));
};
