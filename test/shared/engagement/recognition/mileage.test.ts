import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Band,
  centsFor,
  isScaleOld,
  SCALES,
  type Scale,
  scaleOf,
  type Vehicle,
} from '../../../../shared/engagement/recognition/mileage/scale.ts';
import {
  centsOf,
  centsToEven,
  type MileageYear,
  MOST_STATEMENTS,
  metresOf,
  metresStated,
  type NamedVehicle,
  priceStatement,
  priceTrips,
  type Statement,
  vehicleKey,
  withoutStatement,
} from '../../../../shared/engagement/recognition/mileage/statement.ts';
import { expenseIdSchema } from '../../../../shared/ids/ids.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { PAUL } from '../../../builders/chain.ts';

const SCALE = SCALES[0] as Scale;
const car = (power: number, electric = false): Vehicle => ({ kind: 'car', power, electric });
const euros = (vehicle: Vehicle, kilometres: number): number | string => {
  const cents = centsFor(SCALE, vehicle, Math.round(kilometres * 1_000));
  return cents.ok ? cents.value / 100 : cents.refusal.reason;
};

describe('the scale of mileage in force from 2023 to 2026', () => {
  it.each([
    // The table of domain.md §6, each band at a round number, computed by hand.
    [car(3), 1_000, 529],
    [car(1), 5_000, 2_645],
    [car(3), 10_000, 4_225],
    [car(3), 30_000, 11_100],
    [car(4), 1_234, 747.8],
    [car(4), 20_000, 8_130],
    [car(4), 25_000, 10_175],
    [car(5), 4_321, 2_748.16],
    [car(5), 12_000, 5_679],
    [car(6), 5_000, 3_325],
    [car(6), 15_000, 7_067],
    [car(6), 21_000, 9_387],
    [car(7), 100, 69.7],
    [car(12), 8_000, 4_667],
    [car(7), 40_000, 18_800],
    [car(5, true), 1_000, 763.2],
    [{ kind: 'motorbike', power: 2, electric: false }, 3_000, 1_185],
    [{ kind: 'motorbike', power: 4, electric: false }, 1_000, 468],
    [{ kind: 'motorbike', power: 9, electric: false }, 10, 6.06],
    [{ kind: 'moped', power: 0, electric: false }, 2_000, 630],
  ] as const)('pays %o for %d km: %d €', (vehicle, kilometres, expected) => {
    expect(euros(vehicle, kilometres)).toBe(expected);
  });

  it('pays nothing for nothing, to the cent for a hundred metres, and leaves what it does not know to the agent', () => {
    expect(euros(car(5), 0)).toBe(0);
    expect(euros(car(5), 0.1)).toBe(0.06);
    expect(euros({ kind: 'moped', power: 0, electric: false }, 3_000.1)).toBe('above-bands');
    expect(euros(car(0), 10)).toBe('no-row');
  });

  it('never falls; its bands meet but for the jumps written down', () => {
    const jumps = SCALE.rows.map(({ kind, power: [power], bands }) =>
      bands.slice(0, -1).map(({ upTo = 0 }: Band) => {
        const [at, after] = [upTo, upTo + 1].map((metres) =>
          centsFor(SCALE, { kind, power, electric: false }, metres),
        );
        return at?.ok && after?.ok ? after.value - at.value : undefined;
      }),
    );
    expect(jumps).toEqual([[0, 1_500], [0, 1_000], [0, 500], [200, 300], [0, 500], [], [], [], []]);
  });

  it('is used for later years with a warning, and for none before it', () => {
    expect(scaleOf(2022)).toBeUndefined();
    expect(scaleOf(2026)).toEqual({ scale: SCALE, isProvisional: false });
    expect(scaleOf(2027)?.isProvisional).toBe(true);
    expect(isScaleOld(SCALE, civilDay('2027-04-14'))).toBe(false);
    expect(isScaleOld(SCALE, civilDay('2027-04-15'))).toBe(true);
  });
});

const vehicles = fc.record({
  kind: fc.constant('car' as const),
  power: fc.integer({ min: 1, max: 15 }),
  electric: fc.boolean(),
  name: fc.constant('Clio'),
});
const trips = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 60 });
const priced = (vehicle: NamedVehicle, before: number, metres: readonly number[]) => {
  const paid = priceTrips(
    SCALE,
    vehicle,
    before,
    metres.map((one, i) => ({
      lineId: `mis_${i}`,
      day: civilDay('2026-03-01'),
      label: 'Visite',
      metres: one,
      estimated: false,
    })),
  );
  if (!paid.ok) throw new Error(paid.refusal.reason);
  return paid.value;
};

describe('trips paid f(after) − f(before)', () => {
  it('sum to f(total), whatever their order and however many statements they are cut in', () => {
    fc.assert(
      fc.property(vehicles, trips, fc.nat(), fc.nat(), (vehicle, metres, turn, cut) => {
        const total = metres.reduce((sum, one) => sum + one, 0);
        const whole = centsFor(SCALE, vehicle, total);
        const at = turn % metres.length;
        const turned = [...metres.slice(at), ...metres.slice(0, at)];
        const split = cut % metres.length;
        const first = priced(vehicle, 0, turned.slice(0, split));
        const stated = turned.slice(0, split).reduce((sum, one) => sum + one, 0);
        const second = priced(vehicle, stated, turned.slice(split));
        const sum = [...first, ...second].reduce((cents, one) => cents + one.cents, 0);
        expect(whole).toEqual({ ok: true, value: sum });
        expect([...first, ...second].every(({ cents }) => cents >= 0)).toBe(true);
      }),
      { numRuns: 300, seed: 20_261_122 },
    );
  });

  it('an electric car is paid a fifth more than the same with an engine, to the cent', () => {
    fc.assert(
      fc.property(vehicles, fc.integer({ min: 0, max: 60_000_000 }), (vehicle, metres) => {
        const [engine, electric] = [false, true].map((is) =>
          centsFor(SCALE, { ...vehicle, electric: is }, metres),
        );
        if (!engine?.ok || !electric?.ok) throw new Error('a car is always in the table');
        expect(Math.abs(electric.value - engine.value * 1.2)).toBeLessThanOrEqual(1.1);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('statements of one year', () => {
  const clio: NamedVehicle = { kind: 'car', power: 5, electric: false, name: 'Clio  grise' };
  const id = (letter: string) => expenseIdSchema.parse(`exp_${letter.repeat(26)}`);
  const year = {
    volunteerId: PAUL,
    town: 'besancon',
    year: '2026',
    statements: [
      { expenseId: id('A'), vehicle: vehicleKey(clio), metres: 9_000, lineIds: ['mis_1'] },
      { expenseId: id('B'), vehicle: 'moped|0|false|solex', metres: 2_000, lineIds: ['mis_2'] },
      { expenseId: id('C'), vehicle: vehicleKey(clio), metres: 4_000, lineIds: ['mis_3'] },
    ],
  };

  it('add up by vehicle, however its name is typed', () => {
    expect(metresStated(year, vehicleKey({ ...clio, name: 'clio grise ' }))).toBe(13_000);
    expect(metresStated(year, vehicleKey({ ...clio, name: 'Zoé' }))).toBe(0);
  });

  it('are taken back in any order, once', () => {
    const afterA = withoutStatement(year, id('A'));
    expect(afterA.statements.map(({ lineIds }) => lineIds)).toEqual([['mis_2'], ['mis_3']]);
    expect(metresStated(afterA, vehicleKey(clio))).toBe(4_000);
    expect(withoutStatement(afterA, id('A'))).toBe(afterA);
    expect(withoutStatement(year, id('D'))).toBe(year);
  });

  const none: MileageYear = { ...year, statements: [] };
  const trip = (lineId: string, kilometres: number) => ({
    ...{ lineId, day: civilDay('2026-03-01'), label: 'Visite', estimated: false },
    metres: kilometres * 1_000,
  });
  /** What it is to come to, and the year with it. */
  const stated = (before: MileageYear, letter: string, kilometres: number, vehicle = clio) => {
    const statement = priceStatement(SCALE, vehicle, before, [trip(`mis_${letter}`, kilometres)]);
    if (!statement.ok) return { cents: statement.refusal.reason, after: before };
    const cents = centsOf(statement.value);
    const metres = metresOf(statement.value.trips);
    const one = { ...{ expenseId: id(letter), vehicle: vehicleKey(vehicle), cents, metres } };
    const statements = [...before.statements, { ...one, lineIds: [`mis_${letter}`] }];
    return { cents, after: { ...before, statements } };
  };

  it('one of 4 000 km taken back after one of 2 000 km was paid: the next one brings the year to its scale', () => {
    const first = stated(none, 'A', 4_000);
    const second = stated(first.after, 'B', 2_000);
    expect([first.cents, second.cents]).toEqual([254_400, 353_700 - 254_400]);
    // 2 000 km alone are 1 272,00 €: 993,00 € were paid for them.
    const without = withoutStatement(second.after, id('A'));
    expect(centsToEven(SCALE, clio, without)).toEqual({ ok: true, value: 27_900 });
    // 100 km more: 63,60 €, and the 279,00 € that the second one lacked.
    const third = stated(without, 'C', 100);
    expect(third.cents).toBe(6_360 + 27_900);
    expect(centsToEven(SCALE, clio, third.after)).toEqual({ ok: true, value: 0 });
  });

  it('asks nothing back of who was paid too much: the next one is less, or says that it is covered', () => {
    const small = { ...clio, power: 3 };
    const first = stated(none, 'A', 19_990, small);
    const second = stated(first.after, 'B', 20, small);
    const without = withoutStatement(second.after, id('A'));
    // 20 km alone are 10,58 €; they were paid 21,86 € for crossing 20 000 km.
    expect(second.cents).toBe(2_186);
    expect(centsToEven(SCALE, small, without)).toEqual({ ok: true, value: -1_128 });
    expect(stated(without, 'C', 10, small).cents).toBe('covered');
    expect(stated(without, 'C', 30, small).cents).toBe(1_587 - 1_128);
  });

  it('whatever is stated and taken back, paid or not, after each statement the sum is f(what stands)', () => {
    const steps = fc.array(
      fc.record({ back: fc.boolean(), which: fc.nat(), kilometres: fc.integer({ min: 1, max: 9_000 }) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(vehicles, steps, (vehicle, all) => {
        let now = none;
        for (const [i, { back, which, kilometres }] of all.entries()) {
          const chosen = now.statements[which % Math.max(1, now.statements.length)];
          if (back && chosen) {
            now = withoutStatement(now, chosen.expenseId);
            continue;
          }
          const { cents, after } = stated(now, 'ABCDEFGHJKMN'.charAt(i), kilometres, vehicle);
          if (cents === 'covered') continue;
          now = after;
          const whole = centsFor(SCALE, vehicle, metresStated(now, vehicleKey(vehicle)));
          const sum = now.statements.reduce((total, one) => total + (one.cents ?? 0), 0);
          expect(whole).toEqual({ ok: true, value: sum });
          expect(cents).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100, seed: 20_261_122 },
    );
  });

  it('are one a day at most: over it, a word is said, and nothing breaks', () => {
    const statements = Array.from({ length: MOST_STATEMENTS }, (_, n) => ({
      ...{ expenseId: id('A'), vehicle: vehicleKey(clio), metres: 1_000, lineIds: [`mis_${n}`] },
    }));
    expect(stated({ ...none, statements }, 'B', 10).cents).toBe('too-many');
    expect(stated({ ...none, statements: statements.slice(1) }, 'B', 10).cents).toBe(636);
  });

  it('come to the sum of their trips', () => {
    const statement: Pick<Statement, 'trips'> = { trips: [...priced(clio, 0, [5_000, 7_300])] };
    expect(centsOf(statement)).toBe(782);
  });
});
