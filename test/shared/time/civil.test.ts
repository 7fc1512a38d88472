import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  ageOn,
  civilDay,
  civilOf,
  civilTime,
  daysBetween,
  halfDayOf,
  instantOf,
  isCivilDay,
  isoWeek,
  weekday,
} from '../../../shared/time/civil.ts';
import { fromMillis, instant, toMillis } from '../../../shared/time/instant.ts';

const dayArb = fc
  .integer({ min: 0, max: 60_000 })
  .map((n) => civilDay(Temporal.PlainDate.from('1900-01-01').add({ days: n }).toString()));

describe('civil days', () => {
  it('count as Temporal’s whole calendar does', () => {
    fc.assert(
      fc.property(dayArb, fc.integer({ min: -5_000, max: 5_000 }), (day, n) => {
        const date = Temporal.PlainDate.from(day);
        const other = addDays(day, n);
        expect(other).toBe(date.add({ days: n }).toString());
        expect(daysBetween(day, other)).toBe(n);
        expect(weekday(day)).toBe(date.dayOfWeek);
        expect(isoWeek(day)).toBe(`${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`);
        if (n >= 0) expect(ageOn(day, other)).toBe(date.until(other, { largestUnit: 'years' }).years);
      }),
      { seed: 20_261_122 },
    );
  });

  it('are only days that exist', () => {
    expect(['2026-02-28', '2028-02-29'].map(isCivilDay)).toEqual([true, true]);
    expect(
      ['2026-02-29', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T10:00'].map(isCivilDay),
    ).toEqual(Array(6).fill(false));
  });

  it('split at 13:00 into half-days', () => {
    const saturday = civilDay('2026-11-21');
    expect(halfDayOf(saturday, civilTime('12:59'))).toBe('sat-am');
    expect(halfDayOf(saturday, civilTime('13:00'))).toBe('sat-pm');
  });
});

describe('what the town’s clocks show', () => {
  it('is what Temporal says, every quarter of an hour around both changes of 24 years', () => {
    for (let year = 2024; year <= 2035; year += 1)
      for (const month of ['03', '10']) {
        const last = Temporal.PlainDate.from(`${year}-${month}-31`);
        const sunday = last.subtract({ days: last.dayOfWeek % 7 });
        const from = toMillis(instant(`${sunday.toString()}T00:00:00Z`)) - 6 * 3_600_000;
        for (let quarter = 0; quarter < 4 * 24; quarter += 1) {
          const at = fromMillis(from + quarter * 900_000);
          const zoned = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Paris');
          expect(civilOf(at)).toEqual({
            day: zoned.toPlainDate().toString(),
            time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }),
          });
        }
      }
  });

  it('is what Temporal says at any instant, asked in any order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), (millis) => {
        const at = fromMillis(millis);
        const zoned = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Paris');
        expect(civilOf(at)).toEqual({
          day: zoned.toPlainDate().toString(),
          time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }),
        });
      }),
      { seed: 20_261_122 },
    );
  });

  it('moves forward in the hour that does not exist, and takes the first of the hour that comes twice', () => {
    expect(instantOf(civilDay('2027-03-28'), civilTime('02:30'))).toBe('2027-03-28T01:30:00.000Z');
    expect(instantOf(civilDay('2027-10-31'), civilTime('02:30'))).toBe('2027-10-31T00:30:00.000Z');
    expect(instantOf(civilDay('2026-07-07'), civilTime('14:00'))).toBe('2026-07-07T12:00:00.000Z');
  });
});
