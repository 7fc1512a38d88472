import { compose, openTable, systemClock, systemIds, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { createTableIfMissing, LOCAL_AWS, tableInput } from '../../functions/local/table/engine.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { hidingStaged } from '../../shared/imports/staged.ts';
import { measureText } from '../../shared/messages/gsm7.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { RATE } from '../../shared/outbox/rate.ts';
import type { Key } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../builders/chain.ts';
import { countingIds } from '../support/situations.ts';

/** What one act asked of DynamoDB, and the parts of the texts that left because of it. */
export type Cost = {
  readonly requests: number;
  readonly reads: number;
  readonly writes: number;
  readonly parts: number;
};

export const COST_ORIGINS = { desk: 'http://localhost:3000', links: 'http://localhost:3001' } as const;

const half = (units: number): number => Math.round(units * 2) / 2;
let tables = 0;

/**
 * A town on a new table of the engine whose every request is counted. The same ids on every run, so that records have the
 * same size and the same act costs the same.
 */
export const meteredTown = async (endpoint: string) => {
  tables += 1;
  const tableName = `costs-${process.pid}-${tables}`;
  Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  const { StreamSpecification: _, ...withoutStream } = tableInput(tableName);
  await createTableIfMissing(endpoint, withoutStream);

  let now: Instant = TUESDAY_NOON;
  let seen: { readonly read: number; readonly write: number }[] = [];
  const written: { readonly key: Key; readonly dueAt: string }[] = [];
  const ids = countingIds();
  // The engine remembers tokens of transactions across tables: those alone are drawn at random.
  const metered = openTable(tableName, systemIds(systemClock), (request) => seen.push(request));
  const noting: Table = {
    ...metered,
    commit: async (writes) => {
      const done = await metered.commit(writes);
      for (const write of done.ok ? writes : []) {
        const dueAt =
          write.op === 'put' && write.kind === intentKind.name ? write.attributes.dueAt : undefined;
        if (typeof dueAt === 'string' && write.op === 'put') written.push({ key: write.key, dueAt });
      }
      return done;
    },
  };
  const world: World = compose(
    readConfig({
      PREVENANCE_TABLE: tableName,
      DESK_ORIGIN: COST_ORIGINS.desk,
      LINKS_ORIGIN: COST_ORIGINS.links,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table: hidingStaged(noting), clock: { now: () => now }, ids, log: () => undefined },
  );

  const texts: { readonly phone: string; readonly text: string }[] = [];
  const outbox = outboxHandler(world, {
    publish: async ({ phone, text }) => {
      texts.push({ phone, text });
      return { outcome: 'accepted', providerMessageId: 'sns-1' };
    },
    rate: { ...RATE, perSecond: 1_000 },
    wait: () => Promise.resolve(),
  });
  /** The texts that became owed go out as the stream would have them go. */
  const deliver = async (): Promise<number> => {
    const before = texts.length;
    for (const { key, dueAt } of written.splice(0)) {
      if (dueAt > now) continue;
      const Keys = { pk: { S: key.pk }, sk: { S: key.sk } };
      const NewImage = { kind: { S: intentKind.name }, dueAt: { S: dueAt } };
      await outbox({ Records: [{ dynamodb: { Keys, NewImage, SequenceNumber: '1' } }] });
    }
    return texts.slice(before).reduce((sum, { text }) => sum + measureText(text).parts, 0);
  };

  const total = (requests: typeof seen, parts: number): Cost => ({
    requests: requests.length,
    reads: half(requests.reduce((sum, { read }) => sum + read, 0)),
    writes: half(requests.reduce((sum, { write }) => sum + write, 0)),
    parts,
  });
  return {
    world,
    moveTo: (later: Instant) => {
      now = later;
    },
    /** Counts what `act` asks, then what its texts bill; sending is an act of its own and not counted with it. */
    cost: async (act: () => Promise<unknown>): Promise<Cost> => {
      await deliver();
      seen = [];
      await act();
      const asked = [...seen];
      return total(asked, await deliver());
    },
    /** The cost of delivering the texts that wait. */
    costOfDelivery: async (): Promise<Cost> => {
      seen = [];
      const parts = await deliver();
      return total(seen, parts);
    },
    pauseMeter: async <T>(work: () => Promise<T>): Promise<T> => {
      const kept = [...seen];
      const done = await work();
      seen = kept;
      return done;
    },
    /** The newest text on this phone. */
    newestText: (phone: string): string => texts.findLast((one) => one.phone === phone)?.text ?? '',
  };
};
export type MeteredTown = Awaited<ReturnType<typeof meteredTown>>;
