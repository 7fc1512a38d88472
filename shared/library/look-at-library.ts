import { type Actor, change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { LoanId, SeniorId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { serviceKind } from '../services/store.ts';
import { rowsOf } from '../table/kind.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { stepOneLoan } from './loans/change-loan.ts';
import { forget, nextLoanLook } from './loans/decide-loan.ts';
import { isAtHome, type Loan, loanKey, loanKind } from './loans/loan.ts';
import { librarySettingsOf } from './loans/open-loans.ts';
import { readingOf } from './loans/reading.ts';
import { nextReaderLook } from './readers/change-reader.ts';
import { newReader, type Reader, readerKey, readerKind } from './readers/reader.ts';

type Looked = 'fell-due' | 'forgotten' | 'nothing';

const HAND = { actor: SYSTEM, by: 'system' } as const;

/** Who read what is taken out of an ended loan; asked twice, once. */
export const forgetLoan = (
  world: Surroundings,
  id: LoanId,
  actor: Actor,
  now: Instant,
): Promise<Result<Loan, 'unknown' | 'not-ended'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Loan>, 'unknown' | 'not-ended'>> => {
    const stored = await world.table.get(loanKind, loanKey(id));
    if (!stored) return refused('unknown');
    if (stored.value.forgottenAt) return ok({ value: stored.value, writes: [] });
    const forgotten = forget(stored.value, now);
    if (!forgotten.ok) return refused('not-ended');
    const { state } = stored.value;
    const happening = { action: 'loan-forgotten', actor, at: now, from: state, to: state };
    return ok({ value: forgotten.value, writes: change(loanKind, stored, forgotten.value, happening) });
  });

/** Puts the look right where nothing is due: what the library decided may have changed since it was written. */
const settleLook = async (world: Surroundings, id: LoanId, now: Instant): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'right'>> => {
    const stored = await world.table.get(loanKind, loanKey(id));
    if (!stored?.value.lookAt || stored.value.lookAt > now) return refused('right');
    const { lookAt: _, ...rest } = stored.value;
    const next = nextLoanLook(rest, await librarySettingsOf(world.table, rest.town));
    const later = next !== undefined && next > now ? { ...rest, lookAt: next } : rest;
    return ok({ value: undefined, writes: [replace(loanKind, stored, later)] });
  });
};

/** The morning after the last day of a loan; and the day on which an ended one is forgotten. */
export const lookAtLoan = async (world: Surroundings, id: LoanId, now: Instant): Promise<Looked> => {
  const loan = (await world.table.get(loanKind, loanKey(id)))?.value;
  if (!loan?.lookAt || loan.lookAt > now) return 'nothing';
  if (loan.state === 'out') {
    const fell = await stepOneLoan(world, id, { command: 'fall-due' }, HAND, now);
    if (fell.ok) return 'fell-due';
  } else {
    const due = nextLoanLook(loan, await librarySettingsOf(world.table, loan.town));
    if (due !== undefined && due <= now && (await forgetLoan(world, id, SYSTEM, now)).ok) return 'forgotten';
  }
  await settleLook(world, id, now);
  return 'nothing';
};

/** Does a programme that carries books still run for her, or is it only interrupted? */
const isStillReading = async (world: Surroundings, reader: Reader): Promise<boolean> => {
  const [town, around] = await Promise.all([
    world.table.get(townKind, townKey(reader.town)),
    world.table.index('senior', { partition: reader.seniorId, from: 'service#', to: 'service$' }),
  ]);
  const carried = new Set(
    (town?.value.programmes ?? []).filter(({ act }) => act === 'books').map(({ code }) => code),
  );
  return rowsOf(serviceKind, around.items).some(
    ({ value }) => carried.has(value.programme) && value.state !== 'closed',
  );
};

/** A profile of which nothing is left but whose it was, and what is still at her home. */
export const blankReader = (reader: Reader): Reader => ({
  ...newReader({ id: reader.seniorId, town: reader.town, languages: [] }, reader.since),
  state: 'left',
  open: reader.open,
});

/**
 * Once a week: does the library still come to her? When it stopped, what was chosen or in the bag goes back to the shelf and
 * her profile is emptied; what is at her home stays listed until it is back. Idempotent (law 12).
 */
export const lookAtReader = async (world: Surroundings, id: SeniorId, now: Instant): Promise<void> => {
  const reading = await readingOf(world.table, id);
  if (!reading) return;
  const still = await isStillReading(world, reading.reader.value);
  if (!still)
    for (const { value } of reading.loans)
      if (!isAtHome(value)) await stepOneLoan(world, value.id, { command: 'drop' }, HAND, now);
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'gone'>> => {
    const stored = await world.table.get(readerKind, readerKey(id));
    if (!stored) return refused('gone');
    if (still)
      return ok({
        value: undefined,
        writes: [replace(readerKind, stored, { ...stored.value, lookAt: nextReaderLook(now) })],
      });
    const { lookAt: _, ...blank } = blankReader(stored.value);
    const next = blank.open.length > 0 ? { ...blank, lookAt: nextReaderLook(now) } : blank;
    if (stored.value.state === 'left')
      return ok({ value: undefined, writes: [replace(readerKind, stored, next)] });
    const happening = { action: 'reader-left', actor: SYSTEM, at: now, from: 'reading', to: 'left' };
    return ok({ value: undefined, writes: change(readerKind, stored, next, happening) });
  });
};
