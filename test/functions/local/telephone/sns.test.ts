import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  ListPhoneNumbersOptedOutCommand,
  OptInPhoneNumberCommand,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Host, listenApp } from '../../../../functions/local/hosts/host.ts';
import { localSettings } from '../../../../functions/local/table/engine.ts';
import { openPhones, type Phones } from '../../../../functions/local/telephone/phones.ts';
import { type Fault, snsApp } from '../../../../functions/local/telephone/sns.ts';
import { openClock } from '../../../../functions/local/time/clock.ts';
import { phoneSchema } from '../../../../shared/phone/phone.ts';

const jeanne = phoneSchema.parse('+33639980001');
let folder: string;
let host: Host;
let phones: Phones;
let sns: SNSClient;
let faults: Fault[];

const clientAt = (port: number): SNSClient =>
  new SNSClient({ ...localSettings(`http://127.0.0.1:${port}/`), maxAttempts: 1 });
const publish = (body: string, to: string = jeanne, attributes: Record<string, string> = {}) =>
  new PublishCommand({
    PhoneNumber: to,
    Message: body,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-telephone-'));
  faults = [];
  let count = 0;
  phones = await openPhones({ folder, clock: openClock({}), newId: () => `sms-${++count}` });
  const app = snsApp({ phones, fault: () => faults.shift() });
  host = await listenApp('telephone', app.fetch, 0, '127.0.0.1');
  sns = clientAt(host.port);
});
afterEach(async () => {
  sns.destroy();
  await host.stop();
  await phones.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an SMS published with the real SNS client', () => {
  it('arrives on the phone it was sent to, with its sender and its size', async () => {
    const answer = await sns.send(
      publish('Une visite à 14 h & un thé < 1 h ? http://localhost:3001/m/abc+d', jeanne, {
        'AWS.SNS.SMS.SenderID': 'CCASBesanco',
        'AWS.SNS.SMS.SMSType': 'Transactional',
      }),
    );
    expect(phones.messages({ to: jeanne })).toMatchObject([
      {
        id: answer.MessageId,
        body: 'Une visite à 14 h & un thé < 1 h ? http://localhost:3001/m/abc+d',
        senderId: 'CCASBesanco',
        smsType: 'Transactional',
        parts: 1,
        encoding: 'GSM-7',
        status: 'accepted',
      },
    ]);
  });

  it('counts two parts when one letter is outside the phone alphabet', async () => {
    await sns.send(publish(`À bientôt ${'a'.repeat(100)}`));
    expect(phones.messages()[0]).toMatchObject({ parts: 2, encoding: 'UCS-2' });
  });

  it.each([
    ['a real mobile number', '+33612345678', 'only numbers reserved for fiction'],
    ['something that is no number', '0639980001', 'not valid'],
    ['nothing', '', 'not valid'],
  ])('is refused to %s as InvalidParameter', async (_, to, why) => {
    const sending = sns.send(publish('Bonjour', to));
    await expect(sending).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(sending).rejects.toThrow(why);
    expect(phones.messages()).toEqual([]);
  });

  it.each([
    ['a text longer than 1,600 bytes', 'é'.repeat(801), {}],
    ['an empty text', ' ', {}],
    ['a sender of twelve letters', 'Bonjour', { 'AWS.SNS.SMS.SenderID': 'CCASBesancon' }],
    ['a type of SMS that does not exist', 'Bonjour', { 'AWS.SNS.SMS.SMSType': 'Urgent' }],
  ])('is refused with %s', async (_, body, attributes) => {
    await expect(sns.send(publish(body, jeanne, attributes))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('faults asked for by a test', () => {
  it('throttles as SNS does', async () => {
    faults.push('throttle');
    await expect(sns.send(publish('Bonjour'))).rejects.toMatchObject({
      name: 'ThrottledException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(phones.messages()).toEqual([]);
  });

  it('fails as SNS does', async () => {
    faults.push('internal');
    await expect(sns.send(publish('Bonjour'))).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(phones.messages()).toEqual([]);
  });

  it('takes the SMS and loses the answer', async () => {
    faults.push('lost-answer');
    await expect(sns.send(publish('Bonjour'))).rejects.toThrow();
    expect(phones.messages()).toHaveLength(1);
  });
});

describe('the numbers that refuse SMS', () => {
  it('are listed, checked, and accept again when asked', async () => {
    await phones.setState(jeanne, 'opted-out');
    const check = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: jeanne });
    expect((await sns.send(check)).isOptedOut).toBe(true);
    expect((await sns.send(new ListPhoneNumbersOptedOutCommand({}))).phoneNumbers).toEqual([jeanne]);
    await sns.send(new OptInPhoneNumberCommand({ phoneNumber: jeanne }));
    expect((await sns.send(check)).isOptedOut).toBe(false);
    expect((await sns.send(new ListPhoneNumbersOptedOutCommand({}))).phoneNumbers ?? []).toEqual([]);
  });
});

describe('the memory of the telephone', () => {
  const reopen = (): Promise<Phones> => openPhones({ folder, clock: openClock({}), newId: () => 'new' });

  it('holds messages, receipts and refusals through a restart', async () => {
    await sns.send(publish('Bonjour'));
    await phones.recordReceipt('sms-1', { status: 'failed', reason: 'Phone number is opted out' });
    await phones.setState(jeanne, 'opted-out');
    const again = await reopen();
    expect(again.messages()).toEqual(phones.messages());
    expect(again.optedOut()).toEqual([jeanne]);
    await again.close();
  });

  it('drops a line cut short, and writes the next one cleanly after it', async () => {
    await sns.send(publish('Bonjour'));
    appendFileSync(join(folder, 'telephone.jsonl'), '{"type":"message","id":"sms-2","to":"+3363');
    const again = await reopen();
    expect(again.messages().map((sms) => sms.id)).toEqual(['sms-1']);
    await again.setState(jeanne, 'silent');
    await again.close();
    const third = await reopen();
    expect(third.messages()).toHaveLength(1);
    expect(third.stateOf(jeanne)).toBe('silent');
    await third.close();
  });

  it('keeps every SMS it acknowledged when it is killed with -9', async () => {
    const killed = await startTelephone(folder);
    const client = clientAt(killed.port);
    const acknowledged: string[] = [];
    const senders = Array.from({ length: 8 }, async (_, sender) => {
      for (let n = 0; n < 200; n += 1) {
        const body = `${sender}-${n}`;
        await client.send(publish(body));
        acknowledged.push(body);
        if (acknowledged.length === 60) killed.child.kill('SIGKILL');
      }
    });
    await Promise.allSettled(senders);
    client.destroy();
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    const again = await reopen();
    const kept = new Set(again.messages().map((sms) => sms.body));
    expect(acknowledged.filter((body) => !kept.has(body))).toEqual([]);
    await again.close();
  });
});

/** A telephone in a process of its own, to be killed. */
const startTelephone = (data: string): Promise<{ child: ChildProcess; port: number }> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `import { randomUUID } from 'node:crypto';
         const { openPhones } = await import('./functions/local/telephone/phones.ts');
         const { snsApp } = await import('./functions/local/telephone/sns.ts');
         const { listenApp } = await import('./functions/local/hosts/host.ts');
         const { openClock } = await import('./functions/local/time/clock.ts');
         const phones = await openPhones({ folder: process.argv[1], clock: openClock({}), newId: randomUUID });
         const host = await listenApp('telephone', snsApp({ phones }).fetch, 0, '127.0.0.1');
         console.log(host.port);`,
        data,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child.once('error', reject);
    child.stdout.once('data', (text: Buffer) => resolve({ child, port: Number(text.toString()) }));
  });
