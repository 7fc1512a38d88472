import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_QUIET_HOURS,
  holidaysOf,
  isHoliday,
  lastAllowedBefore,
  mayDisturb,
  nextAllowed,
} from '../../../shared/time/calendar.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import {
  frenchDay,
  frenchMoment,
  frenchRelativeDay,
  frenchTime,
  smsDay,
  smsTime,
} from '../../../shared/time/french.ts';
import { fromMillis, instant, toMillis } from '../../../shared/time/instant.ts';

const instants = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2031-12-31T00:00:00Z') })
  .map((millis) => fromMillis(millis));

describe('when people may be disturbed', () => {
  it('never on a Sunday, a holiday, early or late', () => {
    const quiet = DEFAULT_QUIET_HOURS;
    expect(mayDisturb(instant('2026-11-20T10:00:00Z'), quiet)).toBe(true);
    expect(mayDisturb(instant('2026-11-22T10:00:00Z'), quiet)).toBe(false);
    expect(mayDisturb(instant('2026-07-14T10:00:00Z'), quiet)).toBe(false);
    expect(mayDisturb(instant('2026-11-20T07:29:00Z'), quiet)).toBe(false);
    expect(mayDisturb(instant('2026-11-20T19:30:00Z'), quiet)).toBe(false);
  });

  it('the next allowed instant is allowed, not earlier, and the first', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const next = nextAllowed(at, DEFAULT_QUIET_HOURS);
        expect(next >= at).toBe(true);
        expect(mayDisturb(next, DEFAULT_QUIET_HOURS)).toBe(true);
        if (next > at)
          expect(mayDisturb(fromMillis(toMillis(next) - 60_000), DEFAULT_QUIET_HOURS)).toBe(false);
      }),
      { seed: 20_261_122 },
    );
  });

  it('a reminder is brought forward to an allowed instant, never later', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const before = lastAllowedBefore(at, DEFAULT_QUIET_HOURS);
        expect(before <= at).toBe(true);
        expect(mayDisturb(before, DEFAULT_QUIET_HOURS)).toBe(true);
      }),
      { seed: 20_261_122 },
    );
    // A reminder due on Sunday at 17:00 leaves on Saturday at 17:00.
    expect(lastAllowedBefore(instant('2026-11-22T16:00:00Z'), DEFAULT_QUIET_HOURS)).toBe(
      '2026-11-21T16:00:00.000Z',
    );
  });

  it('knows the holidays of the town’s zone', () => {
    expect(holidaysOf(2026, 'metropole').size).toBe(11);
    expect(isHoliday(civilDay('2027-05-06'), 'metropole')).toBe(true);
    expect(isHoliday(civilDay('2026-12-26'), 'metropole')).toBe(false);
    expect(isHoliday(civilDay('2026-12-26'), 'alsace-moselle')).toBe(true);
  });
});

describe('French words for time', () => {
  it('are those of a letter, and shorter in an SMS', () => {
    expect(frenchDay(civilDay('2026-12-01'))).toBe('mardi 1er décembre');
    expect(frenchTime(civilTime('14:30'))).toBe('14\u00a0h\u00a030');
    expect(frenchMoment(instant('2026-07-07T12:00:00Z'))).toBe('mardi 7 juillet à 14\u00a0h');
    expect(frenchRelativeDay(civilDay('2026-11-22'), civilDay('2026-11-21'))).toBe('demain');
    // Last year's autumn is not this one; next January is.
    expect(frenchRelativeDay(civilDay('2025-10-09'), civilDay('2026-11-21'))).toBe('jeudi 9 octobre 2025');
    expect(frenchRelativeDay(civilDay('2027-01-04'), civilDay('2026-12-21'))).toBe('lundi 4 janvier');
    expect(smsDay(civilDay('2026-08-15'))).toBe('sam 15 aout');
    expect(smsTime(civilTime('09:05'))).toBe('9h05');
  });
});
