import { join } from 'node:path';
import { SegmentedMessage } from 'sms-segments-calculator';
import * as z from 'zod';
import { isFiction, type Phone, phoneSchema } from '../../../shared/phone/phone.ts';
import { ok, type Result, refused } from '../../../shared/result/result.ts';
import type { Clock } from '../../../shared/time/clock.ts';
import { instantSchema } from '../../../shared/time/instant.ts';
import { openJournal } from './journal.ts';

/** SNS refuses more in one Publish (1,600 bytes, domain.md §10). */
const MAX_BYTES = 1_600;

const smsSchema = z.object({
  id: z.string().max(60),
  to: phoneSchema,
  body: z.string().max(MAX_BYTES),
  senderId: z.string().max(11),
  smsType: z.enum(['Transactional', 'Promotional']),
  /** The town's time, not the machine's. */
  at: instantSchema,
  parts: z.number().int().min(1),
  encoding: z.enum(['GSM-7', 'UCS-2']),
});
const phoneStateSchema = z.enum(['reachable', 'silent', 'opted-out']);
/** `silent`: the phone answers no more (battery, network); `opted-out`: its owner refused our messages. */
export type PhoneState = z.infer<typeof phoneStateSchema>;

const eventSchema = z.discriminatedUnion('type', [
  smsSchema.extend({ type: z.literal('message') }),
  z.object({
    type: z.literal('receipt'),
    id: z.string().max(60),
    status: z.enum(['delivered', 'failed']),
    reason: z.string().max(200).optional(),
    at: instantSchema,
  }),
  z.object({ type: z.literal('phone'), number: phoneSchema, state: phoneStateSchema, at: instantSchema }),
]);
type Event = z.infer<typeof eventSchema>;

export type Sms = z.infer<typeof smsSchema> & {
  /** What the receipts said: `accepted` until there is one. */
  readonly status: 'accepted' | 'delivered' | 'failed';
  readonly reason?: string | undefined;
};

export type SmsRequest = {
  readonly to: string;
  readonly body: string;
  readonly senderId: string | undefined;
  readonly smsType: string | undefined;
};
export type SmsRefusal = {
  readonly reason: 'not-a-number' | 'not-fiction' | 'empty' | 'too-long' | 'bad-sender-id' | 'bad-type';
};

export type Phones = {
  /** Takes an SMS as SNS does. Resolves once it is on the disk: what is acknowledged is never lost. */
  readonly receive: (request: SmsRequest) => Promise<Result<Sms, SmsRefusal>>;
  readonly recordReceipt: (
    id: string,
    outcome: { readonly status: 'delivered' | 'failed'; readonly reason?: string | undefined },
  ) => Promise<void>;
  readonly setState: (number: Phone, state: PhoneState) => Promise<void>;
  readonly stateOf: (number: Phone) => PhoneState;
  /** Oldest first. */
  readonly messages: (filter?: { readonly to?: Phone | undefined }) => readonly Sms[];
  readonly optedOut: () => readonly Phone[];
  /** Grows with each thing that happens: a page that knows it can ask whether anything is new. */
  readonly version: () => number;
  readonly close: () => Promise<void>;
};

/** All the phones of the town, kept in `telephone.jsonl` of the data folder, or in memory without one. */
export const openPhones = async ({
  folder,
  clock,
  newId,
}: {
  readonly folder?: string | undefined;
  readonly clock: Clock;
  readonly newId: () => string;
}): Promise<Phones> => {
  const messages = new Map<string, Sms>();
  const byNumber = new Map<Phone, string[]>();
  const states = new Map<Phone, PhoneState>();
  let version = 0;
  const apply = (event: Event): void => {
    version += 1;
    if (event.type === 'message') {
      const { type: _, ...sms } = event;
      messages.set(sms.id, { ...sms, status: 'accepted' });
      byNumber.set(sms.to, [...(byNumber.get(sms.to) ?? []), sms.id]);
    } else if (event.type === 'receipt') {
      const sms = messages.get(event.id);
      if (sms) messages.set(event.id, { ...sms, status: event.status, reason: event.reason });
    } else states.set(event.number, event.state);
  };
  const journal = await openJournal(folder && join(folder, 'telephone.jsonl'), eventSchema);
  for (const event of journal.past) apply(event);
  const record = async (event: Event): Promise<void> => {
    await journal.append([event]);
    apply(event);
  };

  return {
    receive: async (request) => {
      const read = readRequest(request);
      if (!read.ok) return read;
      const { encodingName, segments } = new SegmentedMessage(read.value.body);
      const sms = {
        ...read.value,
        id: newId(),
        at: clock.now(),
        parts: Math.max(segments.length, 1),
        encoding: encodingName,
      };
      await record({ type: 'message', ...sms });
      return ok({ ...sms, status: 'accepted' });
    },
    recordReceipt: (id, outcome) =>
      record({
        type: 'receipt',
        id,
        status: outcome.status,
        ...(outcome.reason ? { reason: outcome.reason } : {}),
        at: clock.now(),
      }),
    setState: (number, state) => record({ type: 'phone', number, state, at: clock.now() }),
    stateOf: (number) => states.get(number) ?? 'reachable',
    messages: (filter) =>
      filter?.to === undefined
        ? [...messages.values()]
        : (byNumber.get(filter.to) ?? []).flatMap((id) => messages.get(id) ?? []),
    optedOut: () => [...states].flatMap(([number, state]) => (state === 'opted-out' ? [number] : [])),
    version: () => version,
    close: journal.close,
  };
};

const readRequest = (
  request: SmsRequest,
): Result<Pick<Sms, 'to' | 'body' | 'senderId' | 'smsType'>, SmsRefusal> => {
  const number = phoneSchema.safeParse(request.to);
  if (!number.success) return refused({ reason: 'not-a-number' });
  // The guard of last resort: whatever the configuration says, no real phone is ever reached from here.
  if (!isFiction(number.data)) return refused({ reason: 'not-fiction' });
  if (request.body.trim() === '') return refused({ reason: 'empty' });
  if (Buffer.byteLength(request.body) > MAX_BYTES) return refused({ reason: 'too-long' });
  const senderId = request.senderId ?? 'NOTICE';
  if (!/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(senderId)) return refused({ reason: 'bad-sender-id' });
  const smsType = request.smsType ?? 'Promotional';
  if (smsType !== 'Transactional' && smsType !== 'Promotional') return refused({ reason: 'bad-type' });
  return ok({ to: number.data, body: request.body, senderId, smsType });
};
