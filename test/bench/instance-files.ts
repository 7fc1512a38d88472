import { readFileSync } from 'node:fs';

/** A file that does not hold what it should: a sentence for whoever gave it, not a fault of ours. */
export class UnreadableFile extends Error {}

const contentOf = (file: string): Uint8Array => {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UnreadableFile(error instanceof Error ? error.message : String(error));
  }
};

/**
 * Each named file's content, one after the other; `-` is what comes in. What cannot be read is said on stderr, the others are
 * still solved, and the exit code is 1; so it is, with the usage, when no file is named.
 */
export const eachFile = (
  files: readonly string[],
  usage: string,
  solve: (content: Uint8Array, file: string) => void,
): void => {
  if (files.length === 0) {
    console.error(usage);
    process.exitCode = 1;
  }
  for (const file of files) {
    try {
      solve(contentOf(file), file);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      console.error(`${file}: ${error.message}`);
      process.exitCode = 1;
    }
  }
};
