import type { VolunteerId } from '../ids/ids.ts';
import { isOpen, type Mission } from '../missions/mission.ts';
import type { Instant } from '../time/instant.ts';
import { type Load, MOST_SEARCHES, openSince } from './load.ts';

export type Waiting = NonNullable<Load['awaitedBy']>[number];

/**
 * Their load, with one search more that waits for their answer: those of whoever visits usually come first, then as they
 * came. Undefined when as many wait already as anybody's answer can serve.
 */
export const withWaiting = (load: Load, waiting: Waiting): Load | undefined => {
  const others = (load.awaitedBy ?? []).filter(({ missionId }) => missionId !== waiting.missionId);
  if (others.length >= MOST_SEARCHES) return undefined;
  const all = [...others, waiting];
  return { ...load, awaitedBy: [...all.filter((one) => one.asUsual), ...all.filter((one) => !one.asUsual)] };
};

/**
 * The search that goes on now: the first whose question has its answer, or that waited for the end of a rest which an answer
 * to another has ended. An older question that they leave open keeps nobody from it: that had been read, or not, hours before.
 */
export const nextToWake = (load: Load): Waiting | undefined => {
  const open = openSince(load);
  const isBack = load.memory?.silence === undefined;
  return load.awaitedBy?.find(
    ({ askedAt, rests }) =>
      open === undefined || (askedAt !== undefined && open < askedAt) || (rests === true && isBack),
  );
};

/**
 * When the agenda looks at a load: at once when a search waits for no question any more, whatever closed it: a yes, a no, a
 * pause, somebody else's yes, a silence. Told by the record itself, so that no writer of it can forget.
 */
export const wakesAt = (load: Load): Instant | undefined => nextToWake(load)?.since;

/** The mission whose search goes on now; undefined when it waits for this volunteer no more. */
export const woken = (mission: Mission, volunteerId: VolunteerId, now: Instant): Mission | undefined => {
  const { search } = mission;
  if (!isOpen(mission.state) || !search?.waitsFor?.includes(volunteerId)) return undefined;
  const { waitsFor: _, ...rest } = search;
  return { ...mission, search: { ...rest, nextAt: now } };
};
