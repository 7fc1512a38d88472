import { describe, expect, it } from 'vitest';
import { DAY } from '../bench/waves-town.ts';
import { type Setting, SLOPES, timesSlopes } from './burnout/assumed.ts';
import { EVERYONE, GUARDED, GUARDED_BY_ALL_RULES, NEAREST, POLICIES, UNGUARDED } from './burnout/policies.ts';
import { interval } from './burnout/table.ts';
import { drawYear, FIRST_WEEK, type YearMission } from './burnout/town.ts';
import { type Person, type Policy, playYear, strainOf, type Year } from './burnout/year.ts';

/** Enough of a year for every kind of step to come up; small, so that three of them cost the suite little. */
const SEASON: Setting = { volunteers: 10, arrivals: 2, seniors: 20, weeks: 20, slopes: SLOPES };
const SEEDS = [7_001, 7_002, 7_003];

type Played = {
  readonly seed: number;
  readonly year: Year;
  readonly asked: readonly { readonly mission: number; readonly n: number; readonly now: number }[];
  /** Who holds what at the end: visits given back are not in it. */
  readonly held: ReadonlyMap<YearMission, number>;
};
/** One policy in one town, with everything that was asked and taken written down. */
const play = (policy: Policy, seed: number, setting = SEASON): Played => {
  const asked: { mission: number; n: number; now: number }[] = [];
  const held = new Map<YearMission, number>();
  const open: Policy['open'] = (town) => {
    const mind = policy.open(town);
    return {
      ...mind,
      step: (search) => {
        const step = mind.step(search);
        for (const n of step.ask) asked.push({ mission: search.mission.n, n, now: search.now });
        return step;
      },
      taken: (mission, n, now) => {
        mind.taken?.(mission, n, now);
        held.set(mission, n);
      },
      released: (mission, n) => {
        mind.released?.(mission, n);
        held.delete(mission);
      },
    };
  };
  return { seed, year: playYear(drawYear(seed, setting), { name: policy.name, open }), asked, held };
};
const played = new Map(POLICIES.map((policy) => [policy, SEEDS.map((seed) => play(policy, seed))] as const));
const of = (policy: Policy): readonly Played[] => played.get(policy) ?? [];

/** For each of the town's volunteers, by number: how many of their weeks went beyond their own cap. */
const weeksBeyond = ({ seed, held }: Played): number =>
  drawYear(seed, SEASON).volunteers.reduce((sum, { n, weeklyCap }) => {
    const weeks = [...held].flatMap(([{ day }, holder]) => (holder === n ? [Math.floor(day / 7)] : []));
    return sum + new Set(weeks.filter((week) => weeks.filter((one) => one === week).length > weeklyCap)).size;
  }, 0);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('a simulated year', () => {
  it('is the same year when it is played again', () => {
    expect(play(GUARDED, SEEDS[0] ?? 0)).toEqual(of(GUARDED)[0]);
  });

  it.each(POLICIES.map((policy) => [policy.name, policy] as const))(
    'asks nobody twice for one visit, and serves no more than was taken: %s',
    (_, policy) => {
      for (const { year, asked, held } of of(policy)) {
        expect(new Set(asked.map(({ mission, n }) => `${mission}#${n}`)).size).toBe(asked.length);
        expect(year.texts).toBe(asked.length);
        expect(year.served).toBe(held.size);
        expect(year.served).toBeGreaterThan(0);
        expect(year.served).toBeLessThanOrEqual(year.missions);
        expect(year.gini).toBeGreaterThanOrEqual(0);
        expect(year.gini).toBeLessThan(1);
        expect(year.exits).toBeLessThanOrEqual(SEASON.volunteers + SEASON.arrivals);
      }
    },
  );

  it('holds the guarded policy to every rule of the matching, though it reads those of load alone each time', () => {
    const [first] = SEEDS;
    expect(play(GUARDED_BY_ALL_RULES, first ?? 0)).toEqual(of(GUARDED)[0]);
  });

  it('keeps everybody under the guard within their own cap, a day of rest, and five texts in seven days', () => {
    for (const one of of(GUARDED)) {
      expect(weeksBeyond(one)).toBe(0);
      for (const n of new Set(one.held.values())) {
        const days = [...one.held]
          .flatMap(([{ day }, holder]) => (holder === n ? [day] : []))
          .sort((a, b) => a - b);
        for (const [i, day] of days.slice(1).entries()) expect(day - (days[i] ?? 0)).toBeGreaterThan(1);
      }
      for (const { n, now } of one.asked)
        expect(
          one.asked.filter((other) => other.n === n && other.now <= now && other.now > now - 7 * DAY).length,
        ).toBeLessThanOrEqual(5);
    }
  });

  it('does ask too much of somebody where nothing bounds it: what the guard is compared with happens', () => {
    for (const policy of [EVERYONE, NEAREST, UNGUARDED])
      expect(sum(of(policy).map(weeksBeyond))).toBeGreaterThan(0);
  });

  it('says words under the guard and none without', () => {
    expect(of(GUARDED).every(({ year }) => year.words > 0)).toBe(true);
    expect(of(UNGUARDED).every(({ year }) => year.words === 0)).toBe(true);
  });

  it('shows no benefit of the guard when nothing that is done makes anybody stay', () => {
    const indifferent = { ...SEASON, slopes: timesSlopes(SLOPES, 0) };
    const lost = (policy: Policy) =>
      SEEDS.map((seed) => play(policy, seed, indifferent).year).map((year) => [year.exits, year.hoursLost]);
    expect(lost(GUARDED)).toEqual(lost(EVERYONE));
    expect(sum(lost(EVERYONE).flat())).toBeGreaterThan(0);
  });

  it('counts what wears as it is stated: load beyond half a cap, hard events, texts beyond two a week', () => {
    const town = drawYear(7_001, SEASON);
    const [who] = town.volunteers;
    const [mission] = town.missions;
    if (!who || !mission) throw new Error('a town has people and visits');
    const day = 7 * (FIRST_WEEK + 10);
    const one: Person = {
      who: { ...who, weeklyCap: 1 },
      // Six texts a week for four weeks; the 29th day no longer counts.
      textsAt: [...Array.from({ length: 24 }, (_, i) => (day - 1 - i) * DAY), (day - 29) * DAY],
      held: [1, 5, 9, 14, 20, 27, 29, -2].map((days) => ({ ...mission, day: day - days })),
      hardOn: [day - 3, day - 30, day - 31],
      wordsOn: [],
      goneOn: undefined,
      pausedUntil: 0,
    };
    const { load, hard, asked } = SLOPES;
    expect(strainOf(one, day, SEASON)).toBeCloseTo(load * (6 / 4 - 0.5) + hard * 2 + asked * (6 - 2), 10);
  });

  it('gives a mean its interval from thirty towns on, and none before', () => {
    expect(interval([1, 2, 3])).toEqual({ mean: 2, half: undefined });
    const spread = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 4 : 6));
    expect(interval(spread).half).toBeCloseTo((1.96 * Math.sqrt(100 / 99)) / 10, 10);
  });
});
