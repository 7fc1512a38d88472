import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineKind, readAs, rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { add, create, put, remove, replace, unchanged } from '../../shared/table/write.ts';
import { instant, instantSchema } from '../../shared/time/instant.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { useEngine } from '../support/engine.ts';
import { tableOn } from '../support/tables.ts';

const schema = z.object({
  id: z.string(),
  part: z.string(),
  n: z.number(),
  at: instantSchema.optional(),
  note: z.string().optional(),
});
type Thing = z.infer<typeof schema>;
const thingKind = defineKind<Thing>({
  name: 'thing',
  v: 1,
  schema,
  key: (thing) => ({ pk: `P#${thing.part}`, sk: thing.id }),
  places: (thing) => ({
    list: { partition: `list#${thing.part}`, sort: `${String(thing.n).padStart(4, '0')}#${thing.id}` },
    senior: { id: `s${thing.n % 2}`, sort: thing.id },
    due: thing.at ? { lane: 'agenda', at: thing.at } : undefined,
  }),
});
const thing = (id: string, n: number, more: Partial<Thing> = {}): Thing => ({ id, part: 'a', n, ...more });
const keyOf = (id: string, part = 'a') => ({ pk: `P#${part}`, sk: id });

const engine = useEngine();
const stores: readonly [string, () => Promise<Table>][] = [
  ['the double', async () => memoryTable()],
  ['the engine', async () => tableOn(await engine.freshTable({ stream: false }))],
];

describe.each(stores)('the table, as %s', (_, open) => {
  it('gives back what was written, without what was undefined', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1, { note: undefined }))]);
    const found = await table.get(thingKind, keyOf('x'));
    expect(found).toEqual({ value: { id: 'x', part: 'a', n: 1 }, version: 1, v: 1, auditHead: '' });
    expect(await table.get(thingKind, keyOf('y'))).toBeUndefined();
  });

  it('refuses to create twice, and names the write that failed', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1))]);
    const again = await table.commit([create(thingKind, thing('x', 2), 'second')]);
    expect(again).toEqual({ ok: false, refusal: { reason: 'lost-race', label: 'second' } });
    expect((await table.get(thingKind, keyOf('x')))?.value.n).toBe(1);
  });

  it('lets one of two writers of the same version through', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1))]);
    const read = await table.get(thingKind, keyOf('x'));
    if (!read) throw new Error('nothing read');
    const results = await Promise.all(
      [2, 3].map((n) => table.commit([replace(thingKind, read, thing('x', n))])),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect((await table.get(thingKind, keyOf('x')))?.version).toBe(2);
  });

  it('writes all or nothing', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1))]);
    const refused = await table.commit([
      create(thingKind, thing('y', 1), 'new'),
      create(thingKind, thing('x', 9), 'taken'),
    ]);
    expect(refused).toEqual({ ok: false, refusal: { reason: 'lost-race', label: 'taken' } });
    expect(await table.get(thingKind, keyOf('y'))).toBeUndefined();
  });

  it('holds a decision to what it read and did not change', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1))]);
    const read = await table.get(thingKind, keyOf('x'));
    if (!read) throw new Error('nothing read');
    await table.commit([replace(thingKind, read, thing('x', 2))]);
    const late = await table.commit([unchanged(thingKind, read, 'x-read'), create(thingKind, thing('y', 1))]);
    expect(late).toEqual({ ok: false, refusal: { reason: 'lost-race', label: 'x-read' } });
  });

  it('removes only what it read', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1))]);
    const read = await table.get(thingKind, keyOf('x'));
    if (!read) throw new Error('nothing read');
    expect((await table.commit([remove(thingKind, read)])).ok).toBe(true);
    expect((await table.commit([remove(thingKind, read)])).ok).toBe(false);
  });

  it('reads many at once in the order asked, with gaps and repeats', async () => {
    const table = await open();
    for (let i = 0; i < 120; i += 1) await table.commit([create(thingKind, thing(`t${i}`, i))]);
    const keys = [
      ...Array.from({ length: 120 }, (_v, i) => keyOf(`t${119 - i}`)),
      keyOf('nobody'),
      keyOf('t3'),
    ];
    const rows = await table.getRows(keys);
    expect(rows.map((row) => (row ? readAs(thingKind, row)?.value.n : undefined))).toEqual([
      ...Array.from({ length: 120 }, (_v, i) => 119 - i),
      undefined,
      3,
    ]);
  });

  it('lists a partition by prefix, and an index by bounds, pages and both directions', async () => {
    const table = await open();
    for (let i = 0; i < 7; i += 1) await table.commit([create(thingKind, thing(`t${i}`, i))]);
    await table.commit([create(thingKind, thing('other', 5, { part: 'b' }))]);
    const part = await table.partition('P#a', { prefix: 't' });
    expect(rowsOf(thingKind, part.items).map((stored) => stored.value.n)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const some = await table.index('list', { partition: 'list#a', from: '0002', to: '0004\uffff' });
    expect(rowsOf(thingKind, some.items).map((stored) => stored.value.n)).toEqual([2, 3, 4]);

    const seen: number[] = [];
    let after: string | undefined;
    do {
      const page = await table.index('list', { partition: 'list#a', limit: 3, newestFirst: true, after });
      seen.push(...rowsOf(thingKind, page.items).map((stored) => stored.value.n));
      after = page.next;
    } while (after);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  it('leaves an index when the value says so', async () => {
    const table = await open();
    const at = instant('2026-11-24T10:00:00Z');
    await table.commit([create(thingKind, thing('x', 1, { at }))]);
    expect(await table.due('agenda', at, 10)).toEqual([{ key: keyOf('x'), at }]);
    expect(await table.nextDue('agenda')).toBe(at);
    const read = await table.get(thingKind, keyOf('x'));
    if (!read) throw new Error('nothing read');
    await table.commit([replace(thingKind, read, thing('x', 1))]);
    expect(await table.due('agenda', at, 10)).toEqual([]);
    expect(await table.nextDue('agenda')).toBeUndefined();
  });

  it('knows everything due by the cut-off, oldest first, over all shards', async () => {
    const table = await open();
    for (let i = 0; i < 20; i += 1)
      await table.commit([
        create(thingKind, thing('x', i, { part: `p${i}`, at: instant(`2026-11-24T10:${10 + i}:00Z`) })),
      ]);
    const due = await table.due('agenda', instant('2026-11-24T10:19:00Z'), 100);
    expect(due.map(({ at }) => at.slice(14, 16))).toEqual([
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
    ]);
  });

  it('adds to counters, whole or not at all', async () => {
    const table = await open();
    const key = { pk: 'LEDGER#1', sk: 'X' };
    await Promise.all([1, 2, 3].map((n) => table.commit([add(key, { parts: n, euros: 10 })])));
    expect(await table.counters(key)).toEqual({ parts: 6, euros: 30 });
  });

  it('overwrites whatever is there when told that any will do', async () => {
    const table = await open();
    await table.commit([create(thingKind, thing('x', 1))]);
    expect((await table.commit([put(thingKind, thing('x', 5), 'any')])).ok).toBe(true);
    expect((await table.get(thingKind, keyOf('x')))?.value.n).toBe(5);
  });
});
