import { describe, expect, it } from 'vitest';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import { changeConduct } from '../../../shared/heat/campaign/activate.ts';
import { lookAtCampaign } from '../../../shared/heat/campaign/look-at-campaign.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { addDays } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { HOT_DAY, hot, NADIA, OMAR } from '../../builders/heat.ts';
import { started } from '../../support/hot-round.ts';

const CLAIRE = staffIdSchema.parse(`stf_${'C'.repeat(26)}`);
const TOMORROW = addDays(HOT_DAY, 1);

describe('a door of yesterday, once another takes the astreinte', () => {
  it('is theirs, and stays theirs though its hour passes again', async () => {
    const { town, campaign } = await started(1, 0);
    const look = async (at: Instant) => {
      await lookAtCampaign(town.world, campaign.id, at);
      for (const { id } of town.rounds()) await lookAtRound(town.world, id, at);
    };
    const door = () => town.calls().find(({ day, rung }) => day === HOT_DAY && rung === 'door');
    const duties = () => town.rounds().map(({ duty }) => duty);
    for (const time of ['17:00', '18:00', '19:00']) await look(hot(time));
    expect(door()?.holder).toEqual({ by: 'staff', staffId: NADIA });
    await changeConduct(town.world, campaign.id, { duty: [CLAIRE] }, NADIA, hot('08:00', TOMORROW));
    expect(duties()).toEqual([[CLAIRE], [CLAIRE]]);
    for (const time of ['08:03', '09:10', '10:30']) {
      await look(hot(time, TOMORROW));
      expect(door()?.holder).toEqual({ by: 'staff', staffId: CLAIRE });
    }
    // One more officer hears of it too; its day, level and hours stay those it had.
    await changeConduct(
      town.world,
      campaign.id,
      { duty: [CLAIRE, OMAR], level: 'red' },
      CLAIRE,
      hot('11:00', TOMORROW),
    );
    expect(duties()[0]).toEqual([CLAIRE, OMAR]);
    expect(town.rounds()[0]).toMatchObject({ day: HOT_DAY, level: 'orange' });
  });
});
