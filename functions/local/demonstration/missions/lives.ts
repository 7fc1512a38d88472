import type { Actor } from '../../../../shared/audit/audit.ts';
import type { SeniorId, VolunteerId } from '../../../../shared/ids/ids.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../../../shared/missions/steps.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { type Task, taskKind } from '../../../../shared/tasks/task.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
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
  let looking: Task | undefined;
  return {
    get mission() {
      return mission;
    },
    wishes: (volunteer: Volunteer) => {
      twoHours = volunteer.remindTwoHoursBefore;
    },
    /** A person has to look for somebody: whoever is found settles it. */
    looks: (task: Task): void => {
      looking = making.history.note(taskKind, task);
    },
    found: (at: Instant): void => {
      if (!looking) return;
      const { doneBy: _, ...task } = looking;
      making.history.note(taskKind, {
        ...task,
        state: 'done',
        doneAt: at,
        outcome: 'Réglé : quelqu’un a pris la mission.',
      });
      looking = undefined;
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
