import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKind, change, firstBrokenLink, SYSTEM } from '../../../shared/audit/audit.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { deliveryWrites } from '../../../shared/library/bags/deliver.ts';
import { bagsFor } from '../../../shared/library/bags/read-bags.ts';
import { type Item, itemKind } from '../../../shared/library/item.ts';
import { pickLoan, requestLoan, stepOneLoan } from '../../../shared/library/loans/change-loan.ts';
import { holdsCopy, isOpenLoan, type Loan, loanKind } from '../../../shared/library/loans/loan.ts';
import { lookAtLoan, lookAtReader } from '../../../shared/library/look-at-library.ts';
import { eraseReading, moveReader, readingFileOf } from '../../../shared/library/privacy.ts';
import { readerKey, readerKind } from '../../../shared/library/readers/reader.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { serviceKind } from '../../../shared/services/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import {
  aDelivery,
  aLibraryService,
  anItem,
  aReader,
  JEANNE,
  openLibrary,
  VISIT,
} from '../../builders/library.ts';
import { memoryTable } from '../../doubles/memory-table.ts';

const HUGO = { actor: { kind: 'staff', id: 'stf_hugo' }, by: 'librarian' } as const;
const PAUL = { actor: { kind: 'volunteer', id: 'vol_paul' }, by: 'carrier' } as const;
/** Her delivery three weeks later. */
const NEXT = aDelivery({ id: `mis_${'K'.repeat(26)}` as never, day: civilDay('2026-12-16') });
const COPIES = ['A', 'B', 'C'].map((letter) =>
  anItem({
    title: `Titre ${letter}`,
    author: `Auteur ${letter}`,
    barcode: `325900${letter}`,
  }),
);

const opened = async (items: readonly Item[] = COPIES) => {
  const table = memoryTable();
  let now: Instant = TUESDAY_NOON;
  const world = await openLibrary(table, {
    items,
    now: () => now,
    reader: aReader({ remembersLiked: true }),
  });
  const loans = (): Loan[] => rowsOf(loanKind, table.ofKind('loan')).map(({ value }) => value);
  const reader = async () => {
    const stored = await table.get(readerKind, readerKey(JEANNE));
    if (!stored) throw new Error('no reader');
    return stored.value;
  };
  return {
    table,
    world,
    loans,
    reader,
    now: () => now,
    later: (days: number) => {
      now = plus(now, { days });
    },
    chosen: async (copy = COPIES[0]) => {
      const done = await requestLoan(
        world,
        JEANNE,
        { work: anItem(), kind: 'book', itemId: copy?.id },
        HUGO,
        now,
      );
      if (!done.ok) throw new Error(done.refusal);
      return done.value;
    },
    bagged: async (loan: Loan) => {
      const done = await pickLoan(world, loan.id, { missionId: VISIT }, HUGO, now);
      if (!done.ok) throw new Error(done.refusal);
      return done.value;
    },
    /** What a carrier tells of these loans, as a report writes it. */
    told: async (
      given: readonly Loan[],
      told: ReadonlyMap<Loan['id'], 'kept' | 'liked' | 'so-so'>,
      wish = '',
      mission = aDelivery(),
    ) => {
      const said = { given: given.map(({ id }) => id), told, wish };
      const writes = await deliveryWrites(world, mission, said, true, PAUL, now);
      if (writes.length > 0) expect((await table.commit(writes)).ok).toBe(true);
      return writes.length;
    },
  };
};
type Here = Awaited<ReturnType<typeof opened>>;

/** What holds between any two steps, whatever was tried. */
const expectWhole = async ({ table, loans, reader }: Here): Promise<void> => {
  const all = loans();
  const holding = all.filter((loan) => holdsCopy(loan) && loan.itemId && !loan.forgottenAt);
  expect(new Set(holding.map(({ itemId }) => itemId)).size, 'a copy is held once').toBe(holding.length);
  for (const { value: item } of rowsOf(itemKind, table.ofKind('item'))) {
    const holder = all.find(({ id }) => id === item.loanId);
    if (item.loanId) expect(holder?.forgottenAt ?? holder?.itemId, 'a copy knows its loan').toBeDefined();
    else
      expect(
        holding.some(({ itemId }) => itemId === item.id),
        'a free copy is held by nobody',
      ).toBe(false);
  }
  expect([...(await reader()).open].sort()).toEqual(
    all
      .filter(isOpenLoan)
      .map(({ id }) => id)
      .sort(),
  );
  for (const row of table.ofKind('loan')) {
    const events = rowsOf(auditKind, (await table.partition(row.key.pk, { prefix: 'AUDIT#' })).items);
    expect(firstBrokenLink(events.map(({ value }) => value))).toBeUndefined();
  }
  for (const loan of all.filter(({ forgottenAt }) => forgottenAt))
    expect([loan.seniorId, loan.work, loan.opinion]).toEqual([undefined, undefined, undefined]);
};

const STEPS = [
  'put-back',
  'drop',
  'take-back',
  'keep-aside',
  'renew',
  'return',
  'check-in',
  'not-here',
  'lose',
] as const;

describe('a library over any days', () => {
  it('holds a copy once, loses nothing, writes each step down once, whatever is tried', async () => {
    const what = fc.oneof(
      fc.record({ do: fc.constant('choose' as const), at: fc.nat(2) }),
      fc.record({ do: fc.constant('pick' as const), at: fc.nat(5), isLabelled: fc.boolean() }),
      fc.record({
        do: fc.constant('door' as const),
        at: fc.nat(5),
        told: fc.constantFrom('kept' as const, 'liked' as const, 'so-so' as const),
      }),
      fc.record({
        do: fc.constant('step' as const),
        at: fc.nat(5),
        step: fc.constantFrom(...STEPS),
        hand: fc.constantFrom(HUGO, PAUL),
      }),
      fc.record({ do: fc.constant('wait' as const), at: fc.nat(40) }),
      fc.record({ do: fc.constant('erase' as const), at: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(what, { minLength: 8, maxLength: 24 }), async (acts) => {
        const here = await opened();
        const { world, loans, now } = here;
        for (const act of acts) {
          const loan = loans()[act.at % Math.max(1, loans().length)];
          if (act.do === 'choose')
            await requestLoan(
              world,
              JEANNE,
              { work: anItem(), kind: 'book', itemId: COPIES[act.at]?.id, again: act.at === 2 },
              HUGO,
              now(),
            );
          else if (act.do === 'pick' && loan)
            await pickLoan(
              world,
              loan.id,
              { missionId: VISIT, identifier: act.isLabelled ? COPIES[act.at % 3]?.barcode : '' },
              HUGO,
              now(),
            );
          else if (act.do === 'door' && loan) await here.told([loan], new Map([[loan.id, act.told]]));
          else if (act.do === 'step' && loan)
            await stepOneLoan(world, loan.id, { command: act.step }, act.hand, now());
          else if (act.do === 'erase') await eraseReading(world, JEANNE, SYSTEM, now());
          else if (act.do === 'wait') {
            here.later(act.at);
            for (const { id } of loans()) await lookAtLoan(world, id, now());
          }
          await expectWhole(here);
        }
        for (const row of here.table.ofKind('loan')) {
          const events = (await here.table.partition(row.key.pk, { prefix: 'AUDIT#' })).items;
          expect(events.length).toBeLessThanOrEqual(row.version);
        }
      }),
      { seed: 11, numRuns: 40 },
    );
  });
});

describe('one copy', () => {
  it('that another bag holds is refused, with its label and without', async () => {
    const here = await opened();
    const chosen = await here.chosen();
    const other = seniorIdSchema.parse(`sen_${'Z'.repeat(26)}`);
    const herBag = aDelivery({ id: `mis_${'Z'.repeat(26)}` as never, seniorId: other });
    await here.table.commit([
      put(readerKind, aReader({ seniorId: other }), 'absent'),
      ...change(missionKind, undefined, herBag, { action: 'mission-planned', actor: SYSTEM, at: here.now() }),
    ]);
    const wish = { work: { title: 'Titre A', author: '' }, kind: 'book' } as const;
    const typed = await requestLoan(here.world, other, wish, HUGO, here.now());
    if (!typed.ok) throw new Error(typed.refusal);
    const label = COPIES[0]?.barcode;
    const inBag = { missionId: herBag.id, identifier: label };
    expect((await pickLoan(here.world, typed.value.id, inBag, HUGO, here.now())).ok).toBe(true);
    for (const identifier of ['', label])
      expect(
        await pickLoan(here.world, chosen.id, { missionId: VISIT, identifier }, HUGO, here.now()),
      ).toMatchObject({ refusal: 'copy-taken' });
  });

  it('is the one that was chosen: the label of another title, or of nobody, is refused, and nothing moves', async () => {
    const here = await opened();
    const chosen = await here.chosen();
    const pick = (identifier: string) =>
      pickLoan(here.world, chosen.id, { missionId: VISIT, identifier }, HUGO, here.now());
    expect(await pick(COPIES[1]?.barcode ?? '')).toMatchObject({ refusal: 'other-title' });
    expect(await pick('3259OOA')).toMatchObject({ refusal: 'other-label' });
    expect(here.loans()).toEqual([chosen]);
    expect((await pick('')).ok).toBe(true);
    await expectWhole(here);
  });
});

describe('what a carrier says at the door', () => {
  it('is written once, and counts for the next choice: given, liked, kept, wished', async () => {
    const here = await opened();
    const [first, second] = [
      await here.bagged(await here.chosen()),
      await here.bagged(await here.chosen(COPIES[1])),
    ];
    const [bag] = await bagsFor(here.table, 'besancon', civilDay('2026-11-25'));
    expect(bag?.items.map(({ work }) => work.title)).toEqual(['Titre A', 'Titre B']);
    expect(bag?.grams).toBe(700);
    await here.told([first, second], new Map(), 'Un Simenon');
    expect(await here.told([first, second], new Map(), 'Un Simenon')).toBe(0);
    expect((await here.reader()).wishes).toHaveLength(1);
    here.later(20);
    await here.told(
      [first, second],
      new Map([
        [first.id, 'liked'],
        [second.id, 'kept'],
      ]),
      '',
      NEXT,
    );
    const [liked, kept] = [first, second].map(({ id }) => here.loans().find((one) => one.id === id));
    expect(liked).toMatchObject({ state: 'returned', opinion: 'liked', returnedBy: 'carrier' });
    expect(kept).toMatchObject({ state: 'out', renewals: 1 });
    expect((await here.reader()).likedAuthors).toEqual(['Auteur A']);
    expect(
      await requestLoan(
        here.world,
        JEANNE,
        { work: { title: 'titre a', author: 'A, Auteur' }, kind: 'book' },
        HUGO,
        here.now(),
      ),
    ).toMatchObject({
      refusal: 'had-before',
    });
  });

  it('remembers no author without her word', async () => {
    const here = await opened();
    const stored = await here.table.get(readerKind, readerKey(JEANNE));
    await here.table.commit([put(readerKind, aReader(), stored?.version ?? 'any')]);
    const loan = await here.bagged(await here.chosen());
    await here.told([loan], new Map());
    await here.told([], new Map([[loan.id, 'liked']]), '', NEXT);
    expect(here.loans()[0]).toMatchObject({ state: 'returned', opinion: 'liked' });
    expect((await here.reader()).likedAuthors).toEqual([]);
  });
});

describe('when the library no longer comes', () => {
  it('puts back what was chosen, keeps in sight what is at her home, then forgets her', async () => {
    const here = await opened();
    const home = await here.bagged(await here.chosen());
    await here.told([home], new Map());
    await here.chosen(COPIES[1]);
    await here.table.commit([put(serviceKind, aLibraryService({ state: 'closed' }), 'any')]);
    await lookAtReader(here.world, JEANNE, here.now());
    await lookAtReader(here.world, JEANNE, here.now());
    expect(await here.reader()).toMatchObject({ state: 'left', open: [home.id], had: [], likedAuthors: [] });
    await stepOneLoan(here.world, home.id, { command: 'return' }, HUGO, here.now());
    await lookAtReader(here.world, JEANNE, here.now());
    expect((await here.reader()).lookAt).toBeUndefined();
    here.later(31);
    for (const { id } of here.loans()) await lookAtLoan(here.world, id, here.now());
    expect((await readingFileOf(here.table, JEANNE)).loans).toEqual([]);
    await expectWhole(here);
  });

  it('goes on while it is only interrupted', async () => {
    const here = await opened();
    await here.chosen();
    await here.table.commit([put(serviceKind, aLibraryService({ state: 'paused' }), 'any')]);
    await lookAtReader(here.world, JEANNE, here.now());
    expect((await here.reader()).state).toBe('reading');
    expect(here.loans()[0]?.state).toBe('requested');
  });

  it('follows her when two files are one person', async () => {
    const here = await opened();
    const loan = await here.chosen();
    const other = seniorIdSchema.parse(`sen_${'Z'.repeat(26)}`);
    await here.table.commit([put(readerKind, aReader({ seniorId: other, genres: ['crime'] }), 'absent')]);
    expect(await moveReader(here.world, JEANNE, other, SYSTEM, here.now())).toBe(1);
    expect(await moveReader(here.world, JEANNE, other, SYSTEM, here.now())).toBe(0);
    const kept = await here.table.get(readerKind, readerKey(other));
    expect(kept?.value).toMatchObject({ genres: ['crime'], open: [loan.id], remembersLiked: false });
    expect(await here.reader()).toMatchObject({ state: 'left', open: [] });
  });
});
