import type { Actor } from '../audit/audit.ts';
import { type Consent, consentKey, consentKind, type Purpose } from '../consents/consent.ts';
import { type ConsentAnswer, type ConsentRefusal, decideConsent } from '../consents/decide-consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { isWritable, type Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import { readAs } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';
import { consentWrites } from './open-situation.ts';
import { settleSenior } from './settle-senior.ts';

export type RecordRefusal = ConsentRefusal | 'no-such-senior' | 'closed';

/** A no and a withdrawal stop what that purpose allowed, and only that; a new yes ends a stop still running. */
const stopping = (senior: Senior, consent: Consent, by: Actor, now: Instant): Senior => {
  const others = (senior.stopping ?? []).filter((purpose) => purpose !== consent.purpose);
  if (consent.state === 'given' || consent.state === 'asked') {
    const { stopping: _stopping, ...rest } = senior;
    return others.length > 0 ? { ...rest, stopping: others } : rest;
  }
  return {
    ...senior,
    stopping: [...others, consent.purpose],
    settling: { since: now, by, nextAt: now, told: [] },
  };
};

/**
 * Records one answer to one purpose, with who, when and how. A refusal or a withdrawal first stands in one
 * conditional write, from which every gate refuses; then that programme's services and missions are stopped, and
 * only those (law 4). Killed in between, the agenda finishes.
 */
export const recordConsent = async (
  world: Surroundings,
  id: SeniorId,
  answer: ConsentAnswer,
  by: Actor,
  now: Instant,
): Promise<Result<Consent, { readonly reason: RecordRefusal }>> => {
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Consent>, { readonly reason: RecordRefusal }>> => {
      const [seniorRow, consentRow] = await world.table.getRows([
        seniorKey(id),
        consentKey(id, answer.purpose),
      ]);
      const stored = seniorRow ? readAs(seniorKind, seniorRow) : undefined;
      if (!stored) return refused({ reason: 'no-such-senior' });
      if (!isWritable(stored.value)) return refused({ reason: 'closed' });
      const before = consentRow ? readAs(consentKind, consentRow)?.value : undefined;
      const consent = decideConsent(before, answer, id, by, now);
      if (!consent.ok) return consent;
      const happening = {
        action: `consent-${consent.value.state}`,
        actor: by,
        at: now,
        details: { purpose: answer.purpose, how: answer.how },
      };
      return ok({
        value: consent.value,
        writes: [
          ...seniorWrites(world, stored, stopping(stored.value, consent.value, by, now), happening),
          ...consentWrites([consent.value]),
        ],
      });
    },
  );
  if (done.ok && done.value.state !== 'given') await settleSenior(world, id, now);
  return done;
};

/** « Retirer »: one act, one purpose. */
export const withdrawConsent = (
  world: Surroundings,
  id: SeniorId,
  purpose: Purpose,
  how: Consent['how'],
  by: Actor,
  now: Instant,
): Promise<Result<Consent, { readonly reason: RecordRefusal }>> =>
  recordConsent(world, id, { purpose, state: 'withdrawn', how }, by, now);
