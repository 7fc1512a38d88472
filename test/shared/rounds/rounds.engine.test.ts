import { expect, it } from 'vitest';
import { isHeld, isOpen, type Mission } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { acceptRound } from '../../../shared/rounds/accept-round.ts';
import { declineRound, withdrawRound } from '../../../shared/rounds/end-round.ts';
import { placeByHand } from '../../../shared/rounds/half-day/make-rounds.ts';
import {
  deliveryRoundKey,
  deliveryRoundKind,
  isCarried,
  isLiveRound,
  MOST_STOPS,
} from '../../../shared/rounds/round.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { volunteerNumber } from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import {
  byLink,
  COORDINATOR,
  door,
  drafted,
  openParcels,
  SUBJECT,
  seenNow,
  sent,
  subjectOf,
} from '../../support/parcels.ts';
import { tableOn } from '../../support/tables.ts';

const engine = useEngine();

it('thirty doors, the most a round has, are taken in one transaction of the real engine', async () => {
  const table = tableOn(await engine.freshTable({ stream: false }));
  const world = await openParcels(table, MOST_STOPS);
  await drafted(world);
  // More than the afternoon holds: a person may know better than the map.
  for (const { bring } of (await seenNow(world)).leftOut)
    await placeByHand(
      world,
      SUBJECT,
      bring.mission.id,
      { to: 'carrier', volunteerId: volunteerNumber(0) },
      TUESDAY_NOON,
    );
  const round = await sent(world, 0, TUESDAY_NOON, true);
  expect(round.stops).toHaveLength(MOST_STOPS);
  const yes = await acceptRound(world, subjectOf(round), byLink(), TUESDAY_NOON);
  expect(yes.ok && yes.value.round.stops.length).toBe(MOST_STOPS);
});

it('a yes, a no and a taking back at the same instant: one of them holds, and every door with it (law 1)', async () => {
  const table = tableOn(await engine.freshTable({ stream: false }));
  const world = await openParcels(table, 3);
  for (let race = 0; race < 4; race += 1) {
    await drafted(world);
    const round = await sent(world);
    const subject = subjectOf(round);
    const acts = [
      () => acceptRound(world, subject, byLink(), TUESDAY_NOON),
      () => acceptRound(world, subject, byLink(0, 'e'.repeat(64)), TUESDAY_NOON),
      () => declineRound(world, subject, byLink().actor, TUESDAY_NOON),
      () => withdrawRound(world, round.id, COORDINATOR, TUESDAY_NOON),
    ];
    const order = [...acts.slice(race % 4), ...acts.slice(0, race % 4)];
    await Promise.all(order.map((act) => act()));
    const after = (await table.get(deliveryRoundKind, deliveryRoundKey(round.id)))?.value;
    const missions = await Promise.all(
      [0, 1, 2].map(
        async (n): Promise<Mission | undefined> => (await table.get(missionKind, missionKey(door(n))))?.value,
      ),
    );
    if (!after) throw new Error('gone');
    for (const mission of missions) {
      expect(mission && isHeld(mission.state)).toBe(isCarried(after));
      if (mission && isOpen(mission.state)) expect(mission.round).toEqual({});
    }
    expect(after.devices.length).toBeLessThanOrEqual(1);
    if (isLiveRound(after)) await withdrawRound(world, round.id, COORDINATOR, TUESDAY_NOON);
  }
});
