import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { dueMessages } from '../../shared/outbox/sweep-messages.ts';
import { fromMillis } from '../../shared/time/instant.ts';

/** A process of its own that works the outbox off, one message at a time, until nothing is due: made to be killed. */
const clock = { now: () => fromMillis(Date.now() + Number(process.env.OFFSET_MILLIS ?? 0)) };
const world = compose(readConfig(process.env), { clock, log: () => {} });
const handler = outboxHandler(world);

process.stdout.write('ready\n');
for (;;) {
  const [next] = await dueMessages(world.table, clock.now(), 1);
  if (!next) break;
  await handler({
    Records: [
      {
        dynamodb: {
          Keys: { pk: { S: next.key.pk }, sk: { S: next.key.sk } },
          NewImage: { kind: { S: 'message' }, dueAt: { S: next.at } },
          SequenceNumber: '1',
        },
      },
    ],
  });
}
