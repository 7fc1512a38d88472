import type { Actor } from '../audit/audit.ts';
import { type Consent, consentKey, consentKind, PURPOSES } from '../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { entryLeavesWith } from '../register/tie/follow-senior.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import { CALL_AFTER_REOPENING, callBackTask } from '../services/goodbye.ts';
import { readAs, rowsOf } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { taskKey, taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { consentWrites } from './open-situation.ts';
import { settleSenior } from './settle-senior.ts';

export type CloseReason = 'died' | 'moved' | 'withdrew';
export type CloseRefusal = 'no-such-senior' | 'already-closed' | 'merging';

/**
 * Decides the closed file. From this state every gate refuses (planning, offers, the message gate), so nothing more is
 * sent to her or about her (law 4), even if the process dies here; what is left to undo is written on it as
 * `settling`, looked at until it is finished. Clocks of her own (bridge call, recontact) end with it.
 */
export const closed = (
  senior: Senior,
  reason: CloseReason,
  by: Actor,
  now: Instant,
): Result<Senior, { readonly reason: CloseRefusal }> => {
  if (senior.state === 'closed') return refused({ reason: 'already-closed' });
  if (senior.mergingInto) return refused({ reason: 'merging' });
  const { bridgeAt: _bridge, recontactOn: _recontact, stopping: _stopping, ...rest } = senior;
  return ok({
    ...rest,
    state: 'closed',
    closed: { reason, at: now },
    settling: { since: now, by, nextAt: now, told: [] },
  });
};

/** Who leaves us takes every yes back in the same write; the dead and the moved keep theirs as history. */
const withdrawn = (consents: readonly Consent[], reason: CloseReason, by: Actor, now: Instant) =>
  reason === 'withdrew'
    ? consents
        .filter((consent) => consent.state === 'given')
        .map((consent): Consent => ({ ...consent, state: 'withdrawn', at: now, by }))
    : [];

/**
 * Death, move, withdrawal: one act that stops everything (law 4). The state is closed first, in one conditional write;
 * then services, pairings, missions, flags, concerns and tasks are settled. Killed at any step, the agenda drives it to
 * the same end (`lookAtSenior`).
 */
export const closeSenior = async (
  world: Surroundings,
  id: SeniorId,
  reason: CloseReason,
  by: Actor,
  now: Instant,
): Promise<Result<Senior, { readonly reason: CloseRefusal }>> => {
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Senior>, { readonly reason: CloseRefusal }>> => {
      const [seniorRow, ...rows] = await world.table.getRows([
        seniorKey(id),
        ...PURPOSES.map((purpose) => consentKey(id, purpose)),
      ]);
      const stored = seniorRow ? readAs(seniorKind, seniorRow) : undefined;
      if (!stored) return refused({ reason: 'no-such-senior' });
      const next = closed(stored.value, reason, by, now);
      if (!next.ok) return next;
      const consents = rows.flatMap((row) => (row ? (readAs(consentKind, row)?.value ?? []) : []));
      const happening = { action: 'senior-closed', actor: by, at: now, details: { reason } };
      return ok({
        value: next.value,
        writes: [
          ...seniorWrites(world, stored, next.value, happening),
          ...consentWrites(withdrawn(consents, reason, by, now)),
          // Who stops being accompanied may stay on the alert register: that is another purpose.
          ...(reason === 'withdrew'
            ? []
            : await entryLeavesWith(
                world,
                stored.value,
                reason === 'died' ? 'death' : 'moved-away',
                by,
                now,
              )),
        ],
      });
    },
  );
  if (done.ok) await settleSenior(world, id, now);
  return done;
};

export type ReopenRefusal = 'no-such-senior' | 'not-closed' | 'merged';

/**
 * Calls still to be made that would tell volunteers of a death or a move: they tell of the mistake instead. Whoever was
 * told of a death already is to be called again.
 */
const callsToCorrect = async (
  world: Surroundings,
  id: SeniorId,
  { at: since, reason }: NonNullable<Senior['closed']>,
  now: Instant,
): Promise<readonly Write[]> => {
  const { table } = world;
  const { items } = await table.index('senior', { partition: id, from: `task#${since}`, to: 'task$' });
  const calls = rowsOf(taskKind, items).filter(({ value }) => value.kind === 'pairing-ended');
  const rows = calls.length === 0 ? [] : await table.getRows(calls.map(({ value }) => taskKey(value.id)));
  return rows.flatMap((row) => {
    const stored = row && readAs(taskKind, row);
    if (stored?.value.state === 'open')
      return [replace(taskKind, stored, { ...stored.value, sentence: CALL_AFTER_REOPENING })];
    return stored && reason === 'died'
      ? [create(taskKind, callBackTask(world, stored.value, now), `back:${stored.value.id}`)]
      : [];
  });
};

/**
 * A file closed by mistake, or somebody who came back: she waits to be asked again; no service, mission or consent
 * taken back returns by itself: what the closing still owes is carried through first, and calls not yet made no longer say
 * that she died or moved. A merged file lives on in the other and stays closed.
 */
export const reopenSenior = async (
  world: Surroundings,
  id: SeniorId,
  by: Actor,
  now: Instant,
): Promise<Result<Senior, { readonly reason: ReopenRefusal }>> => {
  await settleSenior(world, id, now);
  return decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Senior>, { readonly reason: ReopenRefusal }>> => {
      const stored = await world.table.get(seniorKind, seniorKey(id));
      if (!stored) return refused({ reason: 'no-such-senior' });
      if (stored.value.state !== 'closed') return refused({ reason: 'not-closed' });
      if (stored.value.closed?.reason === 'merged') return refused({ reason: 'merged' });
      const { closed: _closed, settling: _settling, ...rest } = stored.value;
      const next: Senior = { ...rest, state: 'waiting' };
      const happening = { action: 'senior-reopened', actor: by, at: now };
      const calls = stored.value.closed ? await callsToCorrect(world, id, stored.value.closed, now) : [];
      return ok({ value: next, writes: [...seniorWrites(world, stored, next, happening), ...calls] });
    },
  );
};
