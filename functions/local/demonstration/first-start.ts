import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../shared/table/table.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { localClient } from '../engine.ts';
import { seedDemonstration } from './seed.ts';

type Place = Parameters<typeof seedDemonstration>[0] & {
  readonly table: Table;
  readonly config: { readonly tableName: string };
};

/**
 * Writes the demonstration with the table's stream off: nothing in it is news for the outbox, and the engine takes four
 * times as long where a stream keeps six thousand records. The stream that comes on afterwards is a new one,
 * so whoever reads it must look it up after this.
 */
export const prepareDemonstration = async (
  world: Place,
  options: { readonly now: Instant; readonly endpoint: string },
): Promise<void> => {
  const client = localClient(options.endpoint);
  const stream = (on: boolean) =>
    client.send(
      new UpdateTableCommand({
        TableName: world.config.tableName,
        StreamSpecification: on
          ? { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' }
          : { StreamEnabled: false },
      }),
    );
  try {
    await stream(false);
    const written = await seedDemonstration(world, options);
    if (!written.ok) throw new Error(`the demonstration was not written: ${written.refusal.reason}`);
  } finally {
    await stream(true);
    client.destroy();
  }
};
