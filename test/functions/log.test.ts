import { afterEach, describe, expect, it, vi } from 'vitest';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { memoryTable } from '../doubles/memory-table.ts';

const config = readConfig({
  DESK_ORIGIN: 'http://localhost:3000',
  LINKS_ORIGIN: 'http://localhost:3001',
  OIDC_ISSUER: 'http://localhost:3003',
  OIDC_CLIENT_ID: 'desk',
  APP_SECRET: 's'.repeat(43),
});
const { log } = compose(config, { table: memoryTable() });
const listening = (write: (text: string) => boolean) =>
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => write(String(chunk)));
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a line of the log', () => {
  it('is one line of JSON with its hour in UTC, whatever a value holds', () => {
    const said: string[] = [];
    const before = Date.now();
    const spy = listening((text) => said.push(text) > 0);
    log({ event: 'request', id: 'AB\n{"event":"signed-in"}\u2028\u0000', status: 200 });
    spy.mockRestore();
    expect(said).toHaveLength(1);
    expect(said[0]?.match(/[\n\r]/g)).toEqual(['\n']);
    const line = JSON.parse(said[0] ?? '');
    expect(line).toMatchObject({ event: 'request', status: 200 });
    expect(line.at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    expect(Date.parse(line.at)).toBeGreaterThanOrEqual(before);
  });

  it('that cannot be written fails nothing', () => {
    const spy = listening(() => {
      throw new Error('EPIPE');
    });
    expect(() => log({ event: 'request' })).not.toThrow();
    spy.mockRestore();
  });
});
