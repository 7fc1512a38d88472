import { describe, expect, it } from 'vitest';
import { PARAM_GROUPS } from '../../../shared/matching/param-words.ts';
import {
  chosenOf,
  paramsOf,
  SHOWN_PARAMS,
  STANDARD_PARAMS,
  shownOf,
} from '../../../shared/matching/params.ts';

const rows = PARAM_GROUPS.flatMap((group) => group.rows);

describe('the numbers a town may change', () => {
  it('each have a standard value, within its range, that is a whole number', () => {
    expect(SHOWN_PARAMS.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    for (const { key, words, standard } of SHOWN_PARAMS) {
      expect(Number.isInteger(standard), key).toBe(true);
      expect(standard, key).toBeGreaterThanOrEqual(words.min);
      expect(standard, key).toBeLessThanOrEqual(words.max);
    }
  });

  it('are all those of the order, the estimate and the waves', () => {
    for (const group of ['match', 'estimate', 'waves'] as const)
      for (const name of Object.keys(STANDARD_PARAMS[group]))
        expect(rows.map(({ key }) => key)).toContain(`${group}.${name}`);
  });

  it('are of the week’s plan all that weigh or forbid, but those that only steer the solver', () => {
    const steering = ['candidates', 'repairRounds', 'rounds', 'frameChecks', 'boundSteps', 'boundStepsAgain'];
    const others = [...steering, 'searchPairs', 'searchWeeks', 'remedyTries'];
    const told = rows.flatMap(({ key }) => (key.startsWith('week.') ? key.slice('week.'.length) : []));
    expect([...told, ...others].sort()).toEqual(Object.keys(STANDARD_PARAMS.week).sort());
  });

  it('say in French what they mean and where they come from', () => {
    for (const { key, label, meaning, origin } of rows)
      for (const text of [label, meaning, origin]) {
        expect(text.length, key).toBeGreaterThan(5);
        expect(text, key).not.toMatch(/'/);
      }
  });
});

describe('a town’s own numbers', () => {
  it('are the standard ones until it chooses', () => {
    expect(paramsOf({})).toEqual(STANDARD_PARAMS);
    expect(chosenOf(shownOf({}))).toEqual({});
  });

  it('replace the standard one by one; an advantage is typed positive and counts in favour', () => {
    const town = { matching: { 'match.primary': 30, 'waves.mostPerWave': 2 } };
    const params = paramsOf(town);
    expect(params.match).toEqual({ ...STANDARD_PARAMS.match, primary: -30 });
    expect(params.waves.mostPerWave).toBe(2);
    expect(shownOf(town)['match.primary']).toBe(30);
    expect(chosenOf(shownOf(town))).toEqual(town.matching);
  });

  it('give way to the standard when they are out of range or no longer exist', () => {
    expect(paramsOf({ matching: { 'waves.mostPerWave': 99, 'waves.gone': 3 } })).toEqual(STANDARD_PARAMS);
  });
});
