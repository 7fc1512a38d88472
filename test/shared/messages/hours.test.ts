import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedAt, placedAt } from '../../../shared/messages/hours.ts';
import { KINDS } from '../../../shared/messages/kinds.ts';
import type { MessageKind } from '../../../shared/messages/message.ts';
import { DEFAULT_QUIET_HOURS, mayDisturb } from '../../../shared/time/calendar.ts';
import { civilDay, civilTime, instantOf } from '../../../shared/time/civil.ts';
import { fromMillis, minus, plus } from '../../../shared/time/instant.ts';

const at = (day: string, time: string) => instantOf(civilDay(day), civilTime(time));
const quiet = DEFAULT_QUIET_HOURS;
const kinds = Object.keys(KINDS) as MessageKind[];

describe('when a message leaves', () => {
  it.each<[string, MessageKind, [string, string], [string, string]]>([
    ['an offer at noon leaves at noon', 'offer', ['2026-11-24', '12:00'], ['2026-11-24', '12:00']],
    ['an offer at night waits for 8:30', 'offer', ['2026-11-24', '23:00'], ['2026-11-25', '08:30']],
    [
      'an offer of Saturday night waits for Monday',
      'offer',
      ['2026-11-28', '21:00'],
      ['2026-11-30', '08:30'],
    ],
    ['an offer on 14 July waits for the 15th', 'offer', ['2026-07-14', '10:00'], ['2026-07-15', '08:30']],
    [
      'a reminder due on Sunday comes on Saturday, at the same hour',
      'reminder-day-before',
      ['2026-11-29', '18:00'],
      ['2026-11-28', '18:00'],
    ],
    [
      'a reminder due at 6:30 comes the evening before',
      'reminder-two-hours',
      ['2026-11-25', '06:30'],
      ['2026-11-24', '20:29'],
    ],
    [
      'a reminder over 15 August and its Sunday comes on Friday',
      'reminder-day-before',
      ['2026-08-16', '18:00'],
      ['2026-08-14', '18:00'],
    ],
    ['« tout va bien ? » does not wait', 'exit-missing', ['2026-11-24', '21:30'], ['2026-11-24', '21:30']],
    ['a code does not wait', 'device-code', ['2026-11-29', '07:00'], ['2026-11-29', '07:00']],
  ])('%s', (_, kind, due, expected) => {
    const dueAt = at(...due);
    const now = minus(dueAt, { days: 4 });
    expect(placedAt(kind, dueAt, plus(dueAt, { days: 3 }), now, quiet)).toBe(at(...expected));
  });

  it('an annulment at night for the early morning leaves at once rather than too late', () => {
    const now = at('2026-11-24', '23:00');
    expect(allowedAt('mission-cancelled', now, at('2026-11-25', '08:00'), quiet)).toBe(now);
    expect(allowedAt('mission-cancelled', now, at('2026-11-25', '14:00'), quiet)).toBe(
      at('2026-11-25', '08:30'),
    );
    expect(allowedAt('offer', now, at('2026-11-25', '08:00'), quiet)).toBeUndefined();
  });

  it('over ten years of calendars, nothing that can wait is placed outside the hours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds.filter((kind) => KINDS[kind].hours !== 'any')),
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2036, 0) }),
        fc.constantFrom<'metropole' | 'alsace-moselle'>('metropole', 'alsace-moselle'),
        (kind, millis, zone) => {
          const dueAt = fromMillis(millis);
          const notAfter = plus(dueAt, { days: 6 });
          const placed = placedAt(kind, dueAt, notAfter, minus(dueAt, { days: 6 }), { ...quiet, zone });
          expect(mayDisturb(placed, { ...quiet, zone })).toBe(true);
        },
      ),
      { seed: 14, numRuns: 2_000 },
    );
  });
});
