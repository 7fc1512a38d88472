import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { Message } from '../../messages/message.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Task } from '../../tasks/task.ts';
import { type CivilDay, dayOf, daysBetween } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import type { StepRefusal } from '../path.ts';
import type { Volunteer } from '../volunteer.ts';
import { type PauseRefusal, pause, resume } from './rest.ts';
import { type AlsoWritten, NOTHING_MORE, rested } from './rested.ts';
import { startWindDown } from './wind-down.ts';

type Unknown = { readonly reason: 'unknown' };

/**
 * One act that stops everything owed to a volunteer until a last day, or without one: the state, a confirmation and
 * the note of what is left to undo in one transaction; then offers closed, missions given back, pairings paused, here
 * if nothing goes wrong and by the agenda otherwise (F30, law 12).
 */
export const pauseVolunteer = async (
  world: Surroundings,
  id: VolunteerId,
  until: CivilDay | undefined,
  actor: Actor,
  now: Instant,
  also: AlsoWritten = NOTHING_MORE,
): Promise<Result<Volunteer, PauseRefusal | Unknown>> => {
  const paused = await changeVolunteer<PauseRefusal>(
    world,
    id,
    async (facts) => {
      const next = pause(facts.stored.value, until, actor.kind, now);
      if (!next.ok) return next;
      const message: Message = { kind: 'pause-confirmed', ...(until ? { until } : {}) };
      const made = await rested(world, facts, next.value, actor, message, now, also);
      const details: Record<string, string> = until ? { until } : {};
      return ok({ ...made, happening: { ...made.happening, action: 'volunteer-paused', details } });
    },
    now,
  );
  if (paused.ok) await startWindDown(world, id, now);
  return paused;
};

/** A rest after which a person says welcome (days): shorter ones are part of the year. */
const LONG_REST_DAYS = 28;

const welcome = (world: Surroundings, { id, town, pausedAt }: Volunteer, now: Instant): readonly Task[] =>
  pausedAt === undefined || daysBetween(dayOf(pausedAt), dayOf(now)) < LONG_REST_DAYS
    ? []
    : [
        {
          id: world.ids.next('tsk'),
          town,
          kind: 'welcome-back',
          state: 'open',
          subjectId: id,
          volunteerId: id,
          sentence: `De retour d’une pause commencée le ${frenchDate(dayOf(pausedAt))} : un mot de bienvenue, et un premier mois plus léger si c’est souhaité.`,
          urgent: false,
          createdAt: now,
          dueAt: plus(now, { days: 3 }),
        },
      ];

/**
 * « Reprendre »: one tap, by the volunteer, a person, or the agenda when the date has come, which says so by SMS before
 * anything is proposed again. After a long rest somebody is asked for a word of welcome.
 */
export const resumeVolunteer = async (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
  also: AlsoWritten = NOTHING_MORE,
): Promise<Result<Volunteer, StepRefusal | Unknown>> => {
  const resumed = await changeVolunteer<StepRefusal>(
    world,
    id,
    async (facts) => {
      const next = resume(facts.stored.value, actor.kind, now);
      if (!next.ok) return next;
      const message = actor.kind === 'system' ? ({ kind: 'pause-over' } as const) : undefined;
      const made = await rested(world, facts, next.value, actor, message, now, also);
      return ok({ ...made, tasks: welcome(world, facts.stored.value, now) });
    },
    now,
  );
  if (resumed.ok) await startWindDown(world, id, now);
  return resumed;
};
