import { isHeld } from '../../../shared/missions/mission.ts';
import { minus } from '../../../shared/time/instant.ts';
import { missionsOf } from '../../../shared/volunteers/space/calendar.ts';
import type { WebContext } from '../../web/http.ts';
import type { Space } from './space.ts';

const PAST_DAYS = 180;

/** Missions to come, and those of the last half year, latest first. */
export const missionsAround = async (c: WebContext, { me }: Space) => {
  const now = c.get('now');
  const all = await missionsOf(c.get('world').table, me.id, minus(now, { days: PAST_DAYS }));
  return {
    ahead: all.filter((mission) => isHeld(mission.state) && mission.startsAt > minus(now, { hours: 4 })),
    past: all
      .filter(
        (mission) =>
          mission.startsAt <= now && !(isHeld(mission.state) && mission.startsAt > minus(now, { hours: 4 })),
      )
      .reverse(),
  };
};
