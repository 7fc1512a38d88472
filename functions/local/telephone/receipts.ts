import { gzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { toMillis } from '../../../shared/time/instant.ts';
import type { PhoneState, Phones, Sms } from './phones.ts';

export type ReceiptsHandler = (event: CloudWatchLogsEvent) => Promise<unknown>;

export type Deliveries = {
  /** Carries every accepted SMS to its phone and its receipt to the town; resolves with how many. */
  readonly deliver: () => Promise<number>;
};

/**
 * After Publish comes the delivery log, as SNS writes it to CloudWatch Logs. The receipt is noted on the phone
 * after the handler took it: a kill -9 in between means the same receipt twice, which the handler must bear.
 */
export const openDeliveries = ({
  phones,
  handler,
}: {
  readonly phones: Phones;
  readonly handler: ReceiptsHandler | undefined;
}): Deliveries => {
  let tail: Promise<unknown> = Promise.resolve();
  const deliver = async (): Promise<number> => {
    const waiting = phones.messages().filter((sms) => sms.status === 'accepted');
    const failures: unknown[] = [];
    for (const sms of waiting) {
      const outcome = outcomeAt(phones.stateOf(sms.to));
      try {
        if (handler) await handler(deliveryLog(sms, outcome));
      } catch (error) {
        // It comes again at the next round; the others do not wait for it.
        failures.push(error);
        continue;
      }
      await phones.recordReceipt(sms.id, {
        status: outcome.status === 'SUCCESS' ? 'delivered' : 'failed',
        ...(outcome.status === 'SUCCESS' ? {} : { reason: outcome.providerResponse }),
      });
    }
    if (failures.length > 0) throw failures[0];
    return waiting.length;
  };
  return {
    deliver: () => {
      const round = tail.then(deliver);
      tail = round.catch(() => {});
      return round;
    },
  };
};

type Outcome = { readonly status: 'SUCCESS' | 'FAILURE'; readonly providerResponse: string };

/** The sentences are those of the SNS developer guide (SMS delivery status). */
const outcomeAt = (state: PhoneState): Outcome => {
  switch (state) {
    case 'reachable':
      return { status: 'SUCCESS', providerResponse: 'Message has been accepted by phone' };
    case 'silent':
      return { status: 'FAILURE', providerResponse: 'Phone is currently unreachable/unavailable' };
    case 'opted-out':
      return { status: 'FAILURE', providerResponse: 'Phone number is opted out' };
  }
};

/** Dollars a part for France, within the range the price list has shown (domain.md §10, unverified). */
const PRICE_USD_PER_PART = 0.07;

const deliveryLog = (sms: Sms, outcome: Outcome): CloudWatchLogsEvent => {
  const region = 'eu-west-3';
  const account = '000000000000';
  const succeeded = outcome.status === 'SUCCESS';
  const record = {
    notification: { messageId: sms.id, timestamp: sms.at.replace('T', ' ').replace('Z', '') },
    delivery: {
      phoneCarrier: 'Telephone of the demonstration',
      mnc: 1,
      numberOfMessageParts: sms.parts,
      destination: sms.to,
      priceInUSD: Number((PRICE_USD_PER_PART * sms.parts).toFixed(5)),
      smsType: sms.smsType,
      mcc: 208,
      providerResponse: outcome.providerResponse,
      dwellTimeMs: 500,
      ...(succeeded ? { dwellTimeMsUntilDeviceAck: 1_200 } : {}),
    },
    status: outcome.status,
  };
  const batch = {
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: `sns/${region}/${account}/DirectPublishToPhoneNumber${succeeded ? '' : '/Failure'}`,
    logStream: sms.id,
    subscriptionFilters: ['receipts'],
    logEvents: [{ id: sms.id, timestamp: toMillis(sms.at), message: JSON.stringify(record) }],
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
};
