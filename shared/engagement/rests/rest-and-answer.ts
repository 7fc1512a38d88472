import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { leaveVolunteer } from '../../volunteers/rest/leave-volunteer.ts';
import { pauseVolunteer, resumeVolunteer } from '../../volunteers/rest/rest-volunteer.ts';
import type { LeaveReason, Volunteer } from '../../volunteers/volunteer.ts';
import { answerAsk } from './answer-ask.ts';
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

/*
 * Whoever pauses, comes back or leaves, by any door, has answered the question that was asked of them, if one was: it is asked no
 * more, and the call that was to be made is settled. Refused as the act itself is, and then nothing is answered; the act stands
 * though nothing was asked. A process that ends between the two leaves the question open: the same tap again answers it, but for a
 * volunteer's own departure, which has closed the link; there the call stays a task, which a person closes.
 */

export const pauseAndAnswer = async (
  world: Surroundings,
  volunteer: Pick<Volunteer, 'id' | 'state'>,
  until: CivilDay | undefined,
  actor: Actor,
  now: Instant,
): ReturnType<typeof pauseVolunteer> => {
  const paused = await pauseVolunteer(world, volunteer.id, until, actor, now);
  if (paused.ok)
    await answerAsk(world, volunteer.id, pauseAnswer(volunteer, until !== undefined), actor, now);
  return paused;
};

export const resumeAndAnswer = async (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): ReturnType<typeof resumeVolunteer> => {
  const resumed = await resumeVolunteer(world, id, actor, now);
  if (resumed.ok) await answerAsk(world, id, 'stay', actor, now);
  return resumed;
};

export const leaveAndAnswer = async (
  world: Surroundings,
  id: VolunteerId,
  reason: LeaveReason,
  actor: Actor,
  now: Instant,
): ReturnType<typeof leaveVolunteer> => {
  const left = await leaveVolunteer(world, id, reason, actor, now);
  if (left.ok) await answerAsk(world, id, 'leave', actor, now);
  return left;
};
