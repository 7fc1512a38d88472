import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import { keptApart, type Volunteer } from '../../volunteers/volunteer.ts';
import { isForVolunteer } from '../calls/apply-outcome.ts';
import { isRunning } from '../calls/round.ts';
import type { BatchId, CallTask } from '../calls/task.ts';
import { answeredAs, type BatchAnswer, type CallBatch, callBatchKind } from './batch.ts';
import { type BatchFacts, loadWrite, readBatch, taskChange } from './batch-facts.ts';
import { countAnswer, withCalls, withoutCalls } from './may-ask.ts';

export type AcceptBatchRefusal =
  | 'unknown'
  | 'not-offered'
  | 'already-taken'
  | 'too-late'
  | 'volunteer-away'
  /** Everybody in it was reached, left the register, or is being called by an agent. */
  | 'nothing-left';

/** Minutes that whoever accepts late in the morning still has, before the desk takes everything. */
const CALLING_MINUTES = 90;
/** Fewer than these are no time to call anybody: the desk does. */
const LEAST_MINUTES = 5;

/** Still to be called, by anybody: nobody has, nobody is on the line. */
const isFree = (task: CallTask, batch: BatchId, now: Instant): boolean =>
  isForVolunteer(task) &&
  task.batchId === batch &&
  task.holder.by !== 'volunteer' &&
  task.attempts === 0 &&
  !(task.calling && task.calling.until > now);

/** Since the question, one of the two may have said « jamais ensemble »; asks nothing of a hot day's people. */
const isKeptApart = (facts: BatchFacts, volunteer: Volunteer, task: CallTask): boolean => {
  const senior = facts.seniors.get(task.personId);
  return senior !== undefined && keptApart(volunteer, senior);
};

/**
 * A volunteer takes a batch: one winner, by the batch's own version (law 1). In the same transaction its people become
 * theirs until the lease ends, at the hour when the desk takes everything at the latest; the others who were asked are
 * let go of. Late answers count while the batch is out.
 */
export const acceptBatch = (
  world: Surroundings,
  subject: { readonly batchId: BatchId; readonly volunteerId: VolunteerId },
  manner: {
    readonly via: 'link' | 'coordinator';
    readonly device?: string | undefined;
    readonly actor: Actor;
  },
  now: Instant,
): Promise<Result<BatchAnswer, AcceptBatchRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<BatchAnswer>, AcceptBatchRefusal>> => {
    const { volunteerId } = subject;
    const facts = await readBatch(world, subject.batchId, [volunteerId]);
    if (!facts) return refused('unknown');
    const batch = facts.batch.value;
    const isTheirs = batch.holder?.volunteerId === volunteerId;
    if (batch.state === 'accepted')
      return isTheirs ? ok({ value: { batch, already: true }, writes: [] }) : refused('already-taken');
    const { round } = facts;
    // The desk takes everything at that hour, whether or not a tick has come to end the batch.
    const isInTime = plus(now, { minutes: LEAST_MINUTES }) <= round.handOverAt;
    if (batch.state !== 'offered' || !isRunning(round) || !isInTime) return refused('too-late');
    if (manner.via === 'link' && !batch.asked.some((one) => one.volunteerId === volunteerId))
      return refused('not-offered');
    const volunteer = facts.volunteers.get(volunteerId)?.value;
    if (volunteer?.state !== 'active') return refused('volunteer-away');
    const free = facts.tasks.filter(
      ({ value }) => isFree(value, batch.id, now) && !isKeptApart(facts, volunteer, value),
    );
    if (free.length === 0) return refused('nothing-left');
    const leaseUntil = earliest(
      round.handOverAt,
      latest(round.firstBy, plus(now, { minutes: CALLING_MINUTES })),
    );
    const others = batch.asked.filter((one) => one.state === 'asked' && one.volunteerId !== volunteerId);
    const asked = answeredAs(batch, volunteerId, 'accepted');
    const next: CallBatch = {
      ...batch,
      state: 'accepted',
      people: free.map(({ value }) => value.personId),
      asked: asked.map((one) => (one.state === 'asked' ? { ...one, state: 'lost' } : one)),
      holder: {
        volunteerId,
        since: now,
        via: manner.via,
        devices: manner.device ? [manner.device] : [],
      },
      leaseUntil,
    };
    const writes: Write[] = [
      ...change(callBatchKind, facts.batch, next, {
        action: 'batch-accepted',
        actor: manner.actor,
        at: now,
        from: batch.state,
        to: next.state,
        details: { volunteer: volunteerId, people: free.length, via: manner.via },
      }),
      ...free.flatMap((stored) =>
        taskChange(
          stored,
          {
            ...stored.value,
            holder: { by: 'volunteer', volunteerId, batchId: batch.id },
            deadline: leaseUntil,
          },
          'call-accepted',
          manner.actor,
          now,
        ),
      ),
      loadWrite(
        facts,
        volunteerId,
        (load) =>
          withCalls(countAnswer(load, 'accepted'), { batchId: batch.id, day: batch.day, state: 'held' }),
        now,
      ),
      ...others.map((one) => loadWrite(facts, one.volunteerId, (load) => withoutCalls(load, batch.id), now)),
    ];
    return ok({ value: { batch: next, already: false }, writes });
  });

export type DeclineBatchRefusal = 'unknown' | 'not-offered' | 'already-yours';

/** A volunteer says no: heard at any time; somebody else is asked at the next wave, or the desk calls. */
export const declineBatch = (
  world: Surroundings,
  subject: { readonly batchId: BatchId; readonly volunteerId: VolunteerId },
  actor: Actor,
  now: Instant,
): Promise<Result<BatchAnswer, DeclineBatchRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<BatchAnswer>, DeclineBatchRefusal>> => {
    const { volunteerId } = subject;
    const facts = await readBatch(world, subject.batchId, [volunteerId]);
    if (!facts) return refused('unknown');
    const batch = facts.batch.value;
    const mine = batch.asked.find((one) => one.volunteerId === volunteerId);
    if (!mine) return refused('not-offered');
    if (batch.state === 'accepted' && batch.holder?.volunteerId === volunteerId)
      return refused('already-yours');
    if (mine.state !== 'asked') return ok({ value: { batch, already: true }, writes: [] });
    const next: CallBatch = { ...batch, asked: answeredAs(batch, volunteerId, 'declined') };
    const happening = { action: 'batch-declined', actor, at: now, details: { volunteer: volunteerId } };
    return ok({
      value: { batch: next, already: false },
      writes: [
        ...change(callBatchKind, facts.batch, next, happening),
        // Their no is for this day: they are not asked again for it.
        loadWrite(
          facts,
          volunteerId,
          (load) =>
            countAnswer(withCalls(load, { batchId: batch.id, day: batch.day, state: 'done' }), 'declined'),
          now,
        ),
      ],
    });
  });
