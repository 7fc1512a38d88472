import type { CloudWatchLogsEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { type ReceiptsHandler, receiptsHandler } from './handler.ts';

let ready: Promise<ReceiptsHandler> | undefined;

export const handler = async (event: CloudWatchLogsEvent): Promise<void> => {
  ready ??= worldOfThisProcess().then(receiptsHandler);
  await (await ready)(event);
};
