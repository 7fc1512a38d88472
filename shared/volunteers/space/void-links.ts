import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import type { Volunteer } from '../volunteer.ts';

/**
 * A telephone lost or stolen: every link sent until now stops opening, whatever it leads to, so that whoever finds the telephone reads no
 * address (law 7). Missions stay theirs; links sent from now on open. Told again: later links end too. Refuses `unknown`.
 */
export const voidLinks = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, { readonly reason: 'unknown' }>> =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) =>
      ok({
        next: { ...stored.value, linksVoidBefore: now },
        happening: { action: 'links-voided', actor, at: now },
      }),
    now,
  );
