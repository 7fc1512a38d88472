import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frenchPhone, isFiction, isMobile } from '../../../shared/phone/phone.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';

describe('a telephone number', () => {
  it.each([
    ['06 39 98 12 34', '+33639981234'],
    ['06.39.98.12.34', '+33639981234'],
    ['+33 6 39 98 12 34', '+33639981234'],
    ['0033639981234', '+33639981234'],
    ['639981234', '+33639981234'],
    ['01 99 00 11 22', '+33199001122'],
    ['+41 79 123 45 67', '+41791234567'],
  ])('is read as people type it: %s', (typed, phone) => {
    expect(readPhone(typed)).toBe(phone);
  });

  it.each(['', 'abc', '06 39', '15', '06 39 98 12 34 56 78', '<script>', '٠٦٣٩٩٨'])(
    'is not invented: %j',
    (typed) => {
      expect(readPhone(typed)).toBeUndefined();
    },
  );

  it('never throws, whatever is typed, and reads back what it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 .()-]{0,24}$/)), (typed) => {
        const phone = readPhone(typed);
        if (phone) expect(readPhone(frenchPhone(phone))).toBe(phone);
      }),
      { numRuns: 2_000, seed: 20_261_122 },
    );
  });

  it('takes an SMS only when it is a French mobile', () => {
    expect(['+33639981234', '+33712345678'].map((phone) => isMobile(phone as never))).toEqual([true, true]);
    expect(
      ['+33199001122', '+33899001122', '+41791234567', '+336'].map((phone) => isMobile(phone as never)),
    ).toEqual(Array(4).fill(false));
  });

  it('is reserved for fiction in six ranges only', () => {
    expect(['+33639980000', '+33199009999', '+33261910001'].every((phone) => isFiction(phone as never))).toBe(
      true,
    );
    expect(['+33639990000', '+33612345678', '+336399800001'].some((phone) => isFiction(phone as never))).toBe(
      false,
    );
  });
});
