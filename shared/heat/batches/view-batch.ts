import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { Instant } from '../../time/instant.ts';
import { keptApart } from '../../volunteers/volunteer.ts';
import { type CallPerson, membersOf } from '../calls/members/members.ts';
import { type CallRound, isRunning } from '../calls/round.ts';
import type { BatchId, CallTask } from '../calls/task.ts';
import type { CallBatch } from './batch.ts';
import { readBatch } from './batch-facts.ts';

/** Somebody to call, as her caller sees her while she is theirs: what a call needs, and nothing of the register. */
export type CallLine = {
  readonly task: CallTask;
  /** « Mme Perrin »; absent once she is no longer theirs to call. */
  readonly person?: CallPerson;
};

/**
 * What the bearer of a batch's link sees. Before the yes, and on another device: how many, where, until when. After it,
 * on the accepting device: first the next person. The code word and every name are in `yours` alone (F40, law 7).
 */
export type BatchView =
  | { readonly kind: 'open'; readonly batch: CallBatch; readonly round: CallRound; readonly left: number }
  | {
      readonly kind: 'yours';
      readonly batch: CallBatch;
      readonly round: CallRound;
      /** Still to call, in the order of priority; then those already called. */
      readonly lines: readonly CallLine[];
    }
  | {
      readonly kind: 'other-device' | 'finished' | 'returned';
      readonly batch: CallBatch;
      readonly round: CallRound;
    }
  | { readonly kind: 'taken' | 'declined' | 'too-late' };

const isStill = (task: CallTask, batch: CallBatch): boolean =>
  task.state === 'open' && task.holder.by === 'volunteer' && task.holder.batchId === batch.id;

const lineOf = (task: CallTask, batch: CallBatch, people: ReadonlyMap<string, CallPerson>): CallLine => {
  const person = isStill(task, batch) ? people.get(task.personId) : undefined;
  if (!person) return { task };
  const { civility, firstName, lastName, phones, callNotes } = person;
  return { task, person: { civility, firstName, lastName, phones, callNotes } };
};

const inOrder = (a: CallTask, b: CallTask): number => {
  const [x, y] = [a.notBefore + a.priority + a.id, b.notBefore + b.priority + b.id];
  return x < y ? -1 : 1;
};

/**
 * The page behind a batch's link; looking changes nothing (law 2). Names are read now, from the register or her file
 * itself: whoever left it, was reached, or went back to the desk is only a line without a name.
 */
export const viewBatch = async (
  world: Pick<Surroundings, 'table' | 'ids' | 'config'>,
  subject: { readonly batchId: BatchId; readonly volunteerId: VolunteerId },
  device: string | undefined,
  now: Instant,
): Promise<BatchView | undefined> => {
  const facts = await readBatch(world, subject.batchId, [subject.volunteerId]);
  if (!facts) return undefined;
  const { round } = facts;
  const batch = facts.batch.value;
  const mine = batch.asked.find((one) => one.volunteerId === subject.volunteerId);
  if (batch.holder?.volunteerId === subject.volunteerId) {
    if (batch.state === 'returned') return { kind: 'returned', batch, round };
    if (batch.state !== 'accepted') return { kind: 'finished', batch, round };
    if (!device || !batch.holder.devices.includes(device)) return { kind: 'other-device', batch, round };
    const tasks = facts.tasks.map(({ value }) => value);
    const people = new Map(await membersOf(round).people(world.table, tasks, now, round));
    const volunteer = facts.volunteers.get(subject.volunteerId)?.value;
    for (const [id, senior] of facts.seniors)
      if (!volunteer || keptApart(volunteer, senior)) people.delete(id);
    const still = tasks.filter((task) => isStill(task, batch)).sort(inOrder);
    const done = tasks.filter((task) => !isStill(task, batch));
    return {
      kind: 'yours',
      batch,
      round,
      lines: [...still, ...done].map((task) => lineOf(task, batch, people)),
    };
  }
  if (!mine) return undefined;
  if (batch.state === 'offered' && isRunning(round) && now < batch.answerBy) {
    if (mine.state === 'declined') return { kind: 'declined' };
    const left = facts.tasks.filter(({ value }) => value.state === 'open' && value.attempts === 0).length;
    return left > 0 ? { kind: 'open', batch, round, left } : { kind: 'too-late' };
  }
  return { kind: batch.state === 'accepted' || batch.state === 'finished' ? 'taken' : 'too-late' };
};
