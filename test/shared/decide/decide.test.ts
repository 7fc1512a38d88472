import { describe, expect, it } from 'vitest';
import { decideAndCommit, TooMuchContention } from '../../../shared/decide/decide.ts';
import { ok, refused } from '../../../shared/result/result.ts';
import type { Table } from '../../../shared/table/table.ts';
import { create, replace } from '../../../shared/table/write.ts';
import { taskKey, taskKind } from '../../../shared/tasks/task.ts';
import { aTask, taskId } from '../../builders/situations.ts';
import { doubleStore } from '../../support/stores.ts';

const T = taskId('T');
/** One more letter on the sentence, by whoever. */
const addLetter = (table: Table) =>
  decideAndCommit(table, async () => {
    const stored = await table.get(taskKind, taskKey(T));
    if (!stored) return refused('unknown' as const);
    const next = { ...stored.value, sentence: `${stored.value.sentence}x` };
    return ok({ value: next.sentence, writes: [replace(taskKind, stored, next)] });
  });
const open = async () => {
  const { table } = doubleStore();
  await table.commit([create(taskKind, aTask({ sentence: '' }))]);
  return table;
};

describe('every change: read, decide, write once', () => {
  it('loses nothing when several come at once: each decides again on what the other wrote', async () => {
    const table = await open();
    const done = await Promise.all([0, 1, 2, 3].map(() => addLetter(table)));
    expect(done.map((one) => (one.ok ? one.value : '')).sort()).toEqual(['x', 'xx', 'xxx', 'xxxx']);
    expect((await table.get(taskKind, taskKey(T)))?.value.sentence).toBe('xxxx');
  });

  it('a refusal writes nothing', async () => {
    const { table, rows } = doubleStore();
    expect(await addLetter(table)).toEqual({ ok: false, refusal: 'unknown' });
    expect(await rows()).toEqual([]);
  });

  it('says that too many wanted the same thing, after eight lost races, and has written nothing', async () => {
    const table = await open();
    let tries = 0;
    const crowded: Table = {
      ...table,
      commit: async () => {
        tries += 1;
        return refused({ reason: 'lost-race', label: 'task' });
      },
    };
    await expect(addLetter(crowded)).rejects.toThrow(TooMuchContention);
    expect(tries).toBe(8);
    expect((await table.get(taskKind, taskKey(T)))?.value.sentence).toBe('');
  });
});
