import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { endProcess, isAlive, pidOf, processMark } from '../../../../functions/local/processes.ts';
import {
  createTableIfMissing,
  type Engine,
  localClient,
  startEngine,
} from '../../../../functions/local/table/engine.ts';

const definition = {
  TableName: 'letters',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
} as const;
const table = {
  ...definition,
  AttributeDefinitions: [...definition.AttributeDefinitions],
  KeySchema: [...definition.KeySchema],
};

const folders: string[] = [];
const engines: Engine[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'prevenance-engine-'));
  folders.push(path);
  return path;
};
const start = async (options: Parameters<typeof startEngine>[0]): Promise<Engine> => {
  const engine = await startEngine(options, { ignoreEnvironment: true });
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('the engine', () => {
  it('answers the real client, and creates a table only once', async () => {
    const engine = await start({ memory: true });
    expect(await createTableIfMissing(engine.endpoint, table)).toBe(true);
    expect(await createTableIfMissing(engine.endpoint, table)).toBe(false);
    const client = localClient(engine.endpoint);
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(['letters']);
    client.destroy();
  });

  it('keeps what it acknowledged when it is killed with -9', async () => {
    const file = join(folder(), 'store.db');
    const first = await start({ file });
    await createTableIfMissing(first.endpoint, table);
    const writer = localClient(first.endpoint);
    await writer.send(new PutItemCommand({ TableName: 'letters', Item: { pk: { S: 'said' } } }));
    if (!first.mark) throw new Error('the engine has no process');
    process.kill(pidOf(first.mark), 'SIGKILL');
    await first.ended;
    writer.destroy();

    const second = await start({ file });
    const reader = localClient(second.endpoint);
    const { Item } = await reader.send(
      new GetItemCommand({ TableName: 'letters', Key: { pk: { S: 'said' } } }),
    );
    expect(Item).toEqual({ pk: { S: 'said' } });
    reader.destroy();
  });

  it('stops when asked, and says that it has ended', async () => {
    const engine = await start({ memory: true });
    const mark = engine.mark ?? '';
    expect(isAlive(mark)).toBe(true);
    await engine.stop();
    await engine.ended;
    expect(isAlive(mark)).toBe(false);
  });

  it('dies with the process that started it, even killed with -9', async () => {
    const owner = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `const { startEngine } = await import('./functions/local/table/engine.ts');
         const engine = await startEngine({ memory: true }, { ignoreEnvironment: true });
         console.log(engine.mark);
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const mark = await new Promise<string>((resolve) => {
      owner.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    });
    expect(isAlive(mark)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isAlive(mark)).toBe(false);
  });

  it('says in a sentence that nothing answers at the given address', async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = 'http://127.0.0.1:9';
    try {
      await expect(startEngine({ memory: true })).rejects.toThrow(/Aucune base DynamoDB ne répond/);
    } finally {
      delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    }
  });
});

describe('the mark of a process', () => {
  it('is not carried over to another process with the same pid', () => {
    const mine = processMark(process.pid) ?? '';
    expect(isAlive(mine)).toBe(true);
    expect(isAlive(`${process.pid}:1`)).toBe(false);
  });

  it('is ended by force when it does not listen', async () => {
    const deaf = spawn('/bin/sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => deaf.stdout.once('data', resolve));
    const mark = processMark(deaf.pid ?? 0) ?? '';
    await endProcess(mark, 100);
    expect(isAlive(mark)).toBe(false);
  });
});
