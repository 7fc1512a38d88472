import type { Load } from '../../../offers/load.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';

/** What two weeks have in common, by place: -1 where there is nothing to keep. */
export type Unchanged = {
  /** For each mission now, the same one before. */
  readonly missionBefore: Int32Array;
  /** For each volunteer before, the same one now. */
  readonly volunteerNow: Int32Array;
  /** Volunteers now who are new, or of whom something is otherwise. */
  readonly others: readonly WeekVolunteer[];
};

const isSameSet = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean =>
  one.size === other.size && [...one].every((item) => other.has(item));

/** Loads alike, entries compared one by one: a week leaves those of its own missions out. */
const isSameLoad = (one: Load, other: Load): boolean => {
  const { entries: mine, ...rest } = one;
  const { entries: theirs, ...others } = other;
  const values = new Map(Object.entries(others));
  const isSameRest =
    Object.keys(rest).length === values.size &&
    Object.entries(rest).every(([name, value]) => values.get(name) === value);
  return (
    isSameRest &&
    mine.length === theirs.length &&
    mine.every((entry, i) => {
      const same = theirs[i];
      return entry.missionId === same?.missionId && entry.startsAt === same.startsAt;
    })
  );
};

/** Records are never written into, so that the same object is the same record; what a week adds to it is compared. */
const isSameVolunteer = (one: WeekVolunteer, other: WeekVolunteer): boolean =>
  one.volunteer === other.volunteer &&
  one.locked === other.locked &&
  one.promised === other.promised &&
  one.restDays === other.restDays &&
  isSameLoad(one.load, other.load) &&
  one.facts.length === other.facts.length &&
  one.facts.every((fact, i) => fact.atMost === other.facts[i]?.atMost) &&
  one.hardDays.length === other.hardDays.length &&
  one.hardDays.every((day, i) => day === other.hardDays[i]);

const isSameMission = (one: WeekMission, other: WeekMission): boolean =>
  one.mission === other.mission &&
  one.senior === other.senior &&
  one.consented === other.consented &&
  one.programme === other.programme &&
  one.ties.pairings === other.ties.pairings &&
  one.seen === other.seen &&
  one.people === other.people &&
  one.demanding === other.demanding &&
  one.penalty === other.penalty &&
  one.offers.size === other.offers.size &&
  [...one.offers].every(([id, offer]) => other.offers.get(id) === offer) &&
  one.locked.length < one.people === other.locked.length < other.people &&
  isSameSet(one.announced, other.announced) &&
  isSameSet(one.forbidden, other.forbidden);

/**
 * Compares two weeks record by record. Undefined when something that concerns everybody differs: the town, the day, the
 * numbers. O(missions + volunteers).
 */
export const unchangedSince = (before: WeekProblem, now: WeekProblem): Unchanged | undefined => {
  const isSameTown =
    before.town === now.town &&
    before.monday === now.monday &&
    before.now === now.now &&
    before.params === now.params &&
    before.match === now.match;
  if (!isSameTown) return undefined;
  const missionBefore = Int32Array.from(now.missions, (mission) => {
    const one = before.missionOf.get(mission.mission.id);
    return one && isSameMission(one, mission) ? one.index : -1;
  });
  const volunteerNow = new Int32Array(before.volunteers.length).fill(-1);
  const others = now.volunteers.filter((volunteer) => {
    const one = before.volunteerOf.get(volunteer.volunteer.id);
    if (!one || !isSameVolunteer(one, volunteer)) return true;
    volunteerNow[one.index] = volunteer.index;
    return false;
  });
  return { missionBefore, volunteerNow, others };
};
