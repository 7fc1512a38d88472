import { describe, expect, it } from 'vitest';
import { callRoundKind, roundKey } from '../../../shared/heat/calls/round.ts';
import { ensureRound } from '../../../shared/heat/calls/rounds/start-round.ts';
import { currentKey, currentKind } from '../../../shared/heat/campaign/campaign.ts';
import { whatIsStillOpen } from '../../../shared/heat/campaign/close-campaign.ts';
import { readTownAndSettings } from '../../../shared/heat/read-settings.ts';
import { replace } from '../../../shared/table/write.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { HOT_DAY, hot } from '../../builders/heat.ts';
import { agent, started } from '../../support/hot-list.ts';

describe('a heat of two weeks, two lists a day', () => {
  it('forgets no list in which somebody is still open, and the closed ones of long ago first', async () => {
    const { town, round, campaign } = await started(3, 0);
    const { settings } = await readTownAndSettings(town.world);
    const begun = [round.id];
    for (let day = 1; day <= 13; day += 1)
      for (const turn of [1, 2] as const) {
        const when = { day: addDays(HOT_DAY, day), turn };
        const made = await ensureRound(town.world, campaign, settings, when, agent, hot('08:30'));
        if (!made.ok || !made.value) throw new Error('no list');
        begun.push(made.value.id);
        // Everybody of it was reached: it closes. The first day's never does.
        const stored = await town.table.get(callRoundKind, roundKey(made.value.id));
        if (stored && day < 13)
          await town.table.commit([
            replace(callRoundKind, stored, { ...stored.value, state: 'closed' as const }),
          ]);
      }
    const current = await town.table.get(currentKind, currentKey(campaign.town));
    expect(current?.value.rounds).toEqual([round.id, ...begun.slice(-12)]);
    const still = await whatIsStillOpen(town.world, campaign.town, hot('18:00'));
    expect(still.lists.map(({ roundId }) => roundId)).toEqual([round.id]);
  });
});
