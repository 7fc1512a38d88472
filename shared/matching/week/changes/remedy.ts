import type { MissionId, VolunteerId } from '../../../ids/ids.ts';
import { addDays, type CivilDay, civilTime, HALF_DAYS, halfDayOf } from '../../../time/civil.ts';
import { frenchDay, frenchHalfDay, frenchTime } from '../../../time/french.ts';
import { missingRequirements, missingSentence } from '../../../volunteers/requirements.ts';
import { awayMetres } from '../../away.ts';
import { languageName, minutesAway } from '../../score.ts';
import { agendaOf } from '../answers/agenda.ts';
import { mondayOf, weekProblem } from '../build.ts';
import { rememberedRules } from '../pairs/remembered.ts';
import type { WeekPlan } from '../plan.ts';
import type { Arranged, WeekInput, WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';
import { WEEK_RULES, type WeekRuleName, weekRemovedBy } from '../rules.ts';
import { distance, list } from '../words.ts';
import { type Change, changed, type NewcomerProfile } from './change.ts';

export type Remedy = {
  readonly change: Change;
  /** Whom it asks something of; nobody when the mission moves or somebody new comes. */
  readonly who: VolunteerId | undefined;
  /** Who would go: with the change made, lock this pair. */
  readonly goes: VolunteerId;
  /** « Si ce bénévole acceptait d’aller jusqu’à 3,6 km (3 km aujourd’hui), la mission trouverait quelqu’un. » */
  readonly sentence: string;
};

type Idea = {
  readonly change: Change;
  readonly who: VolunteerId | undefined;
  readonly words: string;
  /** What is asked of people, in minutes of travel equivalent: the least is tried first. */
  readonly effort: number;
};

/** Asking for a moment's freedom, for a file to be finished: design choices, minutes. */
const ASK_FREE = 60;
const ASK_FILE = 90;
/** Moving the mission within its day, and for each day further. */
const MOVE_HALF_DAY = 20;
const MOVE_A_DAY = 10;
/** Nobody is asked to go more than this many times as far as they said. */
const FARTHER_AT_MOST = 2;

/** Rules that a question may lift. */
const LIFTED: ReadonlySet<WeekRuleName> = new Set(['too-far', 'not-free', 'requirements']);

/** One rule alone keeps them away, and it is one that a question may lift: never rest, a maximum, a no or a refusal. */
const askOf = (volunteer: WeekVolunteer, mission: WeekMission, problem: WeekProblem): Idea | undefined => {
  const rules = rememberedRules(problem);
  const name = WEEK_RULES[rules.first(volunteer, mission)]?.name;
  if (!name || !LIFTED.has(name) || !rules.isOnly(volunteer, mission, name)) return undefined;
  const only = weekRemovedBy(volunteer, mission, problem);
  const { id, rangeMetres } = volunteer.volunteer;
  if (only?.rule === 'too-far') {
    const metres = Math.ceil((awayMetres(volunteer.volunteer, mission.mission) ?? 0) / 100) * 100;
    const asked = minutesAway(volunteer.volunteer, mission.mission, 'home') ?? 0;
    if (metres > rangeMetres * FARTHER_AT_MOST) return undefined;
    return {
      change: { kind: 'range', volunteerId: id, metres },
      who: id,
      words: `Si ce bénévole acceptait d’aller jusqu’à ${distance(metres)} (${distance(rangeMetres)} aujourd’hui)`,
      effort: asked * (1 - rangeMetres / metres),
    };
  }
  if (only?.rule === 'not-free' && only.sentence.startsWith('Pas libre')) {
    const half = HALF_DAYS[mission.half]?.endsWith('am') ? 'am' : 'pm';
    const part = half === 'am' ? 'matin' : 'après-midi';
    return {
      change: { kind: 'free', volunteerId: id, day: mission.mission.day, half },
      who: id,
      words: `Si ce bénévole pouvait se libérer le ${frenchDay(mission.mission.day)}, ${part}`,
      effort: ASK_FREE,
    };
  }
  if (only?.rule === 'requirements') {
    const missing = missingRequirements(
      volunteer.volunteer,
      mission.programme,
      mission.town,
      mission.mission.day,
    );
    return {
      change: { kind: 'file', volunteerId: id },
      who: id,
      words: `Si le dossier de ce bénévole était complet (${missing.map(missingSentence).join(' ; ')})`,
      effort: ASK_FILE,
    };
  }
  return undefined;
};

/** Half-days of the week when somebody comes to her besides, by this plan or outside it. */
const visitedIn = ({ mission }: WeekMission, problem: WeekProblem): ReadonlySet<number> => {
  const isHers = (other: Arranged): boolean => other.seniorId === mission.seniorId && other.id !== mission.id;
  const arranged = (problem.input.arranged ?? []).filter(isHers);
  return new Set([
    ...problem.missions.filter((other) => isHers(other.mission)).map(({ half }) => half),
    ...arranged
      .filter(({ day }) => mondayOf(day) === problem.monday)
      .map(({ day, time }) => HALF_DAYS.indexOf(halfDayOf(day, time))),
  ]);
};

/** Somebody goes already, whom another moment may not suit: the plan's choice, or whoever has or is asked for the other seat. */
const isWithSomebody = ({ mission, locked }: WeekMission, plan: WeekPlan, problem: WeekProblem): boolean =>
  locked.length > 0 ||
  plan.choices.some(({ missionId }) => missionId === mission.id) ||
  (problem.input.arranged ?? []).some(({ id }) => id === mission.twinId);

const isAway = ({ senior }: WeekMission, day: CivilDay): boolean =>
  senior?.absences.some(({ from, to }) => from <= day && day <= to) ?? false;

/** The same mission at the other half-day, or at either on another day of the week still to come, when she is there and nobody else comes. */
const otherMoments = (mission: WeekMission, plan: WeekPlan, problem: WeekProblem): readonly Idea[] => {
  if (isWithSomebody(mission, plan, problem)) return [];
  const visited = visitedIn(mission, problem);
  return HALF_DAYS.flatMap((_, half) => {
    const day = addDays(problem.monday, Math.floor(half / 2));
    const sameHalf = half % 2 === mission.half % 2;
    const time = sameHalf ? mission.mission.time : civilTime(half % 2 === 0 ? '10:00' : '15:00');
    const days = Math.abs(Math.floor(half / 2) - mission.weekday);
    if (half === mission.half || visited.has(half) || isAway(mission, day)) return [];
    return {
      change: { kind: 'moment' as const, missionId: mission.mission.id, day, time },
      who: undefined,
      words: `Si elle avait lieu le ${frenchDay(day)} à ${frenchTime(time)}`,
      effort: (sameHalf ? 0 : MOVE_HALF_DAY) + days * MOVE_A_DAY,
    };
  });
};

const newcomerFor = (mission: WeekMission): Idea => {
  const half = HALF_DAYS[mission.half] ?? 'mon-am';
  const spoken = mission.mission.languages[0];
  const sector = mission.town.sectors.find(({ code }) => code === mission.mission.sector)?.name;
  const byCar = mission.mission.needs.includes('car') && mission.programme.place !== 'phone';
  const profile: NewcomerProfile = {
    languages: [...new Set(['fr', ...(spoken ? [spoken] : [])])],
    availability: [half],
    travel: byCar ? 'car' : 'walk',
    rangeMetres: 3_000,
    programmes: [mission.programme.code],
    weeklyCap: 2,
    restDays: 0,
    avoids: [],
    point: mission.mission.area,
  };
  const traits = [
    `libre le ${frenchHalfDay(half)}`,
    ...(spoken && spoken !== 'fr' ? [`parlant ${languageName(spoken)}`] : []),
    ...(byCar ? ['en voiture'] : []),
  ];
  return {
    change: { kind: 'newcomers', count: 1, like: profile },
    who: undefined,
    words: `Avec une personne de plus${sector && mission.programme.place === 'home' ? ` à ${sector}` : ''}, ${list(traits)}`,
    effort: Number.POSITIVE_INFINITY,
  };
};

/** The part of the week a question to one person is about: this mission, them if they are of the week, and what the plan gives them. */
const partOf = (
  { input }: WeekProblem,
  plan: WeekPlan,
  mission: WeekMission,
  who: VolunteerId | undefined,
): WeekInput => {
  const theirs = new Set(plan.choices.flatMap((one) => (one.volunteerId === who ? one.missionId : [])));
  return {
    ...input,
    volunteers: input.volunteers.filter(({ volunteer }) => volunteer.id === who),
    missions: input.missions.filter(
      (data) => data.mission.id === mission.mission.id || theirs.has(data.mission.id),
    ),
  };
};

/** Who could go once this is changed, everybody else staying where the plan sends them; undefined: still nobody. */
const servedBy = (
  problem: WeekProblem,
  plan: WeekPlan,
  mission: WeekMission,
  { change, who }: Idea,
): VolunteerId | undefined => {
  const next = weekProblem(changed(partOf(problem, plan, mission, who), change));
  const there = next.missionOf.get(mission.mission.id);
  if (!there) return undefined;
  // A mission that moves leaves everybody's week as the plan has it: anybody may take it.
  const { volunteers } = change.kind === 'moment' ? problem : next;
  const agenda = agendaOf(change.kind === 'moment' ? problem : next, plan);
  return volunteers.find(
    (volunteer) =>
      !agenda.of(volunteer).includes(there) &&
      weekRemovedBy(volunteer, there, next) === undefined &&
      agenda.inTheWay(volunteer, there) === undefined &&
      agenda.filled(volunteer) === undefined,
  )?.volunteer.id;
};

/**
 * The smallest thing that, changed, would find somebody without taking anybody from somebody else: tried one after the
 * other, least asked of people first, each by the rules on the changed week. Never asked: less rest, more than a
 * maximum, an answer already given, somebody kept apart. Last, somebody new. Undefined when the obstacle is the mission's
 * own (no consent, a closed programme) or nobody is missing. Costs up to `remedyTries` + 14 looks at the week.
 */
export const smallestRemedy = (
  problem: WeekProblem,
  plan: WeekPlan,
  missionId: MissionId,
): Remedy | undefined => {
  const mission = problem.missionOf.get(missionId);
  if (!mission || !plan.missing.some((one) => one.missionId === missionId)) return undefined;
  const asks = problem.volunteers
    .flatMap((volunteer) => askOf(volunteer, mission, problem) ?? [])
    .toSorted((a, b) => a.effort - b.effort)
    .slice(0, problem.params.remedyTries);
  const ideas = [...asks, ...otherMoments(mission, plan, problem)].toSorted((a, b) => a.effort - b.effort);
  for (const idea of [...ideas, newcomerFor(mission)]) {
    const { change, who, words } = idea;
    const goes = servedBy(problem, plan, mission, idea);
    if (goes) return { change, who, goes, sentence: `${words}, la mission trouverait quelqu’un.` };
  }
  return undefined;
};
