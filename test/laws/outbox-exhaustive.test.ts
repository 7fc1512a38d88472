import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/messages/message.ts';
import { instant, plus } from '../../shared/time/instant.ts';
import { anIntent } from '../builders/messages.ts';
import { explore } from './outbox-states/explore.ts';
import { type Bounds, outboxRun, type Variant } from './outbox-states/outbox.ts';

const LONG = process.env.EXHAUSTIVE !== undefined;
const MOST = LONG ? 20_000_000 : 400_000;
const START = instant('2026-11-24T08:00:00.000Z');
const cancelled: Message = { kind: 'mission-cancelled', act: 'visit', startsAt: plus(START, { days: 1 }) };
const messages = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    anIntent({
      ...(n % 2 === 1 ? { message: cancelled } : {}),
      createdAt: START,
      dueAt: START,
      notAfter: plus(START, { days: 1 }),
    }),
  );

type Case = readonly [name: string, messages: number, bounds: Bounds];
const ALWAYS: Bounds = { workers: 2, crashes: 1, faults: 1, jumps: 1, receipts: 1, sweeps: 0 };
const QUICK: readonly Case[] = [
  ['one message, its lease twice over', 1, { ...ALWAYS, jumps: 2 }],
  ['two messages, a worker each', 2, { ...ALWAYS, workers: 1, jumps: 0 }],
];
const EVERY: readonly Case[] = [
  ...QUICK,
  ['one message, and the sweep', 1, { ...ALWAYS, sweeps: 1 }],
  ['one message, three workers', 1, { ...ALWAYS, workers: 3 }],
  [
    'one message, three workers, two crashes',
    1,
    { ...ALWAYS, workers: 3, crashes: 2, jumps: 2, receipts: 0 },
  ],
  ['one message, two receipts', 1, { ...ALWAYS, receipts: 2 }],
  ['one message, three faults', 1, { ...ALWAYS, faults: 3, workers: 3, crashes: 0, jumps: 3, receipts: 0 }],
  ['two messages, two workers each', 2, { ...ALWAYS, receipts: 0, faults: 0 }],
  ['three messages, a worker each', 3, { ...ALWAYS, workers: 1, jumps: 0, receipts: 0 }],
];

describe('R7: the outbox, in every state that it can come to', () => {
  it.each(LONG ? EVERY : QUICK)(
    '%s: nothing is lost, nothing sent twice but in a window nobody could see into',
    async (name, count, bounds) => {
      const { wrong, ...counts } = await explore(outboxRun(messages(count), bounds), MOST);
      console.info(JSON.stringify({ name, messages: count, ...bounds, ...counts }));
      expect(wrong).toBeUndefined();
    },
  );

  it.each<[Variant, RegExp]>([
    ['W1-short-lease', /copies/],
    ['W2-no-condition', /copies/],
    ['W3-sent-first', /never left/],
    ['M4-sdk-retries', /copies/],
    ['receipt-not-parked', /was delivered and is sent/],
  ])('%s is caught', async (variant, what) => {
    const { wrong, states } = await explore(outboxRun(messages(1), ALWAYS, variant), MOST);
    console.info(JSON.stringify({ variant, states, what: wrong?.what, choices: wrong?.by.length }));
    expect(wrong?.what).toMatch(what);
  });
});
