import { type Actor, change } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { blindIndex } from '../../seniors/store.ts';
import { readAs, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { type Item, itemKey, itemKind } from '../item.ts';
import { type Reader, readerKind, withHad, withLiked, withoutHad } from '../readers/reader.ts';
import type { LibrarySettings } from '../settings.ts';
import { type Work, workMarks } from '../work.ts';
import { type LoanAct, type LoanActor, type LoanRefusal, stepLoan } from './decide-loan.ts';
import { holdsCopy, isOpenLoan, type Loan, loanKind } from './loan.ts';
import { rowsByKeys } from './open-loans.ts';

/** The blind marks of a title: equal titles give equal marks, and a mark tells nothing without the town's secret. */
export const hadMarks = (secret: string, work: Pick<Work, 'title' | 'author' | 'isbn'>): readonly string[] =>
  workMarks(work).map((mark) => blindIndex(secret, 'read', mark));

/** What a reader's record becomes when one of her loans moves. Pure but for the secret of the marks. */
export const readerAfter = (reader: Reader, before: Loan, after: Loan, secret: string): Reader => {
  const open = reader.open.filter((id) => id !== after.id);
  const kept: Reader = { ...reader, open: isOpenLoan(after) ? [...open, after.id] : open };
  if (before.state === 'picked' && after.state === 'out' && after.work)
    return withHad(kept, hadMarks(secret, after.work));
  if (before.state === 'out' && after.state === 'picked' && after.work)
    return withoutHad(kept, hadMarks(secret, after.work));
  if (after.state === 'returned' && after.opinion === 'liked' && before.opinion !== 'liked' && after.work)
    return withLiked(kept, after.work.author);
  return kept;
};

export type LoanStep = { readonly loan: Stored<Loan>; readonly what: LoanAct };
export type StepRefusal = LoanRefusal | 'copy-taken';

/** The copies these loans hold or are about to hold, by id. */
export const copiesOf = async (
  world: Pick<Surroundings, 'table'>,
  steps: readonly LoanStep[],
): Promise<ReadonlyMap<string, Stored<Item>>> => {
  const ids = steps.flatMap(({ loan, what }) => {
    const next = what.command === 'pick' ? what.copy?.itemId : undefined;
    return [loan.value.itemId, next].flatMap((id) => (id ? [id] : []));
  });
  const rows = await rowsByKeys(world.table, [...new Set(ids)].map(itemKey));
  return new Map(
    rows.flatMap((row) => {
      const stored = row ? readAs(itemKind, row) : undefined;
      return stored ? [[stored.value.id, stored] as const] : [];
    }),
  );
};

const withLoan = (item: Item, loanId: Item['loanId']): Item => {
  const { loanId: _, ...free } = item;
  return loanId ? { ...free, loanId } : free;
};

/**
 * Steps of one reader's loans as writes: each loan with its one event, each copy that changes hands, and her record once.
 * At most 24 loans fit a transaction with what stands beside them. Refuses the first step that may not be, and a
 * copy that another loan holds. The caller has read everything consistently in the same try.
 */
export const stepWrites = (
  world: Surroundings,
  steps: readonly LoanStep[],
  about: {
    readonly reader: Stored<Reader> | undefined;
    readonly copies: ReadonlyMap<string, Stored<Item>>;
    readonly settings: LibrarySettings;
    readonly by: LoanActor;
    readonly actor: Actor;
    readonly now: Instant;
  },
): Result<
  { readonly loans: readonly Loan[]; readonly reader: Reader | undefined; readonly writes: readonly Write[] },
  StepRefusal
> => {
  const writes: Write[] = [];
  const loans: Loan[] = [];
  const copies = new Map([...about.copies].map(([id, stored]) => [id, stored.value]));
  let reader = about.reader?.value;
  for (const { loan, what } of steps) {
    const stepped = stepLoan(loan.value, what, about.by, about.settings, about.now);
    if (!stepped.ok) return stepped;
    const next = stepped.value;
    const before = loan.value.itemId ? copies.get(loan.value.itemId) : undefined;
    if (before && before.id !== next.itemId && before.loanId === next.id)
      copies.set(before.id, withLoan(before, undefined));
    const copy = next.itemId ? copies.get(next.itemId) : undefined;
    if (copy && copy.loanId !== undefined && copy.loanId !== next.id && holdsCopy(next))
      return refused('copy-taken');
    if (copy) {
      const held = holdsCopy(next) ? next.id : copy.loanId === next.id ? undefined : copy.loanId;
      copies.set(copy.id, withLoan(copy, held));
    }
    if (reader) reader = readerAfter(reader, loan.value, next, world.config.appSecret);
    loans.push(next);
    writes.push(
      ...change(loanKind, loan, next, {
        action: `loan-${what.command}`,
        actor: about.actor,
        at: about.now,
        from: loan.value.state,
        to: next.state,
      }),
    );
  }
  for (const [id, copy] of copies) {
    const stored = about.copies.get(id);
    if (stored && stored.value.loanId !== copy.loanId) writes.push(replace(itemKind, stored, copy));
  }
  // Written even unchanged: two hands on one reader's things meet here, and the second decides again.
  if (about.reader && reader) writes.push(replace(readerKind, about.reader, reader));
  return ok({ loans, reader, writes });
};
