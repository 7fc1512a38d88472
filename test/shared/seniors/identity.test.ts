import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { findAlike } from '../../../shared/seniors/identity/find-alike.ts';
import { likeness } from '../../../shared/seniors/identity/likeness.ts';
import { marksOf } from '../../../shared/seniors/identity/lookup.ts';
import {
  birthDayOf,
  type Traits,
  traitsOfFlagged,
  traitsOfSenior,
} from '../../../shared/seniors/identity/traits.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { seniorWrites } from '../../../shared/seniors/write-senior.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant } from '../../../shared/time/instant.ts';
import { aSenior } from '../../builders/chain.ts';
import { CLAIRE, smallWorld } from '../../support/situations.ts';

const NOW = instant('2026-11-24T11:00:00.000Z');
const PHONE = phoneSchema.parse('+33353010021');
const person = (more: Parameters<typeof aSenior>[0] = {}) =>
  traitsOfSenior(
    aSenior({
      firstName: 'Odette',
      lastName: 'Perrin',
      birthDay: civilDay('1938-03-07'),
      address: { line: '8 rue Battant', precision: 'housenumber' },
      phones: [{ phone: PHONE, label: '' }],
      ...more,
    }),
  );
const other = (line: string) => ({ line, precision: 'housenumber' as const });

describe('one person or two', () => {
  it.each([
    [
      'retyped with an accent and a comma',
      person({ lastName: 'Pérrin', address: other('8, r. Battant') }),
      'same',
    ],
    ['under her birth name', person({ lastName: 'Girard', birthName: 'Perrin' }), 'same'],
    ['after a move, same birth day and telephone', person({ address: other('40 rue de Vesoul') }), 'same'],
    ['day and month exchanged', person({ birthDay: civilDay('1938-07-03'), phones: [] }), 'same'],
    ['husband and wife', person({ firstName: 'Marcel', birthDay: civilDay('1935-01-01') }), 'different'],
    [
      'a namesake at another door, born another day',
      person({ birthDay: civilDay('1951-12-12'), phones: [], address: other('3 rue de Dole') }),
      'different',
    ],
    [
      'a neighbour',
      person({ firstName: 'Louise', lastName: 'Faivre', birthDay: undefined, phones: [] }),
      'different',
    ],
    [
      'mother and daughter of one name',
      person({ birthDay: civilDay('1962-05-09'), phones: [] }),
      'different',
    ],
  ] as const)('%s', (_, candidate, verdict) => {
    expect(likeness(person(), candidate).verdict).toBe(verdict);
  });

  it('says why, in the order a person would', () => {
    expect(likeness(person(), person({ phones: [] })).signs).toEqual([
      'same-name',
      'same-birth-day',
      'same-address',
    ]);
  });

  it.each([
    [{ name: 'Mme Perrin', address: '8 rue Battant', phone: '', birth: '' }, 'near'],
    [{ name: 'PERRIN Odette', address: '', phone: '03 53 01 00 21', birth: '' }, 'same'],
    [{ name: 'Odette Perrin', address: '', phone: '', birth: '7/3/1938' }, 'same'],
    [{ name: '', address: '8 rue Battant', phone: '03 53 01 00 21', birth: '' }, 'different'],
  ] as const)('recognises what a flagger types: %j', (typed, verdict) => {
    expect(likeness(person(), traitsOfFlagged(typed, 'Besançon')).verdict).toBe(verdict);
  });

  it('reads birth days as people write them, and no vaguer', () => {
    expect(birthDayOf('7/3/1938')).toBe('1938-03-07');
    expect(birthDayOf('31/02/1938')).toBeUndefined();
    expect(birthDayOf('environ 80 ans')).toBeUndefined();
  });
});

const word = fc.constantFrom(
  'perrin',
  'perin',
  'martin',
  'odette',
  'odete',
  'faivre',
  'jean',
  'marie',
  'lefevre',
  'lefebvre',
);
const traits: fc.Arbitrary<Traits> = fc.record({
  names: fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  birthDay: fc.option(fc.constantFrom('1938-03-07', '1938-07-03', '1938-03-08', '1951-12-12').map(civilDay), {
    nil: undefined,
  }),
  phones: fc.array(fc.constantFrom(PHONE, phoneSchema.parse('+33353010022')), { maxLength: 2 }),
  address: fc.option(
    fc.record({
      words: fc.array(fc.constantFrom('battant', 'dole', 'vesoul'), { minLength: 1, maxLength: 2 }),
      housenumber: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
    { nil: undefined },
  ),
});

it('is symmetric: asked from either side, the same answer for the same reasons', () => {
  fc.assert(
    fc.property(traits, traits, (a, b) => {
      const [there, back] = [likeness(a, b), likeness(b, a)];
      expect(there).toEqual(back);
    }),
    { numRuns: 2_000, seed: 20_261_122 },
  );
});

it('shares a mark with everybody who shares a telephone', () => {
  fc.assert(
    fc.property(traits, traits, (a, b) => {
      fc.pre(a.phones.some((phone) => b.phones.includes(phone)));
      const marks = new Set(marksOf('secret', a));
      expect(marksOf('secret', b).some((mark) => marks.has(mark))).toBe(true);
    }),
    { seed: 20_261_122 },
  );
});

describe('searching without reading the whole town', () => {
  const twin = seniorIdSchema.parse(`sen_${'T'.repeat(26)}`);
  const write = async () => {
    const world = await smallWorld();
    const happening = { action: 'senior-created', actor: { kind: 'staff' as const, id: CLAIRE }, at: NOW };
    const first = aSenior({ lastName: 'Lefèvre', firstName: 'Jeanne', birthDay: civilDay('1938-03-07') });
    const second = aSenior({
      id: twin,
      lastName: 'Lefebvre',
      firstName: 'Jeanne',
      birthDay: civilDay('1938-03-07'),
    });
    await world.table.commit(seniorWrites(world, undefined, first, happening));
    await world.table.commit(seniorWrites(world, undefined, second, happening));
    return { world, first, second, happening };
  };
  it('finds a name that sounds alike', async () => {
    const { world, first } = await write();
    const found = await findAlike(world, traitsOfSenior(first), [first.id]);
    expect(found.map(({ senior }) => senior.id)).toEqual([twin]);
  });
  it('follows a correction: the old marks find nobody any more', async () => {
    const { world, first, happening } = await write();
    const stored = await world.table.get(seniorKind, seniorKey(twin));
    if (!stored) throw new Error('absent');
    const renamed = {
      ...stored.value,
      firstName: 'Suzanne',
      lastName: 'Colin',
      birthDay: undefined,
      address: other('9 rue Proudhon'),
    };
    await world.table.commit(seniorWrites(world, stored, renamed, happening));
    expect(await findAlike(world, traitsOfSenior(first), [first.id])).toEqual([]);
  });
});
