import { canonical, sha256 } from '../../ids/digest.ts';
import type { WeekInput } from '../../matching/week/problem.ts';

/**
 * What an answer about a week rests on, as sixteen hexadecimal digits: its missions, how alone each person is, the volunteers as their files have
 * them, what they carry and what weighed on them, the coordinator's word, the numbers of the town. Two weeks of one mark are answered alike. Offers of the last days are left
 * out: each text that leaves would age every answer, and nearly none would change. O(missions + volunteers).
 */
export const weekMark = ({ missions, arranged, volunteers, locks, forbidden, ...rest }: WeekInput): string =>
  sha256(
    canonical({
      missions: missions.map(({ mission, consented, pairings, people, demanding, emptyCircles }) => ({
        id: mission.id,
        startsAt: mission.startsAt,
        minutes: mission.durationMinutes,
        programme: mission.programme,
        languages: mission.languages,
        subjects: mission.subjects,
        needs: mission.needs,
        area: mission.area,
        isUrgent: mission.urgent,
        consented,
        pairings,
        people,
        isDemanding: demanding || undefined,
        emptyCircles,
      })),
      arranged,
      volunteers: volunteers.map(({ volunteer, load, facts }) => ({
        volunteer,
        spared: facts?.map(({ atMost }) => atMost),
        entries: load.entries.map(({ missionId, startsAt, state }) => ({ missionId, startsAt, state })),
        calls: load.calls,
        hardDays: load.heavy?.length ? load.heavy.map(({ day }) => day) : undefined,
      })),
      locks,
      forbidden,
      params: rest.params,
      match: rest.match,
      caps: rest.town.caps,
      programmes: rest.town.programmes,
    }),
  ).slice(0, 16);
