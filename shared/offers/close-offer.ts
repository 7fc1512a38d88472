import { change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MissionId, VolunteerId } from '../ids/ids.ts';
import { isOpen, type Mission } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { ok, type Result } from '../result/result.ts';
import { readAs } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { type Load, without } from './load.ts';
import type { Offer } from './offer.ts';
import { loadKey, loadKind, offerKey, offerKind } from './store.ts';

export type Withdrawn = {
  readonly mission: Mission | undefined;
  readonly offer: Offer | undefined;
  readonly load: Load | undefined;
};

/**
 * Takes a volunteer out of a search that still counts on them: the offer closes without being a no, the load forgets
 * it, and the search goes on at once when nobody else is being waited for.
 */
export const withdraw = (
  facts: Withdrawn,
  missionId: MissionId,
  volunteerId: VolunteerId,
  now: Instant,
): Withdrawn => {
  const { mission, offer, load } = facts;
  const search = mission?.search;
  const open = (search?.open ?? []).filter((id) => id !== volunteerId);
  const alone = mission && isOpen(mission.state) && search?.nextAt !== undefined && open.length === 0;
  return {
    mission:
      mission && search?.open.includes(volunteerId)
        ? { ...mission, search: { ...search, open, ...(alone ? { nextAt: now } : {}) } }
        : mission,
    offer: offer?.state === 'sent' ? { ...offer, state: 'closed', answeredAt: now } : offer,
    load: load?.entries.some((entry) => entry.missionId === missionId) ? without(load, missionId) : load,
  };
};

/** What closes an offer before it is answered: a pause, a departure, the end of their tie to her, or « jamais ensemble ». */
export type OfferClosedBy = 'pause' | 'leave' | 'tie-ended' | 'kept-apart';

/** One transaction per offer, its event says what closed it; done already: nothing is written. */
export const closeOffer = (
  world: Surroundings,
  missionId: MissionId,
  volunteerId: VolunteerId,
  cause: OfferClosedBy,
  now: Instant,
): Promise<Result<void, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const rows = await world.table.getRows([
      missionKey(missionId),
      offerKey(missionId, volunteerId),
      loadKey(volunteerId),
      townKey(world.config.townId),
    ]);
    const mission = rows[0] && readAs(missionKind, rows[0]);
    const offer = rows[1] && readAs(offerKind, rows[1]);
    const load = rows[2] && readAs(loadKind, rows[2]);
    const town = rows[3] && readAs(townKind, rows[3])?.value;
    const next = withdraw(
      { mission: mission?.value, offer: offer?.value, load: load?.value },
      missionId,
      volunteerId,
      now,
    );
    const writes: Write[] = [];
    if (mission && next.mission && next.mission !== mission.value && town)
      writes.push(
        // Nobody holds it: there is no reminder to wish for.
        ...change(missionKind, mission, withNextLook(next.mission, stepRules(town), false), {
          action: 'offer-closed',
          actor: SYSTEM,
          at: now,
          from: mission.value.state,
          to: next.mission.state,
          details: { volunteer: volunteerId, cause },
        }),
      );
    if (offer && next.offer && next.offer !== offer.value) writes.push(replace(offerKind, offer, next.offer));
    if (load && next.load && next.load !== load.value) writes.push(replace(loadKind, load, next.load));
    return ok({ value: undefined, writes });
  });
