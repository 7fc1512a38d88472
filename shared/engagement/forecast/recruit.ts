import type { TravelMode } from '../../geo/travel.ts';
import { weekProblem } from '../../matching/week/build.ts';
import { type Change, changed, type NewcomerProfile } from '../../matching/week/changes/change.ts';
import { type WhatIf, whatIf } from '../../matching/week/changes/what-if.ts';
import { mostOfPlan } from '../../matching/week/cost.ts';
import type { WeekPlan } from '../../matching/week/plan.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from '../../matching/week/problem.ts';
import { clash, weekRemovedBy } from '../../matching/week/rules.ts';
import { HALF_DAYS, type HalfDay } from '../../time/civil.ts';
import { isOpenToVolunteers } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';

/** Who would join: so many, living in one sector, free on these half-days (none named: all), going about like this. */
export type Recruits = {
  readonly count: number;
  readonly sector: string | undefined;
  readonly free: readonly HalfDay[];
  readonly travel: TravelMode;
  readonly language: string | undefined;
};

/** Straight line that somebody new accepts, metres, as most begin: not far on foot, the whole town by car (design). */
const NEWCOMER_RANGE: Readonly<Record<TravelMode, number>> = {
  walk: 3_000,
  bike: 5_000,
  bus: 7_000,
  car: 15_000,
};

/** Somebody new of this kind, with the town's own caps and a file in order. */
export const profileOfRecruits = (
  town: Town,
  { sector, free, travel, language }: Omit<Recruits, 'count'>,
): NewcomerProfile => ({
  travel,
  rangeMetres: NEWCOMER_RANGE[travel],
  languages: ['fr', ...(language ? [language] : [])],
  availability: free.length > 0 ? [...free] : [...HALF_DAYS],
  programmes: town.programmes.filter(({ on }) => on).map(({ code }) => code),
  weeklyCap: town.caps.weeklyDefault,
  restDays: town.caps.restDays,
  avoids: [],
  point: town.sectors.find(({ code }) => code === sector)?.centre,
});

const joining = (town: Town, recruits: Recruits): Change => ({
  kind: 'newcomers',
  count: recruits.count,
  like: profileOfRecruits(town, recruits),
});

/** From this price on, one more person for a mission means that somebody without anybody is served, there or along a chain. */
const servesSomebody = ({ params }: WeekProblem): number => params.unserved / 2;

const missingIn = (plan: WeekPlan): number => plan.missing.reduce((sum, { people }) => sum + people, 0);

/** The dearest missions one newcomer could do in their week, each taken from those that are left. */
const weekAtPrices = (
  newcomer: WeekVolunteer,
  dearest: readonly WeekMission[],
  left: Map<WeekMission, number>,
  problem: WeekProblem,
): number => {
  const mine: WeekMission[] = [];
  const most = mostOfPlan(newcomer, problem);
  for (const mission of dearest) {
    if (mine.length >= most) break;
    const seats = left.get(mission) ?? 0;
    if (seats === 0 || weekRemovedBy(newcomer, mission, problem)) continue;
    if (mine.some((other) => clash(newcomer, other, mission, problem))) continue;
    left.set(mission, seats - 1);
    mine.push(mission);
  }
  return mine.length;
};

/**
 * How many more visits would find somebody, at the plan's dual prices: each newcomer does the dearest missions that the rules leave
 * them, and each whose price says that somebody without anybody would be served counts one. Prices look at one more
 * person at a time, so that it is an estimate: two missions may be dear for the same lack. Never more than are missing.
 */
const estimateIn = (next: WeekProblem, plan: WeekPlan, known: number): number => {
  const price = new Map<string, number>(plan.worth.map(({ missionId, points }) => [missionId, points]));
  const priceOf = ({ mission }: WeekMission): number => price.get(mission.id) ?? 0;
  const dearest = next.missions
    .filter((mission) => priceOf(mission) >= servesSomebody(next))
    .toSorted((a, b) => priceOf(b) - priceOf(a) || a.index - b.index);
  const left = new Map<WeekMission, number>(dearest.map((mission) => [mission, mission.people]));
  const taken = next.volunteers
    .slice(known)
    .reduce((sum, newcomer) => sum + weekAtPrices(newcomer, dearest, left, next), 0);
  return Math.min(taken, missingIn(plan));
};

const withNewcomers = (problem: WeekProblem, recruits: Recruits): WeekProblem =>
  weekProblem(changed(problem.input, joining(problem.town, recruits)));

/** The estimate alone: no solve. O(missions) rules for each newcomer. */
const estimateOf = (problem: WeekProblem, plan: WeekPlan, recruits: Recruits): number =>
  estimateIn(withNewcomers(problem, recruits), plan, problem.volunteers.length);

/** What was counted of them. */
export type Counted = {
  /** More visits that would find somebody, at the plan's prices. */
  readonly estimated: number;
  /** The same, the week planned again with them. */
  readonly exact: number;
  /** People who would have fewer visits without anybody, less those who would have more. */
  readonly people: number;
  /** Visits without anybody before. */
  readonly missing: number;
  /** What else changes in the week, in words. */
  readonly also: readonly string[];
};
export type Recruited = Counted & { readonly after: WhatIf };

/** Visits without anybody, person by person. */
const waiting = (problem: WeekProblem, plan: WeekPlan): ReadonlyMap<string, number> => {
  const lacks = new Map<string, number>();
  for (const { missionId, people } of plan.missing) {
    const seniorId = problem.missionOf.get(missionId)?.mission.seniorId;
    if (seniorId) lacks.set(seniorId, (lacks.get(seniorId) ?? 0) + people);
  }
  return lacks;
};

/** People with fewer visits without anybody than before, less those with more. */
const relieved = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number =>
  [...new Set([...before.keys(), ...after.keys()])].reduce(
    (sum, id) => sum + Math.sign((before.get(id) ?? 0) - (after.get(id) ?? 0)),
    0,
  );

/** So many more volunteers of this kind in this week: first at its prices, then planned again, exactly (`whatIf`). */
export const recruited = (problem: WeekProblem, plan: WeekPlan, recruits: Recruits): Recruited => {
  const after = whatIf(problem, plan, joining(problem.town, recruits));
  return {
    estimated: estimateIn(after.problem, plan, problem.volunteers.length),
    exact: after.plan.totals.found - plan.totals.found,
    people: relieved(waiting(problem, plan), waiting(after.problem, after.plan)),
    missing: missingIn(plan),
    also: after.sentences.filter((sentence) => !/trouve(nt)? quelqu’un/.test(sentence)),
    after,
  };
};

/** One place and day where newcomers would count, and the language they would need beyond French. */
export type Advice = {
  readonly sector: string;
  /** 1 = Monday … 7. */
  readonly weekday: number;
  readonly language: string | undefined;
  /** More visits (or people of a waiting list) with so many newcomers on foot there, estimated. */
  readonly gained: number;
};

/** Both half-days of a weekday. */
export const halfDaysOf = (weekday: number): readonly HalfDay[] =>
  HALF_DAYS.slice((weekday - 1) * 2, weekday * 2);

/** Newcomers that a piece of advice is counted with, on foot, both halves of its day. */
export const ADVISED_COUNT = 3;
export const advisedRecruits = ({ sector, weekday, language }: Omit<Advice, 'gained'>): Recruits => ({
  count: ADVISED_COUNT,
  sector,
  free: halfDaysOf(weekday),
  travel: 'walk',
  language,
});

const MOST_ADVICE = 3;
/** Places and days tried, dearest first: each asks the rules of every dear mission for three newcomers. */
const MOST_TRIED = 12;

/** The best pieces of advice among these, each place and day once, with a language only where it gains; none that gains nothing. */
export const bestAdvice = (
  tried: readonly Omit<Advice, 'gained'>[],
  gain: (recruits: Recruits) => number,
): readonly Advice[] => {
  const best = new Map<string, Advice>();
  tried
    .map((one) => ({ ...one, gained: gain(advisedRecruits(one)) }))
    .filter(({ gained }) => gained > 0)
    .toSorted((a, b) => b.gained - a.gained || Number(Boolean(a.language)) - Number(Boolean(b.language)))
    .forEach((one) => {
      const place = `${one.sector} ${one.weekday}`;
      if (!best.has(place)) best.set(place, one);
    });
  return [...best.values()].slice(0, MOST_ADVICE);
};

/**
 * The sectors and days where newcomers would serve most: dual prices of the missions at home whose price says that somebody would be
 * served, summed by sector, day and language; the dearest are then estimated with three newcomers. At most three, most served first.
 */
export const adviceOf = (problem: WeekProblem, plan: WeekPlan): readonly Advice[] => {
  const price = new Map<string, number>(plan.worth.map(({ missionId, points }) => [missionId, points]));
  const sums = new Map<string, Omit<Advice, 'gained'> & { readonly points: number }>();
  for (const { mission, programme, consented, weekday, people } of problem.missions) {
    const points = price.get(mission.id) ?? 0;
    if (!mission.sector || programme.place !== 'home' || !isOpenToVolunteers(programme)) continue;
    if (!consented || points < servesSomebody(problem)) continue;
    const place = { sector: mission.sector, weekday: weekday + 1, language: mission.languages[0] };
    const key = `${place.sector} ${place.weekday} ${place.language ?? ''}`;
    sums.set(key, { ...place, points: (sums.get(key)?.points ?? 0) + points * people });
  }
  const dearest = [...sums]
    .toSorted(([a, one], [b, other]) => other.points - one.points || (a < b ? -1 : 1))
    .slice(0, MOST_TRIED)
    .map(([, { points: _, ...place }]) => place);
  return bestAdvice(dearest, (recruits) => estimateOf(problem, plan, recruits));
};
