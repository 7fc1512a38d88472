import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStream, type StreamHandler, type StreamPump } from '../../../../functions/local/table/stream.ts';
import { type TestTable, useEngine } from '../../../support/engine.ts';

const { freshTable } = useEngine();
let table: TestTable;
let folder: string;
const pumps: StreamPump[] = [];
const reports: unknown[] = [];

beforeEach(async () => {
  table = await freshTable();
  folder = mkdtempSync(join(tmpdir(), 'prevenance-stream-'));
});
afterEach(async () => {
  for (const pump of pumps.splice(0)) await pump.stop();
  reports.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

const write = async (...names: string[]): Promise<void> => {
  for (const name of names)
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { pk: { S: name }, sk: { S: 'x' }, size: { N: '2' }, raw: { B: new Uint8Array([1, 2]) } },
      }),
    );
};
const open = async (handler: StreamHandler): Promise<StreamPump> => {
  const pump = await openStream({
    endpoint: table.endpoint,
    tableName: table.name,
    handler,
    folder,
    report: (error) => reports.push(error),
    retryMs: 1,
  });
  pumps.push(pump);
  return pump;
};
const namesIn = (event: DynamoDBStreamEvent): string[] =>
  event.Records.map((record) => record.dynamodb?.Keys?.pk?.S ?? '');
const allDone = { batchItemFailures: [] };

describe('the stream of the table', () => {
  it('reaches the handler in order, in the shape that Lambda gives it', async () => {
    const events: DynamoDBStreamEvent[] = [];
    const pump = await open(async (event) => {
      events.push(event);
      return allDone;
    });
    await write('a', 'b', 'c');
    expect(await pump.drain()).toBe(3);
    expect(events.flatMap(namesIn)).toEqual(['a', 'b', 'c']);
    expect(events[0]?.Records[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: { NewImage: { size: { N: '2' }, raw: { B: 'AQI=' } }, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    expect(typeof events[0]?.Records[0]?.dynamodb?.ApproximateCreationDateTime).toBe('number');
  });

  it('hands over nothing twice when the town starts again', async () => {
    const seen: string[] = [];
    const handler: StreamHandler = async (event) => {
      seen.push(...namesIn(event));
      return allDone;
    };
    const first = await open(handler);
    await write('a', 'b');
    await first.drain();
    await first.stop();
    await write('c');
    const second = await open(handler);
    await second.drain();
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('hands over again what was under way when the process died', async () => {
    const seen: string[] = [];
    let hold: () => void = () => {};
    const dying = await open(
      (event) =>
        new Promise((resolve) => {
          seen.push(...namesIn(event));
          hold = () => resolve(allDone);
        }),
    );
    await write('a');
    const lost = dying.drain();
    await expect.poll(() => seen).toEqual(['a']);
    // The handler has not answered: another process takes over from the same folder.
    const next = await open(async (event) => {
      seen.push(...namesIn(event));
      return allDone;
    });
    await next.drain();
    expect(seen).toEqual(['a', 'a']);
    hold();
    await lost;
  });

  it('starts again from the first failed record, and only from there', async () => {
    const seen: string[][] = [];
    let refuse = true;
    const pump = await open(async (event) => {
      seen.push(namesIn(event));
      const bad = event.Records.find((record) => record.dynamodb?.Keys?.pk?.S === 'b');
      if (!refuse || !bad) return allDone;
      refuse = false;
      return { batchItemFailures: [{ itemIdentifier: bad.dynamodb?.SequenceNumber ?? '' }] };
    });
    await write('a', 'b', 'c');
    await pump.drain();
    expect(seen).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('hands over the whole batch again when the handler throws', async () => {
    const seen: string[][] = [];
    const pump = await open(async (event) => {
      seen.push(namesIn(event));
      if (seen.length === 1) throw new Error('the table was away');
      return allDone;
    });
    await write('a', 'b');
    await pump.drain();
    expect(seen).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(reports).toHaveLength(1);
  });

  it('puts a record that always fails aside by its keys, and lets the others through', async () => {
    const handled: string[] = [];
    const pump = await open(async (event) => {
      const failures: { itemIdentifier: string }[] = [];
      for (const record of event.Records) {
        const name = record.dynamodb?.Keys?.pk?.S ?? '';
        if (name === 'poison') failures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' });
        else handled.push(name);
      }
      return { batchItemFailures: failures };
    });
    await write('a', 'poison', 'b');
    await pump.drain();
    expect(handled).toContain('b');
    const aside = readFileSync(join(folder, 'dead-letters.jsonl'), 'utf8').trim().split('\n');
    expect(aside).toHaveLength(1);
    expect(aside[0]).toContain('poison');
    expect(aside[0]).not.toContain('raw');
  });

  it('comes by itself once started', async () => {
    const seen: string[] = [];
    const pump = await open(async (event) => {
      seen.push(...namesIn(event));
      return allDone;
    });
    pump.start();
    await write('a');
    await expect.poll(() => seen).toEqual(['a']);
    await write('b');
    await expect.poll(() => seen).toEqual(['a', 'b']);
  });
});
