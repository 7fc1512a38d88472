import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import {
  createTableIfMissing,
  type Engine,
  LOCAL_AWS,
  localSettings,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';

export type TestTable = { readonly name: string; readonly endpoint: string; readonly client: DynamoDBClient };

let engine: Engine | undefined;
let count = 0;
const clients: DynamoDBClient[] = [];

/**
 * The real engine, in memory, one for the test file that calls this at its top level. Each `freshTable()` is a
 * new empty table with all its indexes and its stream (about 5 ms): call it in `beforeEach` or in the test.
 */
export const useEngine = (): {
  /** `stream: false` for tests that never read it: the engine writes faster without one. */
  readonly freshTable: (options?: { readonly stream?: boolean }) => Promise<TestTable>;
  readonly endpoint: () => string;
} => {
  beforeAll(async () => {
    Object.assign(process.env, LOCAL_AWS);
    engine ??= await startEngine({ memory: true });
  });
  afterAll(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await engine?.stop();
    engine = undefined;
  });
  const endpoint = (): string => {
    if (!engine) throw new Error('useEngine() belongs at the top level of the test file');
    return engine.endpoint;
  };
  return {
    endpoint,
    freshTable: async ({ stream = true } = {}) => {
      count += 1;
      // A shared DynamoDB Local outlives the file: the name must not meet an older one.
      const name = `town-${process.pid}-${performance.timeOrigin.toString(36).replace('.', '-')}-${count}`;
      const { StreamSpecification, ...input } = tableInput(name);
      await createTableIfMissing(endpoint(), stream ? { ...input, StreamSpecification } : input);
      const client = new DynamoDBClient(localSettings(endpoint()));
      clients.push(client);
      return { name, endpoint: endpoint(), client };
    },
  };
};
