import { describe, expect, it } from 'vitest';
import { Dice } from '../../../../../shared/matching/rounds/dice.ts';
import { modelOf, NO_LIMIT } from '../../../../../shared/matching/rounds/model.ts';
import { ROUND_PARAMS } from '../../../../../shared/matching/rounds/params.ts';
import { openMaster, settlePrices } from '../../../../../shared/matching/rounds/partition/master.ts';
import { cheapestChoice } from '../../../../../shared/matching/rounds/partition/partition.ts';
import { emptyPool, remember } from '../../../../../shared/matching/rounds/partition/pool.ts';
import { emptyMemory } from '../../../../../shared/matching/rounds/search/insertion.ts';
import { adjust, beLenient, lenienceFor } from '../../../../../shared/matching/rounds/search/lenience.ts';
import { ordersOf, recreate } from '../../../../../shared/matching/rounds/search/recreate.ts';
import { ruin } from '../../../../../shared/matching/rounds/search/ruin.ts';
import { search } from '../../../../../shared/matching/rounds/search/search.ts';
import { solutionOf } from '../../../../../shared/matching/rounds/solve.ts';
import { begin, keep, link, takeBack, touch } from '../../../../../shared/matching/rounds/state/change.ts';
import { emptyState, ordersIn } from '../../../../../shared/matching/rounds/state/state.ts';
import { timeRound } from '../../../../../shared/matching/rounds/timeline.ts';
import { verifyRounds } from '../../../../../shared/matching/rounds/verify.ts';
import { roundsTown } from '../../../../bench/rounds-town.ts';
import { carrier, problemOf, smallTown, visit } from '../towns.ts';

describe('the search', () => {
  it('knows after every change what its rounds cost, and never leaves what holds', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const problem = smallTown(seed, 12, 3);
      const model = modelOf(problem);
      const [state, memory, orders, dice] = [
        emptyState(model),
        emptyMemory(model),
        ordersOf(model),
        new Dice(seed),
      ] as const;
      for (let i = 0; i < 60; i += 1) {
        const before = { orders: ordersIn(state), total: state.total };
        begin(state);
        ruin(state, dice, ROUND_PARAMS.paces.quick.ruin);
        recreate(state, memory, orders, dice);
        const solution = solutionOf(problem, ordersIn(state), 0);
        expect(verifyRounds(problem, solution)).toEqual({ ok: true, value: true });
        const due = solution.leftOut.flatMap(({ stop }) =>
          problem.stops[stop]?.prize === undefined ? stop : [],
        );
        const penalties = due.reduce((sum, stop) => sum + (model.penalty[stop] ?? 0), 0);
        expect(state.total).toBe(solution.cost + penalties);
        if (i % 2 === 0) keep(state);
        else {
          takeBack(state);
          expect({ orders: ordersIn(state), total: state.total }).toEqual(before);
        }
      }
    }
  });

  it('knows what rounds beyond hours and load cost while they are let be, and keeps to every window', () => {
    let seen = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = smallTown(seed, 14, 2);
      const model = modelOf(problem);
      const state = emptyState(model);
      const [memory, orders, dice] = [emptyMemory(model), ordersOf(model), new Dice(seed)] as const;
      const lenience = lenienceFor(state, 20);
      beLenient(lenience, state);
      for (let i = 0; i < 80; i += 1) {
        begin(state);
        ruin(state, dice, ROUND_PARAMS.paces.quick.ruin);
        recreate(state, memory, orders, dice);
        if (i % 3 === 0) takeBack(state);
        else keep(state);
        adjust({ ...lenience, iterations: 1_000, sound: i % 2 === 0 ? 0 : 1_000 }, state);
        const { rates } = state;
        if (rates === undefined) throw new Error('a lenient state has its rates');
        const priced = (beyond: number, rate: number) => (beyond > 0 ? 1 + Math.floor(beyond * rate) : 0);
        let total = 0;
        let overstepping = 0;
        for (const [c, order] of ordersIn(state).entries()) {
          const { until, mostTime = NO_LIMIT, capacity } = problem.carriers[c] ?? carrier();
          const { cost, endsAt, duration, load, stops } = timeRound(problem, c, order);
          expect(stops.every(({ late }) => late === 0)).toBe(true);
          const excess =
            priced(endsAt - until, rates.time) +
            priced(duration - mostTime, rates.time) +
            load.reduce((sum, heavy, d) => sum + priced(heavy - (capacity[d] ?? 0), rates.load[d] ?? 0), 0);
          total += cost + excess;
          if (excess > 0) overstepping += 1;
        }
        for (const stop of state.absent.subarray(0, state.absentCount)) total += state.penalty[stop] ?? 0;
        expect({ seed, i, total: state.total, overstepping: state.overstepping }).toEqual({
          seed,
          i,
          total,
          overstepping,
        });
        seen += overstepping;
      }
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('gives up a change only when it would have cost too much', () => {
    let given = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const model = modelOf(roundsTown(12, seed));
      const outcome = (most: number | undefined) => {
        const state = emptyState(model);
        const [memory, orders, dice] = [emptyMemory(model), ordersOf(model), new Dice(seed)] as const;
        begin(state);
        const isDone = recreate(state, memory, orders, dice, most);
        return { isDone, total: state.total };
      };
      const { total } = outcome(undefined);
      expect(outcome(total + 1)).toEqual({ isDone: true, total });
      if (!outcome(total * 0.9).isDone) given += 1;
    }
    expect(given).toBeGreaterThan(0);
  });

  it('never has worse rounds later than sooner', () => {
    const model = modelOf(smallTown(31, 30, 4));
    let last = Number.POSITIVE_INFINITY;
    for (let looks = 1; looks <= 40; looks += 3) {
      let look = 0;
      const elapsed = () => {
        look += 1;
        return look > looks ? 1 : 0;
      };
      const { total } = search(model, { iterations: 2_000, time: { elapsed, seconds: 1 } }, 4);
      expect(total).toBeLessThanOrEqual(last);
      last = total;
    }
    expect(last).toBeLessThan(search(model, { iterations: 1 }, 4).total);
  });
});

describe('the orders of putting back', () => {
  it('know who is due before who is wished only where somebody is wished', () => {
    const [due, wished, dearer] = [visit(2), visit(1, { prize: 500 }), visit(3, { prize: 900 })];
    const allDue = ordersOf(modelOf(problemOf([due], [carrier()])));
    const some = ordersOf(modelOf(problemOf([wished, due, dearer], [carrier()])));
    const worth = Math.max(...some.drawn);
    expect(worth).toBe(Math.max(...allDue.drawn) + 1);
    const [first, second, third] = some.places.slice(worth * 3);
    expect([Number(second) < Number(third), Number(third) < Number(first)]).toEqual([true, true]);
  });
});

describe('the choice among remembered rounds', () => {
  it('is the cheapest of all choices, and its prices prove that none is below the bound', () => {
    let found = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const model = modelOf(smallTown(seed, 7, 3));
      const dice = new Dice(seed);
      const state = emptyState(model);
      const [memory, orders, pool] = [emptyMemory(model), ordersOf(model), emptyPool(model, dice)] as const;
      let seen = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 12; i += 1) {
        begin(state);
        ruin(state, dice, ROUND_PARAMS.paces.quick.ruin);
        recreate(state, memory, orders, dice);
        for (let r = 0; r < model.carriers; r += 1) remember(pool, state, r);
        keep(state);
        seen = Math.min(seen, state.total);
      }
      const room = Array.from(
        { length: model.kinds },
        (_, k) => model.kindOf.filter((kind) => kind === k).length,
      );
      const best = (stop: number, covered: number): number => {
        let open = stop;
        while ((covered & (1 << open)) !== 0) open += 1;
        if (open >= model.stops) return 0;
        let least = Number.POSITIVE_INFINITY;
        for (let c = 0; c < pool.count; c += 1) {
          const stops = pool.stops.subarray(pool.first[c], pool.first[c + 1]);
          const kind = pool.kind[c] ?? -1;
          if (!stops.includes(open) || stops.some((s) => (covered & (1 << s)) !== 0)) continue;
          if (kind >= 0 && room[kind] === 0) continue;
          if (kind >= 0) room[kind] = (room[kind] ?? 0) - 1;
          least = Math.min(
            least,
            (pool.cost[c] ?? 0) +
              best(
                open,
                stops.reduce((set, s) => set | (1 << s), covered),
              ),
          );
          if (kind >= 0) room[kind] = (room[kind] ?? 0) + 1;
        }
        return least;
      };
      const exact = best(0, 0);
      const master = openMaster(model, pool, dice);
      settlePrices(master, model, pool, () => false);
      const choice = cheapestChoice(model, pool, master, seen, () => false);
      expect({ seed, total: choice?.total ?? seen }).toEqual({ seed, total: exact });
      if (exact < seen) found += 1;
      const bound = [...master.price].reduce(
        (sum, price, i) =>
          sum + price * (i < model.stops ? 1 : model.kindOf.filter((k) => k === i - model.stops).length),
        0,
      );
      expect(bound).toBeLessThanOrEqual(exact + 1e-3);
    }
    expect(found).toBeGreaterThan(0);
  });

  it('forgets a dearer order of the same stops', () => {
    const { end: _, ...oneWay } = carrier();
    const model = modelOf(problemOf([visit(3), visit(9)], [oneWay]));
    const state = emptyState(model);
    const pool = emptyPool(model, new Dice(1));
    const costs: number[] = [];
    for (const [first, second] of [
      [0, 1],
      [1, 0],
      [0, 1],
    ] as const) {
      begin(state);
      touch(state, 0);
      link(state, first, model.stops);
      link(state, second, first);
      costs.push(state.roundCost[0] ?? 0);
      remember(pool, state, 0);
      takeBack(state);
    }
    expect(pool.count).toBe(model.stops + 1);
    expect(costs).toEqual([9, 15, 9]);
    expect(pool.cost[model.stops]).toBe(9);
  });
});
