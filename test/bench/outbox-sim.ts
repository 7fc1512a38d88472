import { type Intent, OUTBOX, type OutboxParams } from '../../shared/messages/intent.ts';
import type { Message } from '../../shared/messages/message.ts';
import { intentIdIn, intentKind } from '../../shared/messages/store.ts';
import { deliverMessage, type Published } from '../../shared/outbox/deliver-message.ts';
import { takeTurn } from '../../shared/outbox/rate.ts';
import { settleMessage } from '../../shared/outbox/settle-message.ts';
import { sweepMessages } from '../../shared/outbox/sweep-messages.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { create } from '../../shared/table/write.ts';
import { taskKind } from '../../shared/tasks/task.ts';
import { fromMillis, type Instant, instant, plus, toMillis } from '../../shared/time/instant.ts';
import { anIntent } from '../builders/messages.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { virtualTime } from './virtual-time.ts';

/**
 * The outbox's own code (deliverMessage, settleMessage, sweepMessages) in virtual time, over the table double that
 * enforces every condition: workers crash at any step, answers are lost, triggers come twice or never, clocks
 * differ by up to a minute (reliability.md §2.3, R5). A variant breaks one rule on purpose.
 */
export type Variant = 'protocol' | 'W1-short-lease' | 'W2-no-condition' | 'W3-sent-first' | 'M4-sdk-retries';

type Simulated = {
  readonly seed: number;
  /** Messages that neither left, nor were cancelled, nor became a human's task. */
  readonly lost: number;
  /** Texts taken by the provider beyond the first of each message. */
  readonly duplicates: number;
  /** Publish began and, by a crash or a lost answer, nobody could know or record how it ended. */
  readonly ambiguous: number;
  /** Longest time from due (or lease over) to the next claim, once the faults have stopped. */
  readonly slowestRedriveSeconds: number;
};

const START = instant('2026-11-24T08:00:00.000Z');
const FAULTS_FOR = 900;
const ENDS_AFTER = 3_600;
/** The function's own time limit: a worker older than this is frozen and never resumes. */
const WORKER_LIFE = 30;

const offer: Message = {
  kind: 'offer',
  act: 'visit',
  startsAt: plus(START, { days: 1 }),
  sector: 'planoise',
};
const alert: Message = { kind: 'coordinator-alert', reason: 'urgent-flag', count: 1 };
const cancelled: Message = { kind: 'mission-cancelled', act: 'visit', startsAt: plus(START, { days: 1 }) };
const MESSAGES = [offer, alert, cancelled];
const PHONE = phoneSchema.parse('+33639980001');

type Attempt = { started: boolean; answered: boolean; recorded: boolean; broken: boolean };

const shortLease: OutboxParams = { ...OUTBOX, leaseSeconds: 5, leaseLeftSeconds: 0 };

const simulate = async (seed: number, variant: Variant = 'protocol'): Promise<Simulated> => {
  const time = virtualTime(seed);
  const { random, below, chance } = time;
  const table = memoryTable();
  const params = variant === 'W1-short-lease' ? shortLease : OUTBOX;
  const crashRate = [0, 0.01, 0.04, 0.1][below(4)] ?? 0;
  /** Every step of the first workers is crashed at once in some seed. */
  const crashAt = seed % 20;
  const faulty = (): boolean => time.now() < FAULTS_FOR;
  const copies = new Map<string, number>();
  const attempts: Attempt[] = [];
  const dueSince = new Map<string, number>();
  let slowest = 0;
  let workers = 0;
  let ids = 0;

  const trueNow = (): Instant => fromMillis(toMillis(START) + Math.round(time.now() * 1000));

  /** What the table's stream does after a commit: wakes workers, sometimes twice; its hint may be lost. */
  const wake = (writes: readonly Write[]): void => {
    for (const write of writes) {
      const id = write.op === 'put' && write.kind === intentKind.name ? intentIdIn(write.key) : undefined;
      if (!id || write.op !== 'put') continue;
      const dueAt = String(write.attributes.dueAt ?? '');
      if (dueAt === '') dueSince.delete(id);
      else dueSince.set(id, (toMillis(instant(dueAt)) - toMillis(START)) / 1000);
      if (dueAt === '' || dueAt > trueNow()) continue;
      const times = faulty() && chance(0.1) ? 0 : chance(0.2) ? 2 : 1;
      for (let n = 0; n < times; n += 1) time.after(0.05 + random() * 2, () => work(id));
    }
  };

  const commit = async (writes: readonly Write[], seen?: (writes: readonly Write[]) => void) => {
    const kept = variant === 'W2-no-condition' ? writes.map(unconditionalClaim) : writes;
    const done = await table.commit(kept);
    if (done.ok) {
      seen?.(kept);
      wake(kept);
    }
    return done;
  };

  const work = (id: NonNullable<ReturnType<typeof intentIdIn>>): void => {
    workers += 1;
    const isFirst = workers <= 2;
    const skew = (random() * 2 - 1) * 60;
    const born = time.now();
    const isSlow = chance(0.1);
    const attempt: Attempt = { started: false, answered: false, recorded: false, broken: false };
    attempts.push(attempt);
    let steps = 0;
    /** One step of the worker: time passes, or the worker dies here and never comes back. */
    const step = async (longest = 0.05): Promise<void> => {
      steps += 1;
      await time.sleep(random() * longest + (isSlow && chance(0.15) ? random() * 15 : 0));
      const dies = faulty() && ((isFirst && steps === crashAt) || chance(crashRate));
      if (dies || time.now() - born > WORKER_LIFE) {
        attempt.broken = true;
        await new Promise(() => {});
      }
    };
    const clock = { now: () => fromMillis(toMillis(trueNow()) + Math.round(skew * 1000)) };
    const seen = (writes: readonly Write[]): void => {
      for (const write of writes) {
        if (write.op !== 'put' || write.kind !== intentKind.name) continue;
        const { state } = intentKind.schema.parse(write.data);
        if (state === 'sending' && write.label !== 'nudge') noteClaim(id);
        if (attempt.started && state !== 'sending') attempt.recorded = true;
      }
    };
    const far: Table = {
      ...table,
      get: async (kind, key) => {
        await step();
        const found = await table.get(kind, key);
        await step();
        return found;
      },
      commit: async (writes) => {
        await step();
        if (faulty() && chance(crashRate / 2)) {
          attempt.broken = true;
          throw new Error('the request never arrived');
        }
        const done = await commit(writes, seen);
        if (faulty() && chance(crashRate / 2)) throw new Error('the answer was lost');
        await step();
        return done;
      },
    };
    const provider = async (): Promise<Published> => {
      attempt.started = true;
      await step(2);
      if (faulty() && chance(0.05)) return answer({ outcome: 'throttled' });
      if (faulty() && chance(0.05)) return answer({ outcome: 'retryable' });
      copies.set(id, (copies.get(id) ?? 0) + 1);
      await step(3);
      if (faulty() && chance(0.1)) {
        attempt.broken = true;
        return { outcome: 'retryable' };
      }
      return answer({ outcome: 'accepted', providerMessageId: `sns-${++ids}` });
    };
    const answer = (published: Published): Published => {
      attempt.answered = true;
      return published;
    };
    let inHand: Intent | undefined;
    const publish = async (): Promise<Published> => {
      if (variant === 'W3-sent-first') await markSent();
      const first = await provider();
      if (variant !== 'M4-sdk-retries' || first.outcome !== 'retryable') return first;
      attempt.broken = false;
      return provider();
    };
    const markSent = async (): Promise<void> => {
      const stored = inHand && (await far.get(intentKind, intentKind.key(inHand)));
      const sent = {
        outcome: 'accepted',
        providerMessageId: `early-${++ids}`,
        parts: 1,
        priceMicroEuros: 0,
      } as const;
      if (stored?.value.lease)
        await settleMessage({ table: far, ids: source }, stored, stored.value.lease.owner, sent, clock.now());
    };
    const source = {
      next: () => `tsk_${String(++ids).padStart(26, '0')}` as never,
      integerBelow: below,
      secret: () => `owner-${++ids}`,
    };
    void deliverMessage(
      {
        table: far,
        clock,
        ids: source,
        params,
        check: async (intent) => {
          inHand = intent;
          await step(1);
          return {
            go: true,
            sms: { phone: PHONE, text: 'x', senderId: 'Town' },
            parts: 1,
            priceMicroEuros: 65_000,
          };
        },
        turn: (lane, now) => takeTurn(far, lane, now),
        publish,
        wait: (millis) => time.sleep(millis / 1000),
      },
      id,
    ).catch(() => {
      // The worker failed on a lost request: its lease will end, the sweep will find the message.
    });
  };

  const noteClaim = (id: string): void => {
    const since = dueSince.get(id);
    if (since === undefined || since < FAULTS_FOR) return;
    slowest = Math.max(slowest, time.now() - since);
  };

  const intents = Array.from({ length: 1 + below(3) }, (_, n) =>
    anIntent({
      message: MESSAGES[(seed + n) % MESSAGES.length] ?? offer,
      createdAt: START,
      dueAt: START,
      notAfter: plus(START, { days: 1 }),
    }),
  );
  await commit(intents.map((intent) => create(intentKind, intent)));
  for (let minute = 1; minute * 60 < ENDS_AFTER; minute += 1)
    time.after(minute * 60 + random() * 5, () => {
      // A tick may be lost, or come twice (R10 has its own bench).
      const rounds = faulty() && chance(0.3) ? 0 : chance(0.1) ? 2 : 1;
      for (let n = 0; n < rounds; n += 1) void sweepMessages({ ...table, commit }, trueNow());
    });
  await time.run(ENDS_AFTER, () => dueSince.size === 0);

  const tasks = table.dump().filter((row) => row.kind === taskKind.name).length;
  let lost = 0;
  let dead = 0;
  let duplicates = 0;
  for (const intent of intents) {
    const end = (await table.get(intentKind, intentKind.key(intent)))?.value;
    const taken = copies.get(intent.id) ?? 0;
    duplicates += Math.max(0, taken - 1);
    if (end?.state === 'dead') dead += 1;
    const isKept = end?.state === 'sent' ? taken > 0 : end?.state === 'dead' && end.humanKnows;
    if (!isKept) lost += 1;
  }
  if (tasks < dead) lost += dead - tasks;
  const ambiguous = attempts.filter((a) => a.started && a.broken && !(a.answered && a.recorded)).length;
  return { seed, lost, duplicates, ambiguous, slowestRedriveSeconds: slowest };
};

/** W2: « if it is pending, send it »: read, then write whatever is there. */
const unconditionalClaim = (write: Write): Write =>
  write.op === 'put' && write.kind === intentKind.name && JSON.stringify(write.data).includes('"sending"')
    ? { ...write, expected: 'any' }
    : write;

export type Summary = {
  readonly variant: Variant;
  readonly seeds: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly ambiguous: number;
  readonly seedsAboveBound: number;
  readonly firstBadSeed: number | undefined;
  readonly slowestRedriveSeconds: number;
};

/** Many seeds of one variant. `seedsAboveBound`: more duplicates than ambiguous windows. */
export const simulateMany = async (variant: Variant, seeds: number, from = 1): Promise<Summary> => {
  const totals = { lost: 0, duplicates: 0, ambiguous: 0, seedsAboveBound: 0, slowestRedriveSeconds: 0 };
  let firstBadSeed: number | undefined;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const one = await simulate(seed, variant);
    totals.lost += one.lost;
    totals.duplicates += one.duplicates;
    totals.ambiguous += one.ambiguous;
    totals.slowestRedriveSeconds = Math.max(totals.slowestRedriveSeconds, one.slowestRedriveSeconds);
    if (one.duplicates > one.ambiguous) totals.seedsAboveBound += 1;
    if (one.duplicates > one.ambiguous || one.lost > 0) firstBadSeed ??= seed;
  }
  return { variant, seeds, ...totals, firstBadSeed };
};
