import { createHash, randomUUID } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { type Instant, toMillis } from '../../../shared/time/instant.ts';

/** What the queue hands to the agenda each minute: the scheduler's message, as infra/ writes it. */
export const tickEvent = (at: Instant): SQSEvent => {
  const body = JSON.stringify({ kind: 'tick', at });
  const sent = `${toMillis(at)}`;
  return {
    Records: [
      {
        messageId: randomUUID(),
        receiptHandle: 'local',
        body,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: sent,
          SenderId: 'local',
          ApproximateFirstReceiveTimestamp: sent,
        },
        messageAttributes: {},
        md5OfBody: createHash('md5').update(body).digest('hex'),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-west-3:000000000000:tick',
        awsRegion: 'eu-west-3',
      },
    ],
  };
};
