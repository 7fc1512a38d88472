import { describe, expect, it } from 'vitest';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { relaunchSearch } from '../../../shared/missions/relaunch-search.ts';
import { plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { aReadyVolunteer, missionNow, offersNow, openChain } from '../../support/chain.ts';
import { CLAIRE } from '../../support/situations.ts';
import { doubleStore } from '../../support/stores.ts';

const BY = { kind: 'staff', id: CLAIRE } as const;
const open = async (volunteers: number, mission: Parameters<typeof openChain>[2] = {}) => {
  const { table } = doubleStore();
  const ready = Array.from({ length: volunteers }, (_, i) => aReadyVolunteer(i));
  return { table, world: await openChain(table, ready, mission) };
};

describe('a coordinator lets the search start again', () => {
  it('the next wave leaves at once, to others than those already asked', async () => {
    const { table, world } = await open(14);
    const first = await relaunchSearch(world, VISIT, BY, NOW);
    const second = await relaunchSearch(world, VISIT, BY, plus(NOW, { minutes: 1 }));
    if (!first.ok || !second.ok || first.value.did !== 'wave' || second.value.did !== 'wave')
      throw new Error('no wave');
    const { asked } = first.value;
    expect(second.value.asked.filter((id) => asked.includes(id))).toEqual([]);
    expect((await missionNow(table)).search?.wave).toBe(2);
  });

  it('where nobody lives near enough the search ends, and asks nobody', async () => {
    const { table, world } = await open(0);
    expect(await relaunchSearch(world, VISIT, BY, NOW)).toEqual({ ok: true, value: { did: 'ended' } });
    expect(await offersNow(table)).toEqual([]);
  });

  it('is refused once the visit is called off, once it began, and for one that does not exist', async () => {
    const calledOff = await open(3, { state: 'cancelled' });
    expect(await relaunchSearch(calledOff.world, VISIT, BY, NOW)).toEqual({ ok: false, refusal: 'not-open' });
    const { table, world } = await open(3);
    const before = await missionNow(table);
    expect(await relaunchSearch(world, VISIT, BY, VISIT_STARTS)).toEqual({ ok: false, refusal: 'not-open' });
    expect(await missionNow(table)).toEqual(before);
    const nowhere = missionIdSchema.parse(`mis_${'Z'.repeat(26)}`);
    expect(await relaunchSearch(world, nowhere, BY, NOW)).toEqual({ ok: false, refusal: 'unknown' });
  });
});
