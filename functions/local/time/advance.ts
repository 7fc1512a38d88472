import { Temporal } from 'temporal-polyfill';
import { ok, type Result, refused } from '../../../shared/result/result.ts';
import { TOWN_ZONE } from '../../../shared/time/civil.ts';
import {
  earliest,
  fromMillis,
  type Instant,
  minutesBetween,
  plus,
  toMillis,
} from '../../../shared/time/instant.ts';
import type { TownClock } from './clock.ts';

/** The furthest that one advance goes: past it, even quick steps would keep a visitor waiting. */
export const MAX_ADVANCE_DAYS = 31;
const LONGEST_STEP = { minutes: 30 } as const;
const MINUTE = 60_000;

export type AdvanceRefusal = { readonly reason: 'not-a-duration' | 'not-forward' | 'too-far' };
export type Advance = { readonly from: Instant; readonly to: Instant; readonly steps: number };
export type Progress = { readonly from: Instant; readonly to: Instant; readonly at: Instant };

export type TimeWalk = {
  /** Moves the town's time by an ISO 8601 duration (PT24H; P1D is one civil day in Paris). */
  readonly advance: (duration: string) => Promise<Result<Advance, AdvanceRefusal>>;
  readonly advanceTo: (target: (now: Instant) => Instant) => Promise<Result<Advance, AdvanceRefusal>>;
  /** Where the walk stands, while there is one. */
  readonly progress: () => Progress | undefined;
};

/**
 * Walks through time instead of jumping: it stops at each minute at which something is due, and at least each 30
 * minutes, and lets the town act there, so that a reminder leaves at its own hour. Two walks asked at once are
 * done one after the other. The minute is production's grain: its tick comes each minute.
 */
export const openTimeWalk = ({
  clock,
  nextDue,
  settle,
}: {
  readonly clock: TownClock;
  /** The first thing due after `from` and not after `until`, if there is one. */
  readonly nextDue: (from: Instant, until: Instant) => Promise<Instant | undefined>;
  /** Everything due at the present instant is done, and every message owed has left, when this resolves. */
  readonly settle: () => Promise<void>;
}): TimeWalk => {
  let tail: Promise<unknown> = Promise.resolve();
  let current: Progress | undefined;

  const walk = async (from: Instant, to: Instant): Promise<Advance> => {
    let steps = 0;
    try {
      for (let at = from; at < to; at = latestOf(at, clock.now())) {
        const furthest = earliest(plus(at, LONGEST_STEP), to);
        const due = await nextDue(at, furthest);
        at = due === undefined ? furthest : earliest(nextMinute(due), furthest);
        clock.jumpTo(at);
        current = { from, to, at };
        await settle();
        steps += 1;
      }
      return { from, to, steps };
    } finally {
      current = undefined;
    }
  };

  const advanceTo: TimeWalk['advanceTo'] = (target) => {
    const turn = tail.then(async (): Promise<Result<Advance, AdvanceRefusal>> => {
      const from = clock.now();
      const to = target(from);
      if (to <= from) return refused({ reason: 'not-forward' });
      if (minutesBetween(from, to) > (MAX_ADVANCE_DAYS * 24 + 1) * 60) return refused({ reason: 'too-far' });
      current = { from, to, at: from };
      return ok(await walk(from, to));
    });
    tail = turn.catch(() => {});
    return turn;
  };

  return {
    advanceTo,
    advance: async (text) => {
      const duration = readDuration(text);
      if (!duration) return refused({ reason: 'not-a-duration' });
      if (duration.sign <= 0) return refused({ reason: 'not-forward' });
      return advanceTo((now) => later(now, duration));
    },
    progress: () => current,
  };
};

const latestOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

const nextMinute = (at: Instant): Instant => fromMillis(Math.ceil(toMillis(at) / MINUTE) * MINUTE);

const readDuration = (text: string): Temporal.Duration | undefined => {
  try {
    return text.length > 40 ? undefined : Temporal.Duration.from(text.trim());
  } catch {
    return undefined;
  }
};

const later = (now: Instant, duration: Temporal.Duration): Instant => {
  const zoned = Temporal.Instant.from(now).toZonedDateTimeISO(TOWN_ZONE);
  try {
    return fromMillis(zoned.add(duration).epochMilliseconds);
  } catch {
    // beyond what a calendar holds: refused as too far by the caller
    return plus(now, { days: MAX_ADVANCE_DAYS * 2 });
  }
};
