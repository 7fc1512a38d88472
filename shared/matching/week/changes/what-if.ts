import { weekProblem } from '../build.ts';
import type { Choice, WeekPlan } from '../plan.ts';
import { replannedWeek } from '../plan-week.ts';
import type { WeekProblem } from '../problem.ts';
import { changeInWords, type Served, whatIsServed } from '../words.ts';
import { type Change, changed } from './change.ts';

export type WhatIf = {
  readonly problem: WeekProblem;
  readonly plan: WeekPlan;
  /** What changes for people, weightiest first; empty when nothing that anybody would notice does. */
  readonly sentences: readonly string[];
  /** Choices that appear and disappear. */
  readonly gained: readonly Choice[];
  readonly lost: readonly Choice[];
};

/** Missions that end with more people, and with fewer: where both are, some are served at the cost of others. */
const exchanged = (before: WeekPlan, after: WeekPlan): readonly string[] => {
  const people = new Map<string, number>();
  for (const { missionId } of after.choices) people.set(missionId, (people.get(missionId) ?? 0) + 1);
  for (const { missionId } of before.choices) people.set(missionId, (people.get(missionId) ?? 0) - 1);
  const counts = [...people.values()];
  const [more, less] = [counts.filter((n) => n > 0).length, counts.filter((n) => n < 0).length];
  if (more === 0 || less === 0) return [];
  return [
    `${less > 1 ? `${less}\u00a0missions perdent` : 'Une mission perd'} quelqu’un, ${more > 1 ? `${more}\u00a0autres en trouvent` : 'une autre en trouve'}`,
  ];
};

/** What differs between two plans of one week. */
export const compared = (
  before: WeekPlan,
  after: WeekPlan,
  served: Served,
): Pick<WhatIf, 'sentences' | 'gained' | 'lost'> => {
  const name = ({ missionId, volunteerId }: Choice) => `${missionId} ${volunteerId}`;
  const had = new Set(before.choices.map(name));
  const has = new Set(after.choices.map(name));
  return {
    sentences: [...exchanged(before, after), ...changeInWords(before.totals, after.totals, served)],
    gained: after.choices.filter((choice) => !had.has(name(choice))),
    lost: before.choices.filter((choice) => !has.has(name(choice))),
  };
};

/**
 * What one change would do to the week: planned again with it, never estimated, begun at the plan there is
 * (`replannedWeek`). Where both plans are proved best, its cost is the one a plan made from nothing would have.
 */
export const whatIf = (problem: WeekProblem, plan: WeekPlan, change: Change): WhatIf => {
  const next = weekProblem(changed(problem.input, change));
  const after = replannedWeek(next, plan);
  return { problem: next, plan: after, ...compared(plan, after, whatIsServed(problem)) };
};
