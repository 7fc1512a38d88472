import { describe, expect, it } from 'vitest';
import { EVERYONE, ours, TOP_THREE } from './waves-policies.ts';
import { gini, type Policy, simulate } from './waves-sim.ts';
import { drawTown, HEAVY, LIGHT, type Setting } from './waves-town.ts';

/** The bench draws 200 towns; these few are others, and enough to see a policy go wrong. */
const SEEDS = Array.from({ length: 8 }, (_, i) => 5_000 + i);
const played = (setting: Setting, policy: Policy) => {
  const all = SEEDS.map((seed) => simulate(drawTown(seed, setting), policy));
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
  const filled = sum((one) => one.filled);
  return { filled: filled / sum((one) => one.missions), texts: sum((one) => one.texts) / filled };
};

describe('the simulation of the waves', () => {
  it('plays the same town the same way', () => {
    const town = () => simulate(drawTown(7, LIGHT), ours());
    expect(town()).toEqual(town());
  });

  it.each([
    ['light', LIGHT],
    ['heavy', HEAVY],
  ] as const)(
    'fills more under %s load, with fewer texts, than three every two hours or everyone at once',
    (_, setting) => {
      const mine = played(setting, ours());
      for (const other of [played(setting, TOP_THREE), played(setting, EVERYONE)]) {
        expect(mine.filled).toBeGreaterThan(other.filled);
        expect(mine.texts).toBeLessThan(other.texts);
      }
    },
  );

  it('counts how unevenly texts fall', () => {
    expect(gini([2, 2, 2, 2])).toBe(0);
    expect(gini([0, 0, 0, 8])).toBe(0.75);
    expect(gini([])).toBe(0);
  });
});
