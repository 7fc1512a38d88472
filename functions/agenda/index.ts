import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { agendaHandler } from './handler.ts';

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> =>
  agendaHandler(await worldOfThisProcess())(event);
