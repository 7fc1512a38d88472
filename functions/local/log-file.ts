import { createWriteStream, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../compose.ts';

const MAX_BYTES = 10_000_000;

export type LogFile = { readonly log: Log; readonly path: string; readonly close: () => Promise<void> };

/** The functions' structured lines, in `town.log` of the data folder: the console is kept for people. */
export const openLogFile = (folder: string): LogFile => {
  const path = join(folder, 'town.log');
  try {
    if (statSync(path).size > MAX_BYTES) renameSync(path, `${path}.old`);
  } catch {
    // the first start
  }
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not fail a request (F39): the line is lost, the town goes on.
  stream.on('error', () => {});
  return {
    path,
    log: (line) => {
      // Here the agenda ticks every few seconds: one that found nothing is no news, and would fill the disk.
      if (line.event === 'agenda-tick' && line.due === 0 && line.messages === 0) return;
      stream.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
};
