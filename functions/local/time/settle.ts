import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { DueLane } from '../../../shared/table/kind.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { World } from '../../compose.ts';
import type { StreamPump } from '../table/stream.ts';
import type { TownClock } from './clock.ts';
import { tickEvent } from './tick-event.ts';

/** A tick looks for the next due thing among this many; beyond, the walk takes its longest step. */
const DUE_LIMIT = 200;
const LANES: readonly DueLane[] = ['agenda', 'outbox#urgent', 'outbox'];

/** One event of the minute, as the queue hands it over; given back means that the round failed. */
export const runTick = async (
  handler: (event: SQSEvent) => Promise<SQSBatchResponse>,
  clock: TownClock,
): Promise<void> => {
  const answer = await handler(tickEvent(clock.now()));
  if (answer.batchItemFailures.length > 0) throw new Error('a tick was given back: it comes again');
};

/** Rounds of settling at one instant: more would be two parts of the town answering each other for ever. */
const MAX_ROUNDS = 20;

/**
 * Work makes work: a tick writes messages, a message a receipt, and a tick takes only so much. Goes on until nothing
 * moves and nothing is due: what a tick wrote may have been streamed and delivered beside, before anybody counts it. A
 * round that failed is tried again, as the queue and the stream of AWS would; the third failure is thrown.
 */
export const settling =
  (
    work: readonly (() => Promise<void>)[],
    stream: StreamPump,
    deliver: () => Promise<number>,
    isMoreDue: () => Promise<boolean>,
  ) =>
  async (): Promise<void> => {
    let failures = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      try {
        for (const run of work) await run();
        const streamed = await stream.drain();
        const delivered = await deliver();
        if (streamed + delivered === 0 && !(await isMoreDue())) return;
      } catch (error) {
        failures += 1;
        if (failures === 3) throw error;
      }
    }
  };

/** The next instant at which something is due, on any lane, up to `until`. */
export const nextDue = async (world: World, from: Instant, until: Instant): Promise<Instant | undefined> => {
  const due = await Promise.all(LANES.map((lane) => world.table.due(lane, until, DUE_LIMIT)));
  return due
    .flat()
    .map(({ at }) => at)
    .filter((at) => at > from)
    .sort()[0];
};
