import { missionIdSchema } from '../../../ids/ids.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';
import { WEEK_RULES, type WeekRule, type WeekRuleName } from '../rules.ts';

/** The hard rules over one problem, each question asked once where missions share an answer. */
export type RememberedRules = {
  /** Missions of one group ask the same of everybody, but for the pair's own rules. */
  readonly groupOf: (mission: WeekMission) => string;
  /** The rules whose answer a whole group shares let this volunteer through. */
  readonly sharedLet: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  /** So do those whose answer is the pair's own. */
  readonly ownLet: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  /** The first rule that keeps them apart, in the order in which they are told: its place; how many rules there are, when none does. */
  readonly first: (volunteer: WeekVolunteer, mission: WeekMission) => number;
  /** No other rule than this keeps them apart. */
  readonly isOnly: (volunteer: WeekVolunteer, mission: WeekMission, name: WeekRuleName) => boolean;
};

/** No mission has it. */
const NO_MISSION = missionIdSchema.parse(`mis_${'Z'.repeat(26)}`);
/**
 * A locked mission is in the volunteer's load, and rules let a mission be in its own way no more than elsewhere: the answer for
 * all missions of its class is the one for another mission at that moment.
 */
const asAnother = (volunteer: WeekVolunteer, mission: WeekMission): WeekMission =>
  mission.locked.includes(volunteer.volunteer.id)
    ? { ...mission, mission: { ...mission.mission, id: NO_MISSION } }
    : mission;

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

/** A rule's answers by volunteer and by what of the mission they depend on; a pair's own rule is asked each time. */
const rememberedRule = (rule: WeekRule, problem: WeekProblem) => {
  const count = problem.volunteers.length;
  const lets = (volunteer: WeekVolunteer, mission: WeekMission) =>
    rule.whyNot(volunteer, mission, problem) === undefined;
  const { of, concerns, isLet } = rule;
  if (!of)
    return {
      name: rule.name,
      classOf: undefined,
      lets:
        isLet ??
        ((volunteer: WeekVolunteer, mission: WeekMission): boolean =>
          (concerns !== undefined && !concerns(volunteer, mission)) || lets(volunteer, mission)),
    };
  const seen = new Map<string, number>();
  const classOf = Int32Array.from(problem.missions, (mission) => {
    const key = of(mission);
    const known = seen.get(key) ?? seen.size;
    seen.set(key, known);
    return known;
  });
  const answers = new Uint8Array(count * seen.size);
  return {
    name: rule.name,
    classOf,
    lets: (volunteer: WeekVolunteer, mission: WeekMission): boolean => {
      const cell = (classOf[mission.index] ?? 0) * count + volunteer.index;
      if (answers[cell] === UNKNOWN)
        answers[cell] = lets(volunteer, asAnother(volunteer, mission)) ? YES : NO;
      return answers[cell] === YES;
    },
  };
};

const build = (problem: WeekProblem): RememberedRules => {
  const rules = WEEK_RULES.map((rule, nth) => ({ ...rememberedRule(rule, problem), nth }));
  const shared = rules.filter(({ classOf }) => classOf);
  const own = rules.filter(({ classOf }) => !classOf);
  const groupOf = (mission: WeekMission): string =>
    shared.map(({ classOf }) => classOf?.[mission.index]).join(' ');

  /** By group and volunteer, the place of the first shared rule that keeps them away; asked when a group is met. */
  const firstShared = new Map<string, Uint8Array>();
  const mine: (Uint8Array | undefined)[] = [];
  const firstSharedOf = (mission: WeekMission): Uint8Array => {
    const met = mine[mission.index] ?? firstShared.get(groupOf(mission));
    const of =
      met ??
      Uint8Array.from(
        problem.volunteers,
        (volunteer) => shared.find((rule) => !rule.lets(volunteer, mission))?.nth ?? rules.length,
      );
    if (!met) firstShared.set(groupOf(mission), of);
    mine[mission.index] = of;
    return of;
  };
  return {
    groupOf,
    sharedLet: (volunteer, mission) => shared.every((rule) => rule.lets(volunteer, mission)),
    ownLet: (volunteer, mission) => own.every((rule) => rule.lets(volunteer, mission)),
    first: (volunteer, mission) => {
      const until = firstSharedOf(mission)[volunteer.index] ?? rules.length;
      for (const rule of own) {
        if (rule.nth > until) break;
        if (!rule.lets(volunteer, mission)) return rule.nth;
      }
      return until;
    },
    isOnly: (volunteer, mission, name) =>
      rules.every((rule) => (rule.name === name) === !rule.lets(volunteer, mission)),
  };
};

/** A problem never changes, so that its answers hold as long as it is in use. */
const known = new WeakMap<WeekProblem, RememberedRules>();
export const rememberedRules = (problem: WeekProblem): RememberedRules => {
  const rules = known.get(problem) ?? build(problem);
  known.set(problem, rules);
  return rules;
};
