import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type * as z from 'zod';

/** The town's folder: personal data, so nobody else on the machine reads it. */
export const openDataFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
};

/** Replaces a small file so that a kill -9 leaves either the old content or the new one, never half. */
export const writeWhole = (path: string, text: string, mode = 0o600): void => {
  const beside = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  const file = openSync(beside, 'wx', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
};

/** What a file of ours holds, or undefined when it is absent, cut short or of an older shape. */
export const readJson = <T>(path: string, schema: z.ZodType<T>): T | undefined => {
  if (!existsSync(path)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
};
