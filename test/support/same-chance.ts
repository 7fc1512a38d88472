import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { expect } from 'vitest';

/**
 * Ids, tokens and secrets are drawn by chance: a page that must not hold a word holds it once in some thousand draws, and whoever came in
 * the same millisecond stands in the order of that draw. A test file draws the same ones on every run, and none that another file draws.
 */
const drawnFor = (file: string): (() => number) => {
  let state = crypto.createHash('sha256').update(file).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
};

const word = drawnFor((expect.getState().testPath ?? '').slice(process.cwd().length));
const fill = (bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = word() >>> 24;
};
const bytesOf = (size: number): Buffer => {
  const bytes = Buffer.alloc(size);
  fill(bytes);
  return bytes;
};
const below = (limit: number): number => Math.floor((word() / 2 ** 32) * limit);

Object.assign(crypto, {
  randomBytes: (size: number, then?: (error: null, bytes: Buffer) => void) => {
    const bytes = bytesOf(size);
    if (then) setImmediate(then, null, bytes);
    return bytes;
  },
  randomInt: (from: number, to?: number) => (to === undefined ? below(from) : from + below(to - from)),
});
Object.defineProperty(globalThis.crypto, 'getRandomValues', {
  configurable: true,
  writable: true,
  value: <View extends ArrayBufferView>(view: View): View => {
    fill(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    return view;
  },
});
syncBuiltinESMExports();
