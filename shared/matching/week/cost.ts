import { subjectPoints } from '../affinity.ts';
import {
  minutesAway,
  recentLoadPoints,
  recentOfferPoints,
  sharedLanguage,
  tieOf,
  tiePoints,
  travelPoints,
  weekLoadPoints,
} from '../score.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import { offersLeft } from './rules.ts';

/** What asking this volunteer costs whatever the mission, in points: missions and offers lately. */
export const ownPoints = ({ loadBefore }: WeekVolunteer, { now, match }: WeekProblem): number =>
  recentLoadPoints(loadBefore, now, match) + recentOfferPoints(loadBefore, now, match);

/** A choice that differs from the plan already announced for this mission; nothing was announced, nothing differs. */
export const isDisruption = (volunteer: WeekVolunteer, mission: WeekMission): boolean =>
  mission.announced.size > 0 && !mission.announced.has(volunteer.volunteer.id);

/**
 * The cost of this volunteer going to this mission, in points (minutes of travel equivalent), without the load of their
 * week, which depends on the rest of the plan: travel, tie, language, subjects, disruption, and `own`, what they did and were asked
 * lately, which whoever asks for many missions computes once.
 */
export const edgePoints = (
  volunteer: WeekVolunteer,
  mission: WeekMission,
  problem: WeekProblem,
  own = ownPoints(volunteer, problem),
): number => {
  const { match, params } = problem;
  return (
    travelPoints(minutesAway(volunteer.volunteer, mission.mission, mission.programme.place), match) +
    tiePoints(tieOf(volunteer.volunteer.id, mission.ties), match) +
    (sharedLanguage(volunteer.volunteer, mission.mission) ? match.language : 0) +
    subjectPoints(volunteer.volunteer, mission.mission, match) +
    (isDisruption(volunteer, mission) ? params.disruption : 0) +
    own
  );
};

/** Missions of the week a warning fact advises at most; none: their own maximum. */
export const advisedAtMost = ({ facts, volunteer }: WeekVolunteer): number =>
  Math.min(volunteer.weeklyCap, ...facts.map(({ atMost }) => atMost));

/** Missions that a plan may give them at most, its locked ones included: their own maximum, and offers still to be sent. */
export const mostOfPlan = (volunteer: WeekVolunteer, problem: WeekProblem): number =>
  Math.max(0, Math.min(volunteer.volunteer.weeklyCap - volunteer.held, offersLeft(volunteer, problem)));

/**
 * What each further mission of the week costs this volunteer, from the first of the plan (its locked ones first) to the
 * last their maximum and the offers still to be sent to them allow: never less than the one before, steep at their own maximum and beyond what a warning fact advises. Convex, so
 * that sparing people is part of the optimum and not a filter after it.
 */
export const tierPoints = (volunteer: WeekVolunteer, problem: WeekProblem): readonly number[] => {
  const { match, params } = problem;
  const cap = volunteer.volunteer.weeklyCap;
  const last = volunteer.held + mostOfPlan(volunteer, problem);
  const advised = advisedAtMost(volunteer);
  const tiers: number[] = [];
  for (let nth = volunteer.held + 1; nth <= last; nth += 1) {
    const points =
      weekLoadPoints(nth - 1, match) +
      (nth === cap && cap > 1 ? params.reachesCap : 0) +
      (nth > advised ? params.beyondAdvice : 0);
    tiers.push(Math.max(points, tiers.at(-1) ?? 0));
  }
  return tiers;
};
