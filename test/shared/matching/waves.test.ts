import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WAVE_PARAMS } from '../../../shared/matching/params.ts';
import {
  type Askable,
  asksUntil,
  nextWave,
  restsUntil,
  type Search,
  target,
} from '../../../shared/matching/waves.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';

const NOW = TUESDAY_NOON;
const inTime = (from: Instant, minutes: number) => plus(from, { minutes });
const one = (id: string, more: Partial<Askable> = {}): Askable => ({
  id,
  chance: 0.4,
  isUsual: false,
  ...more,
});
const search = (ranked: readonly Askable[], more: Partial<Search<Askable>> = {}): Search<Askable> => ({
  ranked,
  chosen: [],
  startsAt: plus(NOW, { hours: 60 }),
  urgent: false,
  replyMinutes: 180,
  after: inTime,
  ...more,
});
const wave = (of: Search<Askable>) => nextWave(of, WAVE_PARAMS, NOW);
const askedIn = (of: Search<Askable>) => wave(of)?.asked.map(({ id }) => id);

const people = fc
  .array(
    fc.record({
      chance: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      rest: fc.integer({ min: -50, max: 90 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) =>
    all.map(({ chance, rest }, i) =>
      one(`v${i}`, { chance, ...(rest > 0 ? { restsUntil: plus(NOW, { hours: rest }) } : {}) }),
    ),
  );
const hours = fc.integer({ min: 1, max: 400 });

describe('how sure a wave wants to be', () => {
  it('never falls as the slot nears', () => {
    fc.assert(
      fc.property(hours, hours, (a, b) => {
        if (a <= b) expect(target(a, WAVE_PARAMS)).toBeGreaterThanOrEqual(target(b, WAVE_PARAMS));
      }),
      { seed: 20_261_122 },
    );
  });

  it('is what the coordinator set, at both ends', () => {
    expect(target(1_000, WAVE_PARAMS)).toBe(WAVE_PARAMS.targetFarPercent / 100);
    expect(target(1, WAVE_PARAMS)).toBe(WAVE_PARAMS.targetNearPercent / 100);
  });
});

describe('a wave', () => {
  it('is the smallest that reaches it, within the most of a wave, and always ends later than now', () => {
    fc.assert(
      fc.property(people, hours, fc.boolean(), (ranked, left, urgent) => {
        const found = wave(search(ranked, { startsAt: plus(NOW, { hours: left }), urgent }));
        if (!found) throw new Error('people, but no wave');
        const chanceOf = (some: readonly Askable[]) =>
          1 - some.reduce((nobody, { chance }) => nobody * (1 - chance), 1);
        const wanted = target(urgent ? 0 : left, WAVE_PARAMS);
        const { asked } = found;
        expect(asked.length).toBeLessThanOrEqual(WAVE_PARAMS.mostPerWave);
        if (asked.length > 1) expect(chanceOf(asked.slice(0, -1))).toBeLessThan(wanted);
        const isNear = urgent || left <= WAVE_PARAMS.nearHours;
        const mayBeAsked = ranked.filter(
          ({ restsUntil: rest }) => isNear || rest === undefined || rest <= NOW,
        );
        if (asked.length < Math.min(WAVE_PARAMS.mostPerWave, mayBeAsked.length))
          expect(chanceOf(asked)).toBeGreaterThanOrEqual(wanted);
        expect(found.nextAt > NOW).toBe(true);
      }),
      { seed: 20_261_122 },
    );
  });

  it('is empty only when everybody left rests and there is time', () => {
    fc.assert(
      fc.property(people, hours, (ranked, left) => {
        const found = wave(search(ranked, { startsAt: plus(NOW, { hours: left }) }));
        const allRest = ranked.every(({ restsUntil: rest }) => rest !== undefined && rest > NOW);
        expect(found?.asked.length === 0).toBe(allRest && left > WAVE_PARAMS.nearHours);
      }),
      { seed: 20_261_122 },
    );
  });

  it('says that nobody is left', () => {
    expect(wave(search([]))).toBeUndefined();
  });

  it('asks by cost, as they came', () => {
    expect(askedIn(search([one('a'), one('b'), one('c'), one('d')]))?.[0]).toBe('a');
  });

  it('asks the plan’s choice first and alone, then the usual visitor alone, while there is time', () => {
    const ranked = [one('near'), one('usual', { isUsual: true }), one('planned')];
    const far = { startsAt: plus(NOW, { hours: 72 }) };
    expect(askedIn(search(ranked, { ...far, chosen: ['planned'] }))).toEqual(['planned']);
    expect(askedIn(search(ranked, far))).toEqual(['usual']);
    expect(askedIn(search(ranked, { ...far, chosen: ['said-no'] }))).toEqual(['usual']);
  });

  it('asks others beside the plan’s choice when time is short or the mission urgent', () => {
    const ranked = [one('near'), one('planned')];
    const soon = search(ranked, { chosen: ['planned'], startsAt: plus(NOW, { hours: 10 }) });
    expect(askedIn(soon)).toEqual(['planned', 'near']);
    expect(askedIn(search(ranked, { chosen: ['planned'], urgent: true }))).toEqual(['planned', 'near']);
  });

  it('spares whoever left an offer without answer, until the slot is near', () => {
    const tired = one('tired', { restsUntil: plus(NOW, { hours: 20 }) });
    const far = { startsAt: plus(NOW, { hours: 100 }) };
    expect(askedIn(search([tired, one('fresh')], far))).toEqual(['fresh']);
    expect(wave(search([tired], far))).toEqual({
      asked: [],
      nextAt: plus(NOW, { hours: 20 }),
      waitsFor: [],
    });
    expect(askedIn(search([tired, one('fresh')], { startsAt: plus(NOW, { hours: 8 }) }))).toEqual([
      'fresh',
      'tired',
    ]);
  });

  it('asks the plan’s choice although it rests: a person looked at the plan', () => {
    const tired = one('tired', { restsUntil: plus(NOW, { hours: 20 }) });
    const far = { startsAt: plus(NOW, { hours: 100 }), chosen: ['tired'] };
    expect(askedIn(search([one('fresh'), tired], far))).toEqual(['tired']);
  });

  it('spares nobody beyond the point where the slot is near', () => {
    const rest = plus(NOW, { hours: 500 });
    const found = wave(search([one('tired', { restsUntil: rest })], { startsAt: plus(NOW, { hours: 30 }) }));
    expect(found?.nextAt).toBe(plus(NOW, { hours: 30 - WAVE_PARAMS.nearHours }));
  });

  it('waits as long as replies take, and less when time is short', () => {
    const far = wave(search([one('a')], { startsAt: plus(NOW, { hours: 200 }), replyMinutes: 300 }));
    expect(far?.nextAt).toBe(plus(NOW, { minutes: 300 }));
    const soon = wave(search([one('a')], { startsAt: plus(NOW, { hours: 10 }), replyMinutes: 300 }));
    expect(soon?.nextAt).toBe(plus(NOW, { minutes: (600 * WAVE_PARAMS.timeShare) / 100 }));
    const urgent = wave(search([one('a')], { urgent: true }));
    expect(urgent?.nextAt).toBe(plus(NOW, { minutes: WAVE_PARAMS.shortestMinutes }));
  });
});

describe('one question at a time', () => {
  const asking = { asksUntil: plus(NOW, { hours: 3 }) };

  it('asks nothing more of whoever has one to answer, while others may be asked', () => {
    expect(askedIn(search([one('a', asking), one('b'), one('c')]))).toEqual(['b', 'c']);
  });

  it('waits for the answer when everybody left has one to give, never past the point where the slot is near', () => {
    const a = one('a', asking);
    expect(wave(search([a]))).toEqual({ asked: [], nextAt: asking.asksUntil, waitsFor: [a] });
    const soon = search([a], { startsAt: plus(NOW, { hours: 26 }) });
    expect(wave(soon)).toEqual({ asked: [], nextAt: plus(NOW, { hours: 2 }), waitsFor: [a] });
  });

  it('waits for the usual visitor rather than send somebody else, while there is time', () => {
    const usual = one('u', { isUsual: true, ...asking });
    const far = { startsAt: plus(NOW, { hours: 96 }) };
    expect(wave(search([one('a'), usual], far))).toEqual({
      asked: [],
      nextAt: asking.asksUntil,
      waitsFor: [usual],
    });
    expect(askedIn(search([one('a'), usual], { startsAt: plus(NOW, { hours: 30 }) }))).toEqual(['a']);
  });

  it('delays nothing that is near or urgent: they come after the others, and are asked', () => {
    for (const more of [{ startsAt: plus(NOW, { hours: 20 }) }, { urgent: true }])
      expect(askedIn(search([one('a', asking), one('b')], more))).toEqual(['b', 'a']);
  });

  it('puts no stranger before the usual visitor near the slot, whether they were asked something else or rest', () => {
    const spared = [asking, { restsUntil: plus(NOW, { hours: 20 }) }];
    for (const why of spared)
      for (const more of [{ startsAt: plus(NOW, { hours: 20 }) }, { urgent: true }]) {
        const usual = one('u', { isUsual: true, isKnown: true, ...why });
        expect(askedIn(search([one('a'), one('b'), usual], more))?.[0]).toBe('u');
      }
  });

  it('asks the usual visitor alone near the slot too, where the town leaves time for it', () => {
    const usual = one('u', { isUsual: true, ...asking });
    const soon = search([one('a'), usual], { startsAt: plus(NOW, { hours: 20 }) });
    expect(nextWave(soon, { ...WAVE_PARAMS, aloneHours: 2 }, NOW)?.asked).toEqual([usual]);
  });

  it('does not hold back the choice of somebody who looked at the plan', () => {
    const far = { startsAt: plus(NOW, { hours: 96 }), chosen: ['a'] };
    expect(askedIn(search([one('a', asking), one('b')], far))).toEqual(['a']);
  });

  it('lasts the hours that the coordinator set, in hours of day, and not at all without a question', () => {
    const hours = WAVE_PARAMS.oneAtATimeHours;
    expect(asksUntil(NOW, WAVE_PARAMS, inTime)).toBe(plus(NOW, { hours }));
    expect(asksUntil(undefined, WAVE_PARAMS, inTime)).toBeUndefined();
  });

  it('never makes a search stand still: the next look is later than now, whatever the numbers', () => {
    fc.assert(
      fc.property(
        people,
        hours,
        fc.integer({ min: 2, max: 47 }),
        fc.boolean(),
        (all, left, nearHours, usual) => {
          const ranked = all.map((each, i) =>
            i % 2 === 0
              ? { ...each, asksUntil: plus(NOW, { hours: 1 + (i % 9) }), isUsual: usual && i === 0 }
              : each,
          );
          const next = nextWave(
            search(ranked, { startsAt: plus(NOW, { hours: left }) }),
            { ...WAVE_PARAMS, nearHours, aloneHours: 6 },
            NOW,
          );
          expect((next?.nextAt ?? '') > NOW).toBe(true);
        },
      ),
      { seed: 20_261_122 },
    );
  });
});

describe('the rest after a silence', () => {
  it('grows with silences in a row, and does not exist without one', () => {
    const rests = [1, 2, 3, 9].map((inRow) => restsUntil({ inRow, since: NOW }, WAVE_PARAMS));
    expect(rests).toEqual([1, 2, 3, 3].map((times) => plus(NOW, { hours: WAVE_PARAMS.restHours * times })));
    expect(restsUntil(undefined, WAVE_PARAMS)).toBeUndefined();
  });
});
