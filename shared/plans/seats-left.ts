import type { MissionId } from '../ids/ids.ts';
import { isToCover } from '../matching/week/build.ts';
import type { Mission } from '../missions/mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import type { Table } from '../table/table.ts';
import type { Plan } from './week-plan.ts';

/** For each seat that was called off beside one that still takes place: that one. */
export type SeatsLeft = ReadonlyMap<MissionId, MissionId>;

/**
 * Missions for two of which one seat was called off. A plan keeps what it says of both under the first: once that one is called
 * off, it is said of the other. One that a person goes to already, or is kept for somebody, is not concerned.
 */
export const seatsLeft = (missions: readonly Mission[]): SeatsLeft => {
  const byId = new Map(missions.map((mission) => [mission.id, mission]));
  return new Map(
    missions.flatMap(({ id, state, twinId }) => {
      const other = state === 'cancelled' && twinId ? byId.get(twinId) : undefined;
      return other && isToCover(other) ? [[id, other.id] as const] : [];
    }),
  );
};

/** The same for one mission, read with its other seat, where the week is not read. */
export const seatsLeftOf = async (table: Pick<Table, 'get'>, missionId: MissionId): Promise<SeatsLeft> => {
  const read = async (id: MissionId) => (await table.get(missionKind, missionKey(id)))?.value;
  const mission = await read(missionId);
  const twin = mission?.twinId && (await read(mission.twinId));
  return mission && twin ? seatsLeft([mission, twin]) : new Map();
};

/** What was said of missions, of those that are left. */
export const ofSeatsLeft = <T extends { readonly missionId: MissionId }>(
  said: readonly T[],
  left: SeatsLeft,
): T[] => said.map((one) => ({ ...one, missionId: left.get(one.missionId) ?? one.missionId }));

/** A plan as it is said of the seats that are left; the very same where both seats of every mission stand. */
export const planOfSeatsLeft = (plan: Plan, left: SeatsLeft): Plan =>
  left.size === 0
    ? plan
    : {
        ...plan,
        locks: ofSeatsLeft(plan.locks, left),
        forbidden: ofSeatsLeft(plan.forbidden, left),
        aside: plan.aside.map((id) => left.get(id) ?? id),
        ...(plan.changes
          ? { changes: { ...plan.changes, missions: plan.changes.missions.map((id) => left.get(id) ?? id) } }
          : {}),
        ...(plan.sent ? { sent: { ...plan.sent, skipped: ofSeatsLeft(plan.sent.skipped, left) } } : {}),
      };
