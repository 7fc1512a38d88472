import { subjectPoints } from '../../affinity.ts';
import { awayMetres } from '../../away.ts';
import { minutesOver, sharedLanguage, tiePoints, travelPoints } from '../../score.ts';
import type { Offered } from '../best-week.ts';
import { edgePoints, ownPoints } from '../cost.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';
import { type Grid, gridOf } from './near.ts';
import { rememberedRules } from './remembered.ts';
import { HALF_DAYS_A_WEEK, slotOf } from './slots.ts';
import { unchangedSince } from './unchanged.ts';

/**
 * Every pair of the week that no hard rule keeps apart and that costs less than leaving the mission undone, as numbers: pairs
 * of mission m are `start[m]` to `start[m + 1] - 1`. Twelve bytes a pair, so that a proof over all of them is one pass
 * through memory; the network itself holds a few dozen a mission.
 */
export type Pairs = {
  readonly count: number;
  readonly start: Int32Array;
  readonly volunteer: Int32Array;
  /** Where it would fall in the volunteer's week (`slotOf`). */
  readonly slot: Int32Array;
  /** In points, without the load of the volunteer's week. */
  readonly cost: Int32Array;
};

/** Whoever the rules that a group of missions shares let through. */
type Group = { readonly grid: Grid; readonly anywhere: Int32Array; readonly farthest: number };

const groupFor = (people: readonly WeekVolunteer[], byTelephone: boolean): Group => {
  const isPlaced = ({ volunteer }: WeekVolunteer) => !byTelephone && volunteer.address.point !== undefined;
  const placed = people.filter(isPlaced);
  return {
    grid: gridOf(
      placed.map(({ index }) => index),
      placed.flatMap(({ volunteer }) => volunteer.address.point ?? []),
    ),
    anywhere: Int32Array.from(
      people.filter((one) => !isPlaced(one)),
      ({ index }) => index,
    ),
    farthest: placed.reduce((most, { volunteer }) => Math.max(most, volunteer.rangeMetres), 0),
  };
};

/** Pairs as they are found, in arrays that grow. */
const collected = () => {
  let volunteer = new Int32Array(1 << 14);
  let slot = new Int32Array(1 << 14);
  let cost = new Int32Array(1 << 14);
  let count = 0;
  const twice = (from: Int32Array) => {
    const to = new Int32Array(from.length * 2);
    to.set(from);
    return to;
  };
  return {
    count: () => count,
    add: (who: number, where: number, points: number): void => {
      if (count === volunteer.length) {
        volunteer = twice(volunteer);
        slot = twice(slot);
        cost = twice(cost);
      }
      volunteer[count] = who;
      slot[count] = where;
      cost[count] = points;
      count += 1;
    },
    done: () => ({
      count,
      volunteer: volunteer.slice(0, count),
      slot: slot.slice(0, count),
      cost: cost.slice(0, count),
    }),
  };
};

/** Volunteers who know her, by name or by plan: their cost has terms of its own. */
const familiar = (mission: WeekMission, { volunteerOf }: WeekProblem): ReadonlySet<number> => {
  const ids = [
    ...mission.ties.pairings.map(({ volunteerId }) => volunteerId),
    ...mission.ties.known,
    ...mission.announced,
  ];
  return new Set(ids.flatMap((id) => volunteerOf.get(id)?.index ?? []));
};

/** The pairs of a week, to be begun with when something in it is otherwise. */
export type KnownPairs = { readonly problem: WeekProblem; readonly pairs: Pairs };

/**
 * All pairs worth a thought. What many missions ask alike is asked once; near homes come from a grid, so that nobody out of
 * everyone's reach is looked at. O(pairs within reach). Of a week known before, only what is otherwise is asked again.
 */
export const pairsOf = (problem: WeekProblem, known?: KnownPairs): Pairs => {
  const rules = rememberedRules(problem);
  const { match, params, volunteers, missions } = problem;
  const own = volunteers.map((volunteer) => ownPoints(volunteer, problem));
  const stranger = tiePoints('none', match);
  const groups = new Map<string, Group>();
  const groupOf = (mission: WeekMission): Group => {
    const key = rules.groupOf(mission);
    const met = groups.get(key);
    if (met) return met;
    const group = groupFor(
      volunteers.filter((volunteer) => rules.sharedLet(volunteer, mission)),
      mission.programme.place === 'phone',
    );
    groups.set(key, group);
    return group;
  };

  /** What `edgePoints` says, without asking again what cannot be: a test compares them. */
  const costOf = (volunteer: WeekVolunteer, mission: WeekMission, friends: ReadonlySet<number>): number => {
    const mine = own[volunteer.index] ?? 0;
    if (friends.has(volunteer.index)) return edgePoints(volunteer, mission, problem, mine);
    const byTelephone = mission.programme.place === 'phone';
    const metres = byTelephone ? 0 : awayMetres(volunteer.volunteer, mission.mission);
    const minutes = byTelephone
      ? 0
      : metres === undefined
        ? undefined
        : minutesOver(metres, volunteer.volunteer.travel);
    return (
      mine +
      stranger +
      travelPoints(minutes, match) +
      (mission.mission.languages.length > 0 && sharedLanguage(volunteer.volunteer, mission.mission)
        ? match.language
        : 0) +
      subjectPoints(volunteer.volunteer, mission.mission, match) +
      (mission.announced.size > 0 ? params.disruption : 0)
    );
  };

  const found = collected();
  const takeFor = (mission: WeekMission) => {
    const friends = familiar(mission, problem);
    return (index: number): void => {
      const volunteer = volunteers[index];
      if (!volunteer || !rules.ownLet(volunteer, mission)) return;
      // Of a mission for two, one of them locked: the other is somebody else.
      if (mission.locked.includes(volunteer.volunteer.id)) return;
      const cost = costOf(volunteer, mission, friends);
      if (cost < mission.penalty) found.add(index, slotOf(volunteer, mission), cost);
    };
  };
  const askEverybody = (mission: WeekMission): void => {
    const take = takeFor(mission);
    const { anywhere, grid, farthest } = groupOf(mission);
    for (const index of anywhere) take(index);
    const from = mission.mission.area;
    if (from) grid.within(from, farthest, take);
    // Where she lives is unknown: nobody is near, everybody may be asked.
    else for (const index of grid.everybody) take(index);
  };
  const unchanged = known && unchangedSince(known.problem, problem);
  const keepRow = (mission: WeekMission, before: number, { pairs }: KnownPairs): void => {
    for (let p = pairs.start[before] ?? 0; p < (pairs.start[before + 1] ?? 0); p += 1) {
      const who = pairs.volunteer[p] ?? 0;
      const now = unchanged?.volunteerNow[who] ?? -1;
      if (now < 0) continue;
      found.add(now, (pairs.slot[p] ?? 0) + (now - who) * HALF_DAYS_A_WEEK, pairs.cost[p] ?? 0);
    }
    const take = takeFor(mission);
    for (const volunteer of unchanged?.others ?? [])
      if (rules.sharedLet(volunteer, mission)) take(volunteer.index);
  };
  const start = new Int32Array(missions.length + 1);
  for (const mission of missions) {
    const before = unchanged?.missionBefore[mission.index] ?? -1;
    if (mission.locked.length < mission.people) {
      if (known && before >= 0) keepRow(mission, before, known);
      else askEverybody(mission);
    }
    start[mission.index + 1] = found.count();
  }
  return { start, ...found.done() };
};

/** The pairs seen from the volunteers' side, those that `keep` keeps, and whose each is. */
export type Offers = {
  readonly start: Int32Array;
  readonly mission: Int32Array;
  readonly cost: Int32Array;
  readonly owner: Int32Array;
};
export const offersIn = (
  problem: WeekProblem,
  pairs: Pairs,
  keep: (pair: number, mission: number) => boolean,
): Offers => {
  const people = problem.volunteers.length;
  const start = new Int32Array(people + 1);
  const isKept = new Uint8Array(pairs.count);
  for (let m = 0; m < problem.missions.length; m += 1)
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) {
      if (!keep(p, m)) continue;
      isKept[p] = 1;
      const place = (pairs.volunteer[p] ?? 0) + 1;
      start[place] = (start[place] ?? 0) + 1;
    }
  for (let v = 0; v < people; v += 1) start[v + 1] = (start[v + 1] ?? 0) + (start[v] ?? 0);
  const next = start.slice(0, people);
  const mission = new Int32Array(start[people] ?? 0);
  const cost = new Int32Array(mission.length);
  const owner = new Int32Array(mission.length);
  for (let m = 0; m < problem.missions.length; m += 1)
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) {
      if (isKept[p] !== 1) continue;
      const v = pairs.volunteer[p] ?? 0;
      const place = next[v] ?? 0;
      mission[place] = m;
      cost[place] = pairs.cost[p] ?? 0;
      next[v] = place + 1;
    }
  for (let v = 0; v < people; v += 1) owner.fill(v, start[v] ?? 0, start[v + 1] ?? 0);
  return { start, mission, cost, owner };
};

/** Those of one volunteer; at other costs, where some are settled. */
export const offeredTo = (
  { start, mission, cost: asked }: Offers,
  volunteer: number,
  cost = asked,
): Offered => ({ mission, cost, from: start[volunteer] ?? 0, until: start[volunteer + 1] ?? 0 });
