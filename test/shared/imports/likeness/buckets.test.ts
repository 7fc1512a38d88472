import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buckets } from '../../../../shared/imports/likeness/buckets.ts';

const membersOf = (buckets: Buckets, name: string): readonly number[] => {
  const found: number[] = [];
  buckets.some(name, (member) => {
    found.push(member);
    return false;
  });
  return found;
};

describe('buckets', () => {
  it('hold what a list for each name would, in the order it came, up to their cap', () => {
    const name = fc.oneof(fc.constantFrom('', 'b:1931-03-12', 'n:marie dupont'), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 3_000, size: 'max' }),
        fc.integer({ min: 1, max: 60 }),
        (names, cap) => {
          const buckets = new Buckets(cap);
          const lists = new Map<string, number[]>();
          names.forEach((one, member) => {
            buckets.add(one, member);
            const list = lists.get(one) ?? [];
            if (list.length < cap) list.push(member);
            lists.set(one, list);
          });
          for (const [one, list] of lists) expect(membersOf(buckets, one)).toEqual(list);
          expect(membersOf(buckets, 'a name nobody has')).toEqual([]);
        },
      ),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  it('stop at the first member that answers', () => {
    const buckets = new Buckets(60);
    for (const member of [7, 8, 9]) buckets.add('p:+33639980001', member);
    const asked: number[] = [];
    expect(buckets.some('p:+33639980001', (member) => asked.push(member) === 2)).toBe(true);
    expect(asked).toEqual([7, 8]);
  });
});
