import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { vigilanceHandler } from './handler.ts';

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> =>
  vigilanceHandler(await worldOfThisProcess())(event);
