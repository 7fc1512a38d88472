import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EPOCH_KEY, epochKind } from '../../shared/messages/store.ts';

const [, block = ''] =
  /```sh\n([^`]*dynamodb put-item[^`]*)```/.exec(readFileSync('docs/deploy.md', 'utf8')) ?? [];
/** The command of the guide as a shell reads it, with a provider's tool that only says what it was asked. */
const pasted = (lines: string): string =>
  execFileSync('bash', ['-c', `aws() { printf '%s\\n' "$@"; }\n${lines}`], {
    encoding: 'utf8',
    stdio: 'pipe',
  });

describe('the command that marks a table put back', () => {
  it('carries no hour that somebody could paste: it takes the present one', () => {
    expect(block).toContain('put-item');
    expect(block).not.toMatch(/20\d\d-/);
    const said = pasted(block.replace('NOUVELLE_TABLE=', 'NOUVELLE_TABLE=prevenance-2'));
    expect(said).toContain('--table-name\nprevenance-2\n');
    const item = JSON.parse(said.slice(said.indexOf('{')));
    const row = { key: EPOCH_KEY, kind: item.kind.S, v: Number(item.v.N), version: Number(item.version.N) };
    const at: string = item.data.M.at.S;
    expect({ pk: item.pk.S, sk: item.sk.S }).toEqual(EPOCH_KEY);
    expect(epochKind.schema.parse({ at })).toEqual({ at });
    expect(row).toMatchObject({ kind: epochKind.name, v: epochKind.v, version: 1 });
    expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000);
  });

  it('refuses without the name of the table', () => {
    expect(() => pasted(block)).toThrow(/le nom de la nouvelle table/);
  });
});
