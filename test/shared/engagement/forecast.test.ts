import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Carrier, capacityOf, type Outlook } from '../../../shared/engagement/forecast/capacity.ts';
import {
  type Declared,
  type Known,
  outlookOf,
  shareThere,
  weeksAhead,
  weeksBehind,
} from '../../../shared/engagement/forecast/outlook.ts';
import { FORECAST_PARAMS } from '../../../shared/engagement/forecast/params.ts';
import { chanceThere, NO_PAUSE, pausingOf } from '../../../shared/engagement/forecast/pausing.ts';
import { rhythmsOf } from '../../../shared/engagement/forecast/rhythm.ts';
import { stayingOf } from '../../../shared/engagement/forecast/staying.ts';
import { type Observation, survivalAt, survivalCurve } from '../../../shared/engagement/survival/survival.ts';
import type { Spell } from '../../../shared/engagement/turnover/spells.ts';
import type { VolunteerId } from '../../../shared/ids/ids.ts';
import { addDays, type CivilDay, civilDay, HALF_DAYS } from '../../../shared/time/civil.ts';
import { volunteerAt } from '../../builders/weeks.ts';

const SEED = 20261123;
const WEEKS = 26;
const flat = (value: number, count: number): number[] => Array.from({ length: count }, () => value);

const aCarrier = (more: Partial<Carrier> = {}): Carrier => ({
  tenureDays: 200,
  visits: flat(2, 12),
  here: flat(1, 12),
  ahead: flat(1, WEEKS),
  most: flat(3, WEEKS),
  yes: 0.5,
  ...more,
});
const anOutlook = (more: Partial<Outlook> = {}): Outlook => ({
  carriers: Array.from({ length: 8 }, () => aCarrier()),
  openPast: flat(1, 12),
  openAhead: flat(1, WEEKS),
  daysAhead: Array.from({ length: WEEKS }, (_, w) => 10 + 7 * w),
  stays: Array.from({ length: 8 }, () => ({ entry: 0, exit: 200, event: false })),
  arrivals: { count: 0, weeks: 52 },
  pausing: NO_PAUSE,
  seed: 7,
  ...more,
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const drawnOutlook: fc.Arbitrary<Outlook> = fc
  .record({
    people: fc.array(
      fc.record({
        tenure: fc.option(fc.integer({ min: 0, max: 1_500 }), { nil: undefined }),
        visits: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 12, maxLength: 12 }),
        since: fc.integer({ min: 0, max: 11 }),
        ahead: fc.array(share, { minLength: WEEKS, maxLength: WEEKS }),
        most: fc.integer({ min: 1, max: 7 }),
        yes: fc.option(share, { nil: undefined }),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    stays: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 300 }),
        long: fc.integer({ min: 1, max: 900 }),
        left: fc.boolean(),
      }),
      { maxLength: 20 },
    ),
    arrivals: fc.option(
      fc.record({ count: fc.integer({ min: 0, max: 30 }), weeks: fc.integer({ min: 13, max: 52 }) }),
      { nil: undefined },
    ),
    open: fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: WEEKS, maxLength: WEEKS }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(({ people, stays, arrivals, open, seed }) =>
    anOutlook({
      carriers: people.map(({ tenure, visits, since, ahead, most, yes }) =>
        aCarrier({
          tenureDays: tenure,
          visits: visits.map((count, w) => (w < since ? 0 : count)),
          here: visits.map((_, w) => (w < since ? 0 : 1)),
          ahead,
          most: flat(most, WEEKS),
          yes,
        }),
      ),
      stays: stays.map(({ from, long, left }) => ({ entry: from, exit: from + long, event: left })),
      arrivals,
      openAhead: open,
      seed,
    }),
  );

describe('what the network can carry', () => {
  it('is the same every week when nobody comes, leaves or changes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 5, max: 30 }), (visits, people) => {
        const { weeks } = capacityOf(
          anOutlook({
            carriers: Array.from({ length: people }, () =>
              aCarrier({ visits: flat(visits, 12), most: flat(7, WEEKS) }),
            ),
          }),
        );
        for (const { expected } of weeks) expect(expected).toBeCloseTo(visits * people, 9);
      }),
      { seed: SEED, numRuns: 12 },
    );
  });

  it('is never negative, inside its interval, and a wider interval holds the narrower one', () => {
    fc.assert(
      fc.property(drawnOutlook, (outlook) => {
        const [half, most, nearlyAll] = [0.5, 0.8, 0.95].map((inside) => capacityOf(outlook, inside).weeks);
        most?.forEach((week, w) => {
          expect(week.low).toBeGreaterThanOrEqual(0);
          expect(week.low).toBeLessThanOrEqual(week.expected);
          expect(week.high).toBeGreaterThanOrEqual(week.expected);
          expect(half?.[w]?.low).toBeGreaterThanOrEqual(week.low);
          expect(half?.[w]?.high).toBeLessThanOrEqual(week.high);
          expect(nearlyAll?.[w]?.low).toBeLessThanOrEqual(week.low);
          expect(nearlyAll?.[w]?.high).toBeGreaterThanOrEqual(week.high);
          if (week.asked !== undefined) expect(week.asked).toBeGreaterThanOrEqual(week.expected);
        });
      }),
      { seed: SEED, numRuns: 12 },
    );
  });

  it('is the same for the same outlook, and more uncertain the further', () => {
    const outlook = anOutlook({
      carriers: Array.from({ length: 20 }, (_, i) =>
        aCarrier({ visits: [...flat(i % 3, 6), ...flat(2, 6)] }),
      ),
      stays: Array.from({ length: 40 }, (_, i) => ({ entry: 0, exit: 100 + 10 * i, event: i % 3 === 0 })),
      arrivals: { count: 8, weeks: 52 },
    });
    const first = capacityOf(outlook).weeks;
    expect(capacityOf(outlook).weeks).toEqual(first);
    const width = (from: number) =>
      first.slice(from, from + 5).reduce((sum, { low, high, expected }) => sum + (high - low) / expected, 0);
    expect(width(21)).toBeGreaterThan(1.15 * width(0));
  });

  it('knows declared leaves, public holidays, departures seen and arrivals', () => {
    const usual = capacityOf(anOutlook()).weeks[3]?.expected ?? 0;
    const at3 = (more: Partial<Outlook>) => capacityOf(anOutlook(more)).weeks[3]?.expected ?? 0;
    const away = flat(1, WEEKS).map((one, w) => (w === 3 ? 0 : one));
    const carriers = Array.from({ length: 8 }, (_, i) => aCarrier(i < 4 ? { ahead: away } : {}));
    expect(at3({ carriers })).toBeCloseTo(usual / 2, 9);
    expect(at3({ openAhead: flat(0.6, WEEKS) })).toBeCloseTo(0.6 * usual, 9);
    const leaving = Array.from({ length: 12 }, (_, i) => ({ entry: 0, exit: 150 + 10 * i, event: true }));
    expect(at3({ stays: leaving })).toBeLessThan(0.95 * usual);
    expect(at3({ arrivals: { count: 26, weeks: 52 } })).toBeGreaterThan(usual);
    // Unknown arrivals are not counted; none seen neither.
    expect(at3({ arrivals: undefined })).toBe(usual);
  });

  it('tells what more asking could give only where answers are known', () => {
    const [known] = capacityOf(anOutlook()).weeks;
    // Each has room for one visit more and says yes every other time.
    expect(known?.asked).toBeCloseTo(16 + 8 * 0.5, 9);
    const carriers = [aCarrier(), aCarrier({ yes: undefined })];
    expect(capacityOf(anOutlook({ carriers })).weeks[0]?.asked).toBeUndefined();
  });
});

describe('a volunteer’s rhythm', () => {
  const group = Array.from({ length: 12 }, (_, i) => ({
    visits: flat(i % 2 === 0 ? 1 : 3, 20),
    here: flat(1, 20),
  }));
  it('is their own when the past is long, the group’s when they have just come, and in between meanwhile', () => {
    const arrived = { visits: flat(0, 20), here: flat(0, 20) };
    const young = { visits: [...flat(0, 18), 3, 3], here: [...flat(0, 18), 1, 1] };
    const rhythms = rhythmsOf([...group, arrived, young], flat(1, 20));
    expect(rhythms.each[1]?.perWeek).toBeCloseTo(3, 0);
    expect(rhythms.each[12]?.perWeek).toBeCloseTo(rhythms.group, 9);
    const youngs = rhythms.each[13]?.perWeek ?? 0;
    expect(youngs).toBeGreaterThan(rhythms.group);
    expect(youngs).toBeLessThan(3);
  });
  it('is not lowered by weeks in which they could not be asked, nor by public holidays', () => {
    const [whole] = rhythmsOf(group, flat(1, 20)).each;
    const open = flat(1, 20).map((one, w) => (w === 19 ? 0 : one));
    const closed = group.map(({ visits, here }) => ({
      visits: visits.map((count, w) => count * (open[w] ?? 0)),
      here,
    }));
    expect(rhythmsOf(closed, open).each[0]?.perWeek).toBeCloseTo(whole?.perWeek ?? 0, 1);
  });
});

describe('the chance of still being here', () => {
  const observations: Observation[] = Array.from({ length: 30 }, (_, i) => ({
    entry: 0,
    exit: 20 + 15 * i,
    event: i % 2 === 0,
  }));
  it('is the curve’s, given how long they have been here, where five people were seen', () => {
    const curve = survivalCurve(observations);
    const staying = stayingOf(observations);
    expect(staying.method).toBe('curve');
    for (const [tenure, days] of [
      [0, 90],
      [100, 60],
      [200, 150],
    ] as const)
      expect(Math.exp(-staying.hazard(tenure, days))).toBeCloseTo(
        survivalAt(curve, tenure + days) / survivalAt(curve, tenure),
        9,
      );
  });
  it('is one rate for everybody under five departures, and for whoever came nobody knows when', () => {
    const few = observations.map((one, i) => ({ ...one, event: i < 4 }));
    const days = few.reduce((sum, { exit }) => sum + exit, 0);
    const staying = stayingOf(few);
    expect(staying).toMatchObject({ method: 'rate', exits: 4 });
    expect(staying.hazard(10, 50)).toBeCloseTo((4 / days) * 50, 9);
    expect(staying.hazard(500, 50)).toBe(staying.hazard(10, 50));
    const known = stayingOf(observations);
    expect(known.hazard(undefined, 100)).toBeCloseTo((15 / days) * 100, 9);
  });
  it('never grows with more days, whatever was seen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 500 }), fc.boolean()), {
          maxLength: 30,
        }),
        fc.integer({ min: 0, max: 900 }),
        (stays, tenure) => {
          const staying = stayingOf(
            stays.map(([entry, long, event]) => ({ entry, exit: entry + long, event })),
          );
          let before = 0;
          for (let days = 0; days <= 200; days += 20) {
            const hazard = staying.hazard(tenure, days);
            expect(hazard).toBeGreaterThanOrEqual(before - 1e-9);
            before = hazard;
          }
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });
});

const MONDAY = civilDay('2026-11-23');
const aSpell = (n: number, more: Partial<Spell> = {}): Spell => ({
  volunteerId: volunteerAt(n),
  nth: 1,
  activeOn: addDays(MONDAY, -300),
  seenFrom: addDays(MONDAY, -300),
  wasActive: true,
  rests: [],
  band: 'unknown',
  programmes: [],
  ...more,
});
const declared = (n: number, more: Partial<Declared> = {}): Declared => ({
  id: volunteerAt(n),
  state: 'active',
  exceptions: [],
  availability: ['tue-am', 'tue-pm'],
  weeklyCap: 2,
  restDays: 0,
  ...more,
});
/** A visit each Tuesday, so many weeks back. */
const tuesdays = (weeks: number): CivilDay[] =>
  Array.from({ length: weeks }, (_, w) => addDays(MONDAY, -7 * (w + 1) + 1));
const known = (people: number, weeks: number, more: Partial<Known> = {}): Known => ({
  today: MONDAY,
  zone: 'metropole',
  spells: Array.from({ length: people }, (_, n) => aSpell(n)),
  people: Array.from({ length: people }, (_, n) => declared(n)),
  visits: new Map(Array.from({ length: people }, (_, n) => [volunteerAt(n), tuesdays(weeks)])),
  answers: new Map(),
  ...more,
});
const outlook = (of: Known): Outlook => {
  const found = outlookOf(of);
  if (!('carriers' in found)) throw new Error('too little');
  return found;
};

describe('what a forecast is made from', () => {
  it('is refused under five people or four whole weeks, with what there is', () => {
    expect(outlookOf(known(4, 12))).toEqual({ people: 4, weeks: 11 });
    expect(outlookOf(known(9, 4))).toEqual({ people: 9, weeks: 3 });
    expect(outlookOf(known(9, 0))).toEqual({ people: 9, weeks: 0 });
    expect('carriers' in outlookOf(known(5, 5))).toBe(true);
  });
  it('begins with the week after the first visit that was written down, 26 weeks back at most', () => {
    const since = (weeks: number) =>
      weeksBehind(
        MONDAY,
        new Map([[volunteerAt(1), tuesdays(weeks)]]) as ReadonlyMap<VolunteerId, CivilDay[]>,
      );
    expect(since(6)[0]).toBe(addDays(MONDAY, -35));
    expect(since(60)).toHaveLength(FORECAST_PARAMS.pastWeeks);
    expect(weeksAhead(addDays(MONDAY, 3))[0]).toBe(addDays(MONDAY, 7));
  });
  it('takes away leaves, rests and dated pauses on the half-days they have, and counts a lighter rhythm', () => {
    const tuesday = addDays(MONDAY, 8);
    const next = addDays(MONDAY, 7);
    const away = (half?: 'am') => ({
      from: tuesday,
      to: tuesday,
      kind: 'away' as const,
      ...(half ? { half } : {}),
    });
    expect(shareThere(declared(1), next)).toBe(1);
    expect(shareThere(declared(1, { exceptions: [away()] }), next)).toBe(0);
    expect(shareThere(declared(1, { exceptions: [away('am')] }), next)).toBe(0.5);
    expect(shareThere(declared(1, { exceptions: [away()], availability: [] }), next)).toBeCloseTo(12 / 14);
    expect(
      shareThere(declared(1, { exceptions: [away()], availability: [...HALF_DAYS] }), addDays(next, 7)),
    ).toBe(1);
    expect(shareThere(declared(1, { state: 'paused', pausedUntil: tuesday }), next)).toBe(0);
    expect(shareThere(declared(1, { restUntil: addDays(tuesday, 1) }), next)).toBe(0);
    const eased = { cap: 1, since: MONDAY, until: addDays(MONDAY, 20) };
    const { carriers } = outlook(
      known(5, 12, { people: [0, 1, 2, 3, 4].map((n) => declared(n, { eased })) }),
    );
    expect(carriers[0]?.most.slice(0, 4)).toEqual([1, 1, 2, 2]);
  });
  it('leaves public holidays out by the weekday on which visits fall', () => {
    const { openAhead, openPast } = outlook(known(6, 12));
    // Friday 25 December takes little where everybody goes on Tuesdays; Tuesday … 1 and 8 May are Saturdays in 2027.
    expect(openAhead[4]).toBeCloseTo(1 - 1 / (6 * 12 + 5), 6);
    expect(openAhead[0]).toBe(1);
    // Wednesday 11 November.
    expect(openPast.at(-2)).toBeLessThan(1);
  });
  it('counts arrivals of a year, none when none came, and nothing where nothing was recorded for long', () => {
    const old = aSpell(1, { activeOn: addDays(MONDAY, -900), seenFrom: addDays(MONDAY, -900) });
    expect(outlook(known(5, 12, { spells: [old] })).arrivals).toEqual({ count: 0, weeks: 52 });
    expect(outlook(known(5, 12, { spells: [old, aSpell(2)] })).arrivals?.count).toBe(1);
    const young = aSpell(1, { activeOn: addDays(MONDAY, -50), seenFrom: addDays(MONDAY, -50) });
    expect(outlook(known(5, 12, { spells: [young] })).arrivals).toBeUndefined();
  });
  it('mixes each one’s share of yes with the town’s, and tells none from a handful of answers', () => {
    const answers = (accepted: number, silent: number) => ({ accepted, declined: 0, silent });
    const town = new Map(
      [0, 1, 2, 3, 4].map((n) => [volunteerAt(n), answers(n === 0 ? 8 : 4, n === 0 ? 0 : 4)]),
    );
    const { carriers } = outlook(known(5, 12, { answers: town }));
    expect(carriers[0]?.yes).toBeGreaterThan(0.8);
    expect(carriers[1]?.yes).toBeCloseTo(0.53, 1);
    const few = new Map([[volunteerAt(0), answers(9, 3)]]);
    expect(outlook(known(5, 12, { answers: few })).carriers[0]?.yes).toBeUndefined();
  });
});

describe('pauses to come', () => {
  const rested = (n: number, from: number, to?: number): Spell =>
    aSpell(n, {
      rests: [{ from: addDays(MONDAY, -from), ...(to === undefined ? {} : { to: addDays(MONDAY, -to) }) }],
    });
  it('are as frequent as those seen, from five on', () => {
    expect(pausingOf([rested(1, 100, 60)], MONDAY)).toMatchObject({ begins: 0, seen: 1 });
    const pausing = pausingOf(
      [1, 2, 3, 4, 5, 6].map((n) => rested(n, 100, n === 6 ? undefined : 60)),
      MONDAY,
    );
    expect(pausing.begins).toBeCloseTo(6 / (6 * 300 - 5 * 40 - 100), 9);
    expect(pausing.ends).toBeCloseTo(5 / (5 * 40 + 100), 9);
    expect(chanceThere(pausing, true, 0)).toBe(1);
    expect(chanceThere(pausing, false, 0)).toBe(0);
    expect(chanceThere(pausing, true, 90)).toBeLessThan(1);
    expect(chanceThere(pausing, false, 90)).toBeLessThan(chanceThere(pausing, true, 90));
  });
});
