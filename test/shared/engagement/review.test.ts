import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitingPeople } from '../../../shared/engagement/review/coverage.ts';
import { nameIn } from '../../../shared/engagement/review/name-somebody.ts';
import { tellNetwork } from '../../../shared/engagement/review/tables.ts';
import { isSmall, suppressLinked } from '../../../shared/engagement/small-numbers/suppress.ts';
import { exactly, tellPartitions } from '../../../shared/engagement/small-numbers/told.ts';
import { seniorIdSchema, serviceIdSchema } from '../../../shared/ids/ids.ts';
import { serviceSchema } from '../../../shared/services/service.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { aMission, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';

const RUNS = { numRuns: 300, seed: 6_2026 };

describe('what is told of comings and goings', () => {
  const network = (counts: readonly (readonly number[])[]) => ({
    rows: ['before', 'new'],
    columns: ['now', 'gone'],
    counts,
  });
  const numbersOf = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => [
    a,
    b,
    c,
    d,
    a + b,
    c + d,
    a + c,
    b + d,
    a + b + c + d,
  ];
  /** Every network that whoever read both reviews could believe in: what each hidden number could be. */
  const believable = (told: readonly (number | null)[], before: number | null, most: number) => {
    const values = told.map(() => new Set<number>());
    for (let code = 0; code < most ** 4; code += 1) {
      const world = numbersOf([0, 1, 2, 3].map((i) => Math.floor(code / most ** i) % most));
      if (before !== null && world[4] !== before) continue;
      if (told.every((number, i) => number === null || number === world[i]))
        for (const [i, number] of world.entries()) values[i]?.add(number);
    }
    return values;
  };

  it('never lets who left or came be counted down to one to four, even with how many there were last time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        ([a = 0, b = 0, c = 0, d = 0], wasTold) => {
          const before = {
            network: exactly(
              network([
                [a + b, 0],
                [0, 0],
              ]),
            ),
          };
          const told = tellNetwork(
            network([
              [a, b],
              [c, d],
            ]),
            wasTold ? before : undefined,
          );
          const numbers = [...told.cells.flat(), ...told.rowTotals, ...told.columnTotals, told.total];
          const values = believable(numbers, wasTold ? a + b : null, 11);
          for (const [i, value] of numbersOf([a, b, c, d]).entries())
            if (isSmall(value) && !(wasTold && i === 4))
              expect(values[i]?.size, String(i)).toBeGreaterThan(1);
        },
      ),
      { ...RUNS, numRuns: 40 },
    );
  });
});

describe('the same people sorted in several ways', () => {
  const parts = fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 4 }), {
    minLength: 2,
    maxLength: 3,
  });

  it('tell no small number, and hide their whole in all of them or in none', () => {
    fc.assert(
      fc.property(parts, fc.boolean(), (ways, hide) => {
        const whole = Math.max(...ways.map((way) => way.reduce((a, b) => a + b, 0)));
        const tables = Object.fromEntries(
          ways.map((way, i) => {
            const rest = whole - way.reduce((a, b) => a + b, 0);
            const cells = [...way, rest];
            return [`w${i}`, { rows: ['people'], columns: cells.map((_, k) => `c${k}`), counts: [cells] }];
          }),
        );
        const told = Object.values(tellPartitions(tables, undefined, hide));
        const numbers = told.flatMap(({ cells, total }) => [...(cells[0] ?? []), total]);
        expect(numbers.filter((n) => n !== null && isSmall(n))).toEqual([]);
        expect(new Set(told.map(({ total }) => total === null)).size).toBe(1);
        if (hide && whole > 0) expect(told.every(({ total }) => total === null)).toBe(true);
      }),
      RUNS,
    );
  });

  it('hide in two linked tables what is asked for, and never just that', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 40 }), { minLength: 4, maxLength: 4 }),
        ([a = 5, b = 5, c = 5, d = 5]) => {
          const one = {
            rows: ['x', 'y'],
            columns: ['1', '2'],
            counts: [
              [a, b],
              [c, d],
            ],
          };
          const other = {
            rows: ['x', 'y'],
            columns: ['3', '4'],
            counts: [
              [a + b, 0],
              [c, d],
            ],
          };
          const told = suppressLinked(one, other, {
            one: ({ row, column }) => row === 0 && column === 0,
            other: () => false,
          });
          expect(told.one.cells[0]?.[0]).toBeNull();
          const hidden = [
            ...told.one.cells.flat(),
            ...told.one.rowTotals,
            ...told.one.columnTotals,
            told.one.total,
          ];
          expect(hidden.filter((n) => n === null).length).toBeGreaterThan(1);
        },
      ),
      RUNS,
    );
  });
});

describe('a sentence that the direction will read', () => {
  const people = [
    { firstName: 'Paul', lastName: 'Petit' },
    { firstName: 'Zoé', lastName: 'Müller-Évrard' },
  ];
  it.each([
    ['Voir avec Paul Petit.', 'Petit'],
    ['Alléger le mardi de M. Petit.', 'Petit'],
    ['En parler à Muller-Evrard demain.', 'Müller-Évrard'],
    ['Rappeler Mme PETIT jeudi.', 'Petit'],
    ['Rappeler madame petit jeudi.', 'Petit'],
    ['Les jeudis de la nouvelle (PETIT).', 'Petit'],
    ['Petit groupe au marché, puis un petit café.', undefined],
    ['Un essai. Petit à petit, le mardi.', undefined],
    ['Les petites annonces.', undefined],
  ])('%s', (sentence, name) => {
    expect(nameIn(sentence, people)).toBe(name);
  });
});

describe('who waits for a visitor', () => {
  const service = (n: number, more: object = {}) =>
    serviceSchema.parse({
      id: `ser_${String(n).padStart(26, '0')}`,
      town: 'besancon',
      seniorId: `sen_${String(n).padStart(26, '0')}`,
      programme: 'FRIENDLY_VISIT',
      state: 'open',
      cadence: 'weekly',
      weekday: 2,
      time: '14:30',
      durationMinutes: 60,
      wishes: '',
      startsOn: dayOf(NOW),
      pairings: [],
      createdAt: instantOf(addDays(dayOf(NOW), -20), civilTime('10:00')),
      ...more,
    });
  const tied = { volunteerId: PAUL, state: 'active', role: 'primary', since: NOW };

  it('is who has an open service, nobody tied to it, and no mission that found anybody', () => {
    const mission = aMission({
      state: 'done',
      serviceId: serviceIdSchema.parse(`ser_${'4'.padStart(26, '0')}`),
    });
    const services = [
      service(1),
      service(2, { pairings: [tied] }),
      service(3, { state: 'paused' }),
      service(4),
      service(5, { byList: { weekdays: [] } }),
      service(6, { pairings: [{ ...tied, state: 'ended', endedAt: NOW }] }),
    ];
    const ids = [...waitingPeople(services, [mission]).keys()];
    expect(ids).toEqual([1, 6].map((n) => seniorIdSchema.parse(`sen_${String(n).padStart(26, '0')}`)));
  });
});
