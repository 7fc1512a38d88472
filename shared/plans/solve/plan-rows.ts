import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import { whyChosen } from '../../matching/week/answers/explain.ts';
import { whyMissing } from '../../matching/week/answers/missing.ts';
import { type Remedy, smallestRemedy } from '../../matching/week/changes/remedy.ts';
import type { Choice, WeekPlan } from '../../matching/week/plan.ts';
import type { WeekProblem } from '../../matching/week/problem.ts';
import type { PlanRow } from '../week-plan.ts';

/** A remedy is tried for real, which costs looks at the whole week: those that matter most, and in weeks of ordinary size. */
const MOST_REMEDIES = 12;
const REMEDIES_UP_TO = 400;
/** Some missions without anybody were not tried: a page that lists them says so. */
export const areRemediesPartial = (rows: readonly PlanRow[]): boolean =>
  rows.filter(({ missing }) => missing).length > (rows.length > REMEDIES_UP_TO ? 0 : MOST_REMEDIES);

const grouped = <K extends string>(choices: readonly Choice[], keyOf: (choice: Choice) => K) => {
  const groups = new Map<K, Choice[]>();
  for (const choice of choices) {
    const group = groups.get(keyOf(choice));
    if (group) group.push(choice);
    else groups.set(keyOf(choice), [choice]);
  }
  return groups;
};

/** The remedy as it is kept: the person it is about beside the sentence, which names nobody. */
export const remedyIn = (
  problem: WeekProblem,
  { sentence, who, goes }: Remedy,
): Pick<NonNullable<PlanRow['missing']>, 'remedy' | 'remedyBy'> => {
  const by = who ?? (problem.volunteerOf.has(goes) ? goes : undefined);
  return { remedy: sentence.slice(0, 500), ...(by ? { remedyBy: by } : {}) };
};

const AWAY = 'N’est plus en activité.';
const MOST_DROPPED = 4;

/** What the coordinator chose for this mission and a rule now refuses, or who is no longer among the volunteers. */
const droppedLocks = (problem: WeekProblem, missionId: MissionId): NonNullable<PlanRow['dropped']> => {
  const held = problem.missionOf.get(missionId)?.locked ?? [];
  const locks = problem.input.locks ?? [];
  return locks
    .filter((pair) => pair.missionId === missionId && !held.includes(pair.volunteerId))
    .map(({ volunteerId }) => {
      const refused = problem.refusedLocks.find(
        (one) => one.missionId === missionId && one.volunteerId === volunteerId,
      );
      return { volunteerId, sentence: (refused?.sentence ?? AWAY).slice(0, 300) };
    })
    .slice(0, MOST_DROPPED);
};

/**
 * A solved week as rows to keep: each mission with who goes and why, or why nobody and what would serve it. `problem` is
 * the week as people know it, so that no sentence says « comme annoncé » of what was announced to nobody.
 */
export const rowsOfPlan = (problem: WeekProblem, plan: WeekPlan): readonly PlanRow[] => {
  const byMission = grouped<MissionId>(plan.choices, ({ missionId }) => missionId);
  const byVolunteer = grouped<VolunteerId>(plan.choices, ({ volunteerId }) => volunteerId);
  const worth = new Map(plan.worth.map(({ missionId, points }) => [missionId, points]));
  const prices = new Map(plan.worth.map(({ missionId, price }) => [missionId, price]));
  const lacks = new Map(plan.missing.map(({ missionId, people }) => [missionId, people]));
  const isOrdinary = problem.missions.length <= REMEDIES_UP_TO;
  const remedied = new Set(
    isOrdinary
      ? plan.missing
          .map(({ missionId }) => missionId)
          .toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0))
          .slice(0, MOST_REMEDIES)
      : [],
  );
  return problem.missions.map(({ mission }): PlanRow => {
    const choices = (byMission.get(mission.id) ?? []).map(({ volunteerId, isLocked }) => {
      // A volunteer's reasons depend on their own week alone.
      const own = { ...plan, choices: byVolunteer.get(volunteerId) ?? [] };
      const why = whyChosen(problem, own, { missionId: mission.id, volunteerId }) ?? '';
      return { volunteerId, isLocked, why: why.slice(0, 500) };
    });
    const people = lacks.get(mission.id);
    const why = people ? whyMissing(problem, plan, mission.id) : undefined;
    const remedy = remedied.has(mission.id) ? smallestRemedy(problem, plan, mission.id) : undefined;
    const dropped = droppedLocks(problem, mission.id);
    const price = prices.get(mission.id);
    return {
      missionId: mission.id,
      worth: worth.get(mission.id) ?? 0,
      ...(price === undefined ? {} : { price }),
      choices,
      ...(people
        ? {
            missing: {
              people,
              sentence: (why?.sentence ?? '').slice(0, 900),
              ...(remedy ? remedyIn(problem, remedy) : {}),
            },
          }
        : {}),
      ...(dropped.length > 0 ? { dropped } : {}),
    };
  });
};

export type Changes = {
  readonly count: number;
  readonly sentences: readonly string[];
  readonly missions: readonly MissionId[];
};

const MOST_NAMED = 300;
const NBSP = '\u00a0';
const said = (n: number, one: string, many: string): string[] =>
  n === 0 ? [] : [`${n}${NBSP}${n > 1 ? many : one}`];
const namesOf = (row: PlanRow): string =>
  row.choices
    .map(({ volunteerId }) => volunteerId)
    .sort()
    .join(' ');

/** What differs between two solved weeks, mission by mission, in words; travel and costs are not people's changes. */
export const changesBetween = (before: readonly PlanRow[], after: readonly PlanRow[]): Changes => {
  const had = new Map(before.map((row) => [row.missionId, row]));
  const has = new Set(after.map(({ missionId }) => missionId));
  const fresh = after.filter(({ missionId }) => !had.has(missionId));
  const pairs = after.flatMap((row) => {
    const old = had.get(row.missionId);
    return old && namesOf(old) !== namesOf(row) ? [{ old, row }] : [];
  });
  const more = pairs.filter(({ old, row }) => old.choices.length < row.choices.length);
  const less = pairs.filter(({ old, row }) => old.choices.length > row.choices.length);
  const [found, second] = [
    more.filter(({ old }) => old.choices.length === 0),
    more.filter(({ old }) => old.choices.length > 0),
  ];
  const [lost, alone] = [
    less.filter(({ row }) => row.choices.length === 0),
    less.filter(({ row }) => row.choices.length > 0),
  ];
  const other = pairs.filter(({ old, row }) => old.choices.length === row.choices.length);
  const gone = before.filter(({ missionId }) => !has.has(missionId));
  return {
    count: pairs.length + fresh.length + gone.length,
    sentences: [
      ...said(lost.length, 'mission ne trouve plus personne', 'missions ne trouvent plus personne'),
      ...said(
        alone.length,
        'mission à deux n’a plus qu’une personne',
        'missions à deux n’ont plus qu’une personne',
      ),
      ...said(found.length, 'mission trouve quelqu’un', 'missions trouvent quelqu’un'),
      ...said(
        second.length,
        'mission à deux trouve sa seconde personne',
        'missions à deux trouvent leur seconde personne',
      ),
      ...said(other.length, 'mission change de bénévole', 'missions changent de bénévole'),
      ...said(fresh.length, 'mission nouvelle', 'missions nouvelles'),
      ...said(gone.length, 'mission n’est plus à pourvoir', 'missions ne sont plus à pourvoir'),
    ],
    missions: [...pairs.map(({ row }) => row), ...fresh]
      .map(({ missionId }) => missionId)
      .slice(0, MOST_NAMED),
  };
};
