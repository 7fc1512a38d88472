import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameSecret } from '../../../shared/ids/digest.ts';
import { seal, unseal } from '../../../shared/ids/seal.ts';

const SECRET = 'a-secret-of-the-tests-that-is-at-least-43-characters-long';
const iv = (n: number): Uint8Array => new Uint8Array(12).fill(n);

describe('a sealed text', () => {
  it('is read again with its secret, in its place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(255), (place, text, n) => {
        expect(unseal(SECRET, place, seal(SECRET, place, text, iv(n)))).toBe(text);
      }),
      { seed: 1132, numRuns: 300 },
    );
  });

  it('does not open with one bit changed, anywhere in it', () => {
    const bytes = Buffer.from(seal(SECRET, 'intent', 'un lien', iv(1)), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unseal(SECRET, 'intent', altered.toString('base64url')), `bit ${bit}`).toBeUndefined();
    }
  });

  it('does not open elsewhere, with another secret, cut short, nor when it is nothing of ours', () => {
    const sealed = seal(SECRET, 'intent', 'un lien', iv(1));
    expect(unseal(SECRET, 'cookie', sealed)).toBeUndefined();
    expect(unseal(`${SECRET}x`, 'intent', sealed)).toBeUndefined();
    for (const text of [sealed.slice(0, -4), sealed.slice(0, 20), '', 'x', 'é'.repeat(50)])
      expect(unseal(SECRET, 'intent', text)).toBeUndefined();
  });

  it('says nothing of what it holds: twice the same text are two seals', () => {
    expect(seal(SECRET, 'p', 'un lien', iv(1))).not.toBe(seal(SECRET, 'p', 'un lien', iv(2)));
    expect(Buffer.from(seal(SECRET, 'p', 'un lien', iv(1)), 'base64url').toString('latin1')).not.toContain(
      'lien',
    );
  });
});

describe('two secrets', () => {
  it('are the same only when they are', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const other of ['abd', 'ab', 'abcd', '', 'ABC']) expect(sameSecret('abc', other)).toBe(false);
  });
});
