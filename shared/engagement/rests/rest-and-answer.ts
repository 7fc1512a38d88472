import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { leaveVolunteer } from '../../volunteers/rest/leave-volunteer.ts';
import { pauseVolunteer, resumeVolunteer } from '../../volunteers/rest/rest-volunteer.ts';
import type { AlsoWritten } from '../../volunteers/rest/rested.ts';
import type { LeaveReason, Volunteer } from '../../volunteers/volunteer.ts';
import { answerAsk, answerWrites } from './answer-ask.ts';
import type { Ask, AskAnswer } from './rests.ts';

/**
 * What a pause says to the question that was asked: itself to whether one stays, by whoever paused at the tap before as well; of whoever
 * pauses already, a date of return or none yet.
 */
const pauseAnswer =
  ({ state }: Pick<Volunteer, 'state'>, hasDate: boolean) =>
  (about: Ask['about']): AskAnswer => {
    if (about === 'stay' || state !== 'paused') return 'pause';
    return hasDate ? 'date' : 'not-yet';
  };

type Saying = {
  readonly world: Surroundings;
  readonly id: VolunteerId;
  readonly actor: Actor;
  readonly now: Instant;
};

/*
 * Whoever pauses, comes back or leaves, by any door, has answered the question that was asked of them, if one was: it is asked no
 * more, and the call that was to be made is settled, in the write of the act itself. Refused as the act is, and then nothing is
 * answered; the act stands though nothing was asked. Of an act that stood already (the same tap again), the answer is written alone.
 */
const answering = async <Done extends { readonly ok: boolean }>(
  said: AskAnswer | ((about: Ask['about']) => AskAnswer),
  { world, id, actor, now }: Saying,
  act: (also: AlsoWritten) => Promise<Done>,
): Promise<Done> => {
  let isTogether = false;
  const done = await act(() => {
    isTogether = true;
    return answerWrites(world, id, said, actor, now);
  });
  if (done.ok && !isTogether) await answerAsk(world, id, said, actor, now);
  return done;
};

export const pauseAndAnswer = (
  world: Surroundings,
  volunteer: Pick<Volunteer, 'id' | 'state'>,
  until: CivilDay | undefined,
  actor: Actor,
  now: Instant,
): ReturnType<typeof pauseVolunteer> =>
  answering(pauseAnswer(volunteer, until !== undefined), { world, id: volunteer.id, actor, now }, (also) =>
    pauseVolunteer(world, volunteer.id, until, actor, now, also),
  );

export const resumeAndAnswer = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): ReturnType<typeof resumeVolunteer> =>
  answering('stay', { world, id, actor, now }, (also) => resumeVolunteer(world, id, actor, now, also));

export const leaveAndAnswer = (
  world: Surroundings,
  id: VolunteerId,
  reason: LeaveReason,
  actor: Actor,
  now: Instant,
): ReturnType<typeof leaveVolunteer> =>
  answering('leave', { world, id, actor, now }, (also) =>
    leaveVolunteer(world, id, reason, actor, now, also),
  );
