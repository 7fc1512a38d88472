import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { tryCode, whyNoCode, withDevice } from '../../links/device-code.ts';
import { type Link, linkKey, linkKind } from '../../links/link.ts';
import { codeWrites } from '../../messages/send-code.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import type { BatchId } from '../calls/task.ts';
import { batchKey, callBatchKind } from './batch.ts';

type Subject = { readonly batchId: BatchId; readonly volunteerId: VolunteerId };
export type BatchCodeRefusal = 'unknown' | 'not-yours' | 'locked' | 'too-often' | 'wrong' | 'expired';

/** The batch's holder opens its link on another device: six digits go to the number on file. */
export const sendBatchCode = (
  world: Surroundings,
  link: Link,
  subject: Subject,
  now: Instant,
): Promise<Result<undefined, BatchCodeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, BatchCodeRefusal>> => {
    const [stored, batch, town] = await Promise.all([
      world.table.get(linkKind, linkKey(link.hash)),
      world.table.get(callBatchKind, batchKey(subject.batchId)),
      world.table.get(townKind, townKey(link.town)),
    ]);
    if (!stored || !batch || !town) return refused('unknown');
    if (batch.value.state !== 'accepted' || batch.value.holder?.volunteerId !== subject.volunteerId)
      return refused('not-yours');
    const refusal = whyNoCode(stored.value, now);
    if (refusal) return refused(refusal);
    return ok({ value: undefined, writes: codeWrites(world, town.value, stored, subject.batchId, now) });
  });

type Tried = 'right' | 'wrong' | 'locked';

/** A wrong code counts, five lock, the right one lets this device in and is spent; the coordinator sees it. */
export const tryBatchCode = async (
  world: Surroundings,
  link: Link,
  subject: Subject,
  given: { readonly code: string; readonly device: string },
  now: Instant,
): Promise<Result<undefined, BatchCodeRefusal>> => {
  const tried = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Tried>, BatchCodeRefusal>> => {
      const [stored, batch] = await Promise.all([
        world.table.get(linkKind, linkKey(link.hash)),
        world.table.get(callBatchKind, batchKey(subject.batchId)),
      ]);
      if (!stored || !batch) return refused('unknown');
      const { holder, state } = batch.value;
      if (state !== 'accepted' || holder?.volunteerId !== subject.volunteerId) return refused('not-yours');
      const answer = tryCode(stored.value, given.code, now);
      if (answer.is === 'expired') return refused('expired');
      if (answer.is === 'still-locked') return refused('locked');
      if (answer.is !== 'right')
        return ok({ value: answer.is, writes: [replace(linkKind, stored, answer.link)] });
      const devices = withDevice(holder.devices, given.device);
      const happening = {
        action: 'batch-device-added',
        actor: { kind: 'volunteer' as const, id: subject.volunteerId },
        at: now,
      };
      return ok({
        value: 'right',
        writes: [
          replace(linkKind, stored, answer.link),
          ...change(callBatchKind, batch, { ...batch.value, holder: { ...holder, devices } }, happening),
        ],
      });
    },
  );
  if (!tried.ok) return tried;
  return tried.value === 'right' ? ok(undefined) : refused(tried.value);
};
