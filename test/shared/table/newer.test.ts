import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineKind, readAs } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';

const schema = z.object({
  id: z.string(),
  state: z.string(),
  home: z.object({ line: z.string() }).optional(),
  entries: z.array(z.object({ id: z.string(), n: z.number() })).default([]),
});
type Thing = z.infer<typeof schema>;
const kind = defineKind<Thing>({ name: 'thing', v: 2, schema, key: ({ id }) => ({ pk: id, sk: '-' }) });
const written = {
  id: 'x',
  state: 'open',
  home: { line: '1 rue', floor: 3 },
  entries: [
    { id: 'a', n: 1, since: 'monday' },
    { id: 'b', n: 2 },
  ],
  phoneLostAt: 'yesterday',
};
const readAt = (v: number): Thing => {
  const row = { kind: 'thing', key: { pk: 'x', sk: '-' }, version: 7, v, auditHead: '', data: written };
  const stored = readAs(kind, row);
  if (!stored) throw new Error('nothing read');
  return stored.value;
};
const putOf = (value: Thing) => {
  const write = put(kind, value, 7);
  if (write.op !== 'put') throw new Error('a put is a put');
  return { v: write.v, data: write.data };
};

describe('a record that a newer version wrote', () => {
  it('shows this version nothing that it does not know', () => {
    const value = readAt(3);
    expect(Object.keys(value)).toEqual(['id', 'state', 'home', 'entries']);
    expect(JSON.stringify(value)).not.toContain('yesterday');
  });

  it('is written again with all that the newer one said, and as written by it', () => {
    expect(putOf({ ...readAt(3), state: 'closed' })).toEqual({
      v: 3,
      data: { ...written, state: 'closed' },
    });
  });

  it('keeps it in lists and inner parts that are changed, and loses what this version takes away', () => {
    const value = readAt(3);
    const entries = value.entries.filter(({ id }) => id === 'a').map((one) => ({ ...one, n: 9 }));
    expect(putOf({ ...value, entries, home: undefined }).data).toEqual({
      ...written,
      entries: [{ id: 'a', n: 9, since: 'monday' }],
      home: undefined,
    });
  });
});

describe('a record of this version or of an older one', () => {
  it('is cleaned of what is no longer known: a field taken out of the product goes with the next write', () => {
    for (const v of [1, 2])
      expect(putOf({ ...readAt(v), state: 'closed' })).toEqual({
        v: 2,
        data: {
          id: 'x',
          state: 'closed',
          home: { line: '1 rue' },
          entries: [
            { id: 'a', n: 1 },
            { id: 'b', n: 2 },
          ],
        },
      });
  });
});
