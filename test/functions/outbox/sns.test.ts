import { PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { publishedFrom, smsClient, snsPublish } from '../../../functions/outbox/sns.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';

const sns = mockClient(SNSClient);
const sms = {
  phone: phoneSchema.parse('+33639980001'),
  text: 'Maison des Seniors : bonjour',
  senderId: 'CCASBesanco',
};
const failure = (name: string, message = 'x', httpStatusCode = 400) =>
  new SNSServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });

beforeEach(() => sns.reset());
// The double takes the place of every SNS client of the process, those of later test files too.
afterAll(() => sns.restore());

describe('the outbox’s own SNS client', () => {
  it('never repeats a Publish by itself, and gives up in seconds', async () => {
    const client = smsClient();
    expect(await client.config.maxAttempts()).toBe(1);
    const { requestTimeout, connectionTimeout, throwOnRequestTimeout } = {
      requestTimeout: undefined,
      connectionTimeout: undefined,
      throwOnRequestTimeout: undefined,
      ...(await (client.config.requestHandler as unknown as { configProvider: Promise<object> })
        .configProvider),
    };
    expect({ requestTimeout, connectionTimeout, throwOnRequestTimeout }).toEqual({
      requestTimeout: 5_000,
      connectionTimeout: 2_000,
      throwOnRequestTimeout: true,
    });
  });

  it('sends number, text, sender and Transactional, nothing else', async () => {
    sns.on(PublishCommand).resolves({ MessageId: 'abc' });
    expect(await snsPublish(new SNSClient({}))(sms)).toEqual({
      outcome: 'accepted',
      providerMessageId: 'abc',
    });
    expect(sns.commandCalls(PublishCommand).map((call) => call.args[0].input)).toEqual([
      {
        PhoneNumber: '+33639980001',
        Message: 'Maison des Seniors : bonjour',
        MessageAttributes: {
          'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'CCASBesanco' },
          'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
        },
      },
    ]);
  });
});

describe('what an answer of SNS means for the message', () => {
  it.each([
    [failure('Throttled', 'Rate exceeded', 429), { outcome: 'throttled' }],
    [failure('ThrottledException'), { outcome: 'throttled' }],
    [failure('Anything', 'x', 429), { outcome: 'throttled' }],
    [
      failure('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: +330 is not valid to publish to'),
      { outcome: 'permanent', reason: 'invalid-number' },
    ],
    [
      failure('InvalidParameter', 'Invalid parameter: Message too long'),
      { outcome: 'permanent', reason: 'refused-by-provider' },
    ],
    [failure('InvalidParameter', 'Phone number is opted out'), { outcome: 'permanent', reason: 'opted-out' }],
    [failure('InternalError', 'x', 500), { outcome: 'retryable' }],
    [failure('AuthorizationError', 'x', 403), { outcome: 'retryable' }],
    [new Error('socket hang up'), { outcome: 'retryable' }],
    ['not even an error', { outcome: 'retryable' }],
  ])('%s', (error, published) => {
    expect(publishedFrom(error)).toEqual(published);
  });

  it('an answer without a message id counts as no answer', async () => {
    sns.on(PublishCommand).resolves({});
    expect(await snsPublish(new SNSClient({}))(sms)).toEqual({ outcome: 'retryable' });
  });
});
