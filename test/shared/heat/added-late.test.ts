import { describe, expect, it } from 'vitest';
import { readBoard } from '../../../shared/heat/board/read-board.ts';
import { registerChangeWrites } from '../../../shared/heat/calls/members/register-change.ts';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import { lookAtCampaign } from '../../../shared/heat/campaign/look-at-campaign.ts';
import { entryKind } from '../../../shared/register/store.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays, type CivilDay } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { HOT_DAY, hot } from '../../builders/heat.ts';
import { aPerson } from '../../support/hot-day.ts';
import { say, started } from '../../support/hot-round.ts';

const TOMORROW = addDays(HOT_DAY, 1);
const LATE = aPerson(7);

/** A list of one runs; somebody else comes onto the register. */
const hotTown = async () => {
  const { town, campaign } = await started(1, 0);
  const look = async (...instants: readonly Instant[]) => {
    for (const at of instants) {
      await lookAtCampaign(town.world, campaign.id, at);
      for (const { id } of town.rounds()) await lookAtRound(town.world, id, at);
    }
  };
  const register = async (at: Instant) => {
    const writes = await registerChangeWrites(town.world, [LATE], at);
    expect((await town.table.commit([put(entryKind, LATE, 'any'), ...writes])).ok).toBe(true);
  };
  const callOn = (day: CivilDay): CallTask | undefined =>
    town.calls().find((task) => task.day === day && task.personId === LATE.id);
  return { town, look, register, callOn };
};

describe('somebody who comes onto the register while people are being called', () => {
  it('and is not reached that day is first on the list after it', async () => {
    const { town, look, register, callOn } = await hotTown();
    await register(hot('14:00'));
    await look(hot('17:00'));
    expect(callOn(TOMORROW)?.facts.notReachedYesterday).toBe(true);
    const today = callOn(HOT_DAY);
    if (!today) throw new Error('no call');
    await say(town, today, 'well', hot('17:30'));
    expect(callOn(TOMORROW)?.facts.notReachedYesterday).toBe(false);
  });

  it('in the evening is on both lists, and on tomorrow’s as somebody whom today’s has not reached', async () => {
    const { look, register, callOn } = await hotTown();
    await look(hot('17:00'));
    await register(hot('17:30'));
    // Another edit of the same entry says nothing new.
    await register(hot('17:40'));
    expect([HOT_DAY, TOMORROW].map((day) => callOn(day)?.facts.notReachedYesterday)).toEqual([false, true]);
  });

  it('is owed no call and no door of the day before, whose list still runs for others', async () => {
    const { town, look, register, callOn } = await hotTown();
    await look(hot('17:00'), hot('18:00'), hot('08:00', TOMORROW));
    await register(hot('09:00', TOMORROW));
    await look(hot('10:01', TOMORROW), hot('11:30', TOMORROW));
    expect(callOn(HOT_DAY)).toBeUndefined();
    expect(callOn(TOMORROW)).toMatchObject({ state: 'open', facts: { notReachedYesterday: false } });
    // The check of each list against the register finds nothing missing, and the sums balance.
    const now = hot('11:31', TOMORROW);
    const boards = await Promise.all(town.rounds().map(({ id }) => readBoard(town.world, id, now)));
    expect(boards.map((board) => board?.balance)).toMatchObject([
      { owed: 1, holds: true },
      { owed: 2, holds: true },
    ]);
  });
});
