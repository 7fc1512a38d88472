import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readAs } from '../../shared/table/kind.ts';
import { everyKind, fieldsOf, refusedBy, type Shape, shapeOf } from '../support/shapes.ts';

/**
 * The version before: the shape of every record as it was on the evening of 22 November 2026, and records that this version left in
 * towns of invented people. After a release: `PRINT=1 npx vitest run test/laws/versions.test.ts` (docs/decisions/015).
 */
const SHAPES = 'test/laws/versions/before.jsonl';
const RECORDS = 'test/laws/versions/records.jsonl';
type Before = { readonly kind: string; readonly v: number; readonly shape: Shape };
type Recorded = { readonly kind: string; readonly data: unknown };
const linesOf = <T>(file: string): readonly T[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line));

/** What the version before cannot read, each with what nobody may do until it has gone everywhere. */
const TWO_STEPS: readonly (readonly [kind: string, where: string, until: string])[] = [
  ['heat-current', '.rounds: maxItems 40, read 12', 'no campaign of more than twelve call lists'],
  ['mission', '.needs[]: value car', 'no file says that one only gets there by car'],
  ['senior', '.needs[]: value car', 'no file says that one only gets there by car'],
  ['task', '.kind: value no-answer', 'no search for a visit at the last hour meets a wall of silence'],
];

const kinds = await everyKind();
if (process.env.PRINT)
  writeFileSync(
    SHAPES,
    [...kinds.values()]
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, v, schema }) => `${JSON.stringify({ kind: name, v, shape: shapeOf(schema, 'input') })}\n`)
      .join(''),
  );
const before = linesOf<Before>(SHAPES);
const records = linesOf<Recorded>(RECORDS);
const kindOf = (name: string) => {
  const kind = kinds.get(name);
  if (!kind) throw new Error(`${name} is gone: its records still stand in the tables of towns`);
  return kind;
};

describe('R16: what two versions write in one table', () => {
  it('is read by this version, whatever the version before wrote', () => {
    expect(before.length).toBeGreaterThanOrEqual(104);
    const refused = before.flatMap(({ kind, shape }) =>
      refusedBy(shapeOf(kindOf(kind).schema, 'input'), shape).map((where) => `${kind}${where}`),
    );
    expect(refused).toEqual([]);
  });

  it('is read by this version, record by record, as it was left in towns', () => {
    expect(records.length).toBeGreaterThanOrEqual(200);
    expect(new Set(records.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(65);
    for (const { kind: name, data } of records) {
      const kind = kindOf(name);
      const row = { kind: name, key: { pk: 'p', sk: 's' }, version: 1, v: 1, auditHead: '', data };
      const stored = readAs(kind, row);
      expect(kind.key(stored?.value).pk, name).not.toContain('undefined');
    }
  });

  it('is read by the version before, whatever this version writes, but for what needs two deployments', () => {
    const refused = before.flatMap(({ kind, shape }) =>
      refusedBy(shape, shapeOf(kindOf(kind).schema, 'output')).map((where) => [kind, where]),
    );
    expect(refused).toEqual(TWO_STEPS.map(([kind, where]) => [kind, where]));
  });

  it('says a higher v as soon as it holds a field that the version before does not know', () => {
    const wrong = before.flatMap(({ kind, v, shape }) => {
      const known = new Set(fieldsOf(shape));
      const { v: now, schema } = kindOf(kind);
      const gained = fieldsOf(shapeOf(schema, 'output')).filter((field) => !known.has(field));
      const due = gained.length > 0 ? v + 1 : v;
      return now === due ? [] : [`${kind}: v ${now}, ${due} for ${gained.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('the comparison of two shapes', () => {
  const read = z.object({ a: z.enum(['x', 'y']), n: z.number().max(9), t: z.string().max(5).optional() });
  it.each([
    ['the same', read, []],
    ['a field more', read.extend({ more: z.string() }), []],
    ['a value more', read.extend({ a: z.enum(['x', 'z']) }), ['.a: value z']],
    ['a longer text', read.extend({ t: z.string().max(6) }), ['.t: maxLength 6, read 5']],
    ['a text without end', read.extend({ t: z.string() }), ['.t: maxLength none, read 5']],
    ['a field fewer', read.omit({ n: true }), ['.n: may be missing']],
    ['a field that may be missing', read.partial(), ['.a: may be missing', '.n: may be missing']],
    ['null', read.extend({ n: z.number().max(9).nullable() }), ['.n: null, read as number']],
    ['another type', read.extend({ n: z.string() }), ['.n: string, read as number']],
  ])('says what a reader refuses of %s', (_, written, refused) => {
    expect(refusedBy(shapeOf(read, 'input'), shapeOf(written, 'output'))).toEqual(refused);
  });

  it('goes into lists, tables by name and choices', () => {
    const of = (word: z.ZodType) =>
      z.object({
        list: z.array(z.object({ word })),
        byName: z.record(z.string(), word),
        choice: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('one'), word }),
          z.object({ kind: z.literal('two') }),
        ]),
      });
    const [wide, narrow] = [shapeOf(of(z.enum(['a', 'b'])), 'output'), shapeOf(of(z.literal('a')), 'input')];
    expect(refusedBy(narrow, wide)).toEqual([
      '.list[].word: value b',
      '.byName.*: value b',
      '.choice.word: value b',
    ]);
    expect(refusedBy(wide, narrow)).toEqual([]);
    expect(fieldsOf(wide)).toContain('.list[].word');
  });

  it('reads a default as a field that may be missing, and writes it as one that stands', () => {
    const late = z.object({ n: z.number().default(0) });
    expect(refusedBy(shapeOf(late, 'input'), shapeOf(z.object({}), 'output'))).toEqual([]);
    expect(refusedBy(shapeOf(z.object({ n: z.number() }), 'input'), shapeOf(late, 'output'))).toEqual([]);
  });
});
