import { missionIdSchema } from '../../ids/ids.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import { WEEK_RULES, type WeekRule, type WeekRuleName } from './rules.ts';

/** The hard rules over one problem, each question asked once where missions share an answer. */
export type RememberedRules = {
  /** Missions of one group ask the same of everybody, but for the pair's own rules. */
  readonly groupOf: (mission: WeekMission) => string;
  /** The rules whose answer a whole group shares let this volunteer through. */
  readonly sharedLet: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  /** So do those whose answer is the pair's own. */
  readonly ownLet: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
  /** The rules that keep them apart, in the order in which they are told, `most` of them at most. */
  readonly removing: (
    volunteer: WeekVolunteer,
    mission: WeekMission,
    most: number,
  ) => readonly WeekRuleName[];
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
  const { of, concerns } = rule;
  if (!of)
    return {
      name: rule.name,
      classOf: undefined,
      lets: (volunteer: WeekVolunteer, mission: WeekMission): boolean =>
        (concerns !== undefined && !concerns(volunteer, mission)) || lets(volunteer, mission),
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
  const rules = WEEK_RULES.map((rule) => rememberedRule(rule, problem));
  const shared = rules.filter(({ classOf }) => classOf);
  const own = rules.filter(({ classOf }) => !classOf);
  const sharedLet = (volunteer: WeekVolunteer, mission: WeekMission) =>
    shared.every((rule) => rule.lets(volunteer, mission));
  return {
    groupOf: (mission) => shared.map(({ classOf }) => classOf?.[mission.index]).join(' '),
    sharedLet,
    ownLet: (volunteer, mission) => own.every((rule) => rule.lets(volunteer, mission)),
    removing: (volunteer, mission, most) => {
      const names: WeekRuleName[] = [];
      for (const rule of rules) {
        if (names.length >= most) break;
        if (!rule.lets(volunteer, mission)) names.push(rule.name);
      }
      return names;
    },
  };
};

/** A problem never changes, so that its answers hold as long as it is in use. */
const known = new WeakMap<WeekProblem, RememberedRules>();
export const rememberedRules = (problem: WeekProblem): RememberedRules => {
  const rules = known.get(problem) ?? build(problem);
  known.set(problem, rules);
  return rules;
};
