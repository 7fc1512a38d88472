import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../shared/table/kind.ts';
import { useEngine } from '../support/engine.ts';
import { tableOn } from '../support/tables.ts';
import { playHotDay } from './hot-days.ts';

/** The suite plays one day over the real engine, `npm run proof -- heatwave` twenty. */
const DAYS = Number(process.env.ENGINE_DAYS ?? 1);
const SEED = Number(process.env.SEED ?? 7);
const engine = useEngine();

describe('a hot day over the engine', () => {
  it(`forgets nobody on ${DAYS} days on which the process dies before and after its commits`, {
    timeout: 3_600_000,
  }, async () => {
    for (let n = 0; n < DAYS; n += 1) {
      const fresh = await engine.freshTable({ stream: false });
      const client = DynamoDBDocumentClient.from(fresh.client);
      // The checks read the whole table, consistently; nothing else may.
      const readAll = async <T>(kind: Kind<T>): Promise<readonly T[]> => {
        const found: T[] = [];
        let start: Record<string, unknown> | undefined;
        do {
          const page = await client.send(
            new ScanCommand({
              TableName: fresh.name,
              ConsistentRead: true,
              FilterExpression: '#k = :k',
              ExpressionAttributeNames: { '#k': 'kind' },
              ExpressionAttributeValues: { ':k': kind.name },
              ExclusiveStartKey: start,
            }),
          );
          for (const item of page.Items ?? []) found.push(kind.schema.parse(item.data));
          start = page.LastEvaluatedKey;
        } while (start);
        return found;
      };
      const day = await playHotDay(
        {
          seed: SEED + n,
          people: DAYS > 1 ? 40 + 20 * (n % 4) : 20,
          volunteers: n % 7,
          agents: 2,
          silentPercent: (n * 35) % 101,
          lostPercent: 20,
          killedPermille: 20,
          level: n % 3 === 0 ? 'orange' : n % 3 === 1 ? 'red' : 'yellow',
          activatedAfter: n % 2 === 0 ? 0 : 17 * 60,
          stepMinutes: DAYS > 1 ? 30 : 60,
        },
        tableOn(fresh),
        readAll,
      );
      expect(day.faults, `seed ${SEED + n}`).toEqual([]);
      expect(day.reached).toBeGreaterThan(0);
    }
  });
});
