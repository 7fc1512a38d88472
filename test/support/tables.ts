import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemIds } from '../../functions/compose.ts';
import { dynamoTable, type Meter } from '../../shared/table/table.dynamo.ts';
import type { Table } from '../../shared/table/table.ts';
import { instant } from '../../shared/time/instant.ts';
import type { TestTable } from './engine.ts';

const ids = systemIds({ now: () => instant('2026-11-24T11:00:00Z') });

/** The real adapter over the real client, on a table of the embedded engine. */
export const tableOn = (fresh: TestTable, meter?: Meter): Table =>
  dynamoTable({
    client: DynamoDBDocumentClient.from(fresh.client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName: fresh.name,
    pause: () => Promise.resolve(),
    requestToken: () => ids.secret().slice(0, 36),
    ...(meter ? { meter } : {}),
  });
