import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { closeOffer } from '../../offers/close-offer.ts';
import { handBackMission } from '../../offers/hand-back.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';

/**
 * After « jamais ensemble »: this volunteer's visits to come at that person are given back, which tells them so, and
 * what they were asked about that person is closed. Done already: nothing is written.
 */
export const partFrom = async (
  world: Surroundings,
  id: VolunteerId,
  seniorId: SeniorId,
  actor: Actor,
  now: Instant,
): Promise<void> => {
  const [load, town] = await Promise.all([
    world.table.get(loadKind, loadKey(id)),
    world.table.get(townKind, townKey(world.config.townId)),
  ]);
  const ahead = (load?.value.entries ?? []).filter((entry) => entry.startsAt > now && entry.state !== 'done');
  const rows = await world.table.getRows(ahead.map((entry) => missionKey(entry.missionId)));
  const missions = rowsOf(
    missionKind,
    rows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  for (const mission of missions.filter((one) => one.seniorId === seniorId)) {
    const consent = town?.value.programmes.find(({ code }) => code === mission.programme)?.consent;
    if (mission.holder?.volunteerId !== id) await closeOffer(world, mission.id, id, 'kept-apart', now);
    else if (consent)
      await handBackMission(world, { missionId: mission.id, volunteerId: id, seniorId, consent }, actor, now);
  }
};
