import * as z from 'zod';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type CivilDay, dayOf } from '../time/civil.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../time/instant.ts';
import { attentionAt, type Intent, type IntentId, intentIdSchema, intentSchema, laneOf } from './intent.ts';
import { isVital } from './kinds.ts';

/** The id in a message's key, undefined for the key of anything else. */
export const intentIdIn = (key: Key): IntentId | undefined =>
  key.pk.startsWith('MSG#') ? intentIdSchema.safeParse(key.pk.slice(4)).data : undefined;
export const intentKey = (id: IntentId): Key => ({ pk: `MSG#${id}`, sk: 'MESSAGE' });
/** Messages a coordinator should know of: given up, refused by the network, held after a restore. */
export const failingMessages = (town: string): string => `${town}#message#failing`;

/** Waits for a person: given up, refused by the network, held, or still tried but long since late. */
const isFailing = (intent: Intent): boolean => {
  if (intent.handled) return false;
  if (intent.state === 'pending' || intent.state === 'sending') return intent.humanKnows;
  return intent.state === 'dead' || intent.state === 'failed' || intent.state === 'held';
};

/**
 * | question                                | key or index                                        | consistent |
 * |-----------------------------------------|-----------------------------------------------------|------------|
 * | this message                            | pk `MSG#` + intent id, `MESSAGE`                    | yes        |
 * | which messages are due, or abandoned?   | `due`, outbox lanes: due instant, or lease end      | no, re-read |
 * | which messages failed?                  | `list`: town + `#message#failing`, by creation      | no         |
 * | what did we write to this volunteer?    | `volunteer` index                                   | no         |
 */
export const intentKind: Kind<Intent> = defineKind({
  name: 'message',
  v: 1,
  schema: intentSchema,
  key: (intent) => intentKey(intent.id),
  places: (intent) => {
    const at = attentionAt(intent);
    return {
      due: at === undefined ? undefined : { lane: isVital(laneOf(intent)) ? 'outbox#urgent' : 'outbox', at },
      list: isFailing(intent)
        ? { partition: failingMessages(intent.town), sort: `${intent.createdAt}#${intent.id}` }
        : undefined,
      volunteer: intent.recipient.startsWith('vol_')
        ? { id: intent.recipient, sort: `message#${intent.createdAt}#${intent.id}` }
        : undefined,
    };
  },
  expiresAt: (intent) => epochSeconds(plus(intent.createdAt, { days: 400 })),
});

/** Where a receipt and its message meet, whichever comes first. */
const receiptSchema = z.object({
  providerMessageId: z.string().min(1).max(100),
  /** Set at T5. */
  intentId: intentIdSchema.optional(),
  /** Set when the receipt came before T5. */
  parked: z.object({ delivered: z.boolean(), reason: z.string().max(200) }).optional(),
  at: instantSchema,
});
type ReceiptRecord = z.infer<typeof receiptSchema>;

export const receiptKey = (providerMessageId: string): Key => ({
  pk: `SMS#${providerMessageId}`,
  sk: 'RECEIPT',
});

/**
 * | question                                     | key                                    | consistent |
 * |----------------------------------------------|----------------------------------------|------------|
 * | whose receipt is this, or did it come first? | pk `SMS#` + provider's id, `RECEIPT`   | yes        |
 */
export const receiptKind: Kind<ReceiptRecord> = defineKind({
  name: 'sms-receipt',
  v: 1,
  schema: receiptSchema,
  key: (receipt) => receiptKey(receipt.providerMessageId),
  expiresAt: (receipt) => epochSeconds(plus(receipt.at, { days: 30 })),
});

/** The provider's rate, shared by all workers: when the next message may leave. */
const rateSchema = z.object({ provider: z.string().max(20), nextFreeAt: instantSchema });
type RateRecord = z.infer<typeof rateSchema>;
export const rateKey = (provider: string): Key => ({ pk: `RATE#${provider}`, sk: 'RATE' });

/**
 * | question                           | key                     | consistent |
 * |------------------------------------|-------------------------|------------|
 * | when may the next message leave?   | pk `RATE#sms`, `RATE`   | yes        |
 */
export const rateKind: Kind<RateRecord> = defineKind({
  name: 'sms-rate',
  v: 1,
  schema: rateSchema,
  key: (rate) => rateKey(rate.provider),
});

/** A month's cost is spread over counters, so that no two sends wait for each other. */
const LEDGER_SHARDS = 16;
const monthOf = (day: CivilDay): string => day.slice(0, 7);
const ledgerShardKey = (town: string, month: string, shard: number): Key => ({
  pk: `LEDGER#${town}#${month}#${shard}`,
  sk: 'SMS',
});
export const ledgerKeyOf = (intent: Intent, at: Instant): Key =>
  ledgerShardKey(intent.town, monthOf(dayOf(at)), Number.parseInt(intent.id.slice(0, 1), 16));
export const ledgerKeys = (town: string, day: CivilDay): readonly Key[] =>
  Array.from({ length: LEDGER_SHARDS }, (_, shard) => ledgerShardKey(town, monthOf(day), shard));

/** Set by whoever restores the table from a backup: messages older than this wait for a human (F34). */
const epochSchema = z.object({ at: instantSchema });
type Epoch = z.infer<typeof epochSchema>;
export const EPOCH_KEY: Key = { pk: 'EPOCH', sk: 'EPOCH' };

/**
 * | question                        | key            | consistent |
 * |---------------------------------|----------------|------------|
 * | was this table restored? when?  | `EPOCH`        | yes        |
 */
export const epochKind: Kind<Epoch> = defineKind({
  name: 'epoch',
  v: 1,
  schema: epochSchema,
  key: () => EPOCH_KEY,
});
