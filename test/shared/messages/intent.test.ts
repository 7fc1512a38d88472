import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attentionAt,
  type Intent,
  type IntentState,
  intentIdOf,
  intentStateSchema,
  OUTBOX,
  TRANSITIONS,
} from '../../../shared/messages/intent.ts';
import { KINDS, TRIES } from '../../../shared/messages/kinds.ts';
import type { MessageKind } from '../../../shared/messages/message.ts';
import {
  claim,
  hasTimeToPublish,
  type Outcome,
  receive,
  settle,
} from '../../../shared/messages/settle-intent.ts';
import { cancel, release } from '../../../shared/messages/taken-over.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant, plus, toMillis } from '../../../shared/time/instant.ts';
import { anIntent } from '../../builders/messages.ts';

const now = instant('2026-11-24T13:00:00.000Z');
const later = (seconds: number) => plus(now, { seconds });
const states = intentStateSchema.options;
const accepted: Outcome = {
  outcome: 'accepted',
  providerMessageId: 'sns-1',
  parts: 1,
  priceMicroEuros: 65_000,
};

const inHand = (message: Intent['message'], more: Partial<Intent> = {}): Intent =>
  anIntent({
    message,
    state: 'sending',
    lease: { owner: 'me', until: later(300) },
    claims: 1,
    sealed: 'x',
    ...more,
  });
const offer = anIntent().message;
const cancelled: Intent['message'] = { kind: 'mission-cancelled', act: 'visit', startsAt: later(86_400) };
const thanks: Intent['message'] = { kind: 'pause-confirmed' };
const settledBy = (intent: Intent, outcome: Outcome, random = 0.5) => {
  const result = settle(intent, 'me', outcome, now, random);
  if (!result.ok) throw new Error('the lease is ours');
  return result.value;
};

describe('taking a message in hand', () => {
  it.each(states)('from %s', (state) => {
    const intent = anIntent({ state, dueAt: now, lease: { owner: 'dead', until: later(-1) } });
    const claimed = claim(intent, now, 'me');
    expect(claimed.ok).toBe(state === 'pending' || state === 'sending');
    if (claimed.ok)
      expect(claimed.value).toMatchObject({
        state: 'sending',
        claims: 1,
        lease: { owner: 'me', until: later(300) },
      });
  });

  it('waits until it is due', () => {
    expect(claim(anIntent({ dueAt: later(1) }), now, 'me')).toMatchObject({ refusal: { reason: 'not-due' } });
  });

  it('leaves it to another worker until the lease is over', () => {
    const other = anIntent({ state: 'sending', lease: { owner: 'other', until: now } });
    expect(claim(other, now, 'me')).toMatchObject({ refusal: { reason: 'in-other-hands' } });
    expect(claim(other, later(1), 'me').ok).toBe(true);
  });

  it('publishes only while more than Publish and the clock skew is left of the lease', () => {
    const intent = inHand(offer);
    expect(hasTimeToPublish(intent, later(300 - 68))).toBe(true);
    expect(hasTimeToPublish(intent, later(300 - 67))).toBe(false);
    expect(OUTBOX.leaseSeconds).toBeGreaterThan(30 + 7 + 60);
  });
});

describe('recording what became of it', () => {
  it('sent: the secret is gone, the receipt can be matched, the cost is known', () => {
    const { intent, tellHuman } = settledBy(inHand(offer), accepted);
    expect(intent).toMatchObject({ state: 'sent', tries: 1, parts: 1, priceMicroEuros: 65_000, sentAt: now });
    expect(intent.sealed).toBeUndefined();
    expect(intent.lease).toBeUndefined();
    expect(tellHuman).toBe(false);
  });

  it('lost lease: nothing is written over the other worker', () => {
    const other = inHand(offer, { lease: { owner: 'other', until: later(300) } });
    expect(settle(other, 'me', accepted, now, 0)).toMatchObject({ refusal: { reason: 'lost-lease' } });
  });

  it('throttled: comes back soon and costs no try', () => {
    const { intent } = settledBy(inHand(offer), { outcome: 'throttled' }, 0.999);
    expect(intent).toMatchObject({ state: 'pending', tries: 0 });
    expect(intent.dueAt > now && intent.dueAt <= later(10)).toBe(true);
  });

  it('no answer: backs off, longer each time, never longer than five minutes', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 20].map((tries) => {
      const { intent } = settledBy(inHand(cancelled, { tries }), { outcome: 'retryable' }, 0.9999999);
      return Math.round((toMillis(intent.dueAt) - toMillis(now)) / 1000);
    });
    expect(waits).toEqual([15, 30, 60, 120, 240, 300, 300, 300]);
  });

  it.each([
    ['an offer is given up after three tries', offer, 3],
    ['a courtesy after one', thanks, 1],
  ])('%s', (_, message, limit) => {
    let intent = inHand(message);
    for (let tries = 1; tries < limit; tries += 1) {
      intent = settledBy(intent, { outcome: 'retryable' }).intent;
      expect(intent.state).toBe('pending');
      intent = { ...intent, state: 'sending', lease: { owner: 'me', until: later(300) } };
    }
    const { intent: end, tellHuman } = settledBy(intent, { outcome: 'retryable' });
    expect(end).toMatchObject({ state: 'dead', reason: 'tries-spent' });
    expect(tellHuman).toBe(message !== thanks);
  });

  it('an obligation is tried for ever, and a human knows from the third try on, once', () => {
    let intent = inHand(cancelled);
    const told: boolean[] = [];
    for (let tries = 0; tries < 50; tries += 1) {
      const result = settledBy(intent, { outcome: 'retryable' });
      told.push(result.tellHuman);
      intent = { ...result.intent, state: 'sending', lease: { owner: 'me', until: later(300) } };
    }
    expect(told.flatMap((tell, index) => (tell ? [index + 1] : []))).toEqual([3]);
  });

  it('too late: an offer is dropped, an obligation becomes a human’s task', () => {
    const tooLate: Outcome = { outcome: 'cancelled', reason: 'too-late' };
    expect(settledBy(inHand(offer), tooLate)).toMatchObject({
      intent: { state: 'cancelled', reason: 'too-late' },
      tellHuman: false,
    });
    expect(settledBy(inHand(cancelled), tooLate)).toMatchObject({
      intent: { state: 'dead', reason: 'too-late' },
      tellHuman: true,
    });
  });

  it('no mobile: a human calls instead', () => {
    expect(settledBy(inHand(offer), { outcome: 'permanent', reason: 'no-mobile' })).toMatchObject({
      intent: { state: 'dead', reason: 'no-mobile' },
      tellHuman: true,
    });
  });

  it('keeps to the table of transitions, whatever happens', () => {
    const outcomes: Outcome[] = [
      accepted,
      { outcome: 'throttled' },
      { outcome: 'retryable' },
      { outcome: 'permanent', reason: 'invalid-number' },
      { outcome: 'cancelled', reason: 'mission-changed' },
      { outcome: 'held', reason: 'restored-from-backup' },
      { outcome: 'postponed', until: later(60) },
    ];
    const steps = [
      (i: Intent) => claim(i, now, 'me'),
      (i: Intent) => ({ ok: true as const, value: receive(i, { delivered: true, reason: '' }).intent }),
      (i: Intent) => ({ ok: true as const, value: receive(i, { delivered: false, reason: 'x' }).intent }),
      (i: Intent) => cancel(i, 'handled-by-human'),
      (i: Intent) => release(i, now),
      ...outcomes.map((outcome) => (i: Intent) => {
        const result = settle(i, 'me', outcome, now, 0.5);
        return result.ok ? { ok: true as const, value: result.value.intent } : result;
      }),
    ];
    const reached = new Set<IntentState>();
    fc.assert(
      fc.property(
        fc.constantFrom(offer, cancelled, thanks),
        fc.array(fc.nat({ max: steps.length - 1 }), { maxLength: 12 }),
        (message, script) => {
          let intent = anIntent({ message, dueAt: now });
          for (const index of script) {
            const step = steps[index]?.(intent);
            if (!step?.ok || step.value.state === intent.state) {
              if (step?.ok) intent = step.value;
              continue;
            }
            expect(TRANSITIONS[intent.state]).toContain(step.value.state);
            intent = { ...step.value, dueAt: now };
            reached.add(intent.state);
            // A state that nobody can leave is an end, and an end wants no attention.
            expect(attentionAt(intent) === undefined).toBe(
              intent.state !== 'pending' && intent.state !== 'sending',
            );
          }
        },
      ),
      { seed: 5, numRuns: 3_000 },
    );
    expect([...reached].sort()).toEqual(states.slice().sort());
  });
});

describe('receipts', () => {
  const sent = anIntent({ state: 'sent', providerMessageId: 'sns-1' });
  it('end in the same state in any order and any number of times', () => {
    const receipt = fc.record({ delivered: fc.boolean(), reason: fc.constant('unreachable') });
    fc.assert(
      fc.property(fc.array(receipt, { minLength: 1, maxLength: 6 }), (receipts) => {
        const end = receipts.reduce((intent, one) => receive(intent, one).intent, sent);
        expect(end.state).toBe(receipts.some((one) => one.delivered) ? 'delivered' : 'failed');
      }),
      { seed: 9 },
    );
  });

  it('never bring a message back to life', () => {
    for (const state of states.filter((one) => !['sent', 'failed'].includes(one))) {
      const intent = anIntent({ state });
      expect(receive(intent, { delivered: true, reason: '' }).intent).toBe(intent);
      expect(receive(intent, { delivered: false, reason: '' }).intent).toBe(intent);
    }
  });

  it('a failure tells a human at once when the message was owed', () => {
    const owed = anIntent({ state: 'sent', message: cancelled });
    const failure = { delivered: false, reason: 'Phone is currently unreachable' };
    expect(receive(owed, failure)).toMatchObject({ intent: { state: 'failed' }, tellHuman: true });
    expect(receive(receive(owed, failure).intent, failure).tellHuman).toBe(false);
  });
});

describe('what a human may do', () => {
  it('nothing to a message in the hands of a worker, or at its end', () => {
    expect(cancel(inHand(offer), 'handled-by-human')).toMatchObject({
      refusal: { reason: 'in-other-hands' },
    });
    expect(cancel(anIntent({ state: 'sent' }), 'handled-by-human')).toMatchObject({
      refusal: { reason: 'settled' },
    });
  });
  it('releases what was held after a restore, which is then due and new', () => {
    const held = anIntent({ state: 'held', reason: 'restored-from-backup' });
    expect(release(held, now)).toMatchObject({ value: { state: 'pending', dueAt: now, createdAt: now } });
  });
});

describe('the identity of a message', () => {
  const identity = {
    kind: 'offer' as MessageKind,
    subject: 'mis_1',
    day: civilDay('2026-11-24'),
    round: 'wave-1',
    recipient: 'vol_1',
  };
  it('is the same for the same request, and another for anything else', () => {
    const id = intentIdOf(identity);
    expect(intentIdOf({ ...identity })).toBe(id);
    for (const other of [
      { kind: 'report-nudge' as MessageKind },
      { subject: 'mis_2' },
      { day: civilDay('2026-11-25') },
      { round: 'wave-2' },
      { recipient: 'vol_2' },
    ])
      expect(intentIdOf({ ...identity, ...other })).not.toBe(id);
  });
});

it('every kind has a lane with a budget', () => {
  for (const policy of Object.values(KINDS)) expect(TRIES[policy.lane]).toBeGreaterThan(0);
});
