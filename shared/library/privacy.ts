import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { ok, type Result } from '../result/result.ts';
import { rowsOf, type Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';
import { stepOneLoan } from './loans/change-loan.ts';
import { isAtHome, isOpenLoan, type Loan, loanKind } from './loans/loan.ts';
import { blankReader, forgetLoan } from './look-at-library.ts';
import { nextReaderLook } from './readers/change-reader.ts';
import { type Reader, readerKey, readerKind } from './readers/reader.ts';

/** Everything the library keeps of one person: for her file, a rights request, or a merge. */
export type ReadingFile = { readonly reader: Reader | undefined; readonly loans: readonly Loan[] };

export const readingFileOf = async (
  table: Pick<Table, 'get' | 'index'>,
  seniorId: SeniorId,
): Promise<ReadingFile> => {
  const [reader, around] = await Promise.all([
    table.get(readerKind, readerKey(seniorId)),
    table.index('senior', { partition: seniorId, from: 'loan#', to: 'loan$' }),
  ]);
  return { reader: reader?.value, loans: rowsOf(loanKind, around.items).map(({ value }) => value) };
};

/**
 * Her request that what she read be erased (law 11): what is chosen or in a bag goes back to the shelf, ended loans are
 * forgotten at once, the profile is emptied. Things at her home stay known until they are back. Returns how many
 * loans still lead to her.
 */
export const eraseReading = async (
  world: Surroundings,
  seniorId: SeniorId,
  actor: Actor,
  now: Instant,
): Promise<number> => {
  const { loans } = await readingFileOf(world.table, seniorId);
  for (const loan of loans) {
    if (isAtHome(loan)) continue;
    if (isOpenLoan(loan))
      await stepOneLoan(world, loan.id, { command: 'drop' }, { actor, by: 'system' }, now);
    await forgetLoan(world, loan.id, actor, now);
  }
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, never>> => {
    const stored = await world.table.get(readerKind, readerKey(seniorId));
    if (!stored) return ok({ value: undefined, writes: [] });
    const { state } = stored.value;
    const next: Reader = { ...blankReader(stored.value), state, lookAt: nextReaderLook(now) };
    const happening = { action: 'reader-erased', actor, at: now, from: state, to: state };
    return ok({ value: undefined, writes: change(readerKind, stored, next, happening) });
  });
  return loans.filter(isAtHome).length;
};

const mergedReader = (kept: Reader, other: Reader): Reader => ({
  ...kept,
  state: kept.state === 'reading' || other.state === 'reading' ? 'reading' : 'left',
  genres: [...new Set([...kept.genres, ...other.genres])],
  likedAuthors: [...new Set([...kept.likedAuthors, ...other.likedAuthors])].slice(-60),
  dislikedAuthors: [...new Set([...kept.dislikedAuthors, ...other.dislikedAuthors])].slice(-60),
  avoid: [kept.avoid, other.avoid]
    .filter((text) => text !== '')
    .join(' ')
    .slice(0, 300),
  // Two answers to one question: the narrower one binds.
  remembersLiked: kept.remembersLiked && other.remembersLiked,
  had: [...new Set([...other.had, ...kept.had])].slice(-600),
  open: [...new Set([...kept.open, ...other.open])],
  since: kept.since < other.since ? kept.since : other.since,
});

/** Two files are one person: the kept one takes the reader's profile of the other, whose own is emptied. Idempotent. */
export const moveReader = async (
  world: Surroundings,
  from: SeniorId,
  to: SeniorId,
  by: Actor,
  now: Instant,
): Promise<number> => {
  const moved = await decideAndCommit(world.table, async (): Promise<Result<Decision<number>, never>> => {
    const other = await world.table.get(readerKind, readerKey(from));
    const kept = await world.table.get(readerKind, readerKey(to));
    if (!other || (other.value.state === 'left' && other.value.open.length === 0))
      return ok({ value: 0, writes: [] });
    const happening = { action: 'moved-to-merged-file', actor: by, at: now, details: { from, to } };
    const next: Reader = kept
      ? mergedReader(kept.value, other.value)
      : { ...other.value, seniorId: to, lookAt: nextReaderLook(now) };
    return ok({
      value: 1,
      writes: [
        ...change(readerKind, kept, next, happening, 'kept-reader'),
        ...change(readerKind, other, emptied(other), happening, 'other-reader'),
      ],
    });
  });
  return moved.ok ? moved.value : 0;
};

const emptied = ({ value }: Stored<Reader>): Reader => {
  const { lookAt: _, ...blank } = blankReader(value);
  return { ...blank, open: [] };
};
