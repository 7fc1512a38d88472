import type { MissionId } from '../ids/ids.ts';
import type { Choice, WeekPlan } from '../matching/week/plan.ts';
import type { Pair, WeekMission, WeekProblem, WeekVolunteer } from '../matching/week/problem.ts';
import { totalsOf } from '../matching/week/totals.ts';
import { brokenBy } from '../matching/week/verify.ts';

/** A stored choice that nobody can make any more, with the rule's sentence. */
export type Gone = Pair & { readonly sentence: string };

/** What time has done to a stored plan. */
export type Since = {
  /** Missions to plan that it does not know, and how many of its own are to be planned no more: called off, moved, taken. */
  readonly came: readonly MissionId[];
  readonly left: number;
  readonly gone: readonly Gone[];
};

const AWAY = 'N’est plus en activité.';
const ENOUGH = 'Une personne suffit maintenant.';

/**
 * The choices that still stand, one after the other, the coordinator's first, those said since among them: each with those
 * before it in the volunteer's week. Whose place the coordinator gave to somebody else is left out and not told.
 */
const sorted = (problem: WeekProblem, stored: readonly Choice[]) => {
  const isLocked = ({ missionId, volunteerId }: Pair): boolean =>
    problem.missionOf.get(missionId)?.locked.includes(volunteerId) ?? false;
  const isNamed = new Set(stored.map(({ missionId, volunteerId }) => `${missionId} ${volunteerId}`));
  const said = problem.missions.flatMap(({ mission, locked }) =>
    locked
      .map((volunteerId): Choice => ({ missionId: mission.id, volunteerId, isLocked: true }))
      .filter(({ missionId, volunteerId }) => !isNamed.has(`${missionId} ${volunteerId}`)),
  );
  const choices = [...said, ...stored.map((choice): Choice => ({ ...choice, isLocked: isLocked(choice) }))];
  const standing = new Set<Choice>();
  const gone: Gone[] = [];
  const weeks = new Map<WeekVolunteer, WeekMission[]>();
  const people = new Map<WeekMission, number>();
  const whyGone = (mission: WeekMission, volunteer: WeekVolunteer | undefined): string | undefined => {
    if (!volunteer) return AWAY;
    if ((people.get(mission) ?? 0) >= mission.people) return ENOUGH;
    return brokenBy(volunteer, mission, weeks.get(volunteer) ?? [], problem)?.sentence;
  };
  for (const choice of choices.toSorted((a, b) => Number(b.isLocked) - Number(a.isLocked))) {
    const { missionId, volunteerId } = choice;
    const mission = problem.missionOf.get(missionId);
    if (!mission) continue;
    if (!choice.isLocked && mission.locked.length >= mission.people) continue;
    const volunteer = problem.volunteerOf.get(volunteerId);
    const sentence = choice.isLocked ? undefined : whyGone(mission, volunteer);
    if (sentence !== undefined || !volunteer) {
      gone.push({ missionId, volunteerId, sentence: sentence ?? AWAY });
      continue;
    }
    standing.add(choice);
    weeks.set(volunteer, [...(weeks.get(volunteer) ?? []), mission]);
    people.set(mission, (people.get(mission) ?? 0) + 1);
  }
  return { choices: choices.filter((choice) => standing.has(choice)), gone, people };
};

/** What is left of a stored plan in the week as it is now, and what time has done to it; `since` undefined: all of it stands. */
export type Left = { readonly plan: WeekPlan; readonly since: Since | undefined };

/**
 * Looks at a stored plan beside the week as it is now, and solves nothing. Costs may have moved meanwhile: a plan stands while
 * its missions are those to plan, every choice of it may be made and the coordinator's locks are in it. What is left of one
 * that does not: its choices that stand beside the coordinator's, and who is missing without the others; its bound says nothing any more. O(choices × rules).
 */
export const leftOf = (problem: WeekProblem, plan: WeekPlan, known: ReadonlySet<MissionId>): Left => {
  const { choices, gone, people } = sorted(problem, plan.choices);
  const came = problem.missions.flatMap(({ mission }) => (known.has(mission.id) ? [] : mission.id));
  const left = [...known].filter((id) => !problem.missionOf.has(id)).length;
  const missing = problem.missions.flatMap((mission) => {
    const lacks = mission.people - (people.get(mission) ?? 0);
    return lacks > 0 && known.has(mission.mission.id) ? { missionId: mission.mission.id, people: lacks } : [];
  });
  const lacked = new Map(plan.missing.map((one) => [one.missionId, one.people]));
  const isChosen = new Set(plan.choices.map(({ missionId, volunteerId }) => `${missionId} ${volunteerId}`));
  const stands =
    came.length + left + gone.length === 0 &&
    missing.length === lacked.size &&
    missing.every((one) => lacked.get(one.missionId) === one.people) &&
    problem.missions.every(({ mission, locked }) =>
      locked.every((id) => isChosen.has(`${mission.id} ${id}`)),
    );
  if (stands) return { plan, since: undefined };
  const totals = totalsOf(problem, choices);
  return { plan: { ...plan, choices, missing, totals, isBest: false }, since: { came, left, gone } };
};
