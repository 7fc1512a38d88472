import { test } from '@fast-check/vitest';
import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkProblem, type LayeredProblem, layeredProblem } from '../../shared/matching/layered/problem.ts';
import { solveLayered } from '../../shared/matching/layered/solve.ts';
import { tinyData } from '../shared/matching/layered/tiny.ts';
import { type DimacsNetwork, flowProgram, readDimacs } from './dimacs-network.ts';
import { layeredDimacs } from './layered-dimacs.ts';
import { type LayeredTown, layeredTown } from './layered-towns.ts';

let highs: Awaited<ReturnType<typeof loadHighs>>;
beforeAll(async () => {
  highs = await loadHighs();
});

const cheapestFlow = (network: DimacsNetwork): number =>
  highs.withModel(flowProgram(network), (model) => {
    model.options.set({ output_flag: false });
    model.run();
    return Math.round(model.getObjectiveValue());
  });

const checked = (given: LayeredProblem): LayeredProblem => {
  const problem = checkProblem(given);
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return problem.value;
};

const town = (more: Partial<LayeredTown>): LayeredProblem =>
  checked(
    layeredTown({
      volunteers: 12,
      missions: 40,
      places: 'geo',
      room: 'tight',
      weeks: 'rising',
      seed: 1,
      ...more,
    }),
  );

const expectSame = (problem: LayeredProblem): DimacsNetwork => {
  const network = readDimacs(layeredDimacs(problem, 'a town'));
  expect(cheapestFlow(network)).toBe(solveLayered(problem).solution.objective);
  return network;
};

describe('the layered network as a file', () => {
  it('is three missions, a half-day for two, one for one, two volunteers: line by line', () => {
    const problem = layeredProblem({
      missions: [
        {
          demand: 2,
          penalty: 900,
          edges: [
            { slot: 0, cost: 10, isLocked: true },
            { slot: 1, cost: -3 },
          ],
        },
        { penalty: 500, edges: [{ slot: 0, cost: 20 }] },
        { demand: 0, penalty: 7, edges: [] },
      ],
      slots: [{ volunteer: 0, capacity: 2 }, { volunteer: 1 }],
      volunteers: [{ tiers: [0, 60] }, { tiers: [5] }],
    });
    if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
    expect(layeredDimacs(problem.value, 'by hand').split('\n')).toEqual([
      'c by hand',
      'p min 8 11',
      'n 1 2',
      'n 2 1',
      'n 8 -3',
      'a 1 4 1 1 10',
      'a 1 5 0 1 -3',
      'a 2 4 0 1 20',
      'a 4 6 0 2 0',
      'a 5 7 0 1 0',
      'a 6 8 0 1 0',
      'a 6 8 0 1 60',
      'a 7 8 0 1 5',
      'a 1 8 0 2 900',
      'a 2 8 0 1 500',
      'a 3 8 0 0 7',
      '',
    ]);
  });

  for (const places of ['geo', 'rand'] as const)
    for (const room of ['loose', 'tight', 'over'] as const)
      for (const weeks of ['flat', 'rising'] as const)
        it(`has the plan's cost as its cheapest flow: ${places}, ${room}, ${weeks} weeks`, () => {
          for (const seed of [1, 2, 3])
            for (const penalties of ['light', 'stated'] as const) {
              const problem = town({ places, room, weeks, seed, penalties });
              const { missionCount, slotCount, volunteerCount, edgeSlot, tierCost } = problem;
              const { nodes, arcs, supply } = expectSame(problem);
              expect(nodes).toBe(missionCount + slotCount + volunteerCount + 1);
              expect(arcs).toHaveLength(edgeSlot.length + slotCount + tierCost.length + missionCount);
              expect([...supply.values()].reduce((sum, flow) => sum + flow, 0)).toBe(0);
            }
        });

  it('keeps what is locked, whatever it costs', () => {
    const free = town({ seed: 4 });
    const held = solveLayered(free).solution.taken;
    const edgeLocked = free.edgeLocked.map((_, e) => (held[e] === 1 && e % 3 === 0 ? 1 : 0));
    const edgeCost = free.edgeCost.map((cost, e) => (cost * (e % 5)) % 900);
    const locked = checked({ ...free, edgeLocked, edgeCost });
    expectSame(locked);
    const loose = solveLayered({ ...locked, edgeLocked: free.edgeLocked }).solution.objective;
    expect(solveLayered(locked).solution.objective).toBeGreaterThan(loose);
  });

  it('writes no edge that is of no row', () => {
    const whole = town({ seed: 5 });
    const edgeEnd = whole.edgeEnd.map((end, m) => (m < 5 ? (whole.edgeStart[m] ?? 0) : end));
    const problem = checked({ ...whole, edgeEnd });
    const gone = whole.edgeStart[5] ?? 0;
    expect(gone).toBeGreaterThan(0);
    expect(expectSame(problem).arcs).toHaveLength(expectSame(whole).arcs.length - gone);
  });

  test.prop([tinyData()], { seed: 20261123, numRuns: 200 })(
    "has the plan's cost for whatever odd thing a small town holds",
    (data) => {
      const problem = layeredProblem(data);
      if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
      expectSame(problem.value);
    },
  );
});
