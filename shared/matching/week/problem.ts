import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import type { Load } from '../../offers/load.ts';
import type { Offer } from '../../offers/offer.ts';
import type { Senior } from '../../seniors/senior.ts';
import type { Pairing } from '../../services/service.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Programme } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import type { Need } from '../rule.ts';
import type { MatchParams, Ties } from '../score.ts';
import type { WeekParams } from './params.ts';

/** What makes a mission wait badly. Unknown is not zero. */
export type Priority = {
  /** Whole days since a human of the network last saw or spoke to the person. */
  readonly daysWithoutContact: number | undefined;
  /** Empty circles of the four, 0 to 4. */
  readonly emptyCircles: number | undefined;
};

/** A fact that advises fewer missions this week (a heavy visit, months without a pause): shown, and costly to pass over. */
export type WarningFact = {
  /** « a trouvé ses deux dernières visites lourdes » */
  readonly sentence: string;
  /** Missions this week at most, those already held included. */
  readonly atMost: number;
};

/** What is read about one mission of the week. */
export type MissionData = {
  readonly mission: Mission;
  readonly senior?: Senior | undefined;
  /** Whether her consent to this programme is given today. */
  readonly consented: boolean;
  readonly pairings: readonly Pairing[];
  /** The last day on which each volunteer was with her, from past missions. */
  readonly seen: ReadonlyMap<VolunteerId, CivilDay>;
  /** Offers already made for it, whatever came of them. */
  readonly offers?: readonly Offer[];
  /** People it takes; one unless said. */
  readonly people?: 1 | 2;
  /** Expected to weigh on whoever goes: rest follows it. */
  readonly demanding?: boolean;
  readonly emptyCircles?: number | undefined;
};

/** What is read about one volunteer. */
export type VolunteerData = {
  readonly volunteer: Volunteer;
  readonly load: Load;
  readonly facts?: readonly WarningFact[];
  /** Offers that were sent and have not left yet, of other weeks: hours without texts hold them. */
  readonly promised?: number | undefined;
  /** The day of a hard mission that their load does not tell of, if any. */
  readonly hardOn?: CivilDay | undefined;
};

/** A visit that takes place whatever the plan says: held, being asked for, in a round, or set aside by the coordinator. */
export type Arranged = Pick<Mission, 'id' | 'seniorId' | 'day' | 'time'>;

export type Pair = { readonly missionId: MissionId; readonly volunteerId: VolunteerId };

/** Everything read for one week, as the store gives it. */
export type WeekInput = {
  readonly town: Town;
  /** Any day of the week to plan; weeks begin on Monday. */
  readonly day: CivilDay;
  readonly now: Instant;
  readonly missions: readonly MissionData[];
  readonly volunteers: readonly VolunteerData[];
  /** Other visits of the same week: nobody is chosen for them here, and no remedy puts a second one beside them. */
  readonly arranged?: readonly Arranged[];
  /** Choices of the plan that people were already told of. */
  readonly announced?: readonly Pair[];
  /** The coordinator's word: this one goes there; that one never for this mission. */
  readonly locks?: readonly Pair[];
  readonly forbidden?: readonly Pair[];
  readonly params?: WeekParams;
  readonly match?: MatchParams;
};

/** One mission of the plan. `index` is its place in the problem. */
export type WeekMission = Need & {
  readonly index: number;
  readonly mission: Mission;
  readonly programme: Programme;
  readonly senior: Senior | undefined;
  readonly consented: boolean;
  readonly ties: Ties;
  readonly seen: ReadonlyMap<VolunteerId, CivilDay>;
  readonly offers: ReadonlyMap<VolunteerId, Offer>;
  readonly people: 1 | 2;
  readonly demanding: boolean;
  readonly priority: Priority;
  /** Cost of each person it lacks. */
  readonly penalty: number;
  /** Half-day of the week, 0 = Monday morning … 13 = Sunday afternoon; day 0 … 6. */
  readonly half: number;
  readonly weekday: number;
  readonly announced: ReadonlySet<VolunteerId>;
  readonly forbidden: ReadonlySet<VolunteerId>;
  /** Those the coordinator chose and no rule refuses, in the order given. */
  readonly locked: readonly VolunteerId[];
};

/** One volunteer of the plan. */
export type WeekVolunteer = {
  readonly index: number;
  readonly volunteer: Volunteer;
  /** What the rules weigh: all that is held or offered outside the plan, and the locked choices. */
  readonly load: Load;
  /** What the costs weigh: the same without the locked choices. */
  readonly loadBefore: Load;
  /** Missions of this week held or offered outside the plan (a round is one, a batch of calls too), and those of the coordinator's locks. */
  readonly held: number;
  readonly locked: number;
  /** Offers of other weeks that leave with the morning. */
  readonly promised: number;
  readonly facts: readonly WarningFact[];
  /** Days of their hard missions, those of the locked choices included; and without those. */
  readonly hardDays: readonly CivilDay[];
  readonly hardBefore: readonly CivilDay[];
  /** Whole days without a mission after one, the volunteer's or the town's, whichever is more. */
  readonly restDays: number;
};

/** A locked choice that breaks a rule is not kept: nobody, not even a coordinator's lock, makes a plan break one. */
export type RefusedLock = Pair & { readonly sentence: string };

/**
 * One week of a town, immutable: missions to cover, volunteers, what each already holds, and every number. All that a
 * plan may depend on is here: same problem, same plan.
 */
export type WeekProblem = {
  readonly town: Town;
  readonly monday: CivilDay;
  readonly now: Instant;
  readonly params: WeekParams;
  readonly match: MatchParams;
  readonly missions: readonly WeekMission[];
  readonly volunteers: readonly WeekVolunteer[];
  readonly missionOf: ReadonlyMap<MissionId, WeekMission>;
  readonly volunteerOf: ReadonlyMap<VolunteerId, WeekVolunteer>;
  readonly refusedLocks: readonly RefusedLock[];
  /** What it was built from, so that a change of one thing builds the next problem. */
  readonly input: WeekInput;
};
