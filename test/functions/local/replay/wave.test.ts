import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReplay } from '../../../../functions/local/replay/replay.ts';
import { standingOf, WAVE, waveMap } from '../../../../functions/local/replay/wave.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { type Instant, instant, plus } from '../../../../shared/time/instant.ts';
import { outlookOn, readBulletin } from '../../../../shared/vigilance/bulletin.ts';

/** A Tuesday in November: the wave is played in any season. */
const START = instant('2026-11-24T11:00:00Z');
const onDay = (days: number, time: string): Instant =>
  instantOf(addDays(dayOf(START), days), civilTime(time));
const read = (now: Instant) => {
  const bulletin = readBulletin(waveMap(START, now) ?? '', '25');
  if (!bulletin.ok) throw new Error(bulletin.refusal);
  const { level, dayAfter, problem } = outlookOn(bulletin.value, dayOf(now), now);
  return { level, dayAfter, problem };
};

describe('the wave of August 2023, on the town’s own days', () => {
  it('is read as any map of Météo-France: each day and the next', () => {
    const levels = WAVE.map((_, days) => read(onDay(days, '12:00')));
    const o = 'orange';
    expect(levels.map(({ level }) => level)).toEqual(['green', 'yellow', o, o, o, o, o, o, o, 'green']);
    expect(levels.map(({ dayAfter }) => dayAfter)).toEqual([
      ...levels.slice(1).map(({ level }) => level),
      'green',
    ]);
    expect(waveMap(START, onDay(10, '00:00'))).toBeUndefined();
  });

  it('is never too old to be believed, at any hour of any day, through a night when clocks change', () => {
    for (const start of [START, instant('2026-10-21T21:50:00Z'), instant('2027-03-25T23:10:00Z')])
      for (let hours = 0; hours < 9 * 24; hours += 5) {
        const now = plus(start, { hours });
        const bulletin = readBulletin(waveMap(start, now) ?? '', '25');
        expect(bulletin.ok && outlookOn(bulletin.value, dayOf(now), now)).toMatchObject({
          level: standingOf(start, now)?.level,
        });
      }
  });

  it('says nothing of tomorrow before six in the morning', () => {
    expect(read(onDay(1, '05:59'))).toEqual({ level: 'yellow', dayAfter: 'unknown', problem: undefined });
    expect(read(onDay(1, '06:00')).dayAfter).toBe('orange');
  });

  it('dates no map before the button was pressed: one that the town holds already is not newer', () => {
    const bulletin = readBulletin(waveMap(START, START) ?? '', '25');
    expect(bulletin.ok && bulletin.value.issuedAt).toBe(START);
  });
});

describe('the replay of a town', () => {
  it('goes on after a restart, ends by itself, can be stopped and begun again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prevenance-replay-'));
    let now = START;
    const opened = () => openReplay({ folder, clock: { now: () => now } });
    const first = opened();
    expect(first.standing()).toBe('off');
    first.start();
    now = onDay(2, '09:00');
    const again = opened();
    expect(again.standing()).toEqual({
      number: 3,
      day: civilDay('2023-08-18'),
      level: 'orange',
      dayAfter: 'orange',
    });
    now = onDay(10, '09:00');
    expect(again.standing()).toBe('over');
    again.start();
    expect(again.standing()).toMatchObject({ number: 1, level: 'green' });
    again.stop();
    expect([again.standing(), opened().standing()]).toEqual(['off', 'off']);
    rmSync(folder, { recursive: true });
  });

  it('has no map to give while nobody plays it', async () => {
    const replay = openReplay({ clock: { now: () => START } });
    expect(await replay.feed.current()).toEqual({ ok: false, refusal: 'unreachable' });
    replay.start();
    expect(await replay.feed.current()).toMatchObject({ ok: true });
  });
});
