import type { VolunteerId } from '../ids/ids.ts';
import { isHeld, isOpen, type Mission } from './mission.ts';

/** The seat that lists and plans pass over, because the other one already stands for both. */
const isSecondSeat = (mission: Mission, twin: Mission): boolean =>
  mission.introduces !== undefined || (twin.introduces === undefined && twin.id < mission.id);

const isOf = (mission: Mission, volunteerId: VolunteerId): boolean =>
  mission.holder?.volunteerId === volunteerId;

/**
 * Which of the two seats of a visit concerns this volunteer, whatever seat they were asked for: the one they hold, else the
 * one they were asked for while it is free, else the other while that is. A yes to the visit takes whichever is left, but
 * never the seat kept for somebody else who is to be introduced.
 */
export const seatOf = (volunteerId: VolunteerId, asked: Mission, twin: Mission | undefined): Mission => {
  if (!twin || isOf(asked, volunteerId)) return asked;
  if (isOf(twin, volunteerId)) return twin;
  return !isOpen(asked.state) && isOpen(twin.state) && !twin.introduces ? twin : asked;
};

/** What somebody who goes may know of the other seat: found, sought, or not needed this time. */
export type Company = 'found' | 'sought' | 'alone';
export const companyOf = (twin: Mission): Company => {
  if (isHeld(twin.state) || twin.state === 'done' || twin.state === 'not-done') return 'found';
  return isOpen(twin.state) ? 'sought' : 'alone';
};

/** One act as people see it: a mission, with the other seat where two go. */
export type Visit = { readonly mission: Mission; readonly twin: Mission | undefined };

/**
 * These missions visit by visit: the two seats of a mission for two are one entry where both are among them, led by the
 * first, which stands for both in a plan; one seat without the other stands for itself.
 */
export const visitsOf = (missions: readonly Mission[]): readonly Visit[] => {
  const byId = new Map(missions.map((mission) => [mission.id, mission]));
  return missions.flatMap((mission): readonly Visit[] => {
    const twin = mission.twinId && byId.get(mission.twinId);
    return twin && isSecondSeat(mission, twin) ? [] : [{ mission, twin: twin || undefined }];
  });
};
