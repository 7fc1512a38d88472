import { readFileSync } from 'node:fs';

/**
 * Names a process so that a pid given again to somebody else is not taken for it: the pid and, on Linux, the
 * clock tick at which it started. Containers restart with the same small pids, so the pid alone would lie.
 */
export const processMark = (pid: number): string | undefined => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: alive, but somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  const started = startTick(pid);
  if (started === 'zombie') return undefined;
  return started === undefined ? `${pid}` : `${pid}:${started}`;
};

/** Is the process that carried this mark still the one alive under that pid? */
export const isAlive = (mark: string): boolean => processMark(pidOf(mark)) === mark;

export const pidOf = (mark: string): number => Number.parseInt(mark, 10);

/** Ends a process we own: asks, then insists after `graceMs`. Resolves when it is gone. */
export const endProcess = async (mark: string, graceMs = 2_000): Promise<void> => {
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(pidOf(mark), name);
    } catch {
      // already gone
    }
  };
  if (!isAlive(mark)) return;
  signal('SIGTERM');
  const insistAt = performance.now() + graceMs;
  let insisted = false;
  while (isAlive(mark)) {
    if (!insisted && performance.now() > insistAt) {
      signal('SIGKILL');
      insisted = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Parent and grandparent: npm runs its script in a shell, which outlives it. */
const ancestors = (): string[] => {
  const parent = process.ppid;
  const grandparent = Number(statOf(parent)?.[1] ?? 0);
  return [parent, grandparent].filter((pid) => pid > 1).flatMap((pid) => processMark(pid) ?? []);
};

const WATCH_MS = 250;

/**
 * Resolves when npm, or the shell between it and us, is gone. Killing `npm start` with -9 leaves the town behind,
 * which would then hold its ports and its folder against the next start. Never resolves when npm is not above us.
 */
export const leftBehind = (environment: Record<string, string | undefined>): Promise<void> =>
  new Promise((resolve) => {
    if (!environment.npm_lifecycle_event) return;
    const above = ancestors();
    const watch = setInterval(() => {
      if (above.every(isAlive)) return;
      clearInterval(watch);
      resolve();
    }, WATCH_MS);
    watch.unref();
  });

/** State, parent, … of a process, from the state on; undefined where there is no /proc or no such process. */
const statOf = (pid: number): string[] | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold spaces and parentheses: fields are counted after the last one.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

const startTick = (pid: number): string | 'zombie' | undefined => {
  const fields = statOf(pid);
  return fields?.[0] === 'Z' ? 'zombie' : fields?.[19];
};
