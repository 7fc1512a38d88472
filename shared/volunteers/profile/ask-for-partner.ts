import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import { dayOf } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import { onceMore } from '../limits.ts';
import type { Volunteer } from '../volunteer.ts';

/** A binôme is made by people: asking for one is a call to make, once a day at most. */
export const askForPartner = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, { readonly reason: 'unknown' }>> =>
  changeVolunteer<never>(
    world,
    id,
    async ({ stored }) => {
      const happening = { action: 'binome-asked', actor, at: now };
      const asked = await onceMore(world.table, world.config.appSecret, 'binome-asked', id, dayOf(now));
      if (!asked.allowed || stored.value.partnerId) return ok({ next: stored.value, happening });
      return ok({
        // The same file, written again with its event.
        next: { ...stored.value },
        happening,
        writes: [asked.write],
        tasks: [
          {
            id: world.ids.next('tsk'),
            town: stored.value.town,
            kind: 'human-call',
            state: 'open',
            subjectId: id,
            volunteerId: id,
            sentence: 'Aimerait un binôme : appeler pour en parler.',
            urgent: false,
            createdAt: now,
            dueAt: plus(now, { days: 7 }),
          },
        ],
      });
    },
    now,
  );
