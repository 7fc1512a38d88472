import { describe, expect, it } from 'vitest';
import { addDays, civilDay } from '../../shared/time/civil.ts';
import { type Shot, scoreOf, shotsFrom } from './forecast-score.ts';
import { inventTown, knownOn } from './forecast-town.ts';

describe('the forecast’s bench', () => {
  const town = inventTown(7, 70);

  it('never shows a forecast what came later', () => {
    for (const week of [10, 40, 60]) {
      const today = addDays(town.start, 7 * week);
      const { spells, people, visits } = knownOn(town, today);
      for (const days of visits.values()) for (const day of days) expect(day < today).toBe(true);
      for (const { activeOn, leftOn, rests } of spells) {
        expect((activeOn ?? today) < today).toBe(true);
        expect(leftOn === undefined || leftOn < today).toBe(true);
        for (const { from, to } of rests) expect(from < today && (to === undefined || to < today)).toBe(true);
      }
      const gone = new Set(
        spells.filter(({ leftOn }) => leftOn !== undefined).map(({ volunteerId }) => volunteerId),
      );
      expect(people.some(({ id }) => gone.has(id))).toBe(false);
    }
  });

  it('counts in a week what was done in it, and gives the naive forecasts the same whole weeks', () => {
    const week = town.people
      .flatMap(({ visits, leftOn }) => visits.filter((day) => leftOn === undefined || day < leftOn))
      .filter((day) => day >= addDays(town.start, 140) && day < addDays(town.start, 147)).length;
    expect(town.totals[20]).toBe(week);
    const shots = shotsFrom({ ...town, knownOn: (today) => knownOn(town, today) }, 60, 26);
    expect(shots.map(({ horizon }) => horizon)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(shots[0]).toMatchObject({ came: town.totals[61], last: town.totals[59], year: town.totals[9] });
  });

  it('scores an error, what was inside, and the ratio to each naive one', () => {
    const shot = (came: number, ours: number): Shot => ({
      horizon: 1,
      came,
      ours,
      low: ours - 2,
      high: ours + 2,
      last: came + 4,
      eight: came + 2,
      year: undefined,
    });
    expect(scoreOf('1', [shot(10, 11), shot(10, 13)])).toMatchObject({
      forecasts: 2,
      MAE: 2,
      bias: 2,
      'in 80 %': 50,
      '÷ last week': 0.5,
      '÷ mean of 8': 1,
      '÷ year before': null,
    });
    expect(civilDay('2023-01-02')).toBe(town.start);
  });
});
