import { SYSTEM } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { StaffId, VolunteerId } from '../../ids/ids.ts';
import type { MessageDraft } from '../../messages/draft.ts';
import { ok, type Result } from '../../result/result.ts';
import { create, replace } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import { type Task, taskKey, taskKind } from '../../tasks/task.ts';
import { dayOf } from '../../time/civil.ts';
import { frenchMoment } from '../../time/french.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer, type VolunteerFacts } from '../change-volunteer.ts';
import { canText, type Joining, type Volunteer } from '../volunteer.ts';
import { type Answer, type AnswerRefusal, answered } from './answer.ts';
import { isLate, lateLook } from './clock.ts';

/** After so many days, a word about a call that was missed says nothing any more. */
const CALLED_STANDS_DAYS = 3;

/**
 * What the applicant is told by SMS, within the hours: once, that we called; and each date that was agreed on. Never the
 * second of two for one call: the next try is a call, not a text.
 */
const wordTo = (volunteer: Volunteer, answer: Answer, now: Instant): readonly MessageDraft[] => {
  const { id, joining } = volunteer;
  if (!canText(volunteer) || !joining) return [];
  const to = { recipient: id, subject: id, dueAt: now };
  if (answer.kind === 'interview-fixed')
    return [
      {
        ...to,
        message: { kind: 'interview-fixed', startsAt: answer.at },
        round: `on ${now}`,
        notAfter: answer.at,
      },
    ];
  if (answer.kind !== 'no-answer' || joining.answeredAt || joining.tries.length !== 1) return [];
  const notAfter = plus(now, { days: CALLED_STANDS_DAYS });
  return [{ ...to, message: { kind: 'application-called' }, round: 'called', notAfter }];
};

const OUTCOMES: Readonly<Record<Exclude<Answer['kind'], 'no-answer'>, string>> = {
  spoke: 'Appelé.',
  'interview-fixed': 'Entretien fixé.',
};

/**
 * A person answers somebody who applied: they spoke, nobody picked up, a date was agreed on. State, word to the
 * applicant and the task that asked for it move together; the same act twice is one.
 */
export const answerApplicant = (
  world: Surroundings,
  id: VolunteerId,
  answer: Answer,
  by: StaffId,
  now: Instant,
): Promise<Result<Volunteer, AnswerRefusal | { readonly reason: 'unknown' }>> =>
  changeVolunteer<AnswerRefusal>(
    world,
    id,
    async ({ stored, town }) => {
      const next = answered(stored.value, answer, town, now);
      if (!next.ok) return next;
      const happening = {
        action: `applicant-${answer.kind}`,
        actor: { kind: 'staff', id: by } as const,
        at: now,
        ...(answer.kind === 'interview-fixed' ? { details: { on: dayOf(answer.at) } } : {}),
      };
      const taskId = stored.value.joining?.taskId;
      const writes =
        answer.kind === 'no-answer'
          ? []
          : await settledTaskWrites(world.table, taskId, OUTCOMES[answer.kind], now);
      return ok({ next: next.value, happening, writes, messages: wordTo(next.value, answer, now) });
    },
    now,
  );

/** What the task of a wait that lasts too long asks. */
export const lateSentence = ({ step, tries, interviewAt }: Joining): string => {
  switch (step) {
    case 'answer':
      return tries.length === 0
        ? 'Candidature bénévole sans réponse de notre part dans le délai promis : appeler aujourd’hui.'
        : `Candidature bénévole : ${tries.length} ${tries.length === 1 ? 'appel' : 'appels'} sans réponse et le délai promis est passé. Appeler à une autre heure, ou écrire.`;
    case 'appointment':
      return 'Candidature bénévole : appelée, mais sans date d’entretien depuis. La fixer, ou dire non gentiment.';
    case 'interview':
      return `Candidature bénévole : l’entretien${interviewAt ? ` de ${frenchMoment(interviewAt)}` : ''} est passé. Noter ce qu’il en est.`;
    case 'file':
      return 'Bénévole rencontré dont le dossier n’avance plus depuis quatre semaines : demander où il en est.';
  }
};

/** Too long: the task that waits already becomes urgent, or there is one now. Told once a wait. */
const lateWrites = async (
  world: Surroundings,
  { stored }: VolunteerFacts,
  joining: Joining,
  now: Instant,
): Promise<{ readonly joining: Joining; readonly writes: ReturnType<typeof create>[] }> => {
  const sentence = lateSentence(joining);
  const open = joining.taskId && (await world.table.get(taskKind, taskKey(joining.taskId)));
  if (open && open.value.state === 'open')
    return {
      joining: { ...joining, lateAt: now },
      writes: [replace(taskKind, open, { ...open.value, sentence, urgent: true })],
    };
  const task: Task = {
    id: world.ids.next('tsk'),
    town: stored.value.town,
    kind: 'application',
    state: 'open',
    subjectId: stored.value.id,
    volunteerId: stored.value.id,
    sentence,
    urgent: true,
    createdAt: now,
    dueAt: joining.dueBy,
  };
  return { joining: { ...joining, lateAt: now, taskId: task.id }, writes: [create(taskKind, task)] };
};

/** The agenda says that somebody who applied has waited too long for us. May be called at any time, any number of times. */
export const tellLateness = (world: Surroundings, id: VolunteerId, now: Instant) =>
  changeVolunteer<never>(
    world,
    id,
    async (facts) => {
      const { value } = facts.stored;
      const { joining } = value;
      const happening = { action: 'applicant-waits-too-long', actor: SYSTEM, at: now };
      if (!joining || lateLook(value) === undefined || !isLate(joining, now))
        return ok({ next: value, happening });
      const late = await lateWrites(world, facts, joining, now);
      return ok({ next: { ...value, joining: late.joining }, happening, writes: late.writes });
    },
    now,
  );
