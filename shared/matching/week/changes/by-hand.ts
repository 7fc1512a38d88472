import { ok, type Result, refused } from '../../../result/result.ts';
import { agendaOf } from '../answers/agenda.ts';
import { weekProblem } from '../build.ts';
import { edgePoints, tierPoints } from '../cost.ts';
import type { WeekPlan } from '../plan.ts';
import { replannedWeek } from '../plan-week.ts';
import type { Pair, WeekProblem } from '../problem.ts';
import { weekRemovedBy } from '../rules.ts';
import { goingOn, whatIsServed } from '../words.ts';
import { changed } from './change.ts';
import { compared, type WhatIf } from './what-if.ts';

export type Moved = WhatIf & {
  /** « Rien d’autre ne change. », or what the move costs, in one sentence. */
  readonly sentence: string;
};
export type MoveRefusal = {
  readonly reason: 'unknown' | 'already-so' | 'breaks-a-rule';
  readonly sentence: string;
};

const inOneSentence = (sentences: readonly string[], others: number): string => {
  const also =
    others > 0
      ? ` ${others > 1 ? `${others}\u00a0autres choix changent` : 'Un autre choix change'} aussi.`
      : '';
  return sentences.length === 0
    ? `${others > 0 ? 'Le service rendu reste le même.' : 'Rien d’autre ne change.'}${also}`
    : `${goingOn(sentences)}.${also}`;
};

/**
 * The week with one choice made by hand, not solved yet: this volunteer goes to this mission, locked. Where the mission is
 * already full, its other locks give way. Refused where a rule forbids it, with the rule's sentence: no hand makes a plan break one.
 */
export const lockedByHand = (
  problem: WeekProblem,
  { choices }: Pick<WeekPlan, 'choices'>,
  { missionId, volunteerId }: Pair,
): Result<WeekProblem, MoveRefusal> => {
  const mission = problem.missionOf.get(missionId);
  const volunteer = problem.volunteerOf.get(volunteerId);
  if (!mission || !volunteer)
    return refused({
      reason: 'unknown',
      sentence: 'Cette mission ou ce bénévole n’est pas dans la semaine.',
    });
  if (mission.locked.includes(volunteerId))
    return refused({ reason: 'already-so', sentence: 'C’est déjà votre choix.' });
  const removal = weekRemovedBy(volunteer, mission, problem);
  if (removal) return refused({ reason: 'breaks-a-rule', sentence: removal.sentence });
  const room = mission.people > mission.locked.length;
  const freed = room
    ? problem.input
    : {
        ...problem.input,
        locks: (problem.input.locks ?? []).filter((one) => one.missionId !== missionId),
      };
  const announced = problem.input.announced?.length ? problem.input.announced : choices;
  const next = weekProblem({ ...changed(freed, { kind: 'lock', missionId, volunteerId }), announced });
  const refusal = next.refusedLocks.find(
    (one) => one.missionId === missionId && one.volunteerId === volunteerId,
  );
  return refusal ? refused({ reason: 'breaks-a-rule', sentence: refusal.sentence }) : ok(next);
};

/**
 * One choice made by hand, and the rest of the week planned again as near as possible to what it was. Nothing is kept: the
 * caller keeps the lock or not.
 */
export const moveByHand = (problem: WeekProblem, plan: WeekPlan, pair: Pair): Result<Moved, MoveRefusal> => {
  const locked = lockedByHand(problem, plan, pair);
  if (!locked.ok) return locked;
  const after = replannedWeek(locked.value, plan);
  const difference = compared(plan, after, whatIsServed(problem));
  const others = difference.gained.filter(({ missionId }) => missionId !== pair.missionId).length;
  const sentence = inOneSentence(difference.sentences, others);
  return ok({ problem: locked.value, plan: after, ...difference, sentence });
};

/**
 * Everybody who could be moved there by hand, whatever stands in their way in this plan, in the order of the plan's own costs: first
 * those whom it leaves free, by what going there would cost them with the rest of their week; then those whom it has
 * elsewhere or whose week it fills, who would have to be moved. O(volunteers × rules).
 */
export const couldGo = (
  problem: WeekProblem,
  plan: WeekPlan,
  missionId: Pair['missionId'],
): readonly Pair[] => {
  const mission = problem.missionOf.get(missionId);
  if (!mission) return [];
  const agenda = agendaOf(problem, plan);
  return problem.volunteers
    .filter(
      (volunteer) => !agenda.of(volunteer).includes(mission) && !weekRemovedBy(volunteer, mission, problem),
    )
    .map((volunteer) => {
      const isBusy = agenda.filled(volunteer) !== undefined || !agenda.isFree(volunteer, mission);
      const nth = agenda.of(volunteer).length;
      const points = edgePoints(volunteer, mission, problem) + (tierPoints(volunteer, problem)[nth] ?? 0);
      return { volunteer, isBusy, points };
    })
    .toSorted(
      (a, b) =>
        Number(a.isBusy) - Number(b.isBusy) || a.points - b.points || a.volunteer.index - b.volunteer.index,
    )
    .map(({ volunteer: { volunteer } }) => ({ missionId, volunteerId: volunteer.id }));
};
