import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Growth, growthOf } from '../support/regex-paths.ts';

const sources = ['functions', 'shared'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(top, file)),
);

/** A literal, where code may hold one; comments aside. */
const LITERAL =
  /(?<=[=(,:[!&|?{};>]\s*|return\s+)\/(?![*/])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)(?=[\s.,;)\]}])/g;
const COMMENT = /^\s*(?:\*|\/\/|\/\*)/;

type Found = { readonly file: string; readonly source: string; readonly flags: string };
const found: readonly Found[] = sources.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !COMMENT.test(line))
    .flatMap((line) =>
      [...line.matchAll(LITERAL)].map(([, source = '', flags = '']) => ({ file, source, flags })),
    ),
);

/**
 * Patterns whose time grows faster than the text, each with the most characters it is ever given and where they are counted. At
 * 2,000 it is a hundredth of a second at worst. One that is not here fails: write it so that one way leads through it, or
 * cut the text first.
 */
const BOUNDED: Readonly<Record<string, readonly [characters: number, cutBy: string]>> = {
  'functions/desk/heat/paper/entry.ts': [10, 'the field of an hour'],
  'functions/desk/seniors/search.ts': [60, 'the search of the list (routes.tsx)'],
  'functions/desk/settings/sectors.tsx': [80, 'the name of a sector'],
  'functions/local/telephone/pages.tsx': [1_600, 'a text as SNS takes it; on one machine only'],
  'shared/engagement/recruitment/source.ts': [40, 'codeFrom'],
  'shared/geo/street-name.ts': [2_000, 'fields and cells'],
  'shared/imports/people/new-entries.ts': [120, 'what completes an address'],
  'shared/imports/reading/health-words.ts': [2_000, 'a cell (cells.ts)'],
  'shared/imports/reading/senior-row.ts': [2_000, 'a cell (cells.ts)'],
  'shared/imports/reading/values/addresses.ts': [2_000, 'a cell (cells.ts)'],
  'shared/imports/reading/values/look.ts': [120, 'looksLike'],
  'shared/imports/reading/values/names.ts': [2_000, 'a cell (cells.ts)'],
  'shared/imports/reading/values/phones.ts': [300, 'readPhones'],
  'shared/letters/letter.ts': [200, 'the address of a flag, and the house’s own'],
  'shared/library/catalogue/sru-answer.ts': [2_000, 'textsOf'],
  'shared/library/work.ts': [120, 'the author of a work'],
  'shared/messages/texts.ts': [60, 'the room of a name'],
  'shared/seniors/identity/traits.ts': [60, 'a name'],
};

/** Patterns made of words at run time: each word is the code's own, or has its signs escaped. */
const MADE = [
  'shared/engagement/review/name-somebody.ts',
  'shared/engagement/review/name-somebody.ts',
  'shared/engagement/review/name-somebody.ts',
  'shared/geo/street-name.ts',
  'shared/geo/street-name.ts',
  'shared/ids/ids.ts',
];

describe('S11: no regular expression may be made to hang', () => {
  it('finds them all: as many as there were when this was written, at least', () => {
    expect(found.length).toBeGreaterThanOrEqual(340);
    for (const { source, flags } of found) expect(() => new RegExp(source, flags)).not.toThrow();
  });

  it('none doubles its ways with each letter, and those that are slow on long texts are given short ones', () => {
    const slow = found
      // The letter that it repeats is next to it: one way.
      .filter(({ source }) => source !== '(.)\\1+')
      .map((one) => ({ ...one, growth: growthOf(one.source, one.flags) }))
      .filter(({ growth }) => growth !== 'linear');
    const unbounded = slow.filter(({ file, growth }) => growth === 'exponential' || !BOUNDED[file]);
    expect(unbounded.map(({ file, source, growth }) => `${file} /${source}/ ${growth}`)).toEqual([]);
    expect(Object.keys(BOUNDED).sort()).toEqual([...new Set(slow.map(({ file }) => file))].sort());
    expect(slow).toHaveLength(25);
    for (const [characters] of Object.values(BOUNDED)) expect(characters).toBeLessThanOrEqual(2_000);
  });

  it('those made at run time are known', () => {
    const made = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/new RegExp\(/g)].map(() => file),
    );
    expect(made.sort()).toEqual(MADE);
  });

  it.each<[RegExp, Growth]>([
    [/^(a+)+$/, 'exponential'],
    [/^(a*)*$/, 'exponential'],
    [/^(a|a)*$/, 'exponential'],
    [/^(a|aa)+$/, 'exponential'],
    [/^(\w+\s?)+$/, 'exponential'],
    [/^([a-z]+[0-9]?){2,}!/, 'exponential'],
    [/^(?=(a+)+$)a/, 'exponential'],
    [/\s+$/, 'square'],
    [/^a*a*$/, 'square'],
    [/^.*?,.*?;$/, 'square'],
    [/<[^>]*>/, 'square'],
    [/\s+/, 'linear'],
    [/^(a|b)*$/, 'linear'],
    [/^a*b*$/, 'linear'],
    [/^[a-z0-9]+(-[a-z0-9]+)*$/, 'linear'],
    [/^\s*\d{1,4}(\s*[,;]\s*\d{1,4})*\s*$/, 'linear'],
    [/^[^\s@]+@example\.org$/, 'linear'],
  ])('%s is %s', (pattern, growth) => {
    expect(growthOf(pattern.source, pattern.flags)).toBe(growth);
  });
});
