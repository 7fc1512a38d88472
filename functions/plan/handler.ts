import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ensureNight } from '../../shared/plans/look-at-plans.ts';
import { solveAsked } from '../../shared/plans/solve-asked.ts';
import type { World } from '../compose.ts';

/**
 * Scheduler → queue → here, each minute: weeks whose plan is owed are solved, with the memory and the minutes that a
 * département's week takes. Nothing owed: one query. A week that fails is tried again and then shown as failed, never
 * thrown: only our own failure is tried again by the queue.
 */
export const planHandler =
  (world: World) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    try {
      const now = world.clock.now();
      await ensureNight(world, now);
      const { solved, failed } = await solveAsked(world, now, (error) =>
        world.log({ event: 'plan-failed', error: error instanceof Error ? error.name : '' }),
      );
      world.log({ event: 'plan-tick', solved, failed });
      return { batchItemFailures: [] };
    } catch (error) {
      world.log({ event: 'plan-broken', error: error instanceof Error ? error.name : '' });
      return { batchItemFailures: event.Records.map((record) => ({ itemIdentifier: record.messageId })) };
    }
  };
