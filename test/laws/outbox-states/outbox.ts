import {
  attentionAt,
  type Intent,
  isSettled,
  OUTBOX,
  type OutboxParams,
} from '../../../shared/messages/intent.ts';
import { intentIdIn, intentKey, intentKind } from '../../../shared/messages/store.ts';
import { deliverMessage, type Published } from '../../../shared/outbox/deliver-message.ts';
import { receiveReceipt, settleMessage } from '../../../shared/outbox/settle-message.ts';
import { sweepMessages } from '../../../shared/outbox/sweep-messages.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import type { Stored } from '../../../shared/table/kind.ts';
import type { Table, Write } from '../../../shared/table/table.ts';
import { create } from '../../../shared/table/write.ts';
import { type Task, taskKind } from '../../../shared/tasks/task.ts';
import { fromMillis, type Instant, instant, plus, toMillis } from '../../../shared/time/instant.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import type { Run } from './explore.ts';
import { type Process, startProcess, type World } from './process.ts';

/** Of each thing that may happen, how many may, in one run. */
export type Bounds = {
  /** Workers that each message is given, at any time and without any cause: hints that come twice, late, for nothing. */
  readonly workers: number;
  readonly crashes: number;
  /** Answers of the provider other than « accepted »: throttled, refused, none though the text left, none and it did not. */
  readonly faults: number;
  /** Jumps of time, each to the first moment at which a fast clock, or a slow one, sees something due or abandoned. */
  readonly jumps: number;
  readonly receipts: number;
  readonly sweeps: number;
};

export type Variant =
  | 'protocol'
  | 'W1-short-lease'
  | 'W2-no-condition'
  | 'W3-sent-first'
  | 'M4-sdk-retries'
  | 'receipt-not-parked';

export type Choice =
  | { readonly do: 'step' | 'crash'; readonly process: string }
  | { readonly do: 'publish'; readonly process: string; readonly says: Said }
  | { readonly do: 'worker'; readonly message: number; readonly skewSeconds: number }
  | { readonly do: 'jump'; readonly to: Instant }
  | { readonly do: 'receipt'; readonly of: string; readonly delivered: boolean }
  | { readonly do: 'sweep' };

type Said = 'accepted' | 'throttled' | 'refused' | 'left-unheard' | 'never-left';

const START = instant('2026-11-24T08:00:00.000Z');
/** A worker older than this is frozen and never resumes (reliability.md §2.2, with its margin). Seconds. */
const WORKER_LIFE = 60;
const SKEW = 60;
const PHONE = phoneSchema.parse('+33639980001');
const SHORT: OutboxParams = { ...OUTBOX, leaseSeconds: 5, leaseLeftSeconds: 0 };

type Worker = { readonly born: Instant; readonly message: number; left: boolean; recorded: boolean };

const isIntentPut = (write: Write): write is Extract<Write, { op: 'put' }> =>
  write.op === 'put' && write.kind === intentKind.name;
const stateIn = (write: Write): string | undefined =>
  isIntentPut(write) ? intentKind.schema.parse(write.data).state : undefined;

/**
 * The outbox's own code, T2 to T6 and the sweep, each request of which waits to be chosen. What must hold: no more copies of a
 * text than 1 and its ambiguous windows; marked as sent only what left; given up only with a person's task; what is not at
 * an end is found by the sweep; a receipt that it was delivered is never forgotten; and in the end nothing is lost.
 */
export const outboxRun =
  (intents: readonly Intent[], bounds: Bounds, variant: Variant = 'protocol') =>
  async (): Promise<Run<Choice>> => {
    const table = memoryTable();
    await table.commit(intents.map((intent) => create(intentKind, intent)));
    const params = variant === 'W1-short-lease' ? SHORT : OUTBOX;
    const processes = new Map<string, Process>();
    const workers = new Map<string, Worker>();
    const copies = intents.map(() => 0);
    const ambiguous = intents.map(() => 0);
    const spawned = intents.map(() => 0);
    const used = { crashes: 0, faults: 0, jumps: 0, receipts: 0, sweeps: 0 };
    /** Texts that left under a name: a receipt may come of each. */
    const named: string[] = [];
    const delivered = new Set<string>();
    let now = START;
    let stored: readonly (Stored<Intent> | undefined)[] = [];
    let tasks: readonly Task[] = [];

    const lookAgain = async (): Promise<void> => {
      stored = await Promise.all(intents.map(({ id }) => table.get(intentKind, intentKey(id))));
      tasks = table.ofKind(taskKind.name).map(({ data }) => taskKind.schema.parse(data));
    };
    await lookAgain();

    const lose = (name: string): void => {
      processes.get(name)?.kill();
      processes.delete(name);
      const worker = workers.get(name);
      if (worker?.left && !worker.recorded) ambiguous[worker.message] = (ambiguous[worker.message] ?? 0) + 1;
      workers.delete(name);
    };

    const begin = async (name: string, body: (world: World) => Promise<unknown>): Promise<void> => {
      const process = await startProcess(name, body);
      if (process.at() === undefined) workers.delete(name);
      else processes.set(name, process);
    };
    const tableFor = (ask: World['ask'], name: string): Table => ({
      ...table,
      get: (kind, key) => ask(`get ${kind.name}`, () => table.get(kind, key)),
      getRows: (keys) => ask('get rows', () => table.getRows(keys)),
      due: (lane, cutOff, limit) => ask(`due ${lane}`, () => table.due(lane, cutOff, limit)),
      commit: (writes) =>
        ask('commit', async () => {
          const kept = broken(writes);
          const done = await table.commit(kept);
          const worker = workers.get(name);
          const next = kept.map(stateIn).find((state) => state !== undefined);
          if (done.ok && worker && next !== undefined && next !== 'sending') worker.recorded = true;
          return done;
        }),
    });
    const broken = (writes: readonly Write[]): readonly Write[] =>
      variant === 'W2-no-condition'
        ? writes.map((write) =>
            stateIn(write) === 'sending' ? ({ ...write, expected: 'any' } as Write) : write,
          )
        : writes;

    const startWorker = (message: number, skewSeconds: number): Promise<void> => {
      const intent = intents[message];
      if (!intent) throw new Error('no such message');
      spawned[message] = (spawned[message] ?? 0) + 1;
      const name = `worker ${message}.${spawned[message]}`;
      const me: Worker = { born: now, message, left: false, recorded: false };
      workers.set(name, me);
      let tries = 0;
      const provider = (ask: World['ask']): Promise<Published> =>
        ask('publish', async (says): Promise<Published> => {
          tries += 1;
          if (says === 'throttled') return { outcome: 'throttled' };
          if (says === 'refused') return { outcome: 'permanent', reason: 'refused-by-provider' };
          if (says === 'never-left') return { outcome: 'retryable' };
          copies[message] = (copies[message] ?? 0) + 1;
          me.left = true;
          const providerMessageId = `${name}.${tries}`;
          named.push(providerMessageId);
          if (says !== 'left-unheard') return { outcome: 'accepted', providerMessageId };
          me.left = variant === 'M4-sdk-retries';
          if (!me.left) ambiguous[message] = (ambiguous[message] ?? 0) + 1;
          return { outcome: 'retryable' };
        });
      return begin(name, async ({ ask, learn }) => {
        const far = tableFor(ask, name);
        const ids = {
          next: () => `tsk_${name.replace(/\D/g, '').padStart(26, '0')}` as never,
          integerBelow: () => 0,
          secret: () => name,
        };
        const clock = { now: () => learn(plus(now, { seconds: skewSeconds })) };
        const sentFirst = async (): Promise<void> => {
          const mine = await far.get(intentKind, intentKey(intent.id));
          const sent = {
            outcome: 'accepted',
            providerMessageId: `early ${name}`,
            parts: 1,
            priceMicroEuros: 0,
          } as const;
          if (mine) await settleMessage({ table: far, ids }, mine, name, sent, clock.now());
        };
        await deliverMessage(
          {
            table: far,
            clock,
            ids,
            params,
            check: async () => ({
              go: true,
              sms: { phone: PHONE, text: 'x', senderId: 'Town' },
              parts: 1,
              priceMicroEuros: 65_000,
            }),
            turn: async () => ({ mine: true, at: clock.now() }),
            publish: async () => {
              if (variant === 'W3-sent-first') await sentFirst();
              const first = await provider(ask);
              return variant === 'M4-sdk-retries' && first.outcome === 'retryable' ? provider(ask) : first;
            },
            wait: async () => undefined,
          },
          intent.id,
        );
      });
    };

    const receipt = (of: string, isDelivered: boolean): Promise<void> =>
      begin(`receipt ${used.receipts} of ${of} at ${now}`, async ({ ask }) => {
        const far = tableFor(ask, '');
        const ids = { next: () => `tsk_${'9'.repeat(26)}` as never, integerBelow: () => 0 };
        const said = { delivered: isDelivered, reason: isDelivered ? '' : 'unreachable' };
        const known =
          variant === 'receipt-not-parked' && stored.every((one) => one?.value.providerMessageId !== of);
        if (!known) await receiveReceipt({ table: far, ids }, of, said, now);
        if (isDelivered) delivered.add(of);
      });

    const step = async (name: string, says?: Said): Promise<void> => {
      const process = processes.get(name);
      if (!process) throw new Error(`no ${name}`);
      await process.step(says);
      if (process.at() === undefined) {
        processes.delete(name);
        workers.delete(name);
      }
    };
    const jump = (to: Instant): void => {
      now = to;
      for (const [name, { born }] of workers)
        if (toMillis(now) - toMillis(born) > WORKER_LIFE * 1000) lose(name);
    };

    /** The moments at which a fast clock, then a slow one, sees the next thing due or abandoned. */
    const moments = (): readonly Instant[] => {
      const next = stored.flatMap((one) => (one ? (attentionAt(one.value) ?? []) : [])).sort()[0];
      if (next === undefined) return [];
      const around = [-SKEW, SKEW].map((skew) => fromMillis(toMillis(next) + skew * 1000 + 1));
      return around.filter((moment) => moment > now);
    };

    const choose = async (choice: Choice): Promise<void> => {
      switch (choice.do) {
        case 'step':
          await step(choice.process);
          break;
        case 'publish':
          if (choice.says !== 'accepted') used.faults += 1;
          await step(choice.process, choice.says);
          break;
        case 'crash':
          used.crashes += 1;
          lose(choice.process);
          break;
        case 'worker':
          await startWorker(choice.message, choice.skewSeconds);
          break;
        case 'jump':
          used.jumps += 1;
          jump(choice.to);
          break;
        case 'receipt':
          used.receipts += 1;
          await receipt(choice.of, choice.delivered);
          break;
        case 'sweep':
          used.sweeps += 1;
          await begin(`sweep ${used.sweeps} at ${now}`, ({ ask }) => sweepMessages(tableFor(ask, ''), now));
      }
      await lookAgain();
    };

    const choices = (): readonly Choice[] => {
      const all: Choice[] = [];
      for (const [process, { at }] of processes) {
        if (at() === 'publish') {
          all.push({ do: 'publish', process, says: 'accepted' });
          if (used.faults < bounds.faults)
            for (const says of ['throttled', 'refused', 'left-unheard', 'never-left'] as const)
              all.push({ do: 'publish', process, says });
        } else all.push({ do: 'step', process });
        if (used.crashes < bounds.crashes && workers.has(process)) all.push({ do: 'crash', process });
      }
      intents.forEach((_, message) => {
        if ((spawned[message] ?? 0) >= bounds.workers) return;
        for (const skewSeconds of [-SKEW, SKEW]) all.push({ do: 'worker', message, skewSeconds });
      });
      if (used.jumps < bounds.jumps) for (const to of moments()) all.push({ do: 'jump', to });
      if (used.receipts < bounds.receipts)
        for (const of of named)
          for (const isGood of [true, false]) all.push({ do: 'receipt', of, delivered: isGood });
      if (used.sweeps < bounds.sweeps) all.push({ do: 'sweep' });
      return all;
    };

    const wrong = (): string | undefined => {
      for (const [n, one] of stored.entries()) {
        const intent = one?.value;
        if (!intent) return `message ${n} is gone`;
        const left = copies[n] ?? 0;
        if (left > 1 + (ambiguous[n] ?? 0))
          return `message ${n}: ${left} copies, ${ambiguous[n]} ambiguous windows`;
        const isSent = ['sent', 'delivered', 'failed'].includes(intent.state);
        if (isSent && left === 0 && !isAboutToLeave(n))
          return `message ${n} is marked ${intent.state} and never left`;
        if (intent.state === 'dead' && !tasks.some(({ id }) => id === intent.taskId))
          return `message ${n} is given up and nobody knows`;
        if (!isSettled(intent) && attentionAt(intent) === undefined)
          return `message ${n} is found by no sweep`;
        const mine = intent.providerMessageId;
        if (mine !== undefined && delivered.has(mine) && intent.state !== 'delivered')
          return `message ${n} was delivered and is ${intent.state}`;
      }
      return undefined;
    };
    /** W3 is caught by what it loses, in the end, not by its order. */
    const isAboutToLeave = (n: number): boolean =>
      variant === 'W3-sent-first' && [...workers.values()].some(({ message }) => message === n);

    const end = async (): Promise<string | undefined> => {
      for (let round = 0; round < 12; round += 1) {
        for (const name of [...processes.keys()]) while (processes.has(name)) await step(name, 'accepted');
        await lookAgain();
        if (stored.every((one) => one && isSettled(one.value))) return wrong();
        const later = moments().at(-1);
        if (later !== undefined) jump(later);
        const due = await table.due('outbox', plus(now, { seconds: SKEW }), 10);
        for (const { key } of due)
          await startWorker(
            intents.findIndex(({ id }) => id === intentIdIn(key)),
            0,
          );
        await lookAgain();
      }
      return 'a message is lost: it never comes to an end';
    };

    const mark = (): string =>
      JSON.stringify([
        now,
        used,
        spawned,
        copies,
        ambiguous,
        named.length,
        [...delivered],
        table.dump().map(({ key, version, data }) => [key.pk, version, data]),
        [...processes.values()].map(({ name, at, answers }) => [name, at(), answers(), workers.get(name)]),
      ]);

    return { mark, choices, choose, wrong, end };
  };
