import type { CloudWatchLogsEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { type ReceiptsHandler, receiptsHandler } from './handler.ts';

let ready: ReceiptsHandler | undefined;

export const handler = async (event: CloudWatchLogsEvent): Promise<void> => {
  const world = await worldOfThisProcess();
  ready ??= receiptsHandler(world);
  await ready(event);
};
