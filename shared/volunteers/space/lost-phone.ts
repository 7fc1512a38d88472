import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import type { Volunteer } from '../volunteer.ts';

type Changed = Promise<Result<Volunteer, { readonly reason: 'unknown' }>>;

/**
 * A telephone lost or stolen: every link sent until now stops opening, whatever it leads to, and the calendar feed answers no more, so
 * that whoever finds the telephone reads no address (law 7) and no hour at which its owner is out; and nothing is texted to its number,
 * a link asked for by « Recevoir un lien » included, until `trustPhone` or a new number. Missions stay theirs; a message owed becomes a
 * call (law 3). Told again: later links end too, the day it was lost stays. Refuses `unknown`.
 */
export const losePhone = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const { calendar: _, ...rest } = stored.value;
      return ok({
        next: { ...rest, linksVoidBefore: now, phoneLostAt: rest.phoneLostAt ?? now },
        happening: { action: 'phone-lost', actor, at: now },
      });
    },
    now,
  );

/**
 * A person checked that the number answers in the right hands again (a new card, the telephone found): texts leave again. The links of
 * before stay closed. Told twice: once. Refuses `unknown`.
 */
export const trustPhone = (world: Surroundings, id: VolunteerId, actor: Actor, now: Instant): Changed =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const happening = { action: 'phone-trusted', actor, at: now };
      if (!stored.value.phoneLostAt) return ok({ next: stored.value, happening });
      const { phoneLostAt: _, ...next } = stored.value;
      return ok({ next, happening });
    },
    now,
  );
