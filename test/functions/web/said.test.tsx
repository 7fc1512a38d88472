import { expect, it } from 'vitest';
import { Said, saidIn } from '../../../functions/web/said.tsx';

const WORDS = { fait: 'C’est fait.' };

it('says its own words and nothing for any other in the address, not even those that every object knows', () => {
  expect(saidIn(WORDS, 'fait')).toBe('C’est fait.');
  for (const said of [undefined, '', 'autre', 'constructor', '__proto__', 'toString'])
    expect(saidIn(WORDS, said)).toBeUndefined();
  expect(String(<Said words={WORDS} said="fait" />)).toContain('C’est fait.');
  expect(String(<Said words={WORDS} said="constructor" />)).not.toContain('notice');
});
