import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  civilDay,
  civilTime,
  dayOf,
  HALF_DAYS,
  halfDayOf,
  instantOf,
  weekday,
} from '../../../shared/time/civil.ts';
import { freedom } from '../../../shared/volunteers/availability.ts';
import { aVolunteer } from '../../builders/chain.ts';

const isFree = (...of: Parameters<typeof freedom>): boolean => freedom(...of).free;
const wednesday = civilDay('2026-11-25');
const afternoon = civilTime('14:30');
const anyDay = fc.integer({ min: 0, max: 365 * 12 }).map((days) => addDays(civilDay('2024-01-01'), days));
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => civilTime(`${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`));

describe('when a volunteer is free', () => {
  it('is by the half-days of the ordinary week, in sentences', () => {
    expect(freedom(aVolunteer(), wednesday, afternoon)).toEqual({
      free: true,
      sentence: 'libre le mercredi après-midi',
    });
    expect(freedom(aVolunteer(), wednesday, civilTime('09:00'))).toEqual({
      free: false,
      sentence: 'pas libre le mercredi matin',
    });
  });

  it('on a working day is not before the evening, for whoever works until then', () => {
    const working = aVolunteer({ availability: ['wed-am', 'wed-pm', 'sat-pm'], weekdaysFrom: '18:00' });
    const said = freedom(working, wednesday, civilTime('17:45'));
    expect(said).toEqual({ free: false, sentence: 'libre en semaine à partir de 18\u00a0h' });
    expect(isFree(working, wednesday, civilTime('18:00'))).toBe(true);
    // A free morning, a Saturday and an exceptional afternoon are not touched.
    expect(isFree(working, wednesday, civilTime('09:00'))).toBe(true);
    expect(isFree(working, civilDay('2026-11-28'), afternoon)).toBe(true);
    const once = { from: wednesday, to: wednesday, kind: 'free', half: 'pm' } as const;
    expect(isFree({ ...working, exceptions: [once] }, wednesday, afternoon)).toBe(true);
  });

  it('holds over twelve years of weeks and both changes of the clocks: only the civil half-day counts', () => {
    fc.assert(
      fc.property(anyDay, anyTime, fc.subarray([...HALF_DAYS]), (day, time, availability) => {
        const volunteer = aVolunteer({ availability });
        const half = HALF_DAYS[(weekday(day) - 1) * 2 + (time < '13:00' ? 0 : 1)];
        expect(isFree(volunteer, day, time)).toBe(half !== undefined && availability.includes(half));
        // The same moment reached through an instant, in the missing or the doubled hour, is on the same day.
        expect(dayOf(instantOf(day, time))).toBe(day);
      }),
      { seed: 20261121, numRuns: 400 },
    );
  });

  it('is free on the Sunday of each change, at 2:30, if Sunday morning was ticked', () => {
    const volunteer = aVolunteer({ availability: ['sun-am'] });
    for (const day of ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31'])
      expect(isFree(volunteer, civilDay(day), civilTime('02:30'))).toBe(true);
  });

  it('lets an absence win over everything ordinary, both bounds included', () => {
    const volunteer = aVolunteer({
      exceptions: [{ from: wednesday, to: addDays(wednesday, 7), kind: 'away' }],
    });
    expect(freedom(volunteer, wednesday, afternoon).sentence).toBe(
      'absent du mercredi 25 novembre au mercredi 2 décembre',
    );
    expect(isFree(volunteer, addDays(wednesday, 7), afternoon)).toBe(false);
    expect(isFree(volunteer, addDays(wednesday, 14), afternoon)).toBe(true);
  });

  it('adds an exceptional morning, that half only', () => {
    const volunteer = aVolunteer({
      exceptions: [{ from: wednesday, to: wednesday, kind: 'free', half: 'am' }],
      availability: [],
    });
    expect(isFree(volunteer, wednesday, civilTime('10:00'))).toBe(true);
    expect(isFree(volunteer, wednesday, afternoon)).toBe(false);
  });

  it('is never free inside a pause, its last day included, and is again the day after', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (end, before) => {
        const volunteer = aVolunteer({ state: 'paused', pausedUntil: end, availability: [...HALF_DAYS] });
        expect(isFree(volunteer, addDays(end, -before), afternoon)).toBe(false);
        expect(isFree(volunteer, addDays(end, 1), afternoon)).toBe(true);
      }),
      { seed: 20261122, numRuns: 200 },
    );
    const open = aVolunteer({ state: 'paused', availability: [...HALF_DAYS] });
    expect(freedom(open, addDays(wednesday, 3000), afternoon).sentence).toBe('en pause, sans date de fin');
  });

  it('respects « pas cette semaine » until its day', () => {
    const volunteer = aVolunteer({ restUntil: civilDay('2026-11-30') });
    expect(isFree(volunteer, wednesday, afternoon)).toBe(false);
    expect(isFree(volunteer, civilDay('2026-12-02'), afternoon)).toBe(true);
  });

  it('is never free once leaving or gone', () => {
    for (const state of ['leaving', 'left'] as const)
      expect(isFree(aVolunteer({ state, availability: [...HALF_DAYS] }), wednesday, afternoon)).toBe(false);
  });

  it('knows half-days as the town does', () => {
    expect(halfDayOf(wednesday, civilTime('12:59'))).toBe('wed-am');
    expect(halfDayOf(wednesday, civilTime('13:00'))).toBe('wed-pm');
  });
});
