import { SYSTEM } from '../../../../shared/audit/audit.ts';
import { closeSource, type Source, sourceKind } from '../../../../shared/engagement/recruitment/source.ts';
import { type Task, taskKind } from '../../../../shared/tasks/task.ts';
import { addWorkingDays } from '../../../../shared/time/calendar.ts';
import { civilTime, instantOf } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { type Answer, answered, seenOf } from '../../../../shared/volunteers/joining/answer.ts';
import { lateSentence } from '../../../../shared/volunteers/joining/answer-applicant.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';

/** Two campaigns, by the days on which they began and ended. */
const CAMPAIGNS = [
  {
    code: 'affiche-battant',
    name: 'Affiche, pharmacie Battant',
    words: 'À Battant, des voisins âgés aimeraient un peu de visite.',
    from: 60,
    to: 0,
  },
  { code: 'forum-associations', name: 'Forum des associations', words: '', from: 160, to: 75 },
] as const;

/** Most of those who applied while a campaign ran came by it; the others said something else. */
export const cameBy = (days: number, said: string): string => {
  const campaign = CAMPAIGNS.find(({ from, to }) => to <= days && days < from);
  return campaign && days % 4 !== 0 ? campaign.code : said;
};

const openCampaigns = (making: Making): void => {
  const { history, staff, town } = making;
  const actor = { kind: 'staff', id: staff.coordinator } as const;
  for (const { code, name, words, from, to } of CAMPAIGNS) {
    const createdAt = daysAgo(making, from, '09:40');
    const made: Source = {
      ...{ town: town.id, code, name, words, state: 'open' },
      createdAt,
      createdBy: staff.coordinator,
    };
    history.change(sourceKind, made, { action: 'source-opened', actor, at: createdAt });
    if (to === 0) continue;
    const at = daysAgo(making, to, '17:10');
    history.change(sourceKind, closeSource(made, at), {
      action: 'source-closed',
      actor,
      at,
      from: 'open',
      to: 'closed',
    });
  }
};

/** Called in vain twice, a date agreed on, and one who was forgotten: three clocks, the oldest last. */
export const answerApplicants = (making: Making, volunteers: readonly Volunteer[]): void => {
  const { history, staff, town, today } = making;
  openCampaigns(making);
  const answer = (one: Volunteer, said: (seen: string) => Answer, at: Instant): Volunteer => {
    const given = said(one.joining ? seenOf(one.joining) : '');
    const next = answered(one, given, town, at);
    if (!next.ok) throw new Error(`an answer was refused: ${next.refusal.reason}`);
    const actor = { kind: 'staff', id: staff.coordinator } as const;
    return history.change(volunteerKind, next.value, { action: `applicant-${given.kind}`, actor, at });
  };
  const candidates = volunteers
    .filter(({ state }) => state === 'candidate')
    .toSorted((a, b) => (a.appliedAt < b.appliedAt ? 1 : -1));
  const [fixed, tried, forgotten] = candidates;
  if (tried) {
    const once = answer(tried, (seen) => ({ kind: 'no-answer', seen }), daysAgo(making, 3, '11:20'));
    answer(once, (seen) => ({ kind: 'no-answer', seen }), daysAgo(making, 2, '17:35'));
  }
  if (fixed?.joining) {
    const on = instantOf(addWorkingDays(today, 2, town.holidayZone), civilTime('14:30'));
    const at = daysAgo(making, 1, '10:15');
    answer(fixed, () => ({ kind: 'interview-fixed', at: on }), at);
    noteTask(making, fixed, {
      state: 'done',
      doneAt: at,
      doneBy: staff.coordinator,
      outcome: 'Entretien fixé.',
    });
  }
  if (forgotten?.joining) {
    const { joining } = forgotten;
    history.change(
      volunteerKind,
      { ...forgotten, joining: { ...joining, lateAt: joining.dueBy } },
      { action: 'applicant-waits-too-long', actor: SYSTEM, at: joining.dueBy },
    );
    noteTask(making, forgotten, { urgent: true, sentence: lateSentence(joining) });
  }
};

/** The task of an application, as the acts since have left it. */
const noteTask = (
  { history, town }: Making,
  { id, appliedAt, joining }: Volunteer,
  now: Partial<Task>,
): void => {
  if (joining?.taskId)
    history.note(taskKind, {
      id: joining.taskId,
      town: town.id,
      kind: 'application',
      state: 'open',
      subjectId: id,
      volunteerId: id,
      sentence: 'Candidature bénévole : appeler pour convenir d’un entretien.',
      urgent: false,
      createdAt: appliedAt,
      dueAt: joining.dueBy,
      ...now,
    });
};
