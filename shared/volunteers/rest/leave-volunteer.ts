import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import type { Task } from '../../tasks/task.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import { waitFor } from '../joining/clock.ts';
import type { StepRefusal } from '../path.ts';
import type { LeaveReason, Volunteer } from '../volunteer.ts';
import { comeBack, leave } from './rest.ts';
import { type AlsoWritten, NOTHING_MORE, rested } from './rested.ts';
import { startWindDown } from './wind-down.ts';

type Unknown = { readonly reason: 'unknown' };

const farewell = (world: Surroundings, volunteer: Volunteer, now: Instant): Task => ({
  id: world.ids.next('tsk'),
  town: volunteer.town,
  ...(isCandidate(volunteer)
    ? {
        kind: 'human-call',
        sentence: 'Une candidature est retirée : appeler pour remercier et comprendre.',
        dueAt: plus(now, { days: 3 }),
      }
    : {
        kind: 'exit-talk',
        sentence: 'Un bénévole s’en va : appeler pour remercier, proposer un entretien de départ, le noter.',
        dueAt: plus(now, { days: 7 }),
      }),
  state: 'open',
  subjectId: volunteer.id,
  volunteerId: volunteer.id,
  urgent: false,
  createdAt: now,
});
const isCandidate = ({ state }: Volunteer): boolean => state === 'candidate' || state === 'interviewed';

/** Leaves, by one's own hand or recorded by a person: stops everything, ends pairings; a person is asked for the exit talk. */
export const leaveVolunteer = async (
  world: Surroundings,
  id: VolunteerId,
  reason: LeaveReason,
  actor: Actor,
  now: Instant,
  also: AlsoWritten = NOTHING_MORE,
): Promise<Result<Volunteer, StepRefusal | Unknown>> => {
  const left = await changeVolunteer<StepRefusal>(
    world,
    id,
    async (facts) => {
      const next = leave(facts.stored.value, reason, actor.kind, now);
      if (!next.ok) return next;
      const silent = reason === 'died';
      const before = facts.stored.value;
      const message = silent
        ? undefined
        : { kind: 'leave-confirmed' as const, ...(isCandidate(before) ? { candidate: true as const } : {}) };
      const made = await rested(world, facts, next.value, actor, message, now, also);
      const settled = isCandidate(before)
        ? await settledTaskWrites(world.table, before.joining?.taskId, 'Candidature close.', now)
        : [];
      return ok({
        ...made,
        writes: [...(made.writes ?? []), ...settled],
        happening: { ...made.happening, action: 'volunteer-leaves', details: { reason } },
        // Who withdraws a candidature at the desk was heard there; whoever served is offered the talk.
        tasks:
          silent || (actor.kind === 'staff' && isCandidate(before)) || made.next === before
            ? []
            : [farewell(world, before, now)],
      });
    },
    now,
  );
  if (left.ok) await startWindDown(world, id, now);
  return left;
};

/** Somebody who left applies again, through a person. */
export const welcomeBack = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, StepRefusal | Unknown>> =>
  changeVolunteer<StepRefusal>(
    world,
    id,
    ({ stored, town }) => {
      const next = comeBack(stored.value, actor.kind);
      if (!next.ok) return next;
      const happening = {
        action: 'volunteer-came-back',
        actor,
        at: now,
        from: stored.value.state,
        to: next.value.state,
      };
      const joining = waitFor('appointment', { answeredAt: now }, town, now);
      return ok({ next: { ...next.value, joining }, happening });
    },
    now,
  );
