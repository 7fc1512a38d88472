import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import * as z from 'zod';
import { failureOf } from '../../shared/messages/sentences.ts';
import { receiveReceipt } from '../../shared/outbox/settle-message.ts';
import type { World } from '../compose.ts';

/** What CloudWatch Logs hands over, and the delivery record that SNS writes in each line (SNS developer guide). */
const batchSchema = z.object({
  messageType: z.string(),
  logEvents: z.array(z.object({ message: z.string().max(10_000) })).max(20_000),
});
const deliverySchema = z.object({
  notification: z.object({ messageId: z.string().min(1).max(100) }),
  delivery: z.object({ providerResponse: z.string().max(500).default('') }),
  status: z.enum(['SUCCESS', 'FAILURE']),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type ReceiptsHandler = (event: CloudWatchLogsEvent) => Promise<void>;

/**
 * T6. Takes in what the network says became of each text. A line that is not a delivery record is logged and
 * skipped; a failure of the table is thrown, so that the whole batch comes again: receipts may come twice, late
 * or before the message was recorded as sent, and end in the same state.
 */
export const receiptsHandler =
  (world: World): ReceiptsHandler =>
  async (event) => {
    const unzipped = gunzipSync(Buffer.from(event.awslogs.data, 'base64'), { maxOutputLength: 20_000_000 });
    const batch = batchSchema.parse(JSON.parse(unzipped.toString('utf8')));
    if (batch.messageType !== 'DATA_MESSAGE') return;
    for (const line of batch.logEvents) {
      const record = deliverySchema.safeParse(parseJson(line.message));
      if (!record.success) {
        world.log({ event: 'receipt-unreadable' });
        continue;
      }
      const { notification, delivery, status } = record.data;
      const receipt = { delivered: status === 'SUCCESS', reason: failureOf(delivery.providerResponse) };
      const result = await receiveReceipt(world, notification.messageId, receipt, world.clock.now());
      world.log({ event: 'receipt', result, delivered: receipt.delivered });
    }
  };
