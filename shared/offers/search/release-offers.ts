import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { isOpen, type Mission } from '../../missions/mission.ts';
import { stepRules, withNextLook } from '../../missions/steps.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { OFFER_PREFIX, offerKind } from '../store.ts';
import { expireWrites, readFresh } from './offer-writes.ts';

export type ReleaseRefusal = 'unknown' | 'still-open' | 'nothing-open';

/** After the mission was filled, cancelled or given up: the other offers no longer count in anybody's cap. */
export const releaseOffers = (
  world: Surroundings,
  missionId: Mission['id'],
  now: Instant,
): Promise<Result<number, ReleaseRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<number>, ReleaseRefusal>> => {
    const stored = await world.table.get(missionKind, missionKey(missionId));
    if (!stored?.value.search) return refused('unknown');
    const mission = stored.value;
    const { search } = stored.value;
    if (isOpen(mission.state)) return refused('still-open');
    // Two ticks at the same minute: the other one has done it.
    if (search.open.length === 0) return refused('nothing-open');
    const field = await gatherOffers(world, mission);
    const fresh = await readFresh(world, search.open);
    const holder = mission.holder ? fresh.get(mission.holder.volunteerId)?.volunteer.value : undefined;
    const twoHours = mission.holder
      ? (holder?.remindTwoHoursBefore ??
        (await world.table.get(volunteerKind, volunteerKey(mission.holder.volunteerId)))?.value
          .remindTwoHoursBefore ??
        false)
      : false;
    const next = withNextLook(
      { ...mission, search: { ...search, open: [] } },
      stepRules(field.town),
      twoHours,
    );
    return ok({
      value: search.open.length,
      writes: [
        ...change(missionKind, stored, next, {
          action: 'offers-released',
          actor: SYSTEM,
          at: now,
          details: { count: search.open.length },
        }),
        ...expireWrites(search.open, field, fresh, mission, now, 'closed'),
      ],
    });
  });

const gatherOffers = async (world: Surroundings, mission: Mission) => {
  const [page, town] = await Promise.all([
    world.table.partition(mission.id, { prefix: OFFER_PREFIX }),
    world.table.get(townKind, townKey(mission.town)),
  ]);
  if (!town) throw new Error('a mission whose town is gone');
  return { offers: rowsOf(offerKind, page.items), town: town.value };
};
