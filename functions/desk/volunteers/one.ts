import type { Action } from '../../../shared/access/table.ts';
import { volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { isHeld } from '../../../shared/missions/mission.ts';
import { missionsOf } from '../../../shared/volunteers/space/calendar.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import type { DeskContext } from '../env.ts';
import { demand, missing } from '../router.ts';

/** The volunteer of the address, read consistently, and the permission asked about them. */
export const volunteerOf = async (c: DeskContext, action: Action): Promise<Volunteer> => {
  const id = volunteerIdSchema.safeParse(c.req.param('id'));
  const stored = id.success
    ? await c.get('world').table.get(volunteerKind, volunteerKey(id.data))
    : undefined;
  if (!stored) return missing(c);
  demand(c, action, { town: stored.value.town });
  return stored.value;
};

export const heldAhead = async (c: DeskContext, volunteer: Volunteer): Promise<number> => {
  const missions = await missionsOf(c.get('world').table, volunteer.id, c.get('now'));
  return missions.filter(({ state }) => isHeld(state)).length;
};
