import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPhones, type Phones } from '../../../../functions/local/telephone/phones.ts';
import { openDeliveries } from '../../../../functions/local/telephone/receipts.ts';
import { openClock } from '../../../../functions/local/time/clock.ts';
import { phoneSchema } from '../../../../shared/phone/phone.ts';
import { instant, toMillis } from '../../../../shared/time/instant.ts';

const jeanne = phoneSchema.parse('+33639980001');
let phones: Phones;
let events: CloudWatchLogsEvent[];
const take = async (event: CloudWatchLogsEvent): Promise<void> => {
  events.push(event);
};
const opened = (event: CloudWatchLogsEvent | undefined) =>
  JSON.parse(gunzipSync(Buffer.from(event?.awslogs.data ?? '', 'base64')).toString());

beforeEach(async () => {
  let count = 0;
  events = [];
  const system = () => toMillis(instant('2026-11-21T13:05:00.250Z'));
  phones = await openPhones({ clock: openClock({ system }), newId: () => `sms-${++count}` });
});
const text = (body: string) =>
  phones.receive({ to: jeanne, body, senderId: 'CCASBesanco', smsType: 'Transactional' });

describe('the receipt of an SMS', () => {
  it('is written as SNS writes its delivery log', async () => {
    await text('Bonjour');
    await openDeliveries({ phones, handler: take }).deliver();
    const batch = opened(events[0]);
    expect(batch).toMatchObject({
      messageType: 'DATA_MESSAGE',
      logGroup: 'sns/eu-west-3/000000000000/DirectPublishToPhoneNumber',
    });
    expect(JSON.parse(batch.logEvents[0].message)).toEqual({
      notification: { messageId: 'sms-1', timestamp: '2026-11-21 13:05:00.250' },
      delivery: expect.objectContaining({
        destination: jeanne,
        numberOfMessageParts: 1,
        priceInUSD: 0.07,
        smsType: 'Transactional',
        providerResponse: 'Message has been accepted by phone',
      }),
      status: 'SUCCESS',
    });
  });

  it.each([
    ['silent', 'Phone is currently unreachable/unavailable'],
    ['opted-out', 'Phone number is opted out'],
  ] as const)('says why it failed when the phone is %s', async (state, providerResponse) => {
    await phones.setState(jeanne, state);
    await text('Bonjour');
    await openDeliveries({ phones, handler: take }).deliver();
    const batch = opened(events[0]);
    expect(batch.logGroup).toMatch(/\/Failure$/);
    expect(JSON.parse(batch.logEvents[0].message)).toMatchObject({
      delivery: { providerResponse },
      status: 'FAILURE',
    });
  });

  it('does not wait for another that the town cannot take', async () => {
    await text('Un');
    await text('Deux');
    const picky = openDeliveries({
      phones,
      handler: async (event) => {
        if (opened(event).logStream === 'sms-1') throw new Error('not this one');
      },
    });
    await expect(picky.deliver()).rejects.toThrow('not this one');
    expect(phones.messages().map((sms) => sms.status)).toEqual(['accepted', 'delivered']);
  });

  it('comes once when all goes well, and again when the town could not take it', async () => {
    await text('Bonjour');
    const refusing = openDeliveries({
      phones,
      handler: () => Promise.reject(new Error('the table was away')),
    });
    await expect(refusing.deliver()).rejects.toThrow('the table was away');
    expect(phones.messages()[0]?.status).toBe('accepted');
    const taking = openDeliveries({ phones, handler: take });
    expect(await taking.deliver()).toBe(1);
    expect(await taking.deliver()).toBe(0);
    expect(events).toHaveLength(1);
    expect(phones.messages()[0]?.status).toBe('delivered');
  });
});
