import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aroundOf,
  estimate,
  habitWords,
  type Question,
  replyMinutes,
  replyQuantile,
  townMean,
} from '../../../shared/matching/estimate.ts';
import { ESTIMATE_PARAMS, WAVE_PARAMS } from '../../../shared/matching/params.ts';
import { emptyLoad, type Load, loadSchema } from '../../../shared/offers/load.ts';
import { type About, aboutOf, type Heard, heardOf, remember } from '../../../shared/offers/memory/memory.ts';
import { type Instant, instant, minus, plus } from '../../../shared/time/instant.ts';
import { aMission, anOffer, TUESDAY_NOON } from '../../builders/chain.ts';
import { volunteerNumber } from '../../support/chain.ts';

const NOW = TUESDAY_NOON;
const VISITS: About = { programme: 'FRIENDLY_VISIT', half: 'wed-pm' };
const CALLS: About = { programme: 'FRIENDLY_CALL', half: 'mon-am' };
const said = (
  what: Heard['what'],
  times: number,
  about = VISITS,
  from = emptyLoad(volunteerNumber(0)),
  at = NOW,
): Load =>
  Array.from({ length: times }).reduce<Load>(
    (load) => remember(load, { what, about, late: false }, at),
    from,
  );
const alone: Question = { about: VISITS, around: aroundOf([], VISITS, NOW), place: 'home' };
const chance = (
  load: Load,
  question = alone,
  now: Instant = NOW,
  tie: 'none' | 'primary' | 'backup' = 'none',
) => estimate(load, tie, question, ESTIMATE_PARAMS, now);
const unknown = emptyLoad(volunteerNumber(0));

describe('the chance of a yes', () => {
  it('is the prior for somebody unknown in a town without answers', () => {
    expect(chance(unknown)).toBeCloseTo(ESTIMATE_PARAMS.priorHomePercent / 100);
  });

  it('rises with a yes, falls with a no, and a silence says less than a no', () => {
    expect(chance(said('yes', 3))).toBeGreaterThan(chance(unknown));
    expect(chance(said('silent', 3))).toBeLessThan(chance(unknown));
    expect(chance(said('no', 3))).toBeLessThan(chance(said('silent', 3)));
  });

  it('listens more to answers about the same programme and half-day', () => {
    expect(chance(said('yes', 3))).toBeGreaterThan(chance(said('yes', 3, CALLS)));
    expect(chance(said('yes', 3, CALLS))).toBeGreaterThan(chance(unknown));
  });

  it('forgets slowly: an old answer weighs less than a new one', () => {
    const later = plus(NOW, { days: 360 });
    const again = { ...alone, around: aroundOf([], VISITS, later) };
    expect(chance(said('yes', 5), again, later)).toBeLessThan(chance(said('yes', 5)));
    expect(chance(said('yes', 5), again, later)).toBeGreaterThan(chance(unknown));
  });

  it('goes from the prior to the town’s answers, and a half-day with few of them stays near the town’s mean', () => {
    const town = (yes: number, no: number, about: About) => [said('yes', yes, about), said('no', no, about)];
    const mean = (loads: readonly Load[]) => townMean(aroundOf(loads, VISITS, NOW), 'home', ESTIMATE_PARAMS);
    expect(mean(town(300, 100, CALLS))).toBeCloseTo(0.73, 1);
    expect(mean([...town(300, 100, CALLS), ...town(0, 2, VISITS)])).toBeGreaterThan(0.6);
    expect(mean([...town(300, 100, CALLS), ...town(0, 200, VISITS)])).toBeLessThan(0.15);
  });

  it('stays between 0 and 1 whatever was answered', () => {
    const answers = fc.array(fc.tuple(fc.constantFrom('yes', 'no', 'silent'), fc.boolean()), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(answers, fc.integer({ min: 0, max: 900 }), (all, days) => {
        const load = all.reduce<Load>(
          (before, [what, here]) => said(what as Heard['what'], 1, here ? VISITS : CALLS, before),
          unknown,
        );
        const now = plus(NOW, { days });
        const p = chance(load, { ...alone, around: aroundOf([load], VISITS, now) }, now);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThan(1);
        expect(loadSchema.safeParse(load).success).toBe(true);
      }),
      { seed: 20_261_122 },
    );
  });

  it('is high for the usual visitor asked for their own person, even after many no', () => {
    expect(chance(said('no', 30), alone, NOW, 'primary')).toBe(0.75);
    expect(chance(said('no', 30), alone, NOW, 'backup')).toBe(0.5);
  });

  it('reads a record kept before answers were told apart', () => {
    const old = loadSchema.parse({ ...unknown, answers: { accepted: 6, declined: 0, silent: 0 } });
    expect(old.memory).toBeUndefined();
    expect(chance(old)).toBeGreaterThan(chance(unknown));
  });
});

describe('what is remembered of an answer', () => {
  const offer = anOffer({ sentAt: instant('2026-11-24T19:00:00.000Z') });
  const mission = aMission();
  const morning = instant('2026-11-25T08:30:00.000Z');

  it('counts the delay in waking hours: a night is no delay', () => {
    // 20:00 in town to 20:30, then 8:30 to 9:30.
    expect(heardOf(offer, mission, 'yes', morning)).toMatchObject({ what: 'yes', delay: 90, late: false });
  });

  it('takes back the silence when the answer comes late, and ends the rest', () => {
    const silent = remember(unknown, { what: 'silent', about: aboutOf(mission), late: false }, NOW);
    expect(silent.memory?.silence).toEqual({ inRow: 1, since: NOW });
    const heard = heardOf(anOffer({ state: 'expired' }), mission, 'no', morning);
    if (!heard) throw new Error('a late no is heard');
    const after = remember(silent, heard, morning);
    expect(after.answers).toEqual({ accepted: 0, declined: 1, silent: 0 });
    expect(after.memory?.cells).toMatchObject([{ ...aboutOf(mission), yes: 0, no: 1, silent: 0 }]);
    expect(after.memory?.silence).toBeUndefined();
  });

  it('counts no answer twice', () => {
    expect(heardOf(anOffer({ state: 'declined', answeredAt: NOW }), mission, 'yes', morning)).toBeUndefined();
    expect(heardOf(undefined, mission, 'yes', morning)).toBeUndefined();
  });

  it('keeps twelve kinds of question at most, the newest', () => {
    const load = Array.from({ length: 30 }, (_, i) => ({
      programme: `P${i}`,
      half: 'mon-am' as const,
    })).reduce((before, about) => said('yes', 1, about, before), unknown);
    expect(load.memory?.cells.map(({ programme }) => programme)).toEqual(
      Array.from({ length: 12 }, (_, i) => `P${i + 18}`),
    );
  });
});

describe('the time to wait for answers', () => {
  it('is the town’s own once it has enough of them, else what is supposed', () => {
    expect(replyMinutes([3, 2, 0, 0, 0, 0, 0], WAVE_PARAMS)).toBe(WAVE_PARAMS.replyMinutes);
    expect(replyMinutes([40, 60, 0, 0, 0, 0, 0], WAVE_PARAMS)).toBeLessThan(60);
  });

  it('never falls when more answers are waited for', () => {
    const counts = fc.array(fc.nat(50), { minLength: 7, maxLength: 7 });
    const share = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(counts, share, share, (replies, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((at) => replyQuantile(replies, at) ?? 0);
        expect(more).toBeGreaterThanOrEqual(less ?? 0);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('« répond d’habitude »', () => {
  it('is said of whoever mostly answers, be it no; of nobody else anything', () => {
    expect(habitWords(said('no', 5), NOW)).toBe('répond d’habitude');
    expect(habitWords(said('yes', 2), NOW)).toBeUndefined();
    expect(habitWords(said('silent', 9), NOW)).toBeUndefined();
    expect(habitWords(said('yes', 5), minus(NOW, { days: 1 }))).toBe('répond d’habitude');
  });
});
