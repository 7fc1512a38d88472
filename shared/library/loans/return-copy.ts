import type { Surroundings } from '../../decide/decide.ts';
import { type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { readIdentifier } from '../identifier.ts';
import { type Item, itemKey, itemKind, labelledItemId } from '../item.ts';
import type { Work } from '../work.ts';
import { type ChangeRefusal, type Hand, stepOneLoan } from './change-loan.ts';
import { isToCheck, type Loan, loanKey, loanKind, loanList } from './loan.ts';

export type ReturnRefusal =
  | { readonly reason: ChangeRefusal | 'isbn' | 'no-such-copy' }
  /** Nobody has it: handed in twice, or never lent. */
  | { readonly reason: 'on-shelf' | 'in-a-bag'; readonly work: Work };

const AT_ONCE = 200;

/** A carrier brought it and nobody has looked: the copy is free by then, and only the loan still names it. What came last is read first. */
const waitingCheck = async (world: Surroundings, item: Item): Promise<Loan | undefined> => {
  let after: string | undefined;
  do {
    const page = await world.table.index('list', {
      partition: loanList(item.town, 'to-check'),
      limit: AT_ONCE,
      newestFirst: true,
      after,
    });
    const found = rowsOf(loanKind, page.items)
      .map(({ value }) => value)
      .find((loan) => loan.itemId === item.id && isToCheck(loan));
    if (found) return found;
    after = page.next;
  } while (after !== undefined);
  return undefined;
};

/**
 * A copy handed in or taken out of a bag that came back: its label alone says which loan it ends, or which return it confirms. Refuses what
 * is no label, an ISBN (it names a title, not the copy), a label nobody knows, a copy that nobody has, and one that has not
 * left its bag.
 */
export const returnCopy = async (
  world: Surroundings,
  town: string,
  typed: string,
  hand: Hand,
  now: Instant,
): Promise<Result<Loan, ReturnRefusal>> => {
  const read = readIdentifier(typed);
  if (!read.ok) return refused({ reason: read.refusal });
  if (read.value.is === 'isbn') return refused({ reason: 'isbn' });
  const item = (await world.table.get(itemKind, itemKey(labelledItemId(town, read.value.barcode))))?.value;
  if (!item) return refused({ reason: 'no-such-copy' });
  const held = item.loanId && (await world.table.get(loanKind, loanKey(item.loanId)))?.value;
  if (held && held.state === 'picked') return refused({ reason: 'in-a-bag', work: item });
  const loan = held && held.forgottenAt === undefined ? held : await waitingCheck(world, item);
  if (!loan) return refused({ reason: 'on-shelf', work: item });
  const command = isToCheck(loan) ? 'check-in' : 'return';
  const done = await stepOneLoan(world, loan.id, { command }, hand, now);
  return done.ok ? done : refused({ reason: done.refusal });
};
