import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { meteoFranceFeed } from '../../shared/vigilance/feed.meteo-france.ts';
import type { VigilanceFeed } from '../../shared/vigilance/feed.ts';
import { pollVigilance } from '../../shared/vigilance/note-vigilance.ts';
import type { World } from '../compose.ts';
import { outward } from '../outward.ts';

/** The feed that this deployment may ask; none without a key: the level is then said by hand, the first way anyway. */
export const feedOf = (world: World): VigilanceFeed | undefined =>
  world.config.vigilanceKey ? meteoFranceFeed(world.config.vigilanceKey, outward) : undefined;

/**
 * Scheduler → queue → here, each minute; the feed itself is asked every quarter of an hour (60 requests a minute are
 * allowed). A feed that fails is noted and shown, never thrown: only our own failure is tried again by the queue.
 */
export const vigilanceHandler =
  (world: World, feed: VigilanceFeed | undefined = feedOf(world)) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    try {
      const done = feed ? await pollVigilance(world, feed, world.clock.now()) : 'no-key';
      world.log({ event: 'vigilance-tick', done });
      return { batchItemFailures: [] };
    } catch (error) {
      world.log({ event: 'vigilance-broken', error: error instanceof Error ? error.name : '' });
      return { batchItemFailures: event.Records.map((record) => ({ itemIdentifier: record.messageId })) };
    }
  };
