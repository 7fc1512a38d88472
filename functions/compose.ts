import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { AdviceOf } from '../shared/decide/advice.ts';
import type { TravelTables } from '../shared/geo/travel-table.ts';
import { type IdOf, type IdPrefix, type Ids, linkTokenSchema } from '../shared/ids/ids.ts';
import { hidingStaged } from '../shared/imports/staged.ts';
import { dynamoTable, type Meter } from '../shared/table/table.dynamo.ts';
import type { Table } from '../shared/table/table.ts';
import type { Clock } from '../shared/time/clock.ts';
import { fromMillis } from '../shared/time/instant.ts';
import { type Config, readConfig } from './config.ts';
import { withSecrets } from './secrets.ts';

/** What a use case may touch of the world: ports only. */
export type World = {
  readonly config: Config;
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Only where rounds are planned (`travel.ts`). */
  readonly travel?: TravelTables;
  /** Only where weeks are planned (`advice.ts`). */
  readonly advice?: AdviceOf;
};

/** Structured lines with ids and codes only: no name, phone, path, token or body ever (reliability.md §4.7). */
export type Log = (line: {
  readonly event: string;
  readonly [field: string]: string | number | boolean | undefined;
}) => void;

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const systemClock: Clock = { now: () => fromMillis(Date.now()) };

/** ULIDs take their time from the clock given, so that a demonstration's ids sort like its time. */
export const systemIds = (clock: Clock): Ids => ({
  next: <P extends IdPrefix>(prefix: P) => `${prefix}_${ulid(Date.parse(clock.now()))}` as IdOf[P],
  linkToken: () =>
    linkTokenSchema.parse(Array.from({ length: 22 }, () => BASE62.charAt(randomInt(BASE62.length))).join('')),
  secret: () => randomBytes(32).toString('base64url'),
  integerBelow: (below) => randomInt(below),
});

/** A log that never throws: a closed stdout must not fail a request (F39). Its hour is the machine's, in UTC. */
const consoleLog: Log = (line) => {
  try {
    process.stdout.write(`${JSON.stringify({ at: systemClock.now(), ...line })}\n`);
  } catch {
    // Nothing to do: the line is lost, the request is not.
  }
};

/** The real table; the endpoint comes from AWS_ENDPOINT_URL_DYNAMODB, which the client reads by itself. */
export const openTable = (
  tableName: string,
  ids: Pick<Ids, 'secret' | 'integerBelow'>,
  meter?: Meter,
): Table => {
  const client = new DynamoDBClient({});
  // It copies every request and answer, for a logger that writes nothing: a tenth of what reading a week takes.
  client.middlewareStack.remove('loggerMiddleware');
  return dynamoTable({
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName,
    pause: (attempt) =>
      new Promise((resolve) => setTimeout(resolve, ids.integerBelow(20 * 2 ** Math.min(attempt, 6)))),
    requestToken: () => ids.secret().slice(0, 36),
    ...(meter ? { meter } : {}),
  });
};

export type Overrides = Partial<World> & { readonly meter?: Meter };

/** The only place where the world is put together: clients, clock, ids, log. */
export const compose = (config: Config, overrides: Overrides = {}): World => {
  const { meter, ...given } = overrides;
  const clock = given.clock ?? systemClock;
  const ids = given.ids ?? systemIds(clock);
  return {
    config,
    clock,
    ids,
    table: given.table ?? hidingStaged(openTable(config.tableName, ids, meter)),
    log: given.log ?? consoleLog,
    ...(given.travel ? { travel: given.travel } : {}),
    ...(given.advice ? { advice: given.advice } : {}),
  };
};

let ready: Promise<World> | undefined;

/** One world per execution environment, made inside the first invocation (the secrets extension answers only then). */
export const worldOfThisProcess = (): Promise<World> => {
  ready ??= withSecrets(process.env)
    .then((environment) => compose(readConfig(environment)))
    .catch((error: unknown) => {
      // The next invocation asks again: a failure kept would fail this environment for the rest of its life.
      ready = undefined;
      throw error;
    });
  return ready;
};
