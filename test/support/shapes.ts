import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Kind } from '../../shared/table/kind.ts';

/** Every kind of record that the product declares, by its name; what an import stages is the same kind with a mark. */
export const everyKind = async (): Promise<ReadonlyMap<string, Kind<unknown>>> => {
  const found = new Map<string, Kind<unknown>>();
  for (const file of readdirSync('shared', { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join('shared', file);
    if (!file.endsWith('.ts') || file === 'table/kind.ts') continue;
    const declared = readFileSync(path, 'utf8').match(/^(?:export )?const \w+\b.*= defineKind\(/gm) ?? [];
    if (declared.length === 0) continue;
    const exported: Record<string, unknown> = await import(resolve(path));
    for (const line of declared) {
      const name = /const (\w+)/.exec(line)?.[1] ?? '';
      const kind = exported[name] as Kind<unknown> | undefined;
      if (!kind) throw new Error(`${path}: export ${name}, so that its shape is held`);
      if (name.startsWith('staged')) continue;
      if (found.has(kind.name)) throw new Error(`two kinds are called ${kind.name}`);
      found.set(kind.name, kind);
    }
  }
  return found;
};

/** The part of JSON Schema that says our records. */
export type Shape = {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly propertyNames?: Shape;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
};

/** What this schema reads (`input`) or what its code writes (`output`). What only code checks (refine, transform) is not in it. */
export const shapeOf = (schema: z.ZodType, io: 'input' | 'output'): Shape =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })));

const SMALLEST = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum'];
const LARGEST = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum'];
const EXACT = ['pattern', 'format', 'multipleOf'];

const valuesOf = (shape: Shape): readonly unknown[] | undefined =>
  shape.const === undefined ? shape.enum : [shape.const];
const typesOf = ({ type }: Shape): readonly string[] | undefined =>
  typeof type === 'string' ? [type] : type;
const branchesOf = (shape: Shape): readonly Shape[] | undefined => shape.anyOf ?? shape.oneOf;

const boundsRefused = (writer: Shape, reader: Shape, at: string): string[] => {
  const says = (word: string) => `${at}: ${word} ${writer[word] ?? 'none'}, read ${reader[word]}`;
  const wider = (word: string, isWider: (wrote: number, read: number) => boolean): string[] => {
    const [wrote, read] = [writer[word], reader[word]];
    if (typeof read !== 'number') return [];
    return typeof wrote === 'number' && !isWider(wrote, read) ? [] : [says(word)];
  };
  return [
    ...SMALLEST.flatMap((word) => wider(word, (wrote, read) => wrote < read)),
    ...LARGEST.flatMap((word) => wider(word, (wrote, read) => wrote > read)),
    ...EXACT.flatMap((word) =>
      reader[word] !== undefined && writer[word] !== reader[word] ? [says(word)] : [],
    ),
  ];
};

/**
 * Where a reader of one shape may refuse what a writer of the other writes: empty when it reads everything. A field that the reader
 * does not know is no refusal. A choice must be read, branch by branch, by one branch of the reader.
 */
export const refusedBy = (reader: Shape, writer: Shape, at = ''): string[] => {
  const writers = branchesOf(writer);
  if (writers) return writers.flatMap((branch) => refusedBy(reader, branch, at));
  const readers = branchesOf(reader);
  if (readers) {
    const tries = readers.map((branch) => refusedBy(branch, writer, at));
    return tries.sort((one, other) => one.length - other.length)[0] ?? [];
  }
  if (reader.allOf) return reader.allOf.flatMap((part) => refusedBy(part, writer, at));
  const allowed = valuesOf(reader);
  const written = valuesOf(writer);
  if (allowed && !written) return [`${at}: any ${writer.type ?? 'value'}, read only some`];
  const strange = (written ?? []).filter((value) => allowed && !allowed.includes(value));
  if (allowed) return strange.map((value) => `${at}: value ${String(value)}`);
  if (written) return [];
  const types = typesOf(reader);
  const isRead = (type: string) => types?.includes(type) || (type === 'integer' && types?.includes('number'));
  if (types && !typesOf(writer)?.every(isRead))
    return [`${at}: ${writer.type ?? 'anything'}, read as ${reader.type}`];
  const needed = (reader.required ?? []).filter((name) => !writer.required?.includes(name));
  const extra = reader.additionalProperties;
  const inside = (shape: Shape): readonly Shape[] => [
    ...(shape.prefixItems ?? []),
    ...(shape.items ? [shape.items] : []),
  ];
  return [
    ...boundsRefused(writer, reader, at),
    ...needed.map((name) => `${at}.${name}: may be missing`),
    ...Object.entries(writer.properties ?? {}).flatMap(([name, shape]) => {
      const known = reader.properties?.[name] ?? (typeof extra === 'object' ? extra : undefined);
      return known ? refusedBy(known, shape, `${at}.${name}`) : [];
    }),
    ...(typeof extra === 'object' && typeof writer.additionalProperties === 'object'
      ? refusedBy(extra, writer.additionalProperties, `${at}.*`)
      : []),
    ...(reader.propertyNames && writer.propertyNames
      ? refusedBy(reader.propertyNames, writer.propertyNames, `${at} (names)`)
      : []),
    ...inside(reader).flatMap((item, i) => {
      const wrote = inside(writer)[i];
      return wrote ? refusedBy(item, wrote, `${at}[]`) : [];
    }),
  ];
};

/** The fields of one shape, as paths: `.search.waitsFor`, `.entries[].askedAt`. */
export const fieldsOf = (shape: Shape, at = ''): readonly string[] => [
  ...[...(branchesOf(shape) ?? []), ...(shape.allOf ?? [])].flatMap((branch) => fieldsOf(branch, at)),
  ...Object.entries(shape.properties ?? {}).flatMap(([name, inside]) => [
    `${at}.${name}`,
    ...fieldsOf(inside, `${at}.${name}`),
  ]),
  ...[...(shape.prefixItems ?? []), ...(shape.items ? [shape.items] : [])].flatMap((item) =>
    fieldsOf(item, `${at}[]`),
  ),
  ...(typeof shape.additionalProperties === 'object' ? fieldsOf(shape.additionalProperties, `${at}.*`) : []),
];
