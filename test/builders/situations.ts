import { type Concern, concernSchema } from '../../shared/concerns/concern.ts';
import {
  concernIdSchema,
  missionIdSchema,
  seniorIdSchema,
  serviceIdSchema,
  taskIdSchema,
  volunteerIdSchema,
} from '../../shared/ids/ids.ts';
import { type Service, serviceSchema } from '../../shared/services/service.ts';
import { type Task, taskSchema } from '../../shared/tasks/task.ts';
import { plus } from '../../shared/time/instant.ts';
import { JEANNE, PAUL, TUESDAY_NOON } from './chain.ts';

const id = (letter: string) => letter.repeat(26);
export const ODETTE = seniorIdSchema.parse(`sen_${id('P')}`);
export const NADIA = volunteerIdSchema.parse(`vol_${id('N')}`);
export const missionId = (letter: string) => missionIdSchema.parse(`mis_${id(letter)}`);
export const serviceId = (letter: string) => serviceIdSchema.parse(`ser_${id(letter)}`);
export const taskId = (letter: string) => taskIdSchema.parse(`tsk_${id(letter)}`);
export const concernId = (letter: string) => concernIdSchema.parse(`con_${id(letter)}`);

export const aService = (more: Partial<Service> = {}): Service =>
  serviceSchema.parse({
    id: serviceId('S'),
    town: 'besancon',
    seniorId: JEANNE,
    programme: 'FRIENDLY_VISIT',
    state: 'open',
    cadence: 'weekly',
    weekday: 3,
    time: '14:30',
    durationMinutes: 60,
    wishes: '',
    startsOn: '2026-11-01',
    pairings: [{ volunteerId: PAUL, state: 'active', role: 'primary', since: TUESDAY_NOON }],
    planAt: plus(TUESDAY_NOON, { days: 1 }),
    createdAt: TUESDAY_NOON,
    ...more,
  });

export const aTask = (more: Partial<Task> = {}): Task =>
  taskSchema.parse({
    id: taskId('T'),
    town: 'besancon',
    kind: 'human-call',
    state: 'open',
    subjectId: JEANNE,
    seniorId: JEANNE,
    sentence: 'Prendre des nouvelles.',
    urgent: false,
    createdAt: TUESDAY_NOON,
    dueAt: plus(TUESDAY_NOON, { days: 1 }),
    ...more,
  });

export const aConcern = (more: Partial<Concern> = {}): Concern =>
  concernSchema.parse({
    id: concernId('C'),
    town: 'besancon',
    state: 'raised',
    seniorId: JEANNE,
    raisedBy: { kind: 'volunteer', id: PAUL },
    raisedAt: TUESDAY_NOON,
    words: 'Le frigo était vide.',
    urgent: false,
    dueAt: plus(TUESDAY_NOON, { days: 1 }),
    ...more,
  });
