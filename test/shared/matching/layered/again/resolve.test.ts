import { test } from '@fast-check/vitest';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../../shared/matching/layered/again/changes.ts';
import { resolveLayered } from '../../../../../shared/matching/layered/again/resolve.ts';
import { solveFrom } from '../../../../../shared/matching/layered/again/start.ts';
import {
  type Network,
  networkOf,
  placesOf,
  wishesFor,
} from '../../../../../shared/matching/layered/network.ts';
import { layeredProblem } from '../../../../../shared/matching/layered/problem.ts';
import { type Solved, solveLayered } from '../../../../../shared/matching/layered/solve.ts';
import { verifyLayered } from '../../../../../shared/matching/layered/verify.ts';
import { layeredTown } from '../../../../bench/layered-towns.ts';
import { tinyData } from '../tiny.ts';

/** Numbers that a change draws its parts from; which of them matter depends on the kind. */
const drawsOf = (mostIndex: number, unit: number) =>
  fc.record({
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
    mission: fc.nat(mostIndex),
    slot: fc.nat(mostIndex),
    small: fc.nat(3),
    cost: fc.integer({ min: -3 * unit, max: 9 * unit }),
    penalty: fc.integer({ min: 0, max: 30 * unit }),
    tiers: fc
      .array(fc.integer({ min: -3 * unit, max: 9 * unit }), { maxLength: 3 })
      .map((list) => [...list].sort((a, b) => a - b)),
  });
const draws = drawsOf(9, 1);
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

/** After how many nodes a search is met from the ends: so few that tiny weeks have such searches, or as many as in the product. */
const patiences = fc.constantFrom(1, 2, 4, undefined);

describe('a week that changes', () => {
  const rounds = fc.array(fc.array(draws, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
  test.prop([tinyData(), rounds, patiences], {
    seed: 20261122,
    numRuns: 3000,
  })('costs after each change what a solve from nothing finds, with its proof', (data, rounds, patience) => {
    let solved = solvedFrom(data);
    for (const round of rounds) {
      const next = resolveLayered(
        solved,
        round.map((d) => changeFrom(solved, d)),
        patience,
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

  /** Few half-days that many want: each is full, and its list of wishes long. */
  const crowded = fc.record({
    volunteers: fc.array(fc.record({ tiers: drawsOf(0, 3).map(({ tiers }) => tiers) }), {
      minLength: 4,
      maxLength: 4,
    }),
    slots: fc
      .array(fc.constantFrom(1, 1, 2, 3), { minLength: 8, maxLength: 8 })
      .map((capacities) => capacities.map((capacity, s) => ({ volunteer: s % 4, capacity }))),
    missions: fc.array(
      fc.record({
        demand: fc.constantFrom(1, 1, 1, 2, 0),
        penalty: fc.nat(90),
        edges: fc.uniqueArray(fc.record({ slot: fc.nat(7), cost: fc.nat(27) }), {
          selector: ({ slot }) => slot % 4,
          maxLength: 4,
        }),
      }),
      { minLength: 10, maxLength: 20 },
    ),
  });
  const manyRounds = fc.array(
    fc.record({ from: fc.nat(1_000), round: fc.array(drawsOf(1_000, 3), { minLength: 1, maxLength: 3 }) }),
    { minLength: 20, maxLength: 30 },
  );

  test.prop([crowded, manyRounds, patiences], {
    seed: 20261122,
    numRuns: 120,
  })(
    'is the cheapest whichever of the earlier weeks it is made of, and leaves them all as they were',
    (data, rounds, patience) => {
      const versions = [solvedFrom(data)];
      const told = ({ solution }: Solved) =>
        [
          solution.objective,
          ...solution.taken,
          ...solution.missionPrice,
          ...solution.slotPrice,
          ...solution.volunteerPrice,
        ].join();
      const before: string[] = [];
      for (const { from, round } of rounds) {
        // Half the time the last one, else any of them.
        const base = versions[from % 2 ? versions.length - 1 : (from >> 1) % versions.length];
        if (!base) throw new Error('no week');
        const next = resolveLayered(
          base,
          round.map((d) => changeFrom(base, d)),
          patience,
        );
        if (!next.ok) continue;
        const { problem, solution } = next.value;
        const cold = solveLayered(problem).solution;
        const [isProved, isColdProved] = [verifyLayered(problem, solution), verifyLayered(problem, cold)];
        if (!isProved.ok || !isColdProved.ok)
          throw new Error(JSON.stringify({ isProved, isColdProved, round }));
        expect(cold.objective).toBe(solution.objective);
        versions.push(next.value);
        before.push(told(next.value));
      }
      expect(versions.slice(1).map(told)).toEqual(before);
    },
  );

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

  it('is laid out anew once for all the changes tried on one version of it', () => {
    const town = { volunteers: 12, missions: 40, places: 'geo', weeks: 'rising', seed: 7 } as const;
    let solved = solveLayered(layeredTown({ ...town, room: 'tight' }));
    const change = (i: number): Solved => {
      const mission = i % solved.problem.missionCount;
      const slot = solved.problem.edgeSlot[solved.problem.edgeStart[mission] ?? 0] ?? 0;
      const next = resolveLayered(solved, [{ kind: 'put-edge', mission, slot, cost: (i * 37) % 400 }]);
      if (!next.ok) throw new Error(next.refusal.reason);
      return next.value;
    };
    for (let i = 0; solved.problem.edgeSlot.length <= solved.network.ledger.most; i += 1) solved = change(i);
    const siblings = [3, 8, 21].map(change);
    for (const { network, problem, solution } of siblings) {
      expect(network.ledger.first).not.toBe(solved.network.ledger.first);
      expect(network.ledger.first).toBe(siblings[0]?.network.ledger.first);
      expect(listsOf(network)).toEqual(listsOf(networkOf(problem)));
      expect(verifyLayered(problem, solution)).toMatchObject({ ok: true });
      expect(solution.objective).toBe(solveLayered(problem).solution.objective);
    }
  });

  it('is the cheapest after each of many changes of all kinds, where many want the same half-day', () => {
    const town = { volunteers: 20, missions: 300, places: 'rand', weeks: 'rising' } as const;
    for (const room of ['loose', 'tight', 'over'] as const) {
      let solved = solveLayered(layeredTown({ ...town, room, seed: 3 }));
      for (let i = 1; i <= 40; i += 1) {
        const { problem, solution } = solved;
        const mission = (i * 77) % problem.missionCount;
        const from = problem.edgeStart[mission] ?? 0;
        const held = solution.taken.subarray(from, problem.edgeEnd[mission]).indexOf(1);
        const slot = problem.edgeSlot[from + Math.max(0, held)] ?? 0;
        const kinds: readonly (readonly Change[])[] = [
          [
            { kind: 'add-volunteer', tiers: [0, 60, 180], slots: [{}, { capacity: 2 }] },
            ...Array.from({ length: 12 }, (_, k): Change => {
              const other = (i * 31 + k * 17) % problem.missionCount;
              return { kind: 'put-edge', mission: other, slot: problem.slotCount + (k % 2), cost: 40 * k };
            }),
          ],
          [{ kind: 'set-tiers', volunteer: (i * 7) % 20, tiers: i % 2 ? [] : [0, 30, 90, 200] }],
          [{ kind: 'remove-mission', mission }],
          [{ kind: 'set-penalty', mission, penalty: (i * 397) % 4_000 }],
          problem.edgeEnd[mission] === from ? [] : [{ kind: 'remove-edge', mission, slot }],
        ];
        const patience = [1, 8, 40, undefined][i % 4];
        const next = resolveLayered(solved, kinds[i % kinds.length] ?? [], patience);
        if (!next.ok) throw new Error(next.refusal.reason);
        solved = next.value;
        expect(verifyLayered(solved.problem, solved.solution)).toMatchObject({ ok: true });
      }
      expect(solved.solution.objective).toBe(solveLayered(solved.problem).solution.objective);
    }
  });

  it('looks at little of a town when somebody falls ill in a week that needs everybody', () => {
    const town = { volunteers: 200, missions: 1_500, places: 'geo', weeks: 'rising' } as const;
    const before = solveLayered(layeredTown({ ...town, room: 'tight', penalties: 'stated', seed: 1 }));
    const scans = [0, 0];
    for (let volunteer = 0; volunteer < 200; volunteer += 10) {
      const ill: Change[] = [{ kind: 'set-tiers', volunteer, tiers: [] }];
      const [met, alone] = [
        resolveLayered(before, ill),
        resolveLayered(before, ill, Number.POSITIVE_INFINITY),
      ];
      if (!met.ok || !alone.ok) throw new Error('refused');
      expect(met.value.solution.objective).toBe(alone.value.solution.objective);
      expect(verifyLayered(met.value.problem, met.value.solution)).toMatchObject({ ok: true });
      scans[0] = (scans[0] ?? 0) + met.value.solution.counts.scans;
      scans[1] = (scans[1] ?? 0) + alone.value.solution.counts.scans;
    }
    expect((scans[0] ?? 0) / 20).toBeLessThan(0.1 * before.solution.counts.scans);
    expect(scans[0] ?? 0).toBeLessThan(0.5 * (scans[1] ?? 0));
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
