import { describe, expect, it } from 'vitest';
import { change, SYSTEM } from '../../../shared/audit/audit.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { pickCopy } from '../../../shared/library/bags/pick-copy.ts';
import { requestLoan, stepOneLoan } from '../../../shared/library/loans/change-loan.ts';
import { loanKind } from '../../../shared/library/loans/loan.ts';
import { returnCopy } from '../../../shared/library/loans/return-copy.ts';
import { readerKind } from '../../../shared/library/readers/reader.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { aDelivery, aLoan, anItem, aReader, JEANNE, openLibrary } from '../../builders/library.ts';
import { memoryTable } from '../../doubles/memory-table.ts';

const HUGO = { actor: { kind: 'staff', id: 'stf_hugo' }, by: 'librarian' } as const;
const ISBN = '9782253142973';

/** Jeanne and Rose wait for the same title, whose copies bear no label here; Jeanne comes first that day. */
const twoWait = async () => {
  const table = memoryTable();
  const world = await openLibrary(table);
  const rose = seniorIdSchema.parse(`sen_${'R'.repeat(26)}`);
  const herBag = aDelivery({
    id: `mis_${'R'.repeat(26)}` as never,
    seniorId: rose,
    startsAt: plus(aDelivery().startsAt, { minutes: 40 }),
  });
  await table.commit([
    put(readerKind, aReader({ seniorId: rose }), 'absent'),
    ...change(missionKind, undefined, herBag, { action: 'mission-planned', actor: SYSTEM, at: TUESDAY_NOON }),
  ]);
  const work = { title: 'Pars vite et reviens tard', author: 'Fred Vargas', isbn: ISBN };
  for (const reader of [JEANNE, rose])
    expect((await requestLoan(world, reader, { work, kind: 'book' }, HUGO, TUESDAY_NOON)).ok).toBe(true);
  const about = { town: 'besancon', day: herBag.day };
  const scan = (form: string) => pickCopy(world, about, { code: ISBN, form }, HUGO, TUESDAY_NOON);
  const inBags = () =>
    rowsOf(loanKind, table.ofKind('loan')).flatMap(({ value }) =>
      value.state === 'picked' ? [value.seniorId] : [],
    );
  const steps = () => table.ofKind('audit').length;
  return { world, rose, scan, inBags, steps };
};

describe('two readers who wait for one title', () => {
  it('have one copy in one bag when the page of its scan is sent twice: double press, lost answer, Back', async () => {
    const { scan, inBags, steps } = await twoWait();
    const first = await scan('page-1');
    const written = steps();
    const again = await scan('page-1');
    expect(inBags()).toEqual([JEANNE]);
    expect(first).toMatchObject({ ok: true, value: { already: false } });
    expect(again).toEqual({ ok: true, value: { loanId: first.ok && first.value.loanId, already: true } });
    expect(steps()).toBe(written);
  });

  it('have one copy in one bag when both presses arrive at once', async () => {
    const { scan, inBags } = await twoWait();
    const both = await Promise.all([scan('page-1'), scan('page-1')]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(inBags()).toEqual([JEANNE]);
  });

  it('have each theirs when two copies are scanned one after the other', async () => {
    const { scan, inBags, rose } = await twoWait();
    for (const page of ['page-1', 'page-2'])
      expect(await scan(page)).toMatchObject({ ok: true, value: { already: false } });
    expect(inBags().toSorted()).toEqual([JEANNE, rose].toSorted());
    expect(await scan('page-3')).toMatchObject({ refusal: { reason: 'nobody-waits' } });
  });

  it('lose none of two copies that two librarians scan at once: whoever was second is told', async () => {
    const { scan, inBags, rose } = await twoWait();
    const both = await Promise.all([scan('page-1'), scan('page-2')]);
    expect(both).toContainEqual({ ok: false, refusal: { reason: 'not-allowed-here' } });
    expect(inBags()).toHaveLength(1);
    await scan('page-3');
    expect(inBags().toSorted()).toEqual([JEANNE, rose].toSorted());
  });

  it('is taken out and scanned again from an old page, for whoever it was', async () => {
    const { world, scan, inBags } = await twoWait();
    const first = await scan('page-1');
    if (!first.ok) throw new Error('not picked');
    await stepOneLoan(world, first.value.loanId, { command: 'put-back' }, HUGO, TUESDAY_NOON);
    expect(inBags()).toEqual([]);
    expect(await scan('page-1')).toMatchObject({ ok: true, value: { already: false } });
    expect(inBags()).toEqual([JEANNE]);
  });
});

describe('a copy that a carrier brought back', () => {
  it('is checked by its label whatever waits besides: a thousand more, before it and after', async () => {
    const table = memoryTable();
    const [first, last] = [anItem(), anItem({ barcode: '3259005' })];
    const world = await openLibrary(table, { items: [first, last] });
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const number = (n: number) => `${letters.charAt(n >> 5)}${letters.charAt(n % 32)}`;
    const brought = (n: number) =>
      aLoan({
        id: `loa_${'E'.repeat(24)}${number(n)}` as never,
        state: 'returned',
        returnedBy: 'carrier',
        endedAt: plus(TUESDAY_NOON, { minutes: n }),
        ...(n === 3 ? { itemId: first.id } : n === 1_010 ? { itemId: last.id } : {}),
      });
    for (let n = 0; n < 1_020; n += 60)
      await table.commit(Array.from({ length: 60 }, (_, k) => put(loanKind, brought(n + k), 'absent')));
    for (const [code, n] of [
      ['3259000', 3],
      ['3259005', 1_010],
    ] as const)
      expect(await returnCopy(world, 'besancon', code, HUGO, TUESDAY_NOON)).toMatchObject({
        ok: true,
        value: { id: brought(n).id },
      });
  });
});
