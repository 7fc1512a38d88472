import { describe, expect, it } from 'vitest';
import { readGap } from './gap-file.ts';

const small = '2 3\n 1 2 3\n 4 5 6\n 7 8 9\n 1 2\n 3\n 10 11\n';

describe('a file of generalized assignment', () => {
  it('is read as one problem: costs, weights, capacities, wherever the lines break', () => {
    const [one, ...others] = readGap(small, 'd02003');
    expect(others).toEqual([]);
    expect(one?.name).toBe('d02003');
    expect(one?.input.agents).toEqual([{ capacity: 10 }, { capacity: 11 }]);
    expect(one?.input.jobs[1]?.options).toEqual([
      { agent: 0, cost: 2, weight: 8 },
      { agent: 1, cost: 5, weight: 2 },
    ]);
  });
  it('is read as several when it opens with their number, named after the file', () => {
    expect(readGap(` 2\n${small}${small}`, 'gap1').map(({ name }) => name)).toEqual(['gap1-0', 'gap1-1']);
  });
  it('is maximised on demand by turning its costs over', () => {
    expect(readGap(small, 'x', true)[0]?.input.jobs[0]?.options[1]?.cost).toBe(-4);
  });
  it.each([
    ['', /ends after 0 numbers/],
    ['2 3 1 2', /ends after 4 numbers|0 agents|expected/],
    [`${small} 5`, /ends after|expected/],
    [small.replace('8', '8.5'), /“8.5” is not an integer/],
  ])('is refused when its numbers do not come out: %j', (text, fault) => {
    expect(() => readGap(text, 'x')).toThrow(fault);
  });
});
