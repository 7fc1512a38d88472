import { describe, expect, it } from 'vitest';
import { comesFromTheEdge } from '../../../functions/gate/index.ts';

const secret = 'x'.repeat(64);

describe('the gate of the pages', () => {
  it('opens to a request that came through CloudFront', () => {
    expect(comesFromTheEdge({ 'x-prevenance-edge': secret }, secret)).toBe(true);
  });

  it.each([
    ['no header', {}],
    ['an empty header', { 'x-prevenance-edge': '' }],
    ['a shorter secret', { 'x-prevenance-edge': secret.slice(1) }],
    ['another secret of the same length', { 'x-prevenance-edge': 'y'.repeat(64) }],
    ['the secret under another name', { 'x-edge': secret }],
  ])('stays shut to %s', (_, headers) => {
    expect(comesFromTheEdge(headers, secret)).toBe(false);
  });
});
