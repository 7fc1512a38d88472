import { existsSync, readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type * as z from 'zod';

export type Journal<E> = {
  /** What was acknowledged so far, oldest first, as read when the journal was opened. */
  readonly past: readonly E[];
  /** Resolves once the events are on the disk: only then may anyone be told. */
  readonly append: (events: readonly E[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * A file of one JSON line per event, flushed before each acknowledgment. Appends that come together share one
 * flush. A last line cut short by a kill -9 was never acknowledged: it is dropped, and the next line starts clean.
 */
export const openJournal = async <E>(path: string | undefined, schema: z.ZodType<E>): Promise<Journal<E>> => {
  if (path === undefined) return { past: [], append: async () => {}, close: async () => {} };
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const past = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));

  const file: FileHandle = await open(path, 'a', 0o600);
  await file.truncate(Buffer.byteLength(whole));

  let waiting: string[] = [];
  let flush: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    await Promise.resolve();
    const lines = waiting.join('');
    waiting = [];
    flush = undefined;
    await file.appendFile(lines);
    await file.datasync();
  };
  let tail: Promise<void> = Promise.resolve();
  return {
    past,
    append: (events) => {
      waiting.push(...events.map((event) => `${JSON.stringify(event)}\n`));
      flush ??= tail.then(write);
      tail = flush.catch(() => {});
      return flush;
    },
    close: async () => {
      await tail;
      await file.close();
    },
  };
};
