import type { MissionId } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import type { CivilDay } from '../time/civil.ts';
import { type Mission, missionSchema } from './mission.ts';

export const missionKey = (id: MissionId): Key => ({ pk: id, sk: 'MISSION' });
export const missionDayList = (town: string, day: CivilDay): string => `${town}#mission#${day}`;

/**
 * | question                                     | key or index                                          | consistent |
 * |----------------------------------------------|-------------------------------------------------------|------------|
 * | this mission: its one truth                  | pk mission id, sk `MISSION`                           | yes        |
 * | mission, offers, report, audit               | pk mission id                                         | yes        |
 * | missions of a day in a town                  | `list`: town + day, sorted by start                   | no         |
 * | missions around a senior, by date            | `senior` index, sort `mission#` + start               | no         |
 * | missions held by a volunteer, by date        | `volunteer` index, sort `mission#` + start            | no         |
 * | which missions does the agenda look at next? | `due` in the agenda lane                              | no         |
 */
export const missionKind: Kind<Mission> = defineKind({
  name: 'mission',
  v: 2,
  schema: missionSchema,
  key: (mission) => missionKey(mission.id),
  places: (mission) => ({
    list: { partition: missionDayList(mission.town, mission.day), sort: `${mission.startsAt}#${mission.id}` },
    senior: { id: mission.seniorId, sort: `mission#${mission.startsAt}` },
    volunteer: mission.holder
      ? { id: mission.holder.volunteerId, sort: `mission#${mission.startsAt}` }
      : undefined,
    due: mission.lookAt ? { lane: 'agenda', at: mission.lookAt } : undefined,
  }),
});
