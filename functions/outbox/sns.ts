import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { Publish, Published } from '../../shared/outbox/deliver-message.ts';

/**
 * The outbox's own client: Publish is never repeated by the SDK, because a text whose answer was lost may have
 * left (F3). Connection 2 s, whole request 5 s; without `throwOnRequestTimeout` the SDK would only warn.
 */
export const smsClient = (): SNSClient =>
  new SNSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });

const replySchema = z.object({ MessageId: z.string().min(1).max(100) });

const THROTTLED = new Set([
  'Throttled',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
]);
const BAD_NUMBER = new Set([
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'ValidationException',
]);

/**
 * What an error of Publish means for the message. Only what the provider says of this very text or number is
 * permanent; a refused permission, an outage or no answer at all is tried again, and shown to a human in time.
 */
export const publishedFrom = (error: unknown): Published => {
  if (!(error instanceof SNSServiceException)) return { outcome: 'retryable' };
  if (THROTTLED.has(error.name) || error.$metadata.httpStatusCode === 429) return { outcome: 'throttled' };
  if (error.name.startsWith('OptedOut') || /opted out/i.test(error.message))
    return { outcome: 'permanent', reason: 'opted-out' };
  if (BAD_NUMBER.has(error.name))
    return {
      outcome: 'permanent',
      reason: /phone ?number/i.test(error.message) ? 'invalid-number' : 'refused-by-provider',
    };
  return { outcome: 'retryable' };
};

const text = (value: string) => ({ DataType: 'String', StringValue: value });

/** T4: one text, always Transactional (F15), signed by the town. */
export const snsPublish =
  (client: Pick<SNSClient, 'send'>): Publish =>
  async ({ phone, text: body, senderId }) => {
    try {
      const reply = await client.send(
        new PublishCommand({
          PhoneNumber: phone,
          Message: body,
          MessageAttributes: {
            'AWS.SNS.SMS.SenderID': text(senderId),
            'AWS.SNS.SMS.SMSType': text('Transactional'),
          },
        }),
      );
      const parsed = replySchema.safeParse(reply);
      // Taken but unnamed: the text has left, its receipt cannot be matched; treated as no answer.
      return parsed.success
        ? { outcome: 'accepted', providerMessageId: parsed.data.MessageId }
        : { outcome: 'retryable' };
    } catch (error) {
      return publishedFrom(error);
    }
  };
