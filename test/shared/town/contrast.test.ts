import { describe, expect, it } from 'vitest';
import { contrast, isReadable } from '../../../shared/town/contrast.ts';

describe('the town’s colour', () => {
  it('is compared as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
  });
  it.each([
    ['#1f5a54', true],
    ['#1b4d5c', true],
    ['#8a1538', true],
    ['#767676', false],
    ['#ffd700', false],
    ['#ffffff', false],
  ])('%s can be read: %s', (colour, readable) => {
    expect(isReadable(colour)).toBe(readable);
  });
});
