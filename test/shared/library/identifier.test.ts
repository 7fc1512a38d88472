import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdentifier } from '../../../shared/library/identifier.ts';
import { workWords } from '../../../shared/library/work.ts';

describe('what is typed or scanned of a book', () => {
  it.each([
    ['2-87858-152-0', '9782878581522'],
    ['287858152 0', '9782878581522'],
    ['080442957X', '9780804429573'],
    ['080442957x', '9780804429573'],
    ['ISBN 978-2-87858-152-2', '9782878581522'],
    ['9782878581522', '9782878581522'],
    ['979-10-90724-11-2', '9791090724112'],
  ])('reads %s as an ISBN', (typed, isbn) => {
    expect(readIdentifier(typed)).toEqual({ ok: true, value: { is: 'isbn', isbn } });
  });

  it.each([
    ['  ', 'empty'],
    ['978-2-87858-152-3', 'isbn-wrong'],
    ['2-87858-152-3', 'isbn-wrong'],
    ['0804429571X', 'barcode'],
    ['0804429570', 'barcode'],
    ['080442958X', 'isbn-wrong'],
    ['3259000123457', 'ean-wrong'],
    ['R VAR', 'barcode'],
    ['ab', 'unreadable'],
    ['<script>', 'unreadable'],
  ])('takes %s for what it is: %s', (typed, expected) => {
    const read = readIdentifier(typed);
    expect(read.ok ? read.value.is : read.refusal).toBe(expected);
  });

  it('keeps a library’s own label as it is printed, without spaces', () => {
    expect(readIdentifier(' bm 0012345 ')).toEqual({
      ok: true,
      value: { is: 'barcode', barcode: 'BM0012345' },
    });
  });

  it('reads what a scanner set for another keyboard types on a French one', () => {
    expect(readIdentifier('çè_éé("àà\'éé-')).toEqual({
      ok: true,
      value: { is: 'isbn', isbn: '9782253004226' },
    });
    expect(readIdentifier('-----')).toMatchObject({ ok: false });
  });

  it('never takes one mistyped digit of an ISBN for another book', () => {
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });
    void fc.assert(
      fc.property(
        body,
        fc.constantFrom('978', '979'),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (digits, prefix, at, by) => {
          const first = `${prefix}${digits.join('')}`;
          const good = [...'0123456789']
            .map((check) => first + check)
            .filter((isbn) => readIdentifier(isbn).ok);
          expect(good).toHaveLength(1);
          const isbn = good[0] ?? '';
          const wrong = [...isbn].map((d, i) => (i === at ? String((Number(d) + by) % 10) : d)).join('');
          expect(readIdentifier(wrong).ok).toBe(false);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('a title as people say it', () => {
  it.each([
    ['Mort sur le Nil', 'Christie, Agatha', 'Mort sur le Nil, d’Agatha Christie'],
    ['Au bonheur des dames', 'Zola, Émile', 'Au bonheur des dames, d’Émile Zola'],
    ['Pars vite', 'Vargas, Fred (1957-....)', 'Pars vite, de Fred Vargas'],
    ['Géo', ' ', 'Géo'],
  ])('%s by « %s »', (title, author, said) => {
    expect(workWords({ title, author })).toBe(said);
  });
});
