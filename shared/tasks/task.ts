import * as z from 'zod';
import type { TaskId } from '../ids/ids.ts';
import { staffIdSchema, taskIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/** What a person must do because the machine cannot or must not. Never closed by a machine. */
export const TASK_KINDS = [
  'mission-uncovered',
  'message-failed',
  'human-call',
  'flag-overdue',
  'concern',
  'exit-missing',
  'no-answer',
  'application',
  'ask-consent',
  'hand-back-late',
  'pairing-ended',
  'debrief',
  'exit-talk',
  'welcome-back',
  'volunteer-quiet',
  'requirement-expires',
  'register',
  'call-distress',
  'call-need',
  'call-campaign',
  'friendly-calls',
  'vigilance',
] as const;
export const taskKindSchema = z.enum(TASK_KINDS);
export type TaskKind = z.infer<typeof taskKindSchema>;

export const taskSchema = z.object({
  id: taskIdSchema,
  town: townIdSchema,
  kind: taskKindSchema,
  state: z.enum(['open', 'done']),
  /** The record it is about, by id: mission, volunteer, senior, flag, concern, message. */
  subjectId: z.string().max(120),
  seniorId: z.string().max(40).optional(),
  volunteerId: z.string().max(40).optional(),
  /** The message it replaces: whoever does the task settles the message too (`handleMessage`). */
  messageId: z.string().max(64).optional(),
  /** Whose it is first; anybody of the team may do it. */
  assigneeId: staffIdSchema.optional(),
  /** One sentence without a name: « Le SMS n’est pas parti : numéro non attribué ». */
  sentence: z.string().max(300),
  urgent: z.boolean(),
  createdAt: instantSchema,
  dueAt: instantSchema,
  doneAt: instantSchema.optional(),
  doneBy: staffIdSchema.optional(),
  outcome: z.string().max(300).optional(),
});
export type Task = z.infer<typeof taskSchema>;

export const taskKey = (id: TaskId): Key => ({ pk: id, sk: 'TASK' });
export const openTaskList = (town: string): string => `${town}#task#open`;

/** Somebody in danger, then what is urgent, then the rest. */
const rank = ({ kind, urgent }: Pick<Task, 'kind' | 'urgent'>): 0 | 1 | 2 =>
  kind === 'call-distress' ? 0 : urgent ? 1 : 2;
/** Signs before any digit: the first page of a town with a hundred late tasks still holds its distresses. */
const FIRST = ['!!', '!', ''] as const;

/**
 * | question                                | key or index                                     | consistent |
 * |-----------------------------------------|--------------------------------------------------|------------|
 * | this task                               | pk task id, sk `TASK`                            | yes        |
 * | what waits for a person, by deadline?   | `list`: town + `#task#open`, urgent first, by due | no        |
 * | tasks around a senior                   | `senior` index                                   | no         |
 * | tasks around a volunteer                | `volunteer` index                                | no         |
 */
export const taskKind: Kind<Task> = defineKind({
  name: 'task',
  v: 1,
  schema: taskSchema,
  key: (task) => taskKey(task.id),
  places: (task) => ({
    list:
      task.state === 'open'
        ? { partition: openTaskList(task.town), sort: `${FIRST[rank(task)]}${task.dueAt}#${task.id}` }
        : {
            partition: `${task.town}#task#${task.createdAt.slice(0, 7)}`,
            sort: `${task.createdAt}#${task.id}`,
          },
    senior: task.seniorId ? { id: task.seniorId, sort: `task#${task.createdAt}` } : undefined,
    volunteer: task.volunteerId ? { id: task.volunteerId, sort: `task#${task.createdAt}` } : undefined,
  }),
});

/** As they came, by deadline, but a distress before all, then what is urgent: neither stands under a week's interviews. */
export const urgentFirst = (tasks: readonly Task[]): readonly Task[] =>
  tasks.toSorted((a, b) => rank(a) - rank(b));
