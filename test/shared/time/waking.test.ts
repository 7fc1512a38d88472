import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, plus } from '../../../shared/time/instant.ts';
import { afterWaking, wakingMinutes } from '../../../shared/time/waking.ts';

/** In town: 2026-11-24 is a Tuesday, one hour ahead of UTC. */
const at = (text: string) => instant(`${text}:00+01:00`);

describe('waking minutes', () => {
  it('leave out the night', () => {
    expect(afterWaking(at('2026-11-24T20:00'), 90)).toBe(at('2026-11-25T09:30'));
    expect(wakingMinutes(at('2026-11-24T20:00'), at('2026-11-25T09:30'))).toBe(90);
  });

  it('begin in the morning for whatever comes at night', () => {
    expect(afterWaking(at('2026-11-24T23:10'), 10)).toBe(at('2026-11-25T08:40'));
    expect(afterWaking(at('2026-11-24T05:00'), 10)).toBe(at('2026-11-24T08:40'));
    expect(wakingMinutes(at('2026-11-24T21:00'), at('2026-11-25T08:00'))).toBe(0);
  });

  it('are twelve hours a day, on the two days when clocks change too', () => {
    // Saturday 20:00 to Sunday 9:00, over the missing hour and over the doubled one.
    expect(wakingMinutes(instant('2026-03-28T19:00:00Z'), instant('2026-03-29T07:00:00Z'))).toBe(60);
    expect(wakingMinutes(instant('2026-10-24T18:00:00Z'), instant('2026-10-25T08:00:00Z'))).toBe(60);
  });

  it('come back as they went: waiting so long and measuring it give the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (start, minutes) => {
          const from = plus(instant('2026-01-01T00:00:00Z'), { minutes: start });
          expect(wakingMinutes(from, afterWaking(from, minutes))).toBe(minutes);
        },
      ),
      { numRuns: 60, seed: 20_261_122 },
    );
  });
});
