import { describe, expect, it } from 'vitest';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import { lookAtCampaign } from '../../../shared/heat/campaign/look-at-campaign.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { HOT_DAY, hot } from '../../builders/heat.ts';
import { aPerson } from '../../support/hot-day.ts';
import { look, say, started } from '../../support/hot-round.ts';

const TOMORROW = addDays(HOT_DAY, 1);

describe('tomorrow’s list, made before today’s has ended', () => {
  it('no longer says of somebody reached at half past five that nobody reached her', async () => {
    const { town, campaign } = await started(4, 0);
    const of = (n: number, day = TOMORROW): CallTask => {
      const found = town.calls().find((task) => task.day === day && task.personId === aPerson(n).id);
      if (!found) throw new Error('no call');
      return found;
    };
    await say(town, of(0, HOT_DAY), 'well', hot('10:00'));
    await lookAtCampaign(town.world, campaign.id, hot('17:00'));
    const isFirst = () => [0, 1, 2, 3].map((n) => of(n).facts.notReachedYesterday);
    expect(isFirst()).toEqual([false, true, true, true]);
    await say(town, of(1, HOT_DAY), 'well', hot('17:30'));
    expect(isFirst()).toEqual([false, false, true, true]);
    expect(of(1).priority).toBe(of(0).priority);
    // At her door in the evening, and the next morning.
    await look(town, hot('18:00'));
    await say(town, of(2, HOT_DAY), 'visited-well', hot('20:00'));
    await say(town, of(3, HOT_DAY), 'visited-well', hot('08:00', TOMORROW));
    expect(isFirst()).toEqual([false, false, false, false]);
    // Nobody rang her that day: on the list after it she is first, and what is said of the day before changes nothing there.
    await lookAtCampaign(town.world, campaign.id, hot('17:00', TOMORROW));
    const after = addDays(HOT_DAY, 2);
    await say(town, of(3, HOT_DAY), 'refused', hot('18:00', TOMORROW));
    expect(of(3, after).facts.notReachedYesterday).toBe(true);
  });
});
