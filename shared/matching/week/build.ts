import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import { isOpen, type Mission } from '../../missions/mission.ts';
import { inWeekOf } from '../../offers/load.ts';
import {
  addDays,
  type CivilDay,
  dayOf,
  daysBetween,
  HALF_DAYS,
  halfDayOf,
  weekday,
} from '../../time/civil.ts';
import { inWeek } from '../../volunteers/rest/easing.ts';
import { MATCH_PARAMS } from '../params.ts';
import { WEEK_PARAMS, type WeekParams } from './params.ts';
import type {
  MissionData,
  Pair,
  Priority,
  RefusedLock,
  VolunteerData,
  WeekInput,
  WeekMission,
  WeekProblem,
  WeekVolunteer,
} from './problem.ts';
import { entryOf, weekRemovedBy } from './rules.ts';

export const mondayOf = (day: CivilDay): CivilDay => addDays(day, 1 - weekday(day));

/** What leaving one person of this mission unfound costs, in points: need, never convenience, decides it. */
export const penaltyOf = (mission: Pick<Mission, 'urgent'>, priority: Priority, params: WeekParams): number =>
  params.unserved +
  (mission.urgent ? params.urgent : 0) +
  Math.min(params.mostDays, priority.daysWithoutContact ?? params.unknownDays) * params.dayWithoutContact +
  (priority.emptyCircles ?? 0) * params.emptyCircle;

/** Still to be covered by a plan: nobody goes yet, the seat is not kept for somebody, and nobody holds an offer whose answer is awaited. */
export const isToCover = (mission: Mission): boolean =>
  isOpen(mission.state) && !mission.round && !mission.introduces && (mission.search?.open.length ?? 0) === 0;

const byMission = (pairs: readonly Pair[] | undefined): ReadonlyMap<MissionId, readonly VolunteerId[]> => {
  const map = new Map<MissionId, VolunteerId[]>();
  for (const { missionId, volunteerId } of pairs ?? [])
    map.set(missionId, [...(map.get(missionId) ?? []), volunteerId]);
  return map;
};

const priorityOf = ({ senior, emptyCircles }: MissionData, today: CivilDay): Priority => ({
  daysWithoutContact: senior?.lastContactAt
    ? Math.max(0, daysBetween(dayOf(senior.lastContactAt), today))
    : undefined,
  emptyCircles,
});

type Pairs = {
  readonly announced: ReadonlyMap<MissionId, readonly VolunteerId[]>;
  readonly forbidden: ReadonlyMap<MissionId, readonly VolunteerId[]>;
};

/** A record read while it moved may come twice: the one read last counts. */
const once = <T>(all: readonly T[], keyOf: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
];

const missionsOf = (input: WeekInput, monday: CivilDay, params: WeekParams, pairs: Pairs): WeekMission[] => {
  const programmes = new Map(input.town.programmes.map((programme) => [programme.code, programme]));
  const sunday = addDays(monday, 6);
  const today = dayOf(input.now);
  return once(input.missions, ({ mission }) => mission.id)
    .filter(
      ({ mission }) =>
        isToCover(mission) &&
        mission.day >= monday &&
        mission.day <= sunday &&
        mission.startsAt > input.now &&
        programmes.has(mission.programme),
    )
    .sort((a, b) =>
      `${a.mission.startsAt} ${a.mission.id}` < `${b.mission.startsAt} ${b.mission.id}` ? -1 : 1,
    )
    .flatMap((data, index) => {
      const { mission } = data;
      const programme = programmes.get(mission.programme);
      if (!programme) return [];
      const priority = priorityOf(data, today);
      return {
        index,
        mission,
        programme,
        town: input.town,
        senior: data.senior,
        consented: data.consented,
        ties: { pairings: data.pairings, known: new Set(data.seen.keys()) },
        seen: data.seen,
        offers: new Map((data.offers ?? []).map((offer) => [offer.volunteerId, offer])),
        people: data.people ?? 1,
        demanding: data.demanding ?? false,
        priority,
        penalty: penaltyOf(mission, priority, params),
        half: HALF_DAYS.indexOf(halfDayOf(mission.day, mission.time)),
        weekday: daysBetween(monday, mission.day),
        announced: new Set(pairs.announced.get(mission.id) ?? []),
        forbidden: new Set(pairs.forbidden.get(mission.id) ?? []),
        locked: [],
      };
    });
};

const volunteersOf = (
  { town, volunteers }: WeekInput,
  monday: CivilDay,
  covering: ReadonlySet<MissionId>,
): WeekVolunteer[] =>
  once(volunteers, ({ volunteer }) => volunteer.id)
    .toSorted((a: VolunteerData, b: VolunteerData) => (a.volunteer.id < b.volunteer.id ? -1 : 1))
    .map(({ volunteer: usual, load, facts, hardOn, promised }, index) => {
      // What a lighter rhythm leaves of their week; the rules say why.
      const volunteer = inWeek(usual, monday);
      const hardDays = [...(hardOn ? [hardOn] : []), ...(load.heavy ?? []).map(({ day }) => day)];
      const kept = { ...load, entries: load.entries.filter(({ missionId }) => !covering.has(missionId)) };
      return {
        index,
        volunteer,
        load: kept,
        loadBefore: kept,
        held: inWeekOf(kept, monday),
        locked: 0,
        promised: promised ?? 0,
        facts: facts ?? [],
        hardDays,
        hardBefore: hardDays,
        restDays: Math.max(volunteer.restDays, town.caps.restDays),
      };
    });

/**
 * Puts the locks in one after the other, as if already held: a lock that a rule refuses, or that an earlier lock makes
 * impossible, is not kept and says why.
 */
const withLocks = (problem: WeekProblem, locks: readonly Pair[]): WeekProblem => {
  const missions = [...problem.missions];
  const volunteers = [...problem.volunteers];
  const refusedLocks: RefusedLock[] = [];
  for (const pair of locks) {
    const mission = missions[problem.missionOf.get(pair.missionId)?.index ?? -1];
    const volunteer = volunteers[problem.volunteerOf.get(pair.volunteerId)?.index ?? -1];
    if (!mission || !volunteer || mission.locked.includes(pair.volunteerId)) continue;
    const removal = weekRemovedBy(volunteer, mission, problem);
    if (removal || mission.locked.length >= mission.people) {
      refusedLocks.push({
        ...pair,
        sentence: removal?.sentence ?? 'Il y a déjà assez de monde pour cette mission.',
      });
      continue;
    }
    missions[mission.index] = { ...mission, locked: [...mission.locked, pair.volunteerId] };
    volunteers[volunteer.index] = {
      ...volunteer,
      locked: volunteer.locked + 1,
      load: { ...volunteer.load, entries: [...volunteer.load.entries, entryOf(mission)] },
      hardDays: mission.demanding ? [...volunteer.hardDays, mission.mission.day] : volunteer.hardDays,
    };
  }
  return indexed({ ...problem, missions, volunteers, refusedLocks });
};

const indexed = (problem: Omit<WeekProblem, 'missionOf' | 'volunteerOf'>): WeekProblem => ({
  ...problem,
  missionOf: new Map(problem.missions.map((one) => [one.mission.id, one])),
  volunteerOf: new Map(problem.volunteers.map((one) => [one.volunteer.id, one])),
});

/**
 * The week of a town as a plan sees it, from records as the chain has them. Missions already held, awaiting an answer, over
 * or of another week are left out (they weigh through the loads); missions and volunteers stand in a fixed order, so
 * that the same data in any order give the same plan. O(missions + volunteers + their loads).
 */
export const weekProblem = (input: WeekInput): WeekProblem => {
  const params = input.params ?? WEEK_PARAMS;
  const monday = mondayOf(input.day);
  const pairs = { announced: byMission(input.announced), forbidden: byMission(input.forbidden) };
  const missions = missionsOf(input, monday, params, pairs);
  const covering = new Set(missions.map(({ mission }) => mission.id));
  const bare = indexed({
    town: input.town,
    monday,
    now: input.now,
    params,
    match: input.match ?? MATCH_PARAMS,
    missions,
    volunteers: volunteersOf(input, monday, covering),
    refusedLocks: [],
    input,
  });
  return withLocks(bare, input.locks ?? []);
};
