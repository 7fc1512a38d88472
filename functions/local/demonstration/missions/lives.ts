import { type Actor, SYSTEM } from '../../../../shared/audit/audit.ts';
import type { SeniorId, VolunteerId } from '../../../../shared/ids/ids.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../../../shared/missions/steps.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { type Instant, latest, minus, plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';
import type { Arranged } from '../seniors/services.ts';
import { type AnswerTally, openTally } from './answers.ts';

export type Crowd = {
  readonly volunteers: readonly Volunteer[];
  readonly loads: Map<VolunteerId, Load>;
  /** Who has been with whom, as the past tells it. */
  readonly met: Map<SeniorId, Set<VolunteerId>>;
  readonly lastSeen: Map<SeniorId, Instant>;
  /** Days of missions done. */
  readonly served: Map<VolunteerId, Set<CivilDay>>;
  /** What was answered, for the town as a whole. */
  readonly tally: AnswerTally;
};

export const openCrowd = (volunteers: readonly Volunteer[]): Crowd => ({
  volunteers,
  loads: new Map(volunteers.map(({ id }) => [id, emptyLoad(id)])),
  met: new Map(),
  lastSeen: new Map(),
  served: new Map(),
  tally: openTally(),
});

export type Slot = Arranged & { readonly mission: Mission };

/** A mission as it lives: each step saved with its event, as the use cases would. */
export const openLife = (making: Making, slot: Slot) => {
  const rules = stepRules(making.town);
  let mission = slot.mission;
  let twoHours = false;
  return {
    get mission() {
      return mission;
    },
    wishes: (volunteer: Volunteer) => {
      twoHours = volunteer.remindTwoHoursBefore;
    },
    save: (
      next: Mission,
      action: string,
      actor: Actor,
      at: Instant,
      details?: Readonly<Record<string, string | number | boolean>>,
    ): void => {
      const from = mission.state;
      mission = withNextLook(next, rules, twoHours);
      making.history.change(missionKind, mission, {
        action,
        actor,
        at,
        ...(action === 'mission-planned' ? {} : { from }),
        to: mission.state,
        ...(details ? { details } : {}),
      });
    },
  };
};
export type Life = ReturnType<typeof openLife>;

/** Told in advance how one goes, to show what a day can hold. */
export type Fate = 'as-it-comes' | 'nobody' | 'handed-back' | 'worries';

/**
 * Still nobody so near the slot: a task for the coordinator, once, whether or not the search goes on. Nothing before its
 * time, nor later than `until`.
 */
export const tellUncovered = (making: Making, life: Life, until: Instant): void => {
  const { dawn, history, ids, town } = making;
  const { mission } = life;
  const at = latest(
    minus(mission.startsAt, { hours: town.deadlines.uncoveredHours }),
    plus(mission.createdAt, { minutes: 1 }),
  );
  if (mission.steps.uncoveredTaskAt !== undefined || at > until || at >= dawn) return;
  const isPast = mission.startsAt < dawn;
  life.save({ ...mission, steps: { ...mission.steps, uncoveredTaskAt: at } }, 'uncovered-told', SYSTEM, at);
  history.note(taskKind, {
    id: ids.at('tsk', at),
    town: town.id,
    kind: 'mission-uncovered',
    state: isPast ? 'done' : 'open',
    subjectId: mission.id,
    seniorId: mission.seniorId,
    sentence: 'Personne pour cette mission : choisir quelqu’un ou prévenir la personne.',
    urgent: mission.urgent,
    createdAt: at,
    dueAt: mission.startsAt,
    ...(isPast
      ? {
          doneAt: latest(at, minus(mission.startsAt, { hours: 3 })),
          doneBy: making.staff.coordinator,
          outcome: 'Personne prévenue par téléphone.',
        }
      : {}),
  });
};
