import { canonical, sha256 } from '../../ids/digest.ts';
import type { StaffId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import {
  answerOf,
  type Gathering,
  MOST_ANSWERS,
  type Registration,
} from '../../volunteers/gatherings/gathering.ts';
import { coming, type GatheringRefusal, isComing, isWaiting, withAnswer } from './decide-gathering.ts';
import { withLook } from './look.ts';

/** Whose presence is said by the sheet of the day: a seat, a place on the waiting list, or noted there already. */
export const onTheSheet = (one: Pick<Gathering, 'registrations'>): readonly Registration[] =>
  one.registrations.filter((answer) => isComing(answer) || isWaiting(answer) || answer.came !== undefined);

/** Presences are said of what has begun and was not called off; also of what nobody was invited to by us. */
const untold = (one: Gathering, now: Instant): GatheringRefusal | undefined => {
  if (one.state === 'cancelled') return { reason: 'over' };
  return one.startsAt > now ? { reason: 'not-begun' } : undefined;
};

/** Who is on the sheet, and what is noted of each, as a form of presences showed it. */
export const seenSheet = (one: Pick<Gathering, 'registrations'>): string =>
  sha256(
    canonical(
      onTheSheet(one)
        .map(({ volunteerId, came }) => `${volunteerId} ${came}`)
        .sort(),
    ),
  ).slice(0, 16);

export type Presences = {
  readonly came: ReadonlySet<string>;
  /** Of the form: `seenSheet`. */
  readonly seen: string;
};

/**
 * Who came, among those on the sheet: said by a person, once it has begun, and said again when it was wrong. Sent twice is once;
 * refused when somebody else noted a presence meanwhile, for a box that the form did not show would undo it.
 */
export const attended = (
  one: Gathering,
  { came, seen }: Presences,
  by: StaffId,
  now: Instant,
): Result<Gathering, GatheringRefusal> => {
  const no = untold(one, now);
  if (no) return refused(no);
  const sheet = new Set(onTheSheet(one).map(({ volunteerId }) => volunteerId));
  const registrations = one.registrations.map((answer) =>
    sheet.has(answer.volunteerId) ? { ...answer, came: came.has(answer.volunteerId) } : answer,
  );
  const next: Gathering = { ...one, state: 'held', registrations, tickedBy: by };
  if (seen !== seenSheet(one) && seenSheet(next) !== seenSheet(one))
    return refused({ reason: 'changed-meanwhile' });
  return ok(withLook(next, now));
};

/**
 * Somebody came without a seat: present as the others are, whatever they had answered. No seat is counted for it, and it says
 * nothing of whoever had one: until that is said, presences are still to be noted. Twice is once; refused before it has begun, once
 * called off, and beyond the answers that are kept.
 */
export const walkedIn = (
  one: Gathering,
  volunteerId: VolunteerId,
  by: StaffId,
  now: Instant,
): Result<Gathering, GatheringRefusal> => {
  const no = untold(one, now);
  if (no) return refused(no);
  const before = answerOf(one, volunteerId);
  if (before?.came) return ok(one);
  if (!before && one.registrations.length >= MOST_ANSWERS) return refused({ reason: 'too-many-answers' });
  const answer: Registration = { ...(before ?? { volunteerId, state: 'walk-in', at: now }), came: true };
  const next = withAnswer(one, answer);
  const isSaid = coming(next).every(({ came }) => came !== undefined);
  return ok(withLook({ ...next, state: isSaid ? 'held' : one.state, tickedBy: by }, now));
};
