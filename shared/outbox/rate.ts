import type { Lane } from '../messages/kinds.ts';
import { rateKey, rateKind } from '../messages/store.ts';
import type { Table } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { fromMillis, type Instant, latest, toMillis } from '../time/instant.ts';

export type RateParams = {
  /** The provider's rate, messages a second: a setting of the SNS account. */
  readonly perSecond: number;
  /** Unused rate that may be caught up at once: the pauses between two batches are not lost. */
  readonly burstSeconds: number;
  /** How long a worker may wait for its turn, by lane; more, and the message goes back for the sweep. */
  readonly patienceSeconds: Readonly<Record<Lane, number>>;
};
export const RATE: RateParams = {
  perSecond: 20,
  burstSeconds: 0.25,
  patienceSeconds: { sos: 10, alert: 10, obligation: 5, offer: 2, courtesy: 1 },
};

const LONGEST_QUEUE_MILLIS = 60_000;

/** When this message may leave, or when to come back. */
export type Turn =
  | { readonly mine: true; readonly at: Instant }
  | { readonly mine: false; readonly comeBackAt: Instant };

/**
 * The persisted token bucket, kept as one instant: when the next message may leave (generic cell rate). Lanes
 * differ by patience: an alert waits for its turn where an offer steps back, so the queue in front of an alert is
 * never longer than the patience of the lanes below it.
 */
export const takeTurn = async (
  table: Pick<Table, 'get' | 'commit'>,
  lane: Lane,
  now: Instant,
  params: RateParams = RATE,
): Promise<Turn> => {
  const gapMillis = 1000 / params.perSecond;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const stored = await table.get(rateKind, rateKey('sms'));
    // A clock set back (a restored machine, a demonstration started again) must not silence the town.
    const isBelievable = stored && toMillis(stored.value.nextFreeAt) - toMillis(now) < LONGEST_QUEUE_MILLIS;
    const oldest = fromMillis(toMillis(now) - params.burstSeconds * 1000);
    const at = isBelievable ? latest(oldest, stored.value.nextFreeAt) : now;
    if (toMillis(at) - toMillis(now) > params.patienceSeconds[lane] * 1000)
      return { mine: false, comeBackAt: at };
    const next = { provider: 'sms', nextFreeAt: fromMillis(toMillis(at) + gapMillis) };
    const write = stored ? replace(rateKind, stored, next) : create(rateKind, next);
    if ((await table.commit([write])).ok) return { mine: true, at };
  }
  return { mine: false, comeBackAt: fromMillis(toMillis(now) + 1000) };
};
