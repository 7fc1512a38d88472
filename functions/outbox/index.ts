import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { type OutboxHandler, outboxHandler } from './handler.ts';

let ready: Promise<OutboxHandler> | undefined;

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  ready ??= worldOfThisProcess().then((world) => outboxHandler(world));
  return (await ready)(event);
};
