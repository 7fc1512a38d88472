import { expect, it } from 'vitest';
import { moveOn, moveOnAll } from '../../../shared/heat/calls/move-on.ts';
import { callTaskKind } from '../../../shared/heat/calls/task.ts';
import { activate } from '../../../shared/heat/campaign/activate.ts';
import { defaultSettings } from '../../../shared/heat/settings.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { HOT_DAY, hot, NADIA, OMAR } from '../../builders/heat.ts';
import { aPerson, openHotTown } from '../../support/hot-day.ts';

it('a look goes on to the last person though another has just moved all it was shown, and then died', async () => {
  const town = await openHotTown(
    Array.from({ length: 120 }, (_, i) => aPerson(i)),
    [],
  );
  await activate(
    town.world,
    { level: 'orange', startsOn: HOT_DAY, expectedEnd: HOT_DAY, duty: [NADIA, OMAR] },
    NADIA,
    hot('08:30'),
  );
  const [round] = town.rounds();
  if (!round) throw new Error('no list');
  const now = hot('18:00');
  const settings = defaultSettings(round.town);
  let others = 0;
  const world = {
    ...town.world,
    table: {
      ...town.table,
      index: async (...asked: Parameters<typeof town.table.index>) => {
        const page = await town.table.index(...asked);
        if (others > 0) return page;
        for (const { value } of rowsOf(callTaskKind, page.items)) {
          await moveOn(town.world, value.id, settings, now);
          others += 1;
        }
        return page;
      },
    },
  };
  const { moved } = await moveOnAll(world, round, settings, now);
  expect(others).toBeLessThan(120);
  expect(moved).toBe(120 - others);
  expect(
    town.calls().filter(({ state, deadline }) => state === 'open' && deadline && deadline <= now),
  ).toEqual([]);
});
