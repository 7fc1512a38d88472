import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { type SearchOutcome, type SearchRefusal, searchVolunteer } from '../offers/search/search.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { isOpen, type Mission } from './mission.ts';
import { stepRules, withNextLook } from './steps.ts';
import { missionKey, missionKind } from './store.ts';

/**
 * A coordinator lets the search start again, or its next wave leave at once. Whoever was asked is not asked again; a
 * wave that finds nobody ends as any other. Refused once somebody goes, once it began, once it is over.
 */
export const relaunchSearch = async (
  world: Surroundings,
  missionId: Mission['id'],
  actor: Actor,
  now: Instant,
): Promise<Result<SearchOutcome, SearchRefusal>> => {
  const ready = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<undefined>, SearchRefusal>> => {
      const stored = await world.table.get(missionKind, missionKey(missionId));
      const town = stored ? await world.table.get(townKind, townKey(stored.value.town)) : undefined;
      if (!stored || !town) return refused('unknown');
      const mission = stored.value;
      // What waits for a round is sought for by nobody alone.
      if (!isOpen(mission.state) || mission.round || now >= mission.startsAt) return refused('not-open');
      const { wave, open } = mission.search ?? { wave: 0, open: [] };
      const next = { ...mission, search: { wave, open, nextAt: now } };
      return ok({
        value: undefined,
        writes: change(missionKind, stored, withNextLook(next, stepRules(town.value), false), {
          action: 'search-relaunched',
          actor,
          at: now,
          from: mission.state,
          to: mission.state,
        }),
      });
    },
  );
  return ready.ok ? searchVolunteer(world, missionId, now) : ready;
};
