import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { replace } from '../table/write.ts';
import type { CivilDay } from '../time/civil.ts';
import { type Instant, plus } from '../time/instant.ts';
import { offerChoice, withdrawSeats } from './offer-choice.ts';
import { readRows } from './plan-store.ts';
import {
  hasBegun,
  inTurn,
  MOST_SKIPPED,
  type Plan,
  type PlanId,
  planIdOf,
  planKey,
  planKind,
} from './week-plan.ts';

/**
 * `superseded`: its week has begun. `nothing`: the plan sends nobody anywhere. `changed-meanwhile`: it is no longer the one
 * that was shown. `to-calculate`: somebody chose by hand since, and the rows do not know it yet.
 */
export type SendRefusal = 'unknown' | 'superseded' | 'nothing' | 'changed-meanwhile' | 'to-calculate';

/** The agenda goes on with a sending that was stopped, or that is too long for one request. */
const GO_ON_MINUTES = 1;
const AT_ONCE = 4;

/**
 * The coordinator sends the week: from here on it is owed, whatever happens to this request. Held to the very rows that
 * were shown; pressed twice, it is sent once.
 */
const startSending = (
  world: Surroundings,
  monday: CivilDay,
  seenKey: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Plan, SendRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Plan>, SendRefusal>> => {
    const stored = await world.table.get(planKind, planKey(planIdOf(world.config.townId, monday)));
    const plan = stored?.value;
    if (!plan?.result) return refused('unknown');
    if (plan.state === 'superseded' || hasBegun(monday, now)) return refused('superseded');
    if (plan.result.key !== seenKey) return refused('changed-meanwhile');
    if (plan.state === 'sent') return ok({ value: plan, writes: [] });
    if (plan.saidSince) return refused('to-calculate');
    if (plan.result.totals.found === 0) return refused('nothing');
    const { asked: _, failedAt: __, ...rest } = plan;
    const { key, parts } = plan.result;
    const value: Plan = {
      ...rest,
      state: 'sent',
      sent: { key, parts, at: now, by: actor, next: 0, skipped: [], ...(plan.sent ? { isAgain: true } : {}) },
      lookAt: plus(now, { minutes: GO_ON_MINUTES }),
    };
    return ok({
      value,
      writes: change(planKind, stored, value, {
        action: 'week-sent',
        actor,
        at: now,
        from: plan.state,
        to: 'sent',
        details: { missions: plan.result.totals.found },
      }),
    });
  });

type Skipped = NonNullable<Plan['sent']>['skipped'];

const noteProgress = (
  world: Surroundings,
  id: PlanId,
  key: string,
  done: { readonly next: number; readonly all: boolean; readonly skipped: Skipped },
  now: Instant,
): Promise<Result<undefined, 'over'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'over'>> => {
    const stored = await world.table.get(planKind, planKey(id));
    const sent = stored?.value.sent;
    if (!stored || !sent || sent.key !== key || sent.doneAt) return refused('over');
    const { lookAt: _, ...rest } = stored.value;
    const known = new Set(sent.skipped.map(({ missionId, volunteerId }) => `${missionId} ${volunteerId}`));
    const skipped = [
      ...sent.skipped,
      ...done.skipped.filter((one) => !known.has(`${one.missionId} ${one.volunteerId}`)),
    ].slice(0, MOST_SKIPPED);
    const next: Plan = {
      ...rest,
      sent: { ...sent, skipped, next: Math.max(sent.next, done.next), ...(done.all ? { doneAt: now } : {}) },
      ...(done.all ? {} : { lookAt: plus(now, { minutes: GO_ON_MINUTES }) }),
    };
    return ok({ value: undefined, writes: [replace(planKind, stored, next)] });
  });

/**
 * Goes on with a sending, so many missions at most; what is left is due again in a minute. Each mission is asked for by
 * itself and once, so that a stop anywhere, or two at once, changes nothing of what people receive.
 */
export const goOnSending = async (
  world: Surroundings,
  id: PlanId,
  now: Instant,
  most: number,
): Promise<void> => {
  const plan = (await world.table.get(planKind, planKey(id)))?.value;
  const sent = plan?.sent;
  if (plan?.state !== 'sent' || !sent || sent.doneAt) return;
  const rows = (await readRows(world.table, id, sent)) ?? [];
  if (sent.isAgain && sent.next === 0)
    for (const missionId of plan.aside) await withdrawSeats(world, { missionId, choices: [] }, sent.by, now);
  const until = Math.min(rows.length, sent.next + most);
  for (let at = sent.next; at < until; at += AT_ONCE) {
    const some = rows.slice(at, Math.min(until, at + AT_ONCE));
    const outcomes = await Promise.all(
      some.map(async (row) => {
        const { missionId, choices } = row;
        if (sent.isAgain) await withdrawSeats(world, row, sent.by, now);
        if (choices.length === 0) return [];
        const ids = inTurn(choices).map(({ volunteerId }) => volunteerId);
        const outcome = await offerChoice(world, missionId, ids, sent.by, now);
        return outcome.did === 'skipped'
          ? outcome.skipped.map((one) => ({
              missionId,
              volunteerId: one.id,
              sentence: one.sentence.slice(0, 300),
            }))
          : [];
      }),
    );
    const next = at + some.length;
    const done = { next, all: next >= rows.length, skipped: outcomes.flat() };
    const noted = await noteProgress(world, id, sent.key, done, now);
    if (!noted.ok) return;
  }
  if (rows.length === 0) await noteProgress(world, id, sent.key, { next: 0, all: true, skipped: [] }, now);
};

/** Missions asked for while the coordinator waits; the agenda does the rest. */
const IN_ONE_REQUEST = 40;

/** Sends the week: the decision first, then as many missions as one request may take. */
export const sendWeek = async (
  world: Surroundings,
  monday: CivilDay,
  seenKey: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Plan, SendRefusal>> => {
  const started = await startSending(world, monday, seenKey, actor, now);
  if (started.ok) await goOnSending(world, started.value.id, now, IN_ONE_REQUEST);
  return started;
};
