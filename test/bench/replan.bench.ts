import { cpus } from 'node:os';
import type { Change } from '../../shared/matching/layered/again/changes.ts';
import { resolveLayered } from '../../shared/matching/layered/again/resolve.ts';
import { checkProblem } from '../../shared/matching/layered/problem.ts';
import { type Solved, solveLayered } from '../../shared/matching/layered/solve.ts';
import { verifyLayered } from '../../shared/matching/layered/verify.ts';
import { layeredTown } from './layered-towns.ts';

/** Volunteers and missions; changes of each kind, whose median and worst are printed; solves from nothing, the last third of which count. */
const SIZES = [
  { volunteers: 200, missions: 1_500, each: 80, solves: 30 },
  { volunteers: 2_000, missions: 15_000, each: 27, solves: 9 },
] as const;

const WEEKS = (['light', 'stated'] as const).flatMap((penalties) =>
  (['loose', 'tight', 'over'] as const).map((room) => [penalties, room] as const),
);

const edgeOf = ({ problem }: Solved, m: number, k: number) => {
  const from = problem.edgeStart[m] ?? 0;
  const e = from + (k % Math.max(1, (problem.edgeEnd[m] ?? 0) - from));
  return { mission: m, slot: problem.edgeSlot[e] ?? 0, cost: problem.edgeCost[e] ?? 0, edge: e };
};

const heldBy = (solved: Solved, m: number) => {
  const { problem, solution } = solved;
  for (let k = 0; k < (problem.edgeEnd[m] ?? 0) - (problem.edgeStart[m] ?? 0); k += 1) {
    const edge = edgeOf(solved, m, k);
    if (solution.taken[edge.edge] === 1) return edge;
  }
  return undefined;
};

/** What a coordinator does while the plan is on the screen, on the i-th mission or volunteer of a spread. */
const CHANGES: Readonly<Record<string, (solved: Solved, i: number) => readonly Change[]>> = {
  'another penalty': ({ problem }, i) => {
    const mission = (i * 577) % problem.missionCount;
    return [{ kind: 'set-penalty', mission, penalty: Math.round((problem.penalty[mission] ?? 0) * 1.5) }];
  },
  'mission called off': ({ problem }, i) => [
    { kind: 'remove-mission', mission: (i * 577) % problem.missionCount },
  ],
  'mission added': (solved, i) => {
    const like = (i * 577) % solved.problem.missionCount;
    const edges = Array.from({ length: 20 }, (_, k) => edgeOf(solved, like, k));
    return [{ kind: 'add-mission', penalty: solved.problem.penalty[like] ?? 0, edges }];
  },
  'choice refused': (solved, i) => {
    for (let m = (i * 577) % solved.problem.missionCount; m < solved.problem.missionCount; m += 1) {
      const held = heldBy(solved, m);
      if (held) return [{ kind: 'remove-edge', mission: m, slot: held.slot }];
    }
    return [];
  },
  'moved by hand and locked': (solved, i) => {
    const { mission, slot } = edgeOf(solved, (i * 577) % solved.problem.missionCount, i);
    return [{ kind: 'lock', mission, slot }];
  },
  'edge put back': (solved, i) => {
    const mission = (i * 577) % solved.problem.missionCount;
    const other = edgeOf(solved, (i * 911) % solved.problem.missionCount, i);
    const dropped = edgeOf(solved, mission, i);
    return [
      { kind: 'remove-edge', mission, slot: dropped.slot },
      { kind: 'put-edge', mission, slot: dropped.slot, cost: Math.max(0, dropped.cost - (other.cost % 50)) },
    ];
  },
  'volunteer ill': ({ problem }, i) => [
    { kind: 'set-tiers', volunteer: (i * 83) % problem.volunteerCount, tiers: [] },
  ],
  'one more volunteer': (solved, i) => {
    const { problem } = solved;
    const first = problem.slotCount;
    const near = Array.from({ length: 40 }, (_, k) => (i * 577 + k * 31) % problem.missionCount);
    return [
      { kind: 'add-volunteer', tiers: [0, 60, 180], slots: [{}, {}, {}, {}] },
      ...near.map(
        (mission, k): Change => ({
          kind: 'put-edge',
          mission,
          slot: first + (k % 4),
          cost: 50 + ((k * 37) % 400),
        }),
      ),
    ];
  },
};

/** Processor seconds of the whole process, and nothing else read between: a re-solve takes a tenth of a millisecond. */
const processorSeconds = <T>(work: () => T): { value: T; seconds: number } => {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
};

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const percent = (part: number, whole: number): number => Number(((100 * part) / whole).toFixed(2));

/**
 * `replan [VOLUNTEERS]`: one change to a solved week, solved again from the prices before, as a share of a solve from nothing (both
 * warm, processor time; scans are edges and slots looked at). Each answer is checked and compared with the cold one.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, Node ${process.version}`);
  const table: Record<string, string | number>[] = [];
  for (const { volunteers, missions, each, solves } of SIZES) {
    if (args[0] !== undefined && args[0] !== String(volunteers)) continue;
    for (const [penalties, room] of WEEKS) {
      const problem = checkProblem(
        layeredTown({ volunteers, missions, places: 'geo', room, weeks: 'rising', penalties, seed: 1 }),
      );
      if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
      const colds = Array.from({ length: solves }, () => processorSeconds(() => solveLayered(problem.value)));
      const before = solveLayered(problem.value);
      const fullSeconds = middle(colds.slice(-solves / 3).map(({ seconds }) => seconds));
      for (const [name, changesOf] of Object.entries(CHANGES)) {
        const shares: number[] = [];
        const scans: number[] = [];
        for (let i = -each; i < each; i += 1) {
          const changes = changesOf(before, Math.abs(i) + 1);
          const { value: after, seconds } = processorSeconds(() => resolveLayered(before, changes));
          if (!after.ok) throw new Error(`${name}: ${JSON.stringify(after.refusal)}`);
          // The first half warms the code of this kind of change.
          if (i < 0) continue;
          shares.push(percent(seconds, fullSeconds));
          scans.push(percent(after.value.solution.counts.scans, before.solution.counts.scans));
          const isSame =
            i > 0 || solveLayered(after.value.problem).solution.objective === after.value.solution.objective;
          if (!isSame || !verifyLayered(after.value.problem, after.value.solution).ok)
            throw new Error(`${name} ${i}: not the optimum`);
        }
        table.push({
          size: `${volunteers} × ${missions}`,
          kind: `${room} ${penalties}`,
          change: name,
          'full ms': Number((1000 * fullSeconds).toFixed(1)),
          ms: Number((10 * middle(shares) * fullSeconds).toFixed(2)),
          'time %': middle(shares),
          'worst time %': Math.max(...shares),
          'scans %': middle(scans),
          'worst scans %': Math.max(...scans),
        });
      }
    }
  }
  console.table(table);
};
