import * as fc from 'fast-check';
import type { LayeredData } from '../../../../shared/matching/layered/problem.ts';

/** Sorted, so that the k-th mission of the week never costs less than the one before. */
const tiers = (cost: fc.Arbitrary<number>) =>
  fc.array(cost, { maxLength: 3 }).map((list) => [...list].sort((a, b) => a - b));

/** A few missions, slots and volunteers, with every odd thing that a town may hold: no edge, no capacity, two people. */
export const tinyData = (
  cost: fc.Arbitrary<number> = fc.integer({ min: -3, max: 9 }),
): fc.Arbitrary<LayeredData> =>
  fc.array(tiers(cost), { maxLength: 3 }).chain((weeks) =>
    fc
      .array(
        fc.record({
          volunteer: fc.nat({ max: Math.max(0, weeks.length - 1) }),
          capacity: fc.constantFrom(1, 1, 1, 1, 0, 2),
        }),
        { maxLength: weeks.length === 0 ? 0 : 5 },
      )
      .chain((slots) => {
        const edges = fc
          .array(fc.record({ slot: fc.nat({ max: Math.max(0, slots.length - 1) }), cost }), {
            maxLength: slots.length === 0 ? 0 : 4,
          })
          .map((list) => {
            const seen = new Set<number>();
            return list.filter(({ slot }) => {
              const v = slots[slot]?.volunteer ?? 0;
              if (seen.has(v)) return false;
              seen.add(v);
              return true;
            });
          });
        return fc
          .array(
            fc.record({
              demand: fc.constantFrom(1, 1, 1, 2, 2, 0, 3),
              penalty: fc.oneof(fc.integer({ min: 0, max: 30 }), cost),
              edges,
            }),
            { maxLength: 5 },
          )
          .map((missions) => ({ missions, slots, volunteers: weeks.map((list) => ({ tiers: list })) }));
      }),
  );

/** The optimum by trying every choice: no idea of the solver's is in it. Locked edges are always chosen. */
export const bruteForce = (data: LayeredData): number => {
  const { missions, slots, volunteers } = data;
  const slotUse = slots.map(() => 0);
  const weekUse = volunteers.map(() => 0);
  let best = Number.POSITIVE_INFINITY;
  const mission = (m: number, cost: number): void => {
    const here = missions[m];
    if (here === undefined) {
      best = Math.min(best, cost);
      return;
    }
    const choose = (i: number, people: number, sum: number): void => {
      const edge = here.edges[i];
      if (edge === undefined) {
        mission(m + 1, sum + ((here.demand ?? 1) - people) * here.penalty);
        return;
      }
      if (edge.isLocked !== true) choose(i + 1, people, sum);
      const slot = slots[edge.slot];
      if (slot === undefined || people >= (here.demand ?? 1)) return;
      const v = slot.volunteer;
      const tier = volunteers[v]?.tiers[weekUse[v] ?? 0];
      if (tier === undefined || (slotUse[edge.slot] ?? 0) >= (slot.capacity ?? 1)) return;
      slotUse[edge.slot] = (slotUse[edge.slot] ?? 0) + 1;
      weekUse[v] = (weekUse[v] ?? 0) + 1;
      choose(i + 1, people + 1, sum + edge.cost + tier);
      slotUse[edge.slot] = (slotUse[edge.slot] ?? 0) - 1;
      weekUse[v] = (weekUse[v] ?? 0) - 1;
    };
    choose(0, 0, cost);
  };
  mission(0, 0);
  return best;
};
