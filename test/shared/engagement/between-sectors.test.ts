import { describe, expect, it } from 'vitest';
import { betweenSectors } from '../../../shared/engagement/review/between-sectors.ts';
import { exactly, type NamedTold } from '../../../shared/engagement/small-numbers/told.ts';

const table = (sectors: Readonly<Record<string, readonly [found: number, missing: number]>>): NamedTold =>
  exactly({
    rows: ['found', 'missing'],
    columns: Object.keys(sectors),
    counts: [Object.values(sectors).map(([found]) => found), Object.values(sectors).map(([, n]) => n)],
  });

describe('between sectors', () => {
  it('tells a difference larger than chance, with the two ends of it', () => {
    // Chi-square by hand: 40/50 and 20/50, of 60/100 in all: (40−30)²/30 + (20−30)²/30 + (10−20)²/20 + (30−20)²/20 = 16.67, one degree: p < 0.0001.
    expect(betweenSectors(table({ planoise: [20, 30], battant: [40, 10] }))).toEqual({
      isBeyondChance: true,
      least: { sector: 'planoise', found: 20, due: 50 },
      most: { sector: 'battant', found: 40, due: 50 },
    });
  });

  it('does not make news of what chance makes', () => {
    // 27/40 and 24/40: chi-square 0.49, one degree: p = 0.48.
    expect(betweenSectors(table({ a: [27, 13], b: [24, 16] }))).toMatchObject({ isBeyondChance: false });
  });

  it.each<[string, NamedTold]>([
    ['one sector', table({ a: [20, 20] })],
    ['no sector', table({})],
    ['everybody served', table({ a: [20, 0], b: [30, 0] })],
    ['a sector of four missions beside one', table({ a: [20, 20], b: [0, 4] })],
  ])('says nothing of %s', (_, told) => {
    expect(betweenSectors(told)).toBeUndefined();
  });

  it('says that there is too little to tell, rather than that all is well', () => {
    expect(betweenSectors(table({ a: [22, 1], b: [14, 2], c: [20, 0] }))).toBe('too-few');
  });

  it('compares only what is told: a number kept back is not guessed', () => {
    const told = table({ a: [20, 30], b: [40, 10], c: [1, 39] });
    const hidden = { ...told, cells: told.cells.map((row) => [row[0] ?? null, row[1] ?? null, null]) };
    expect(betweenSectors(hidden)).toEqual(betweenSectors(table({ a: [20, 30], b: [40, 10] })));
  });

  it('speaks up about one town in twenty where every sector is served alike', () => {
    let [spoken, asked] = [0, 0];
    // A fixed stream: 600 towns of three sectors, sixty missions each, seven in ten served.
    let state = 20_261_123;
    const next = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 4_294_967_296;
    };
    for (let town = 0; town < 600; town += 1) {
      const sector = (): readonly [number, number] => {
        const found = Array.from({ length: 60 }, next).filter((draw) => draw < 0.7).length;
        return [found, 60 - found];
      };
      const said = betweenSectors(table({ a: sector(), b: sector(), c: sector() }));
      if (!said || said === 'too-few') continue;
      asked += 1;
      spoken += said.isBeyondChance ? 1 : 0;
    }
    expect(asked).toBe(600);
    expect(spoken).toBeGreaterThan(10);
    expect(spoken).toBeLessThan(55);
  });
});
