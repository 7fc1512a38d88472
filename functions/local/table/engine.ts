import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { INDEXES, TABLE_KEYS } from '../../../shared/table/definition.ts';
import { endProcess, processMark } from '../processes.ts';
import { Sentence } from '../sentence.ts';

export type Engine = {
  /** Where the SDK finds it: goes into AWS_ENDPOINT_URL_DYNAMODB. */
  readonly endpoint: string;
  /** Mark of the child process (see processes.ts); absent when the engine is somebody else's. */
  readonly mark: string | undefined;
  /** Resolves when the child has ended, asked for or not. Never resolves for an engine we did not start. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

export type EngineOptions = { readonly memory: true } | { readonly file: string };

/**
 * Starts the embedded DynamoDB engine, in memory or on a file, and waits until it answers. The engine dies with
 * us, kill -9 included. AWS_ENDPOINT_URL_DYNAMODB wins when it is set (macOS, Windows: DynamoDB Local) and
 * `ignoreEnvironment` is not.
 */
export const startEngine = async (
  options: EngineOptions,
  { ignoreEnvironment = false }: { readonly ignoreEnvironment?: boolean } = {},
): Promise<Engine> => {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (given && !ignoreEnvironment) {
    await answers(given, 5_000).catch(() => {
      throw new Sentence(
        `Aucune base DynamoDB ne répond à l’adresse ${given} (variable AWS_ENDPOINT_URL_DYNAMODB). Démarrez-la, ou retirez la variable pour utiliser le moteur fourni.`,
      );
    });
    return { endpoint: given, mark: undefined, ended: new Promise(() => {}), stop: async () => {} };
  }
  const binary = findBinary();
  // The free port may be taken between the moment it is found and the moment the child binds it: try again.
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await spawnEngine(binary, options, await freePort());
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
};

/** The town's table as DynamoDB wants it described, from the one definition that infra/ reads too. */
export const tableInput = (tableName: string): CreateTableCommandInput => {
  const indexes = Object.entries(INDEXES);
  const attributes = new Set([
    TABLE_KEYS.partition,
    TABLE_KEYS.sort,
    ...indexes.flatMap(([, index]) => [index.partition, index.sort]),
  ]);
  const schema = (keys: {
    readonly partition: string;
    readonly sort: string;
  }): CreateTableCommandInput['KeySchema'] => [
    { AttributeName: keys.partition, KeyType: 'HASH' },
    { AttributeName: keys.sort, KeyType: 'RANGE' },
  ];
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: schema(TABLE_KEYS),
    GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
      IndexName: name,
      KeySchema: schema(index),
      Projection: { ProjectionType: index.projection },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
};

/** Creates the table unless it is already there. True when it was created. */
export const createTableIfMissing = async (
  endpoint: string,
  definition: CreateTableCommandInput,
): Promise<boolean> => {
  const client = localClient(endpoint);
  try {
    await client.send(new CreateTableCommand(definition));
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  } finally {
    client.destroy();
  }
};

/** The region and keys that local clients carry: the engine wants some, and believes any. */
export const LOCAL_AWS = {
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
} as const;

export const localClient = (endpoint: string): DynamoDBClient => new DynamoDBClient(localSettings(endpoint));

export const localSettings = (endpoint: string) => ({
  endpoint,
  region: LOCAL_AWS.AWS_REGION,
  credentials: {
    accessKeyId: LOCAL_AWS.AWS_ACCESS_KEY_ID,
    secretAccessKey: LOCAL_AWS.AWS_SECRET_ACCESS_KEY,
  },
});

/** A port of this machine that nobody listens on at this moment. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port was given'));
      });
    });
  });

const findBinary = (): string => {
  try {
    const manifest = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json');
    const binary = join(dirname(manifest), 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch {
    // an optional package: absent on other platforms
  }
  throw new Sentence(
    `Le moteur de base de données fourni n’existe pas pour cette machine (${process.platform} ${process.arch}). Démarrez DynamoDB Local (docker run -p 8000:8000 amazon/dynamodb-local), puis relancez avec AWS_ENDPOINT_URL_DYNAMODB=http://localhost:8000.`,
  );
};

/**
 * The shell becomes the engine (`exec`); a reader left behind holds our pipe, and ends the engine when the pipe
 * closes, which happens however we die. `detached`: Ctrl-C in the terminal reaches us alone, and we stop in order.
 */
const FOLLOW_PARENT =
  'umask 077; exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec "$@" 3<&- </dev/null';

const spawnEngine = async (binary: string, options: EngineOptions, port: number): Promise<Engine> => {
  const where = 'file' in options ? ['--db-path', options.file] : [];
  const child = spawn(
    '/bin/sh',
    ['-c', FOLLOW_PARENT, 'engine', binary, 'serve', '--host', '127.0.0.1', '--port', `${port}`, ...where],
    { stdio: ['pipe', 'ignore', 'pipe'], detached: true },
  );
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const ended = hasEnded(child);
  const endpoint = `http://127.0.0.1:${port}`;
  let over = false;
  void ended.then(() => {
    over = true;
    child.stdin?.destroy();
  });
  try {
    await answers(endpoint, 10_000, () => over);
  } catch {
    child.kill('SIGKILL');
    throw new Error(`the database engine did not start: ${complaint.trim() || 'it said nothing'}`);
  }
  const mark = child.pid === undefined ? undefined : processMark(child.pid);
  return {
    endpoint,
    mark,
    ended,
    stop: async () => {
      if (mark && !over) await endProcess(mark);
      await ended;
    },
  };
};

const hasEnded = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

const answers = async (endpoint: string, withinMs: number, gaveUp = () => false): Promise<void> => {
  const client = new DynamoDBClient({ ...localSettings(endpoint), maxAttempts: 1 });
  const until = performance.now() + withinMs;
  try {
    for (;;) {
      try {
        await client.send(new ListTablesCommand({ Limit: 1 }), { requestTimeout: 1_000 });
        return;
      } catch (error) {
        if (gaveUp() || performance.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  } finally {
    client.destroy();
  }
};
