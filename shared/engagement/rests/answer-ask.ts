import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { unchanged } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type Ask, type AskAnswer, type Rests, restsKey, restsKind } from './rests.ts';

/** What may be answered to each question. */
const ANSWERS: Readonly<Record<Ask['about'], readonly AskAnswer[]>> = {
  stay: ['stay', 'pause', 'leave'],
  return: ['date', 'not-yet', 'stay', 'leave'],
};
export const ANSWER_NAMES: Readonly<Record<AskAnswer, string>> = {
  stay: 'reste',
  date: 'a donné une date de retour',
  'not-yet': 'pas encore de date',
  pause: 'prend une pause',
  leave: 's’arrête',
};

type NotAsked = { readonly reason: 'not-asked' };
type Said = AskAnswer | ((about: Ask['about']) => AskAnswer);

/** The answer to the latest question, to be written: none of one that is answered already. */
const answered = async (
  world: Surroundings,
  stored: Stored<Rests> | undefined,
  said: Said,
  actor: Actor,
  now: Instant,
): Promise<Result<Decision<Rests>, NotAsked>> => {
  const latest = stored?.value.asks.at(-1);
  if (!stored || !latest) return refused({ reason: 'not-asked' });
  const answer = typeof said === 'function' ? said(latest.about) : said;
  if (!ANSWERS[latest.about].includes(answer)) return refused({ reason: 'not-asked' });
  if (latest.answer) return ok({ value: stored.value, writes: [] });
  const told: Ask = { ...latest, answer, answeredOn: dayOf(now) };
  const next = { ...stored.value, asks: [...stored.value.asks.slice(0, -1), told] };
  const outcome = `Réponse : ${ANSWER_NAMES[answer]}.`;
  // An earlier call that nobody made is owed no longer either.
  const settled = await Promise.all(
    stored.value.asks.map(({ taskId }) => settledTaskWrites(world.table, taskId, outcome, now)),
  );
  return ok({
    value: next,
    writes: [
      ...change(restsKind, stored, next, {
        action: 'ask-answered',
        actor,
        at: now,
        details: { about: latest.about, answer },
      }),
      ...settled.flat(),
    ],
  });
};

/**
 * What was answered to the latest question, by link or told to somebody (where it depends on which was asked: by that); every call
 * that was to be made is settled with it. Answered already, by the same tap twice or by somebody else: unchanged. Refused when
 * nothing, or something else, was asked.
 */
export const answerAsk = (
  world: Surroundings,
  id: VolunteerId,
  said: Said,
  actor: Actor,
  now: Instant,
): Promise<Result<Rests, NotAsked>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Rests>, NotAsked>> =>
      answered(world, await world.table.get(restsKind, restsKey(id)), said, actor, now),
  );

/**
 * The same answer as writes of an act that says it, a departure above all. Where nothing is to be answered, the act is held to that:
 * a question that leaves at the same instant makes it decide again.
 */
export const answerWrites = async (
  world: Surroundings,
  id: VolunteerId,
  said: Said,
  actor: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  const stored = await world.table.get(restsKind, restsKey(id));
  const made = await answered(world, stored, said, actor, now);
  if (made.ok && made.value.writes.length > 0) return made.value.writes;
  if (stored) return [unchanged(restsKind, stored)];
  return [{ op: 'check', label: 'rests', key: restsKey(id), expected: 'absent' }];
};
