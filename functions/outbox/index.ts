import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { type OutboxHandler, outboxHandler } from './handler.ts';

let ready: OutboxHandler | undefined;

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const world = await worldOfThisProcess();
  ready ??= outboxHandler(world);
  return ready(event);
};
