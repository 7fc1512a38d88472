import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SESSION_LIMITS } from '../../shared/access/session.ts';
import { MAX_FILE_BYTES } from '../../shared/imports/reading/decode.ts';
import { MAX_ROWS } from '../../shared/imports/reading/sheet.ts';
import { CODE } from '../../shared/links/device-code.ts';
import { LIMITS } from '../../shared/volunteers/limits.ts';

const PAGE = 'docs/security/README.md';
const page = readFileSync(PAGE, 'utf8');
const STATES = ['test', 'document', 'part', 'open', 'none'] as const;
const rowSchema = z.object({
  requirement: z.string().regex(/^\d{1,2}\.\d{1,2}\.\d{1,2}$/),
  level: z.enum(['1', '2', '3']),
  state: z.enum(STATES),
  'held by': z.string(),
  note: z.string(),
});
const rows = z
  .array(rowSchema)
  .parse(parse(readFileSync('docs/security/asvs.csv', 'utf8'), { columns: true }));
const holdersOf = (row: (typeof rows)[number]): string[] =>
  row['held by'] === '' ? [] : row['held by'].split(' | ');

/** How many requirements each chapter has at each level, in the tag v5.0.0. */
const CHAPTERS: readonly (readonly [number, number, number])[] = [
  [8, 19, 3],
  [4, 7, 2],
  [8, 11, 12],
  [2, 8, 6],
  [4, 5, 4],
  [13, 22, 12],
  [6, 12, 1],
  [4, 3, 6],
  [4, 3, 0],
  [5, 24, 7],
  [3, 11, 10],
  [3, 6, 3],
  [1, 12, 8],
  [2, 7, 4],
  [3, 10, 8],
  [0, 16, 1],
  [0, 7, 5],
];

const TITLE = /^\s*(?:it|test)(?:\.each|\.prop)?[(<][\s\S]*?(?=\n\s+(?:async )?\(|=> \{$)/gm;
/** Whether a test of this file has this title, as it stands in the code, and is not set aside. */
const isThere = (file: string, title: string): boolean => {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  if (/\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b/.test(text)) return false;
  const heads = [...text.matchAll(TITLE)].map(([head]) => head);
  if (title === '*') return heads.length > 0;
  return heads.some((head) => [`'${title}'`, `\`${title}\``, `"${title}"`].some((one) => head.includes(one)));
};
const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

describe('the ledger of the standard', () => {
  it('has each of the 345 requirements once, with its level', () => {
    expect(rows).toHaveLength(345);
    expect(new Set(rows.map(({ requirement }) => requirement)).size).toBe(345);
    const counted = CHAPTERS.map((_, chapter) =>
      ['1', '2', '3'].map(
        (level) =>
          rows.filter((row) => row.requirement.startsWith(`${chapter + 1}.`) && row.level === level).length,
      ),
    );
    expect(counted).toEqual(CHAPTERS);
  });

  it('names tests that exist and run, and sections that stand', () => {
    const missing = rows.flatMap((row) =>
      holdersOf(row).flatMap((holder) => {
        const [file = '', title] = holder.split(' > ');
        if (title !== undefined) return isThere(file, title) ? [] : [`${row.requirement}: ${holder}`];
        const [path = '', anchor] = file.split('#');
        const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
        const stands = path === PAGE ? headings.includes(anchor ?? '') : existsSync(path);
        return stands ? [] : [`${row.requirement}: ${holder}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  it('says by what each row is held, and why each other is not', () => {
    const wrong = rows.filter((row) => {
      const holders = holdersOf(row);
      const byTest = holders.length > 0 && holders.every((one) => one.includes(' > '));
      if (row.state === 'test') return !byTest;
      if (row.state === 'document') return holders.length === 0 || byTest;
      return row.note.length < 5 || (row.state !== 'part' && holders.length > 0);
    });
    expect(wrong.map(({ requirement }) => requirement)).toEqual([]);
  });

  it('adds up to what the page says', () => {
    const lines = (['1', '2', '3'] as const).map((level) => {
      const of = (state: (typeof STATES)[number]): number =>
        rows.filter((row) => row.level === level && row.state === state).length;
      const applicable = rows.filter((row) => row.level === level && row.state !== 'none').length;
      return `| ${level} | ${applicable} | ${STATES.map(of).join(' | ')} |`;
    });
    const first = rows.filter(({ level, state }) => level !== '3' && state !== 'none');
    const share = (states: readonly string[]): string =>
      `${Math.round((100 * first.filter(({ state }) => states.includes(state)).length) / first.length)} %`;
    const said = [
      '| level | applicable | test | document | part | open | none |',
      '|---|---:|---:|---:|---:|---:|---:|',
      ...lines,
      '',
      `Of the ${first.length} applicable rows of levels 1 and 2, ${share(['test'])} are held by an automatic test, ${share(['test', 'document'])} by a test or a document.`,
    ].join('\n');
    expect(page).toContain(said);
  });

  it('would see a test that is gone, renamed or skipped', () => {
    expect(isThere('test/security/ledger.test.ts', 'adds up to what the page says')).toBe(true);
    expect(isThere('test/security/ledger.test.ts', 'adds up to what the page')).toBe(false);
    expect(isThere('test/security/nowhere.test.ts', '*')).toBe(false);
    expect(isThere('test/shared/vigilance/note-vigilance.test.ts', 'a title that nobody wrote')).toBe(false);
  });
});

describe('the page of security', () => {
  it('the lines of the log are those of the inventory', () => {
    const files = ['functions', 'shared'].flatMap((top) =>
      readdirSync(top, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => join(top, file))
        .filter((file) => !file.startsWith('functions/local/')),
    );
    const written = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/\bevent: (?:status === 500 \? '([a-z-]+)' : )?'([a-z-]+)'/g)].flatMap(
        ([, broken, event]) => [broken ?? [], event ?? []].flat(),
      );
    });
    const inventory = page.slice(page.indexOf('## Logs'), page.indexOf('## What is heavy'));
    const said = [...inventory.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
    );
    expect(said.sort()).toEqual([...new Set(written)].sort());
  });

  it('says the limits that the code holds', () => {
    const plain = page.replaceAll('\n', ' ');
    for (const words of [
      `falls asleep after ${SESSION_LIMITS.idleMinutes} minutes`,
      `ends after ${SESSION_LIMITS.absoluteHours} hours`,
      `${MAX_FILE_BYTES / 1024 / 1024} MB, ${MAX_ROWS.toLocaleString('en')} rows`,
      `number ${LIMITS['link-for-phone']}, for the town ${LIMITS['links-in-town']}`,
      `applications ${LIMITS['applications-in-town']}; requests for the register ${LIMITS['register-requests-in-town']}`,
      `${LIMITS['attestation-tried']} tries a day for a number`,
    ])
      expect(plain).toContain(words);
    expect(CODE).toEqual({ digits: 6, minutes: 10, tries: 5, lockMinutes: 15, asks: 3, asksADay: 10 });
  });
});
