import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Functions } from '../../../functions/local/town.ts';
import { receiptsHandler } from '../../../functions/receipts/handler.ts';
import { defineKind } from '../../../shared/table/kind.ts';
import { create, put } from '../../../shared/table/write.ts';
import { instantSchema } from '../../../shared/time/instant.ts';

/** A letter that is to leave at its hour: the smallest thing that a tick finds due. */
export const letterKind = defineKind({
  name: 'letter',
  v: 1,
  schema: z.object({ id: z.string(), dueAt: instantSchema.optional() }),
  key: (letter) => ({ pk: `LETTER#${letter.id}`, sk: 'LETTER' }),
  places: (letter) => ({ due: letter.dueAt ? { lane: 'agenda', at: letter.dueAt } : undefined }),
});

/**
 * The smallest functions that a town can be started with: the desk writes a letter, the agenda notices those that
 * are due, and each letter written leaves as one SMS through the real table stream and the real SNS client.
 */
export const smallTown = ({
  onSent = () => {},
  onStreamed = () => {},
  onSeed = () => {},
}: {
  readonly onSent?: (id: string, at: string) => void;
  readonly onStreamed?: (pk: string) => void;
  readonly onSeed?: () => void;
} = {}): Functions => ({
  desk: (world) => {
    const app = new Hono();
    app.get('/health', (c) => c.json({ status: 'ok' }));
    app.get('/letters/:id', async (c) => {
      const letter = await world.table.get(letterKind, { pk: `LETTER#${c.req.param('id')}`, sk: 'LETTER' });
      return letter ? c.json(letter.value) : c.json({}, 404);
    });
    app.post('/letters/:id', async (c) => {
      const done = await world.table.commit([create(letterKind, { id: c.req.param('id') })]);
      return c.json({}, done.ok ? 201 : 409);
    });
    return app;
  },
  links: () => ({ fetch: () => new Response('liens') }),
  outbox: () => {
    const sns = new SNSClient({ maxAttempts: 1 });
    return async (event) => {
      for (const record of event.Records) {
        const pk = record.dynamodb?.Keys?.pk?.S ?? '';
        onStreamed(pk);
        if (record.eventName === 'INSERT' && pk.startsWith('LETTER#sms-'))
          await sns.send(new PublishCommand({ PhoneNumber: '+33639980001', Message: pk }));
      }
      return { batchItemFailures: [] };
    };
  },
  agenda: (world) => async (event) => {
    const tick = z.object({ kind: z.literal('tick'), at: instantSchema });
    tick.parse(JSON.parse(event.Records[0]?.body ?? ''));
    for (const { key } of await world.table.due('agenda', world.clock.now(), 50)) {
      const letter = await world.table.get(letterKind, key);
      if (!letter) continue;
      const { id } = letter.value;
      await world.table.commit([put(letterKind, { id }, letter.version)]);
      onSent(id, world.clock.now());
    }
    return { batchItemFailures: [] };
  },
  plan: () => async () => ({ batchItemFailures: [] }),
  vigilance: () => async () => ({ batchItemFailures: [] }),
  receipts: (world) => receiptsHandler(world),
  seed: async (world) => {
    onSeed();
    await world.table.commit([create(letterKind, { id: 'seeded' })]);
  },
  setupCode: async () => 'ABCD-2345',
  signedInPath: '/signed-in',
  apiReferencePath: '/api',
});
