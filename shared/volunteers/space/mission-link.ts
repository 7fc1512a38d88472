import type { Surroundings } from '../../decide/decide.ts';
import type { LinkToken, MissionId, VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { isHeld } from '../../missions/mission.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { create } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';

/**
 * A new link to a mission its holder asks for from « Mon espace ». It opens no more than the SMS did: on a device that
 * did not accept, details still ask for a code (law 7). Undefined for a mission that is not theirs now.
 */
export const openMissionLink = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  missionId: MissionId,
  now: Instant,
): Promise<LinkToken | undefined> => {
  const [mission, town] = await Promise.all([
    world.table.get(missionKind, missionKey(missionId)),
    world.table.get(townKind, townKey(world.config.townId)),
  ]);
  if (mission?.value.holder?.volunteerId !== volunteerId || !isHeld(mission.value.state)) return undefined;
  const programme = town?.value.programmes.find(({ code }) => code === mission.value.programme);
  if (!programme) return undefined;
  const { token, link } = mintLink(world.ids, {
    town: mission.value.town,
    volunteerId,
    now,
    purpose: 'mission',
    mission: mission.value,
    consent: programme.consent,
  });
  return (await world.table.commit([create(linkKind, link)])).ok ? token : undefined;
};
