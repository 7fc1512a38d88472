import { test } from '@fast-check/vitest';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../shared/matching/layered/changes.ts';
import { type Network, networkOf, placesOf, wishesFor } from '../../../../shared/matching/layered/network.ts';
import { layeredProblem } from '../../../../shared/matching/layered/problem.ts';
import { resolveLayered } from '../../../../shared/matching/layered/resolve.ts';
import { type Solved, solveLayered } from '../../../../shared/matching/layered/solve.ts';
import { solveFrom } from '../../../../shared/matching/layered/start.ts';
import { verifyLayered } from '../../../../shared/matching/layered/verify.ts';
import { layeredTown } from '../../../bench/layered-towns.ts';
import { tinyData } from './tiny.ts';

/** Numbers that a change draws its parts from; which of them matter depends on the kind. */
const draws = fc.record({
  kind: fc.constantFrom<Change['kind'][]>(
    'add-volunteer',
    'add-slot',
    'add-mission',
    'put-edge',
    'put-edge',
    'remove-edge',
    'remove-edge',
    'lock',
    'lock',
    'unlock',
    'remove-mission',
    'set-demand',
    'set-penalty',
    'set-capacity',
    'set-tiers',
  ),
  mission: fc.nat(9),
  slot: fc.nat(9),
  small: fc.nat(3),
  cost: fc.integer({ min: -3, max: 9 }),
  penalty: fc.integer({ min: 0, max: 30 }),
  tiers: fc
    .array(fc.integer({ min: -3, max: 9 }), { maxLength: 3 })
    .map((list) => [...list].sort((a, b) => a - b)),
});
type Draws = typeof draws extends fc.Arbitrary<infer T> ? T : never;

const changeFrom = ({ problem }: Solved, d: Draws): Change => {
  const mission = d.mission % Math.max(1, problem.missionCount);
  const slot = d.slot % Math.max(1, problem.slotCount);
  const volunteer = d.slot % Math.max(1, problem.volunteerCount);
  switch (d.kind) {
    case 'add-volunteer':
      return { kind: d.kind, tiers: d.tiers, slots: [{}, { capacity: d.small }].slice(d.penalty % 3) };
    case 'add-slot':
      return { kind: d.kind, volunteer, capacity: d.small };
    case 'add-mission':
      return { kind: d.kind, demand: d.small, penalty: d.penalty, edges: [{ slot, cost: d.cost }] };
    case 'put-edge':
      return { kind: d.kind, mission, slot, cost: d.cost };
    case 'remove-edge':
    case 'lock':
    case 'unlock': {
      const from = problem.edgeStart[mission] ?? 0;
      const count = (problem.edgeEnd[mission] ?? 0) - from;
      return { kind: d.kind, mission, slot: problem.edgeSlot[from + (d.slot % Math.max(1, count))] ?? 0 };
    }
    case 'remove-mission':
      return { kind: d.kind, mission };
    case 'set-demand':
      return { kind: d.kind, mission, demand: d.small };
    case 'set-penalty':
      return { kind: d.kind, mission, penalty: d.penalty };
    case 'set-capacity':
      return { kind: d.kind, slot, capacity: d.small };
    case 'set-tiers':
      return { kind: d.kind, volunteer, tiers: d.tiers };
  }
};

const solvedFrom = (data: Parameters<typeof layeredProblem>[0]): Solved => {
  const problem = layeredProblem(data);
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return solveLayered(problem.value);
};

/** Whom a network knows: what reading the problem again must find, in whatever order it lies. */
const listsOf = (network: Network) => {
  const { problem, placeStart, placeEnd, edgeMission, locks } = network;
  const { missionCount, slotCount, volunteerCount, edgeStart, edgeEnd } = problem;
  const { firstSlot, firstVolunteer, nodeCount, volunteerSlotStart, volunteerSlot } = network;
  return {
    ...{ firstSlot, firstVolunteer, nodeCount, volunteerSlotStart, volunteerSlot },
    missionsOfRows: Array.from({ length: missionCount }, (_, m) => [
      ...edgeMission.subarray(edgeStart[m], edgeEnd[m]),
    ]),
    wishes: Array.from({ length: slotCount }, (_, s) => wishesFor(network, s).sort((a, b) => a - b)),
    locks: locks.map(({ edge }) => edge).sort((a, b) => a - b),
    hasPlaces: Array.from(
      { length: missionCount },
      (_, m) => (placeEnd[m] ?? 0) - (placeStart[m] ?? 0) >= placesOf(problem, m),
    ),
    weeks: Array.from({ length: volunteerCount }, (_, v) => [
      ...volunteerSlot.subarray(volunteerSlotStart[v], volunteerSlotStart[v + 1]),
    ]),
  };
};

describe('a week that changes', () => {
  test.prop([tinyData(), fc.array(fc.array(draws, { minLength: 1, maxLength: 3 }), { maxLength: 8 })], {
    seed: 20261122,
    numRuns: 3000,
  })('costs after each change what a solve from nothing finds, with its proof', (data, rounds) => {
    let solved = solvedFrom(data);
    for (const round of rounds) {
      const next = resolveLayered(
        solved,
        round.map((d) => changeFrom(solved, d)),
      );
      if (!next.ok) continue;
      solved = next.value;
      // Lists carried along are those that reading again would give.
      const read = networkOf(solved.problem);
      expect(solved.network.mostCost()).toBeGreaterThanOrEqual(read.mostCost());
      expect(listsOf(solved.network)).toEqual(listsOf(read));
      expect(verifyLayered(solved.problem, solved.solution)).toMatchObject({ ok: true });
      expect(solved.solution.objective).toBe(solveLayered(solved.problem).solution.objective);
      const begun = solveFrom(solved.problem, solved.solution).solution;
      expect(begun.objective).toBe(solved.solution.objective);
      expect(verifyLayered(solved.problem, begun)).toMatchObject({ ok: true });
    }
  });

  test.prop(
    [tinyData(), fc.array(fc.nat(1), { maxLength: 20 }), fc.array(fc.integer({ min: -5, max: 35 }))],
    {
      seed: 20261122,
      numRuns: 3000,
    },
  )('is solved as well from any guess as from nothing', (data, taken, prices) => {
    const cold = solvedFrom(data);
    const guess = {
      taken: cold.solution.taken.map((_, e) => taken[e] ?? 0),
      missionPrice: cold.solution.missionPrice.map((_, m) => prices[m] ?? 0),
    };
    const warm = solveFrom(cold.problem, guess);
    expect(verifyLayered(warm.problem, warm.solution)).toMatchObject({ ok: true });
    expect(warm.solution.objective).toBe(cold.solution.objective);
  });

  it('writes only the row that changes, whatever the number of changes tried on one week', () => {
    const before = solvedFrom({
      volunteers: [{ tiers: [0, 2] }, { tiers: [0] }],
      slots: [{ volunteer: 0 }, { volunteer: 1 }],
      missions: [
        {
          penalty: 9,
          edges: [
            { slot: 0, cost: 1 },
            { slot: 1, cost: 3 },
          ],
        },
        { penalty: 9, edges: [{ slot: 1, cost: 4 }] },
      ],
    });
    for (let cost = 0; cost < 40; cost += 1) {
      const after = resolveLayered(before, [
        { kind: 'remove-edge', mission: 0, slot: 0 },
        { kind: 'put-edge', mission: 0, slot: 0, cost },
        { kind: 'add-volunteer', tiers: [0], slots: [{}] },
      ]);
      if (!after.ok) throw new Error(after.refusal.reason);
      const { problem, solution } = after.value;
      expect(problem.edgeStart[1]).toBe(before.problem.edgeStart[1]);
      // The first goes where it costs least, and the second may pay nine for nobody.
      expect(solution.objective).toBe(Math.min(cost + 4, 3 + 9));
      expect(verifyLayered(problem, solution)).toMatchObject({ ok: true });
    }
    expect(before.network.ledger.used).toBeLessThan(40);
    const again = solveLayered(before.problem).solution;
    expect([...again.taken]).toEqual([...before.solution.taken]);
  });

  it('leaves the half-days of who comes last to them, when somebody new before them has none', () => {
    const before = solvedFrom({
      volunteers: [{ tiers: [0] }],
      slots: [{ volunteer: 0 }],
      missions: [{ demand: 3, penalty: 9, edges: [{ slot: 0, cost: 1 }] }],
    });
    const after = resolveLayered(before, [
      { kind: 'add-volunteer', tiers: [0], slots: [{}] },
      { kind: 'add-volunteer', tiers: [0], slots: [] },
      { kind: 'add-volunteer', tiers: [5], slots: [{}] },
      { kind: 'put-edge', mission: 0, slot: 2, cost: 2 },
    ]);
    if (!after.ok) throw new Error(after.refusal.reason);
    const { network, problem, solution } = after.value;
    expect(listsOf(network)).toEqual(listsOf(networkOf(problem)));
    expect(verifyLayered(problem, solution)).toMatchObject({ ok: true });
    expect(solution.objective).toBe(1 + 2 + 5 + 9);
  });

  it('finds every edge again after many changes, one after the other', () => {
    let solved = solveLayered(
      layeredTown({
        volunteers: 12,
        missions: 40,
        places: 'geo',
        room: 'tight',
        weeks: 'rising',
        seed: 7,
      }),
    );
    for (let i = 0; i < 60; i += 1) {
      const mission = (i * 7) % solved.problem.missionCount;
      const slot = solved.problem.edgeSlot[solved.problem.edgeStart[mission] ?? 0] ?? 0;
      const next = resolveLayered(solved, [{ kind: 'put-edge', mission, slot, cost: (i * 37) % 400 }]);
      if (!next.ok) throw new Error(next.refusal.reason);
      solved = next.value;
      expect(listsOf(solved.network)).toEqual(listsOf(networkOf(solved.problem)));
      expect(verifyLayered(solved.problem, solved.solution)).toMatchObject({ ok: true });
    }
    expect(solved.solution.objective).toBe(solveLayered(solved.problem).solution.objective);
  });

  it('keeps the earlier answer as it was', () => {
    const before = solvedFrom({
      volunteers: [{ tiers: [0] }],
      slots: [{ volunteer: 0 }],
      missions: [
        { penalty: 9, edges: [{ slot: 0, cost: 1 }] },
        { penalty: 9, edges: [{ slot: 0, cost: 2 }] },
      ],
    });
    const after = resolveLayered(before, [{ kind: 'lock', mission: 1, slot: 0 }]);
    expect(after.ok && after.value.solution.taken[after.value.problem.edgeStart[1] ?? 0]).toBe(1);
    expect(after.ok && after.value.solution.taken[after.value.problem.edgeStart[0] ?? 0]).toBe(0);
    expect([...before.solution.taken]).toEqual([1, 0]);
    expect([...before.problem.edgeLocked]).toEqual([0, 0]);
  });
});
