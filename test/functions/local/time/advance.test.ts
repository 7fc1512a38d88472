import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openTimeWalk } from '../../../../functions/local/time/advance.ts';
import { openClock } from '../../../../functions/local/time/clock.ts';
import { fromMillis, type Instant, instant, toMillis } from '../../../../shared/time/instant.ts';

const folders: string[] = [];
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const start = instant('2026-11-21T08:00:00Z');
/** A town with things due at these instants, on a machine whose own time stands still. */
const town = (dues: readonly string[] = [], from: Instant = start) => {
  const clock = openClock({ system: () => toMillis(from) });
  const waiting = dues.map(instant);
  const done: { due: Instant; at: Instant }[] = [];
  const stops: Instant[] = [];
  const walk = openTimeWalk({
    clock,
    nextDue: async (after, until) => waiting.filter((due) => due > after && due <= until).sort()[0],
    settle: async () => {
      stops.push(clock.now());
      for (const due of waiting.filter((due) => due <= clock.now())) {
        waiting.splice(waiting.indexOf(due), 1);
        done.push({ due, at: clock.now() });
      }
      await Promise.resolve();
    },
  });
  return { clock, walk, done, stops };
};

describe('moving the time of the demonstration', () => {
  it('moves by exactly what was asked', async () => {
    const { clock, walk } = town();
    expect(await walk.advance('PT24H')).toMatchObject({
      ok: true,
      value: { from: start, to: instant('2026-11-22T08:00:00Z') },
    });
    expect(clock.now()).toBe(instant('2026-11-22T08:00:00Z'));
  });

  it('stops at the minute of each thing that is due, so that each happens at its own hour', async () => {
    const { walk, done } = town(['2026-11-21T08:10:20Z', '2026-11-21T17:00:00Z', '2026-11-21T17:00:00Z']);
    await walk.advance('PT12H');
    expect(done).toEqual([
      { due: instant('2026-11-21T08:10:20Z'), at: instant('2026-11-21T08:11:00Z') },
      { due: instant('2026-11-21T17:00:00Z'), at: instant('2026-11-21T17:00:00Z') },
      { due: instant('2026-11-21T17:00:00Z'), at: instant('2026-11-21T17:00:00Z') },
    ]);
  });

  it('never lets more than thirty minutes go by unseen', async () => {
    const { walk, stops } = town();
    await walk.advance('PT2H');
    expect(stops).toEqual([
      instant('2026-11-21T08:30:00Z'),
      instant('2026-11-21T09:00:00Z'),
      instant('2026-11-21T09:30:00Z'),
      instant('2026-11-21T10:00:00Z'),
    ]);
  });

  it('counts P1D as a civil day: 25 hours in the night of October, 23 in that of March', async () => {
    const october = town([], instant('2026-10-24T10:00:00Z'));
    await october.walk.advance('P1D');
    expect(october.clock.now()).toBe(instant('2026-10-25T11:00:00Z'));
    const march = town([], instant('2027-03-27T10:00:00Z'));
    await march.walk.advance('P1D');
    expect(march.clock.now()).toBe(instant('2027-03-28T09:00:00Z'));
  });

  it.each([
    ['demain', 'not-a-duration'],
    ['', 'not-a-duration'],
    ['PT0S', 'not-forward'],
    ['-PT1H', 'not-forward'],
    ['P40D', 'too-far'],
    ['P900000Y', 'too-far'],
  ])('refuses %j: %s', async (duration, reason) => {
    const { clock, walk } = town();
    expect(await walk.advance(duration)).toEqual({ ok: false, refusal: { reason } });
    expect(clock.now()).toBe(start);
  });

  it('does two moves asked at once one after the other', async () => {
    const { clock, walk, stops } = town();
    await Promise.all([walk.advance('PT1H'), walk.advance('PT1H')]);
    expect(clock.now()).toBe(instant('2026-11-21T10:00:00Z'));
    expect(stops).toEqual([...stops].sort());
    expect(stops).toHaveLength(4);
  });

  it('says where it stands while it walks, and nothing afterwards', async () => {
    const clock = openClock({ system: () => toMillis(start) });
    const seen: (string | undefined)[] = [];
    const walk = openTimeWalk({
      clock,
      nextDue: async () => undefined,
      settle: async () => {
        seen.push(walk.progress()?.at);
      },
    });
    await walk.advance('PT1H');
    expect(seen).toEqual([instant('2026-11-21T08:30:00Z'), instant('2026-11-21T09:00:00Z')]);
    expect(walk.progress()).toBeUndefined();
  });

  it('goes on after a walk that failed half-way', async () => {
    const clock = openClock({ system: () => toMillis(start) });
    let broken = true;
    const walk = openTimeWalk({
      clock,
      nextDue: async () => undefined,
      settle: async () => {
        if (broken) throw new Error('the table was away');
      },
    });
    await expect(walk.advance('PT1H')).rejects.toThrow('the table was away');
    broken = false;
    expect((await walk.advance('PT30M')).ok).toBe(true);
    expect(clock.now()).toBe(instant('2026-11-21T09:00:00Z'));
  });
});

describe('the clock of the demonstration', () => {
  it('is where it was after a restart, plus the time gone by', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prevenance-clock-'));
    folders.push(folder);
    let machine = toMillis(start);
    openClock({ folder, system: () => machine }).jumpTo(instant('2026-11-22T08:00:00Z'));
    machine += 60_000;
    expect(openClock({ folder, system: () => machine }).now()).toBe(instant('2026-11-22T08:01:00Z'));
  });

  it('never goes backwards', () => {
    const clock = openClock({ system: () => toMillis(start) });
    clock.jumpTo(fromMillis(toMillis(start) + 1_000));
    clock.jumpTo(start);
    expect(clock.now()).toBe(fromMillis(toMillis(start) + 1_000));
  });
});
