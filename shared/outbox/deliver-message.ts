import type { Ids } from '../ids/ids.ts';
import {
  type DeathReason,
  type Intent,
  type IntentId,
  laneOf,
  OUTBOX,
  type OutboxParams,
} from '../messages/intent.ts';
import type { Lane } from '../messages/kinds.ts';
import { claim, hasTimeToPublish, type Outcome } from '../messages/settle-intent.ts';
import { intentKey, intentKind } from '../messages/store.ts';
import type { Phone } from '../phone/phone.ts';
import type { Table } from '../table/table.ts';
import { replace } from '../table/write.ts';
import type { Clock } from '../time/clock.ts';
import { type Instant, toMillis } from '../time/instant.ts';
import type { Verdict } from './check-message.ts';
import type { Turn } from './rate.ts';
import { settleMessage } from './settle-message.ts';

/** What the provider answered. `retryable` covers no answer at all: the text may have left. */
export type Published =
  | { readonly outcome: 'accepted'; readonly providerMessageId: string }
  | { readonly outcome: 'throttled' }
  | { readonly outcome: 'retryable' }
  | { readonly outcome: 'permanent'; readonly reason: DeathReason };

/** PORT. One request at most, never repeated by itself, never thrown. */
export type Publish = (sms: {
  readonly phone: Phone;
  readonly text: string;
  readonly senderId: string;
}) => Promise<Published>;

export type Delivering = {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'next' | 'integerBelow' | 'secret'>;
  readonly check: (intent: Intent, now: Instant) => Promise<Verdict>;
  readonly turn: (lane: Lane, now: Instant) => Promise<Turn>;
  readonly publish: Publish;
  readonly wait: (millis: number) => Promise<void>;
  readonly params?: OutboxParams;
};

/** `not-mine`: nothing to do here. `ambiguous`: the lease was lost after Publish began, a duplicate may follow. */
export type Delivery =
  | { readonly result: 'not-mine' | 'no-room' }
  | { readonly result: 'ambiguous' }
  | { readonly result: 'settled'; readonly state: Intent['state']; readonly reason: string | undefined };

/**
 * T2 to T5 for one message. Takes its turn in the rate, takes the message in hand, checks that it is still
 * justified, publishes once, records what became of it. Safe to call for any message, at any time, any number of
 * times, by any number of workers: what is not due or in other hands is left alone.
 */
export const deliverMessage = async (world: Delivering, id: IntentId): Promise<Delivery> => {
  const params = world.params ?? OUTBOX;
  const owner = world.ids.secret();
  const found = await world.table.get(intentKind, intentKey(id));
  if (!found || !claim(found.value, world.clock.now(), owner, params).ok) return { result: 'not-mine' };

  const turn = await world.turn(laneOf(found.value), world.clock.now());
  if (!turn.mine) return { result: 'no-room' };
  const early = toMillis(turn.at) - toMillis(world.clock.now());
  if (early > 0) await world.wait(early);

  const claimed = claim(found.value, world.clock.now(), owner, params);
  if (!claimed.ok) return { result: 'not-mine' };
  const taken = await world.table.commit([replace(intentKind, found, claimed.value)]);
  if (!taken.ok) return { result: 'not-mine' };
  const held = { ...found, value: claimed.value, version: found.version + 1 };

  const outcome = await attempt(world, claimed.value, params);
  const settled = await settleMessage(world, held, owner, outcome, world.clock.now());
  return settled.result === 'settled'
    ? { result: 'settled', state: settled.intent.state, reason: settled.intent.reason }
    : { result: 'ambiguous' };
};

/** T3 and T4. */
const attempt = async (world: Delivering, intent: Intent, params: OutboxParams): Promise<Outcome> => {
  const verdict = await world.check(intent, world.clock.now());
  if (!verdict.go) return verdict.outcome;
  const now = world.clock.now();
  if (!hasTimeToPublish(intent, now, params)) return { outcome: 'postponed', until: now };
  const answer = await world.publish(verdict.sms);
  return answer.outcome === 'accepted'
    ? { ...answer, parts: verdict.parts, priceMicroEuros: verdict.priceMicroEuros }
    : answer;
};
