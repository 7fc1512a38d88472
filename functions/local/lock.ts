import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJson, writeWhole } from './files.ts';
import { endProcess, isAlive, pidOf, processMark } from './processes.ts';
import { Sentence } from './sentence.ts';

const addressesSchema = z.object({
  desk: z.string(),
  links: z.string(),
  telephone: z.string(),
  identity: z.string(),
});
export type Addresses = z.infer<typeof addressesSchema>;

const runningSchema = z.object({
  /** Marks, see processes.ts. */
  owner: z.string(),
  engine: z.string().optional(),
  endpoint: z.string(),
  /** Absent when the owner is a command and not a town. */
  addresses: addressesSchema.optional(),
});
export type Running = z.infer<typeof runningSchema>;

export type Lock = {
  /** Says to other processes of this folder where everything is. */
  readonly announce: (running: Omit<Running, 'owner'>) => void;
  readonly release: () => void;
};

const files = (folder: string) => ({ lock: join(folder, 'town.lock'), running: join(folder, 'town.json') });

/** What runs on this folder at this moment, if anything does. */
export const findRunning = (folder: string): Running | undefined => {
  const running = readJson(files(folder).running, runningSchema);
  return running && isAlive(running.owner) ? running : undefined;
};

/** The one before may be stopping: a command at its end, a town whose npm was just killed. */
const PATIENCE_MS = 3_000;

/**
 * One process at a time owns a data folder. What a killed owner left behind is cleared: its lock, and its engine,
 * if that very process is still there.
 */
export const takeLock = async (folder: string): Promise<Lock> => {
  const { lock, running } = files(folder);
  const owner = processMark(process.pid) ?? `${process.pid}`;
  const until = performance.now() + PATIENCE_MS;
  while (!createLock(lock, owner)) {
    const holder = readHolder(lock);
    if (holder !== '' && isAlive(holder) && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    if (holder !== '' && isAlive(holder)) {
      const there = readJson(running, runningSchema)?.addresses?.desk;
      throw new Sentence(
        there
          ? `Une ville tourne déjà sur ce dossier (${folder}) : ${there}. Arrêtez-la d’abord, ou choisissez un autre dossier avec PREVENANCE_DATA.`
          : `Le dossier ${folder} est utilisé par le processus ${pidOf(holder)}. Attendez qu’il finisse, ou choisissez un autre dossier avec PREVENANCE_DATA.`,
      );
    }
    removeStale(lock);
  }
  const leftover = readJson(running, runningSchema)?.engine;
  if (leftover) await endProcess(leftover);
  rmSync(running, { force: true });
  return {
    announce: (said) => writeWhole(running, `${JSON.stringify({ owner, ...said }, null, 2)}\n`),
    release: () => {
      rmSync(running, { force: true });
      rmSync(lock, { force: true });
    },
  };
};

const readHolder = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

/** Written beside, then linked: the lock never exists without its holder's name in it. */
const createLock = (path: string, owner: string): boolean => {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, `${owner}\n`, { mode: 0o600 });
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
};

/** Renamed before it is removed: of two processes that find it stale, one alone gets it. */
const removeStale = (path: string): void => {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch {
    // somebody else was quicker
  }
};
