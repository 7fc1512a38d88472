import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { quietOf } from '../../messages/intent-write.ts';
import type { Message } from '../../messages/message.ts';
import { emptyLoad } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { create, put, replace } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import type { Task } from '../../tasks/task.ts';
import { nextAllowed } from '../../time/calendar.ts';
import { type CivilDay, dayOf, daysBetween } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { changeVolunteer, type VolunteerChange, type VolunteerFacts } from '../change-volunteer.ts';
import { waitFor } from '../joining/clock.ts';
import type { StepRefusal } from '../path.ts';
import { canText, type LeaveReason, type Volunteer } from '../volunteer.ts';
import { comeBack, leave, type PauseRefusal, pause, resume } from './rest.ts';
import { startWindDown } from './wind-down.ts';

type Unknown = { readonly reason: 'unknown' };

/**
 * Every offer is a versioned write of the volunteer's load: writing it here, unchanged, makes an offer decided just
 * before this rest lose its race and be decided again, with the rest in view (law 9).
 */
const fence = async (world: Surroundings, id: VolunteerId): Promise<Write> => {
  const load = await world.table.get(loadKind, loadKey(id));
  return load ? replace(loadKind, load, load.value) : put(loadKind, emptyLoad(id), 'absent');
};

/** The confirmation that answers the act; none to somebody who is not texted. One for each version of the record. */
const confirmation = (
  world: Surroundings,
  { stored, town }: VolunteerFacts,
  message: Message,
  now: Instant,
): Pick<VolunteerChange, 'messages' | 'writes'> => {
  if (!canText(stored.value)) return {};
  const id = stored.value.id;
  // An application is often closed by somebody else's hand: nobody is woken for it.
  const dueAt = 'candidate' in message ? nextAllowed(now, quietOf(town)) : now;
  const draft = {
    message,
    recipient: id,
    subject: id,
    round: `v${stored.version}`,
    dueAt,
    // A pause may end on the eve of days on which nobody is texted: Easter, or Christmas and a Sunday.
    notAfter: plus(dueAt, message.kind === 'pause-over' ? { days: 5 } : { hours: 24 }),
  };
  if (message.kind === 'leave-confirmed') return { messages: [draft] };
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: id,
    now,
    purpose: 'my-space',
  });
  return { messages: [{ ...draft, secret: token }], writes: [create(linkKind, link)] };
};

/** A new step of rest: what it changes, fenced against offers, confirmed. Unchanged: nothing at all. */
const rested = async (
  world: Surroundings,
  facts: VolunteerFacts,
  next: Volunteer,
  actor: Actor,
  message: Message | undefined,
  now: Instant,
): Promise<VolunteerChange> => {
  const from = facts.stored.value.state;
  const happening = {
    action: next.winding?.cause === 'resume' ? 'volunteer-resumed' : 'volunteer-rests',
    actor,
    at: now,
    from,
    to: next.state,
  };
  if (next === facts.stored.value) return { next, happening };
  const confirmed = message ? confirmation(world, facts, message, now) : {};
  return {
    next,
    happening,
    ...confirmed,
    writes: [...(confirmed.writes ?? []), await fence(world, next.id)],
  };
};

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
): Promise<Result<Volunteer, PauseRefusal | Unknown>> => {
  const paused = await changeVolunteer<PauseRefusal>(
    world,
    id,
    async (facts) => {
      const next = pause(facts.stored.value, until, actor.kind, now);
      if (!next.ok) return next;
      const message: Message = { kind: 'pause-confirmed', ...(until ? { until } : {}) };
      const made = await rested(world, facts, next.value, actor, message, now);
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
): Promise<Result<Volunteer, StepRefusal | Unknown>> => {
  const resumed = await changeVolunteer<StepRefusal>(
    world,
    id,
    async (facts) => {
      const next = resume(facts.stored.value, actor.kind, now);
      if (!next.ok) return next;
      const message = actor.kind === 'system' ? ({ kind: 'pause-over' } as const) : undefined;
      const made = await rested(world, facts, next.value, actor, message, now);
      return ok({ ...made, tasks: welcome(world, facts.stored.value, now) });
    },
    now,
  );
  if (resumed.ok) await startWindDown(world, id, now);
  return resumed;
};

const farewell = (world: Surroundings, volunteer: Volunteer, now: Instant): Task => ({
  id: world.ids.next('tsk'),
  town: volunteer.town,
  ...(isCandidate(volunteer)
    ? {
        kind: 'human-call',
        sentence: 'Une candidature est retirée : appeler pour remercier et comprendre.',
        dueAt: plus(now, { days: 3 }),
      }
    : {
        kind: 'exit-talk',
        sentence: 'Un bénévole s’en va : appeler pour remercier, proposer un entretien de départ, le noter.',
        dueAt: plus(now, { days: 7 }),
      }),
  state: 'open',
  subjectId: volunteer.id,
  volunteerId: volunteer.id,
  urgent: false,
  createdAt: now,
});
const isCandidate = ({ state }: Volunteer): boolean => state === 'candidate' || state === 'interviewed';

/** Leaves, by one's own hand or recorded by a person: stops everything, ends pairings; a person is asked for the exit talk. */
export const leaveVolunteer = async (
  world: Surroundings,
  id: VolunteerId,
  reason: LeaveReason,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, StepRefusal | Unknown>> => {
  const left = await changeVolunteer<StepRefusal>(
    world,
    id,
    async (facts) => {
      const next = leave(facts.stored.value, reason, actor.kind, now);
      if (!next.ok) return next;
      const silent = reason === 'died';
      const before = facts.stored.value;
      const message = silent
        ? undefined
        : { kind: 'leave-confirmed' as const, ...(isCandidate(before) ? { candidate: true as const } : {}) };
      const made = await rested(world, facts, next.value, actor, message, now);
      const settled = isCandidate(before)
        ? await settledTaskWrites(world.table, before.joining?.taskId, 'Candidature close.', now)
        : [];
      return ok({
        ...made,
        writes: [...(made.writes ?? []), ...settled],
        happening: { ...made.happening, action: 'volunteer-leaves', details: { reason } },
        // Who withdraws a candidature at the desk was heard there; whoever served is offered the talk.
        tasks:
          silent || (actor.kind === 'staff' && isCandidate(before)) || made.next === before
            ? []
            : [farewell(world, before, now)],
      });
    },
    now,
  );
  if (left.ok) await startWindDown(world, id, now);
  return left;
};

/** Somebody who left applies again, through a person. */
export const welcomeBack = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, StepRefusal | Unknown>> =>
  changeVolunteer<StepRefusal>(
    world,
    id,
    ({ stored, town }) => {
      const next = comeBack(stored.value, actor.kind);
      if (!next.ok) return next;
      const happening = {
        action: 'volunteer-came-back',
        actor,
        at: now,
        from: stored.value.state,
        to: next.value.state,
      };
      const joining = waitFor('appointment', { answeredAt: now }, town, now);
      return ok({ next: { ...next.value, joining }, happening });
    },
    now,
  );
