import type { Surroundings } from '../../../decide/decide.ts';
import type { SeniorId } from '../../../ids/ids.ts';
import { rowsOf } from '../../../table/kind.ts';
import type { Instant } from '../../../time/instant.ts';
import { readHeatSettings } from '../../read-settings.ts';
import { moveOn } from '../move-on.ts';
import { callRoundKind, isRunning, roundKey } from '../round.ts';
import { callTaskKind } from '../task.ts';

/** Lists that may still run with her on them: today's of each programme, and one that a distress keeps open. */
const MOST_LISTS = 6;

/**
 * The friendly lists follow what a file, a consent or a service has just become: whoever may not be called any more is
 * taken off those that run, a volunteer's included (law 4). Idempotent; the lists' own check does the same later.
 */
export const followMember = async (world: Surroundings, id: SeniorId, now: Instant): Promise<void> => {
  const page = await world.table.index('senior', {
    partition: id,
    from: 'call#',
    to: 'call$',
    newestFirst: true,
    limit: MOST_LISTS,
  });
  const calls = rowsOf(callTaskKind, page.items)
    .map(({ value }) => value)
    .filter(({ state }) => state !== 'stopped');
  if (calls.length === 0) return;
  const settings = await readHeatSettings(world.table, world.config.townId);
  for (const call of calls) {
    const round = (await world.table.get(callRoundKind, roundKey(call.roundId)))?.value;
    if (round && isRunning(round)) await moveOn(world, call.id, settings, now);
  }
};
