import { describe, expect, it } from 'vitest';
import { linkKind } from '../../../shared/links/link.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { cancelMission } from '../../../shared/missions/coordinate-mission.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { relaunchSearch } from '../../../shared/missions/relaunch-search.ts';
import { acceptOffer } from '../../../shared/offers/answer-offer.ts';
import { unjustified } from '../../../shared/outbox/justification.ts';
import type { DeliveryRound } from '../../../shared/rounds/round.ts';
import { doorIn, viewRound } from '../../../shared/rounds/view-round.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { volunteerNumber } from '../../support/chain.ts';
import {
  accepted,
  COORDINATOR,
  door,
  drafted,
  inMemory,
  missionsNow,
  PARCELS,
  senior,
  sent,
  subjectOf,
} from '../../support/parcels.ts';

describe('one door of a round', () => {
  it('lets go of a door that is called off, and shows nothing more of her', async () => {
    const { world, round, rows } = await accepted(3);
    await cancelMission(world, door(1), 'senior-closed', COORDINATOR, TUESDAY_NOON);
    const view = await viewRound(world, subjectOf(round), 'd'.repeat(64), TUESDAY_NOON);
    if (view?.kind !== 'yours') throw new Error('not theirs');
    const line = view.lines.find(({ stop }) => stop.missionId === door(1));
    expect([line?.isGone, line?.senior]).toEqual([true, undefined]);
    expect(doorIn(view, door(1))).toBeUndefined();
    // « C'est annulé, rien à faire » of one door would be read of the whole round; and the list of the others must open.
    const [told] = rowsOf(intentKind, rows()).flatMap(({ value }) =>
      value.message.kind === 'round-changed' || value.message.kind === 'mission-cancelled' ? [value] : [],
    );
    expect(told).toMatchObject({
      subject: round.id,
      message: { kind: 'round-changed', act: 'parcel', startsAt: line?.stop.arrivesAt },
    });
    const links = rowsOf(linkKind, rows()).filter(({ value }) => value.roundId === round.id);
    expect(links).toHaveLength(3);
  });

  it('tells of every door called off, each once, also when none is left', async () => {
    const { world, round, rows } = await accepted(2);
    for (const n of [0, 1, 1])
      await cancelMission(world, door(n), 'senior-closed', COORDINATOR, TUESDAY_NOON);
    const told = rowsOf(intentKind, rows())
      .map(({ value }) => value)
      .filter(({ message }) => message.kind === 'round-changed');
    expect(told).toHaveLength(2);
    const volunteer = (await world.table.get(volunteerKind, volunteerKey(round.volunteerId)))?.value;
    const stops = await missionsNow(world, 2);
    for (const { message, recipient } of told) {
      const said = (now: DeliveryRound) =>
        unjustified(message, recipient, { volunteer, round: now, stops } as never, TUESDAY_NOON);
      expect(said(round)).toBeUndefined();
      expect(said({ ...round, state: 'handed-back' })).toBe('mission-changed');
    }
  });

  it('is taken, sought and moved by nobody past the round', async () => {
    const { world, round } = await accepted(3);
    const waiting = await inMemory(2);
    expect(await relaunchSearch(waiting.world, door(0), COORDINATOR, TUESDAY_NOON)).toMatchObject({
      refusal: 'not-open',
    });
    await drafted(waiting.world);
    await sent(waiting.world);
    const alone = {
      missionId: door(0),
      volunteerId: volunteerNumber(1),
      seniorId: senior(0),
      consent: PARCELS.consent,
    };
    const yes = await acceptOffer(
      waiting.world,
      alone,
      { via: 'coordinator', actor: COORDINATOR },
      TUESDAY_NOON,
    );
    expect(yes).toMatchObject({ refusal: 'not-offered' });
    const later = { day: civilDay('2026-11-27'), time: civilTime('15:00') };
    await moveMission(world, door(1), later, COORDINATOR, TUESDAY_NOON);
    const [, moved] = await missionsNow(world, 3);
    expect([moved?.state, moved?.round]).toEqual(['filled', {}]);
    const view = await viewRound(world, subjectOf(round), 'd'.repeat(64), TUESDAY_NOON);
    if (view?.kind !== 'yours') throw new Error('not theirs');
    expect(view.lines.find(({ stop }) => stop.missionId === door(1))?.isGone).toBe(true);
  });
});
