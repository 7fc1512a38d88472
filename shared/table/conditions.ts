import type { Expected, Write } from './table.ts';

/** Named conditions: the transition's own, evaluated by the engine. */
const CONDITIONS = {
  absent: { ConditionExpression: 'attribute_not_exists(pk)' },
  any: {},
  version: (version: number) => ({
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': version },
  }),
} as const;
const conditionOf = (expected: Expected) =>
  typeof expected === 'number' ? CONDITIONS.version(expected) : CONDITIONS[expected];

/** A put with its condition: alone it is a request, in a transaction one item of it. */
export const putOf = (tableName: string, write: Extract<Write, { op: 'put' }>) => ({
  TableName: tableName,
  Item: {
    ...write.key,
    ...write.attributes,
    kind: write.kind,
    v: write.v,
    version: write.arrivesAs ?? (typeof write.expected === 'number' ? write.expected + 1 : 1),
    auditHead: write.auditHead,
    data: write.data,
  },
  ...conditionOf(write.expected),
});

/** One write of a transaction, as the engine's `TransactItems` spell it. */
export const actionOf = (tableName: string, write: Write) => {
  switch (write.op) {
    case 'put':
      return { Put: putOf(tableName, write) };
    case 'delete':
      return { Delete: { TableName: tableName, Key: write.key, ...conditionOf(write.expected) } };
    case 'check': {
      const condition = write.expected === 'absent' ? CONDITIONS.absent : CONDITIONS.version(write.expected);
      return { ConditionCheck: { TableName: tableName, Key: write.key, ...condition } };
    }
    case 'add': {
      const names = Object.keys(write.amounts);
      return {
        Update: {
          TableName: tableName,
          Key: write.key,
          UpdateExpression: `ADD ${names.map((_, i) => `#n${i} :n${i}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, `n_${name}`])),
          ExpressionAttributeValues: Object.fromEntries(
            names.map((name, i) => [`:n${i}`, write.amounts[name]]),
          ),
        },
      };
    }
  }
};
