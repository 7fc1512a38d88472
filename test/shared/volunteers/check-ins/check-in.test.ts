import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDay, dayOf } from '../../../../shared/time/civil.ts';
import { SCALE_ITEMS, scaleScore } from '../../../../shared/volunteers/check-ins/burnout-scale.ts';
import {
  bandOf,
  type CheckIn,
  currentCheckIn,
  withCheckIn,
} from '../../../../shared/volunteers/check-ins/check-in.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';

const TODAY = dayOf(TUESDAY_NOON);
const ago = (days: number) => addDays(TODAY, -days);

describe('the check-in of the quarter', () => {
  const said = (more: Partial<CheckIn> = {}, days = 0): CheckIn => ({
    on: ago(days),
    version: '2026-1',
    ...more,
  });
  it('scores the six items exactly, and not under three answers', () => {
    expect(scaleScore([0, 0, 0, 0, 0, 0])).toBe(100);
    expect(scaleScore([4, 4, 4, 4, 4, 4])).toBe(0);
    expect(scaleScore([0, 1, 2, 3, 4, 2])).toBe(50);
    expect(scaleScore([0, 1, null, null, 4, null])).toBeCloseTo(58.333_333, 5);
    expect(scaleScore([0, 0, null, null, null, null])).toBeUndefined();
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 6, maxLength: 6 }),
        (answers) => {
          const score = scaleScore(answers);
          const given = answers.filter((one) => one !== null);
          expect(score === undefined).toBe(given.length < SCALE_ITEMS.length / 2);
          if (score !== undefined) expect(score >= 0 && score <= 100).toBe(true);
        },
      ),
      { seed: 66, numRuns: 300 },
    );
  });
  it('is a band for the coordinator; what was not answered is neither', () => {
    expect(bandOf(said())).toBeUndefined();
    expect(bandOf(said({ horizon: 'some-months' }))).toBeUndefined();
    expect(bandOf(said({ burnout: 2 }))).toBe('steady');
    expect(bandOf(said({ burnout: 3 }))).toBe('to-surround');
    expect(bandOf(said({ supported: 'no', burnout: 1 }))).toBe('to-surround');
    const scale = { version: 'cbi-client-fr-1', answers: [1, 2, 3, null, null, null] };
    expect(bandOf(said({ scale }))).toBe('to-surround');
  });
  it('is one a quarter: said again it replaces, later it is added', () => {
    const first = said({ burnout: 4 }, 100);
    const answers = withCheckIn(withCheckIn([first], said({ burnout: 2 }, 5)), said({ burnout: 1 }));
    expect(answers.map(({ burnout }) => burnout)).toEqual([4, 1]);
    expect(currentCheckIn([first], TODAY)).toBeUndefined();
    expect(currentCheckIn(answers, civilDay('2026-12-01'))?.burnout).toBe(1);
  });
});
