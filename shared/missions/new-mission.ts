import { blur } from '../geo/point.ts';
import type { MissionId, ServiceId } from '../ids/ids.ts';
import type { Senior } from '../seniors/senior.ts';
import { type CivilDay, type CivilTime, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { type Programme, peopleFor } from '../town/programme.ts';
import type { Mission } from './mission.ts';

export type MissionPlan = {
  readonly id: MissionId;
  readonly senior: Senior;
  readonly programme: Programme;
  readonly serviceId?: ServiceId | undefined;
  readonly day: CivilDay;
  readonly time: CivilTime;
  readonly durationMinutes: number;
  readonly urgent: boolean;
  readonly now: Instant;
};

/** What of her file a mission carries with it; undefined clears what it carried before. */
export const carriedFrom = (
  senior: Senior,
  programme: Programme,
): Pick<Mission, 'sector' | 'area' | 'needs' | 'languages' | 'subjects'> => ({
  sector: senior.address.sector,
  area: senior.address.point ? blur(senior.address.point) : undefined,
  needs: programme.place === 'home' ? senior.needs : [],
  languages: senior.languages.includes('fr') ? [] : senior.languages,
  subjects: senior.subjects,
});

/**
 * A planned mission: what volunteers may know of it before acceptance (sector, blurred area, needs in practical words,
 * languages other than French, what she likes) is copied here, so that an offer never reads the person's file.
 */
export const newMission = (plan: MissionPlan): Mission => {
  const { senior, programme } = plan;
  return {
    id: plan.id,
    town: senior.town,
    seniorId: senior.id,
    ...(plan.serviceId ? { serviceId: plan.serviceId } : {}),
    programme: programme.code,
    act: programme.act,
    state: 'planned',
    day: plan.day,
    time: plan.time,
    startsAt: instantOf(plan.day, plan.time),
    durationMinutes: plan.durationMinutes,
    urgent: plan.urgent,
    ...carriedFrom(senior, programme),
    ...(programme.inRounds ? { round: {} } : {}),
    steps: {},
    createdAt: plan.now,
  };
};

/** A planned mission as the seats its programme asks for: itself alone, or itself and its twin, each naming the other. */
export const seatsFor = (mission: Mission, programme: Programme, twinId: MissionId): readonly Mission[] =>
  peopleFor(programme) === 1
    ? [mission]
    : [
        { ...mission, twinId },
        { ...mission, id: twinId, twinId: mission.id },
      ];
