import { DescribeTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine.ts';

const { freshTable } = useEngine();

it('gives each test an empty table with its four indexes and its stream', async () => {
  const first = await freshTable();
  await first.client.send(
    new PutItemCommand({ TableName: first.name, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }),
  );
  const second = await freshTable();
  const { Items } = await second.client.send(new ScanCommand({ TableName: second.name }));
  expect(Items).toEqual([]);

  const { Table } = await second.client.send(new DescribeTableCommand({ TableName: second.name }));
  expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual([
    'due',
    'list',
    'senior',
    'volunteer',
  ]);
  expect(Table?.StreamSpecification?.StreamViewType).toBe('NEW_AND_OLD_IMAGES');
});
