import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Task } from '../../tasks/task.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import type { Volunteer } from '../volunteer.ts';

type Changed = Promise<Result<Volunteer, { readonly reason: 'unknown' }>>;

const callInstead = (world: Surroundings, volunteer: Volunteer, now: Instant): Task => ({
  id: world.ids.next('tsk'),
  town: volunteer.town,
  kind: 'human-call',
  state: 'open',
  subjectId: volunteer.id,
  volunteerId: volunteer.id,
  sentence: 'Ne souhaite plus recevoir de SMS : appeler pour convenir d’une autre façon de se parler.',
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { days: 3 }),
});

/**
 * « Ne plus recevoir de SMS »: marks the contact point, not the person (F7), and asks somebody to call, in one
 * transaction. From then on the outbox's gate sends nothing. They stay a volunteer. Told twice: once.
 */
export const optOut = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const happening = { action: 'sms-opted-out', actor, at: now };
      if (stored.value.optedOutAt) return ok({ next: stored.value, happening });
      return ok({
        next: { ...stored.value, optedOutAt: now },
        happening,
        tasks: [callInstead(world, stored.value, now)],
      });
    },
    now,
  );

/** Only the volunteer's own wish, on the page or by voice, brings messages back: never a machine (F7). */
export const optIn = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const happening = { action: 'sms-opted-in', actor, at: now };
      if (!stored.value.optedOutAt) return ok({ next: stored.value, happening });
      const { optedOutAt: _, ...next } = stored.value;
      return ok({ next, happening });
    },
    now,
  );
