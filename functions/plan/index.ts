import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { planHandler } from './handler.ts';

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> =>
  planHandler(await worldOfThisProcess())(event);
