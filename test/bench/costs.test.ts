import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../support/engine.ts';
import { type CostRow, costsDocument, measureCosts } from './costs.ts';

const engine = useEngine();
let rows: readonly CostRow[] = [];
beforeAll(async () => {
  rows = await measureCosts(engine.endpoint());
});

describe('what each act costs', () => {
  it('is what docs/costs.md says; otherwise npm run bench -- costs --write, and look at the difference', () => {
    const kept = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8');
    expect(costsDocument(rows)).toBe(kept);
  });

  it('a yes takes three requests and twenty-five write units at most', () => {
    const yes = rows.find(({ act }) => act === 'accepter');
    expect(yes?.requests).toBeLessThanOrEqual(3);
    expect(yes?.writes).toBeLessThanOrEqual(25);
    // The measure itself works: a yes writes the mission, its audit, the offer, the load and a message.
    expect(yes?.writes).toBeGreaterThanOrEqual(10);
    expect(yes?.parts).toBe(1);
  });

  it('looking writes nothing, and a tick where nothing is due writes nothing', () => {
    const looks = rows.filter(({ act }) => /^(ouvrir le lien|ouvrir « La journée|un réveil)/.test(act));
    expect(looks.map(({ writes }) => writes)).toEqual([0, 0, 0]);
  });
});
