import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialsOf } from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import { codeIn, freshCode, shownCode } from '../../../../shared/engagement/recognition/attestation/code.ts';
import {
  centsIn,
  frenchEuros,
  plainEuros,
} from '../../../../shared/engagement/recognition/expenses/euros.ts';
import { waiverSentence } from '../../../../shared/engagement/recognition/expenses/words.ts';
import { frenchKilometres, frenchMinutes } from '../../../../shared/engagement/recognition/hours/totals.ts';

const codes = fc.array(fc.integer({ min: 0, max: 28 }), { minLength: 11, maxLength: 11 }).map((drawn) => {
  let at = 0;
  return freshCode({ integerBelow: () => drawn[at++] ?? 0 });
});
const SIGNS = '23456789ABCDEFGHJKMNPQRSTWXYZ';

describe('the code of an attestation', () => {
  it('is read back however it is typed', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(shownCode(code)).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
        expect(codeIn(` ${shownCode(code).toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
      }),
      { seed: 20_261_122 },
    );
  });

  it('with one sign mistyped, or two neighbours exchanged, is known for a slip', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 28 }), (code, at, by) => {
        const sign = SIGNS.charAt((SIGNS.indexOf(code.charAt(at)) + by) % SIGNS.length);
        expect(codeIn(code.slice(0, at) + sign + code.slice(at + 1))).toBeUndefined();
        const next = at === 11 ? 10 : at;
        const [a, b] = [code.charAt(next), code.charAt(next + 1)];
        if (a !== b && next < 10)
          expect(codeIn(code.slice(0, next) + b + a + code.slice(next + 2))).toBeUndefined();
      }),
      { seed: 20_261_122 },
    );
  });

  it.each(['', 'ABCD', '0000-0000-0000', 'ABCD-EFGH-JKM!', 'A'.repeat(40)])('is not %j', (typed) => {
    expect(codeIn(typed)).toBeUndefined();
  });
});

describe('a sum of money as people type it', () => {
  it.each([
    ['12,50', 1_250],
    ['12.5', 1_250],
    ['12', 1_200],
    ['1 234,05 €', 123_405],
    ['0,01', 1],
    ['2000', 200_000],
  ])('%j is %d cents', (typed, cents) => expect(centsIn(typed)).toBe(cents));

  it.each(['', '0', '0,00', '-3', '12,505', '1.234,50', '12,', 'douze', '=1+1', '2000,01', '1e3'])(
    '%j is not guessed',
    (typed) => expect(centsIn(typed)).toBeUndefined(),
  );

  it('is written in French, and read back', () => {
    expect(frenchEuros(123_405)).toBe('1\u202f234,05\u00a0€');
    expect(plainEuros(7)).toBe('0,07');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), (cents) => {
        expect(centsIn(frenchEuros(cents))).toBe(cents);
        expect(centsIn(plainEuros(cents))).toBe(cents);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('words of the papers', () => {
  it('hours and kilometres are told in French', () => {
    expect([0, 40, 60, 65, 600].map(frenchMinutes)).toEqual([
      '0\u00a0min',
      '40\u00a0min',
      '1\u00a0h',
      '1\u00a0h\u00a005',
      '10\u00a0h',
    ]);
    expect(frenchKilometres(12_449)).toBe('12,4\u00a0km');
  });

  it('initials tell nobody’s name', () => {
    expect(initialsOf({ firstName: 'Jean-Marie', lastName: 'de Saint-Exupéry' })).toBe('J.-M. D.-E.');
    expect(initialsOf({ firstName: 'Élodie', lastName: 'Ôté' })).toBe('É. Ô.');
  });

  it('a waiver names who signs and who receives', () => {
    expect(waiverSentence('Paul Renard', 'au CCAS de Besançon')).toBe(
      'Je soussigné(e) Paul Renard certifie renoncer au remboursement des frais ci-dessus et les laisser au CCAS de Besançon en tant que don.',
    );
  });
});
