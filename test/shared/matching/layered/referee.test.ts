import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveLayered } from '../../../../shared/matching/layered/again/resolve.ts';
import { checkProblem, type LayeredProblem } from '../../../../shared/matching/layered/problem.ts';
import { solveLayered } from '../../../../shared/matching/layered/solve.ts';
import { verifyLayered } from '../../../../shared/matching/layered/verify.ts';
import { layeredTown } from '../../../bench/layered-towns.ts';
import { layeredProgram } from '../../../bench/plan-layered.ts';

let highs: Awaited<ReturnType<typeof loadHighs>>;
beforeAll(async () => {
  highs = await loadHighs();
});

const byReferee = (problem: LayeredProblem): number =>
  highs.withModel(layeredProgram(problem), (model) => {
    model.options.set({ output_flag: false });
    model.run();
    return Math.round(model.getObjectiveValue());
  });

const expectOptimum = (given: LayeredProblem): void => {
  const problem = checkProblem(given);
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  const { solution } = solveLayered(problem.value);
  expect(verifyLayered(problem.value, solution)).toMatchObject({ ok: true });
  expect(solution.objective).toBe(byReferee(problem.value));
};

const town = (seed: number, more: Partial<Parameters<typeof layeredTown>[0]> = {}) =>
  layeredTown({
    volunteers: 30,
    missions: 200,
    places: 'geo',
    room: 'tight',
    weeks: 'rising',
    seed,
    ...more,
  });

describe('the same optimum as HiGHS, in towns of thirty volunteers and two hundred missions', () => {
  for (const places of ['geo', 'rand'] as const)
    for (const room of ['loose', 'tight', 'over'] as const)
      for (const weeks of ['flat', 'rising'] as const)
        it(`${places}, ${room}, ${weeks} weeks`, () => {
          for (const seed of [1, 2, 3]) expectOptimum(town(seed, { places, room, weeks }));
        });

  it('where every edge costs the same', () => {
    for (const seed of [4, 5]) {
      const problem = town(seed);
      expectOptimum({ ...problem, edgeCost: problem.edgeCost.map(() => 7) });
      expectOptimum({
        ...problem,
        edgeCost: problem.edgeCost.map(() => 7),
        penalty: problem.penalty.map(() => 1_000),
      });
    }
  });

  it('where need comes before everything: penalties a thousand times the costs', () => {
    for (const seed of [6, 7]) {
      const problem = town(seed, { room: 'over' });
      expectOptimum({ ...problem, penalty: problem.penalty.map((p) => p * 1_000) });
    }
  });

  it('with missions for two, shut half-days, half-days for two, missions without an edge and without a need', () => {
    for (const seed of [8, 9]) {
      const problem = town(seed, { room: 'over' });
      expectOptimum({
        ...problem,
        // The first five have no row, and their edges are nobody's.
        edgeEnd: problem.edgeEnd.map((end, m) => (m < 5 ? (problem.edgeStart[m] ?? 0) : end)),
        demand: problem.demand.map((d, m) => (m % 7 === 0 ? 2 : m % 31 === 0 ? 0 : d)),
        slotCapacity: problem.slotCapacity.map((c, s) => (s % 5 === 0 ? 0 : s % 6 === 0 ? 2 : c)),
      });
    }
  });

  it('with locked choices', () => {
    const problem = town(10);
    const held = solveLayered(problem).solution.taken;
    const edgeLocked = problem.edgeLocked.map((_, e) => (held[e] === 1 && e % 3 === 0 ? 1 : 0));
    expectOptimum({ ...problem, edgeLocked, edgeCost: problem.edgeCost.map((c, e) => (c * (e % 5)) % 900) });
  });

  it('with costs near the largest that sums allow', () => {
    const problem = town(11);
    const scale = 2_000_000;
    const dear = {
      ...problem,
      edgeCost: problem.edgeCost.map((c) => c * scale + (c % 3)),
      tierCost: problem.tierCost.map((c) => c * scale),
      penalty: problem.penalty.map((c) => c * scale + 1),
    };
    const solved = solveLayered(dear);
    expect(checkProblem(dear).ok).toBe(true);
    // Beyond what HiGHS's tolerances can tell apart: the certificate is the proof.
    expect(verifyLayered(dear, solved.solution)).toMatchObject({ ok: true });
  });
});

describe('a town that changes', () => {
  it('is worth, with three more volunteers, what HiGHS finds for the larger town', () => {
    const before = solveLayered(town(12, { room: 'over' }));
    const first = before.problem.slotCount;
    const after = resolveLayered(
      before,
      [0, 1, 2].flatMap((k) => [
        { kind: 'add-volunteer' as const, tiers: [0, 60, 180], slots: [{}, {}] },
        ...Array.from({ length: 12 }, (_, i) => ({
          kind: 'put-edge' as const,
          mission: (i * 17 + k * 5) % before.problem.missionCount,
          slot: first + 2 * k + (i % 2),
          cost: 20 * i,
        })),
      ]),
    );
    if (!after.ok) throw new Error(JSON.stringify(after.refusal));
    expect(verifyLayered(after.value.problem, after.value.solution)).toMatchObject({ ok: true });
    expect(after.value.solution.objective).toBe(byReferee(after.value.problem));
    expect(after.value.solution.objective).toBeLessThan(before.solution.objective);
  });

  it('finds the optimum of the whole town when the edges that were left out are put back', () => {
    const whole = town(13);
    const edgeStart = new Int32Array(whole.missionCount + 1);
    const kept: number[] = [];
    for (let m = 0; m < whole.missionCount; m += 1) {
      const from = whole.edgeStart[m] ?? 0;
      for (let e = from; e < Math.min(from + 4, whole.edgeEnd[m] ?? 0); e += 1) kept.push(e);
      edgeStart[m + 1] = kept.length;
    }
    let solved = solveLayered({
      ...whole,
      edgeStart,
      edgeEnd: edgeStart.subarray(1),
      edgeSlot: Int32Array.from(kept, (e) => whole.edgeSlot[e] ?? 0),
      edgeCost: Float64Array.from(kept, (e) => whole.edgeCost[e] ?? 0),
      edgeLocked: new Uint8Array(kept.length),
    });
    const present = new Set(kept);
    for (let put = -1; put !== 0; ) {
      const { missionPrice, slotPrice, volunteerPrice } = solved.solution;
      const missing = [];
      for (let m = 0; m < whole.missionCount; m += 1)
        for (let e = whole.edgeStart[m] ?? 0; e < (whole.edgeEnd[m] ?? 0); e += 1) {
          const slot = whole.edgeSlot[e] ?? 0;
          const cost = whole.edgeCost[e] ?? 0;
          const ask = (slotPrice[slot] ?? 0) + (volunteerPrice[whole.slotOwner[slot] ?? 0] ?? 0);
          if (present.has(e) || cost + ask >= (missionPrice[m] ?? 0)) continue;
          present.add(e);
          missing.push({ kind: 'put-edge' as const, mission: m, slot, cost });
        }
      put = missing.length;
      const next = resolveLayered(solved, missing);
      if (!next.ok) throw new Error(JSON.stringify(next.refusal));
      solved = next.value;
    }
    expect(present.size).toBeLessThan(whole.edgeSlot.length);
    expect(solved.solution.objective).toBe(byReferee(whole));
  });
});
