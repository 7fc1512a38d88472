import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { pidOf } from '../../functions/local/processes.ts';
import {
  createTableIfMissing,
  type Engine,
  LOCAL_AWS,
  localClient,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import type { MessageDraft } from '../../shared/messages/draft.ts';
import { listFailingMessages } from '../../shared/outbox/failing-messages.ts';
import { markRestored } from '../../shared/outbox/mark-restored.ts';
import { sweepMessages } from '../../shared/outbox/sweep-messages.ts';
import { put } from '../../shared/table/write.ts';
import { plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { openTown } from '../support/outbox.ts';
import { tableOn } from '../support/tables.ts';
import { virtualTime } from './virtual-time.ts';

const restores = Number(process.env.RESTORES ?? 2);
const seed = Number(process.env.SEED ?? 1);
const MESSAGES = 12;
const NAME = 'prevenance';

const closing: (() => unknown)[] = [];
const closeAll = async (): Promise<void> => {
  for (const close of closing.splice(0).reverse()) await close();
};
afterEach(closeAll);

/** The engine on a file of this folder, and the town's table in it. */
const openOn = async (folder: string) => {
  Object.assign(process.env, LOCAL_AWS);
  const engine = await startEngine({ file: join(folder, 'store.db') }, { ignoreEnvironment: true });
  await createTableIfMissing(engine.endpoint, tableInput(NAME));
  const client = localClient(engine.endpoint);
  closing.push(
    () => client.destroy(),
    () => engine.stop(),
  );
  return { engine, fresh: { name: NAME, endpoint: engine.endpoint, client } };
};

/** A copy as a backup takes it: the file with those beside it, while the engine does nothing. */
const copyPaused = ({ mark = '' }: Engine, from: string, to: string): void => {
  mkdirSync(to);
  process.kill(pidOf(mark), 'SIGSTOP');
  try {
    for (const file of ['store.db', 'store.db-wal', 'store.db-shm'])
      if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
  } finally {
    process.kill(pidOf(mark), 'SIGCONT');
  }
};

const drafts = Array.from(
  { length: MESSAGES },
  (_, n): MessageDraft => ({
    message: { kind: 'coordinator-alert', reason: 'urgent-flag', count: n + 1 },
    recipient: 'duty',
    subject: 'duty',
    round: String(n),
    dueAt: plus(TUESDAY_NOON, { minutes: n }),
    notAfter: plus(TUESDAY_NOON, { days: 30 }),
  }),
);
const AFTER = plus(TUESDAY_NOON, { hours: 2 });

/** Everything due by a minute of that Tuesday leaves. */
const workUntil = async (town: Awaited<ReturnType<typeof openTown>>, at: typeof TUESDAY_NOON) => {
  town.advanceTo(at);
  await sweepMessages(town.table, at);
  await town.stream.drain();
};

/** A town copied when so many of its messages had left, gone on to the end, then put back as it was copied. */
const restoreAfter = async (sent: number, isMarked: boolean) => {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-restore-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const first = await openOn(folder);
  const town = await openTown(first.fresh);
  closing.push(() => town.stream.stop());
  await town.write(put(townKind, aTown(), 'any'));
  for (const draft of drafts) await town.ask(aTown(), draft);
  if (sent > 0) await workUntil(town, plus(TUESDAY_NOON, { minutes: sent - 1 }));
  const copy = join(folder, 'copy');
  copyPaused(first.engine, folder, copy);
  await workUntil(town, AFTER);

  const second = await openOn(copy);
  if (isMarked) await markRestored(tableOn(second.fresh), AFTER);
  const back = await openTown(second.fresh);
  closing.push(() => back.stream.stop());
  await workUntil(back, plus(AFTER, { minutes: 1 }));
  return { before: town.requests.length, again: back.requests.length, back };
};

/** R17. RESTORES=100 for the proof. */
it(`a town put back as it was at any moment sends nothing a second time, and loses nothing (${restores} moments)`, async () => {
  const { below } = virtualTime(seed);
  for (let n = 0; n < restores; n += 1) {
    const sent = below(MESSAGES);
    const { before, again, back } = await restoreAfter(sent, true);
    expect([before, again]).toEqual([MESSAGES, 0]);
    const states = await Promise.all(drafts.map(async (draft) => (await back.read(draft)).state));
    expect(states).toEqual(drafts.map((_, at) => (at < sent ? 'sent' : 'held')));
    expect(await listFailingMessages(back.table, 'besancon')).toHaveLength(MESSAGES - sent);
    await closeAll();
  }
});

it('and is seen to fail where nobody says that it was put back', async () => {
  const { again } = await restoreAfter(5, false);
  expect(again).toBe(MESSAGES - 5);
});
