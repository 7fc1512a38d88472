import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type Phone, phoneSchema } from '../../../shared/phone/phone.ts';
import type { Phones, SmsRefusal, SmsRequest } from './phones.ts';

/**
 * What may go wrong on purpose, for tests and drills: `throttle` (429), `internal` (500), `lost-answer` (the SMS
 * is taken, the connection is cut before the answer: the window in which a duplicate is possible).
 */
export type Fault = 'throttle' | 'internal' | 'lost-answer';

/**
 * The part of SNS that SMS need, spoken as AWS speaks it (Query protocol: form in, XML out), so that the real
 * @aws-sdk/client-sns cannot tell. Point AWS_ENDPOINT_URL_SNS at the path where this is mounted.
 */
export const snsApp = ({
  phones,
  fault = () => undefined,
}: {
  readonly phones: Phones;
  readonly fault?: (request: SmsRequest) => Fault | undefined;
}): Hono => {
  const app = new Hono();
  app.post('/', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    switch (form.get('Action')) {
      case 'Publish':
        return publish(c, phones, fault, form);
      case 'CheckIfPhoneNumberIsOptedOut':
        return withNumber(c, form.get('phoneNumber'), async (number) =>
          result(
            c,
            'CheckIfPhoneNumberIsOptedOut',
            `<isOptedOut>${phones.stateOf(number) === 'opted-out'}</isOptedOut>`,
          ),
        );
      case 'OptInPhoneNumber':
        return withNumber(c, form.get('phoneNumber'), async (number) => {
          if (phones.stateOf(number) === 'opted-out') await phones.setState(number, 'reachable');
          return result(c, 'OptInPhoneNumber', '');
        });
      case 'ListPhoneNumbersOptedOut':
        return result(
          c,
          'ListPhoneNumbersOptedOut',
          `<phoneNumbers>${phones
            .optedOut()
            .map((number) => `<member>${number}</member>`)
            .join('')}</phoneNumbers>`,
        );
      default:
        return failure(c, 400, 'InvalidAction', 'The action is not one that this telephone knows.');
    }
  });
  return app;
};

const REASONS: Readonly<Record<SmsRefusal['reason'], string>> = {
  'not-a-number': 'PhoneNumber Reason: the number is not valid to publish to',
  'not-fiction': 'PhoneNumber Reason: only numbers reserved for fiction are reachable from this machine',
  empty: 'Empty message',
  'too-long': 'Message too long',
  'bad-sender-id': 'MessageAttributes Reason: AWS.SNS.SMS.SenderID is not a valid sender',
  'bad-type': 'MessageAttributes Reason: AWS.SNS.SMS.SMSType is neither Transactional nor Promotional',
};

const publish = async (
  c: Context,
  phones: Phones,
  fault: (request: SmsRequest) => Fault | undefined,
  form: URLSearchParams,
): Promise<Response> => {
  const attributes = messageAttributes(form);
  const request: SmsRequest = {
    to: form.get('PhoneNumber') ?? '',
    body: form.get('Message') ?? '',
    senderId: attributes.get('AWS.SNS.SMS.SenderID'),
    smsType: attributes.get('AWS.SNS.SMS.SMSType'),
  };
  const wrong = fault(request);
  if (wrong === 'throttle') return failure(c, 429, 'Throttled', 'Rate exceeded');
  if (wrong === 'internal') return failure(c, 500, 'InternalError', 'The service is away.');
  const taken = await phones.receive(request);
  if (!taken.ok)
    return failure(c, 400, 'InvalidParameter', `Invalid parameter: ${REASONS[taken.refusal.reason]}`);
  if (wrong === 'lost-answer') cut(c);
  return result(c, 'Publish', `<MessageId>${taken.value.id}</MessageId>`);
};

/** `MessageAttributes.entry.N.Name` and `.Value.StringValue`, as the Query protocol numbers them. */
const messageAttributes = (form: URLSearchParams): Map<string, string> => {
  const found = new Map<string, string>();
  for (let n = 1; n <= 10; n += 1) {
    const name = form.get(`MessageAttributes.entry.${n}.Name`);
    const value = form.get(`MessageAttributes.entry.${n}.Value.StringValue`);
    if (name !== null && value !== null) found.set(name, value);
  }
  return found;
};

const cut = (c: Context): void => {
  const { outgoing } = c.env;
  if (outgoing && typeof outgoing.destroy === 'function') outgoing.destroy();
};

const withNumber = async (
  c: Context,
  text: string | null,
  act: (number: Phone) => Promise<Response>,
): Promise<Response> => {
  const number = phoneSchema.safeParse(text);
  return number.success
    ? act(number.data)
    : failure(c, 400, 'InvalidParameter', `Invalid parameter: ${REASONS['not-a-number']}`);
};

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

const xml = (c: Context, status: 200 | 400 | 429 | 500, body: string): Response =>
  c.body(body, status, { 'content-type': 'text/xml; charset=utf-8' });

const result = (c: Context, action: string, inner: string): Response =>
  xml(
    c,
    200,
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  );

/** Codes and messages are ours, never the caller's text: nothing here needs escaping. */
const failure = (c: Context, status: 400 | 429 | 500, code: string, message: string): Response =>
  xml(
    c,
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${status < 500 && status !== 429 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
