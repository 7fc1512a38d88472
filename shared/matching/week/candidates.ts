import { minutesForMetres, travelModes } from '../../geo/travel.ts';
import { edgePoints, ownPoints } from './cost.ts';
import { type Grid, gridOf } from './near.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import { rememberedRules } from './remembered.ts';

/** One possible choice: volunteer by index, cost in points without the load of their week. */
export type Edge = { readonly volunteer: number; readonly cost: number };

/** All that is asked of pairs, each question once where missions share an answer. */
export type Field = {
  /** No hard rule keeps them apart, whatever the plan chooses besides. */
  readonly allows: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  /**
   * The cheapest choices of a mission, and everybody she knows or was told of, cheapest first. Whoever is left out costs
   * `leftOutFrom` or more; infinite when nobody is.
   */
  readonly nearest: (mission: WeekMission) => {
    readonly edges: readonly Edge[];
    readonly leftOutFrom: number;
  };
  /** Everybody allowed who costs less than leaving it undone, by walking outwards until nobody further can. */
  readonly worthwhile: (mission: WeekMission) => readonly Edge[];
};

type Group = { readonly grid: Grid; readonly anywhere: readonly WeekVolunteer[]; readonly farthest: number };

const groupFor = (people: readonly WeekVolunteer[], byTelephone: boolean): Group => {
  const placed = byTelephone ? [] : people.filter(({ volunteer }) => volunteer.address.point !== undefined);
  return {
    grid: gridOf(
      placed.map(({ index }) => index),
      placed.flatMap(({ volunteer }) => volunteer.address.point ?? []),
    ),
    anywhere: byTelephone ? people : people.filter(({ volunteer }) => volunteer.address.point === undefined),
    farthest: placed.reduce((most, { volunteer }) => Math.max(most, volunteer.rangeMetres), 0),
  };
};

/** The fewest minutes in which anybody covers this distance. */
const fewestMinutes = (metres: number): number =>
  Math.min(...travelModes.map((mode) => minutesForMetres(metres, mode)));

const byCost = (a: Edge, b: Edge): number => a.cost - b.cost || a.volunteer - b.volunteer;

/**
 * Whom to look at for each mission (matching.md §1): never all pairs, yet nothing is lost, since every walk outwards stops
 * only where nobody further can cost less. O(missions × candidates) on a town spread over the map.
 */
export const fieldOf = (problem: WeekProblem): Field => {
  const rules = rememberedRules(problem);
  const { match, params, volunteers } = problem;
  const own = volunteers.map((volunteer) => ownPoints(volunteer, problem));
  const leastOwn = Math.min(...own);
  const groups = new Map<string, Group>();
  const groupOf = (mission: WeekMission): Group => {
    const key = rules.groupOf(mission);
    const known = groups.get(key);
    if (known) return known;
    const group = groupFor(
      volunteers.filter((volunteer) => rules.sharedLet(volunteer, mission)),
      mission.programme.place === 'phone',
    );
    groups.set(key, group);
    return group;
  };

  /** Those whose tie or announcement makes them cheaper than any stranger as near: always looked at. */
  const familiar = (mission: WeekMission): readonly WeekVolunteer[] =>
    [
      ...new Set([
        ...mission.ties.pairings.map(({ volunteerId }) => volunteerId),
        ...mission.ties.known,
        ...mission.announced,
      ]),
    ].flatMap((id) => problem.volunteerOf.get(id) ?? []);

  /** Nobody unfamiliar at this distance costs less. */
  const leastAt = (mission: WeekMission, metres: number): number =>
    (mission.programme.place === 'phone' ? 0 : fewestMinutes(metres) * match.travelMinute) +
    leastOwn +
    match.firstMeeting +
    (mission.mission.languages.some((code) => code !== 'fr') ? match.language : 0) +
    (mission.announced.size > 0 ? params.disruption : 0);

  const walk = (
    mission: WeekMission,
    take: (volunteer: WeekVolunteer) => void,
    goesOn: (leastCost: number) => boolean,
  ): void => {
    const group = groupOf(mission);
    for (const volunteer of group.anywhere) take(volunteer);
    const from = mission.mission.area;
    const visit = (item: number) => {
      const volunteer = volunteers[item];
      if (volunteer) take(volunteer);
    };
    if (from)
      group.grid.outwards(
        from,
        visit,
        (metres) => metres <= group.farthest && goesOn(leastAt(mission, metres)),
      );
    // Where she lives is unknown: nobody is near, everybody may be asked.
    else for (const item of group.grid.everybody) visit(item);
  };

  const search = (mission: WeekMission, enough: (found: readonly Edge[]) => number): Edge[] => {
    const found: Edge[] = [];
    const seen = new Set<number>();
    const take = (volunteer: WeekVolunteer): void => {
      if (seen.has(volunteer.index)) return;
      seen.add(volunteer.index);
      if (!rules.allows(volunteer, mission)) return;
      found.push({
        volunteer: volunteer.index,
        cost: edgePoints(volunteer, mission, problem, own[volunteer.index]),
      });
    };
    for (const volunteer of familiar(mission)) take(volunteer);
    walk(mission, take, (least) => least < enough(found));
    return found;
  };
  const known = (mission: WeekMission) => {
    const indices = new Set(familiar(mission).map(({ index }) => index));
    return (edge: Edge): boolean => indices.has(edge.volunteer);
  };

  return {
    allows: rules.allows,
    nearest: (mission) => {
      const kth = (found: readonly Edge[]): number =>
        found.length < params.candidates
          ? Number.POSITIVE_INFINITY
          : (found.toSorted(byCost)[params.candidates - 1]?.cost ?? 0);
      const found = search(mission, kth).sort(byCost);
      const isKnown = known(mission);
      return {
        edges: found.filter((edge, rank) => rank < params.candidates || isKnown(edge)),
        leftOutFrom: kth(found),
      };
    },
    worthwhile: (mission) =>
      search(mission, () => mission.penalty).filter((edge) => edge.cost < mission.penalty),
  };
};
