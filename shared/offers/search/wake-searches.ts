import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import { stepRules, withNextLook } from '../../missions/steps.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { readAs } from '../../table/kind.ts';
import { replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import { nextToWake, woken } from '../awaited.ts';
import { MOST_SEARCHES } from '../load.ts';
import { loadKey, loadKind } from '../store.ts';
import { searchVolunteer } from './search.ts';

/** The first search that waits for an answer they have given goes on: its mission and their load, in one write. */
const wakeFirst = (
  world: Surroundings,
  volunteerId: VolunteerId,
  now: Instant,
): Promise<Result<MissionId | undefined, 'nobody-waits'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<MissionId | undefined>, 'nobody-waits'>> => {
    const load = await world.table.get(loadKind, loadKey(volunteerId));
    const first = load && nextToWake(load.value);
    if (!load || !first) return refused('nobody-waits');
    const others = (load.value.awaitedBy ?? []).filter((one) => one !== first);
    const [missionRow, townRow] = await world.table.getRows([
      missionKey(first.missionId),
      townKey(world.config.townId),
    ]);
    const stored = missionRow ? readAs(missionKind, missionRow) : undefined;
    const town = townRow ? readAs(townKind, townRow)?.value : undefined;
    const next = stored && woken(stored.value, volunteerId, now);
    return ok({
      value: next?.id,
      writes: [
        replace(loadKind, load, { ...load.value, awaitedBy: others }),
        ...(stored && next && town
          ? change(missionKind, stored, withNextLook(next, stepRules(town), false), {
              action: 'search-woken',
              actor: SYSTEM,
              at: now,
              from: next.state,
              to: next.state,
              details: { volunteer: volunteerId },
            })
          : []),
      ],
    });
  });

/**
 * Searches that wait for this volunteer go on, now that what they were asked last has its answer: one after the other, for as
 * soon as one of them asks, the others wait for that answer. Killed in between, the mission is due by itself and the others
 * still stand in the load (law 12).
 */
export const wakeSearches = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  now: Instant,
): Promise<readonly MissionId[]> => {
  const went: MissionId[] = [];
  for (let i = 0; i < MOST_SEARCHES; i += 1) {
    const first = await wakeFirst(world, volunteerId, now);
    if (!first.ok) break;
    if (!first.value) continue;
    await searchVolunteer(world, first.value, now, 'due');
    went.push(first.value);
  }
  return went;
};
