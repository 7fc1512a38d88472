import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { answerQuestions } from '../../shared/engagement/forecast/question/answer-questions.ts';
import { ensureNight } from '../../shared/plans/look-at-plans.ts';
import { solveAsked } from '../../shared/plans/solve/solve-asked.ts';
import { withAdvice } from '../advice.ts';
import type { World } from '../compose.ts';

/**
 * Scheduler → queue → here, each minute: weeks whose plan is owed are solved, then what newcomers would change in a large one
 * is counted, with the memory and the minutes that a département's week takes. Nothing owed: two queries. What fails is
 * tried again and then shown as failed, never thrown: only our own failure is tried again by the queue.
 */
export const planHandler = (base: World) => {
  const world = withAdvice(base);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    try {
      const now = world.clock.now();
      await ensureNight(world, now);
      const { solved, failed } = await solveAsked(world, now, (error) =>
        world.log({ event: 'plan-failed', error: error instanceof Error ? error.name : '' }),
      );
      const { answered, failed: unanswered } = await answerQuestions(world, now, (error) =>
        world.log({ event: 'question-failed', error: error instanceof Error ? error.name : '' }),
      );
      if (answered + unanswered > 0) world.log({ event: 'questions-answered', answered, unanswered });
      world.log({ event: 'plan-tick', solved, failed });
      return { batchItemFailures: [] };
    } catch (error) {
      world.log({ event: 'plan-broken', error: error instanceof Error ? error.name : '' });
      return { batchItemFailures: event.Records.map((record) => ({ itemIdentifier: record.messageId })) };
    }
  };
};
