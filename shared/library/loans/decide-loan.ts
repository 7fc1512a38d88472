import type { ItemId, MissionId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { LibrarySettings } from '../settings.ts';
import { isToCheck, type Loan, type LoanState, type Opinion } from './loan.ts';

export type LoanCommand =
  | 'pick'
  | 'put-back'
  | 'keep-aside'
  | 'drop'
  | 'deliver'
  | 'take-back'
  | 'renew'
  | 'fall-due'
  | 'return'
  | 'check-in'
  | 'not-here'
  | 'lose';

/** Who acts: at the library, at the Maison des Seniors, at the door, or the clock. */
export type LoanActor = 'librarian' | 'coordinator' | 'carrier' | 'system';

/**
 * Who may go where: the one table of transitions. `keep-aside`: the bag came back full, its things wait for the next
 * delivery. `take-back`: it was noted as delivered and was not. `not-here`: a carrier said that it came back, and
 * it did not.
 */
export const LOAN_TRANSITIONS: Readonly<Record<LoanState, Partial<Record<LoanCommand, LoanState>>>> = {
  requested: { pick: 'picked', drop: 'dropped' },
  picked: {
    pick: 'picked',
    'put-back': 'requested',
    'keep-aside': 'picked',
    drop: 'dropped',
    deliver: 'out',
  },
  out: { 'take-back': 'picked', renew: 'out', 'fall-due': 'overdue', return: 'returned', lose: 'lost' },
  overdue: { renew: 'out', return: 'returned', lose: 'lost' },
  returned: { 'check-in': 'returned', 'not-here': 'out' },
  lost: { return: 'returned' },
  dropped: {},
};

const STAFF: readonly LoanActor[] = ['librarian', 'coordinator'];
/** Who may give which command, from whatever state allows it. */
export const LOAN_ACTORS: Readonly<Record<LoanCommand, readonly LoanActor[]>> = {
  pick: STAFF,
  'put-back': STAFF,
  'keep-aside': ['carrier', 'system', ...STAFF],
  drop: ['system', ...STAFF],
  deliver: ['carrier', ...STAFF],
  'take-back': ['carrier', ...STAFF],
  renew: ['carrier', ...STAFF],
  'fall-due': ['system'],
  return: ['carrier', ...STAFF],
  'check-in': STAFF,
  'not-here': STAFF,
  lose: STAFF,
};

export type LoanRefusal =
  | 'not-allowed-here'
  | 'not-your-role'
  | 'too-many-renewals'
  | 'forgotten'
  | 'not-due';

export type LoanAct =
  | {
      readonly command: 'pick';
      readonly missionId: MissionId;
      readonly deliverOn: CivilDay;
      /** The copy taken from the shelf, where the library labels its copies. */
      readonly copy?: { readonly itemId: ItemId; readonly grams: number } | undefined;
      readonly form?: string | undefined;
    }
  | { readonly command: 'deliver'; readonly on: CivilDay; readonly periodDays: number }
  | { readonly command: 'return'; readonly opinion?: Opinion | undefined }
  | {
      readonly command:
        | 'renew'
        | 'put-back'
        | 'take-back'
        | 'keep-aside'
        | 'drop'
        | 'fall-due'
        | 'check-in'
        | 'not-here'
        | 'lose';
    };

/** A morning look, before anybody opens. */
const LOOK_AT = civilTime('06:00');

/**
 * The last day of a loan that leaves or is renewed today: the library's weeks, and never before somebody comes again.
 * `periodDays` is the time between two deliveries.
 */
export const dueOnFrom = (day: CivilDay, settings: Pick<LibrarySettings, 'loanWeeks'>, periodDays: number) =>
  addDays(day, Math.max(settings.loanWeeks * 7, periodDays));

/** When the agenda must look again: the morning after the last day; or when an ended loan is to be forgotten. */
export const nextLoanLook = (
  loan: Loan,
  settings: Pick<LibrarySettings, 'forgetDays'>,
): Instant | undefined => {
  if (loan.forgottenAt) return undefined;
  if (loan.state === 'out' && loan.dueOn) return instantOf(addDays(loan.dueOn, 1), LOOK_AT);
  const ended = loan.state === 'returned' || loan.state === 'lost' || loan.state === 'dropped';
  return ended && loan.endedAt ? plus(loan.endedAt, { days: settings.forgetDays }) : undefined;
};

/** A loan without what belongs to one of its states. */
const bare = ({
  missionId: _m,
  deliverOn: _d,
  itemId: _i,
  lookAt: _l,
  endedAt: _e,
  returnedBy: _r,
  checkedAt: _c,
  opinion: _o,
  pickForm: _p,
  ...rest
}: Loan): Omit<Loan, 'missionId' | 'deliverOn' | 'pickForm' | 'itemId' | 'lookAt' | 'endedAt'> => rest;

const act = (
  loan: Loan,
  state: LoanState,
  what: LoanAct,
  by: LoanActor,
  settings: LibrarySettings,
  now: Instant,
): Result<Loan, LoanRefusal> => {
  const { itemId, missionId, deliverOn } = loan;
  const copy = itemId ? { itemId } : {};
  const bag = { ...(missionId ? { missionId } : {}), ...(deliverOn ? { deliverOn } : {}) };
  const today = dayOf(now);
  switch (what.command) {
    case 'pick':
      return ok({
        ...bare(loan),
        state,
        ...(what.copy ? what.copy : copy),
        missionId: what.missionId,
        deliverOn: what.deliverOn,
        ...(what.form ? { pickForm: what.form } : {}),
      });
    case 'put-back':
      return ok({ ...bare(loan), state });
    case 'keep-aside':
      return ok({ ...bare(loan), ...copy, state });
    case 'take-back': {
      const { outOn: _o, dueOn: _d, periodDays: _p, ...rest } = bare(loan);
      return ok({ ...rest, ...copy, state });
    }
    case 'deliver':
      return ok({
        ...bare(loan),
        ...copy,
        ...bag,
        state,
        outOn: what.on,
        periodDays: what.periodDays,
        dueOn: dueOnFrom(what.on, settings, what.periodDays),
      });
    case 'renew':
      if (loan.renewals >= settings.renewalsMost) return refused('too-many-renewals');
      return ok({
        ...loan,
        state,
        renewals: loan.renewals + 1,
        dueOn: dueOnFrom(today, settings, loan.periodDays ?? 0),
      });
    case 'fall-due':
      return loan.dueOn !== undefined && loan.dueOn < today ? ok({ ...loan, state }) : refused('not-due');
    case 'return':
      return ok({
        ...loan,
        state,
        returnedBy: by === 'carrier' ? 'carrier' : 'library',
        endedAt: now,
        ...(what.opinion ? { opinion: what.opinion } : {}),
      });
    case 'check-in':
      return isToCheck(loan) ? ok({ ...loan, checkedAt: now }) : refused('not-allowed-here');
    case 'not-here':
      if (!isToCheck(loan)) return refused('not-allowed-here');
      return ok({ ...bare(loan), ...copy, ...bag, state });
    case 'lose':
    case 'drop':
      return ok({ ...loan, state, endedAt: now });
  }
};

/**
 * One step of a loan: allowed from its state and to this actor, by the two tables above. Refuses what is not, a renewal
 * beyond the town's number, a loan nobody may lead back to a person any more (`forgotten`), and a late one that
 * is not late.
 */
export const stepLoan = (
  loan: Loan,
  what: LoanAct,
  by: LoanActor,
  settings: LibrarySettings,
  now: Instant,
): Result<Loan, LoanRefusal> => {
  if (loan.forgottenAt) return refused('forgotten');
  const state = LOAN_TRANSITIONS[loan.state][what.command];
  if (!state) return refused('not-allowed-here');
  if (!LOAN_ACTORS[what.command].includes(by)) return refused('not-your-role');
  const next = act(loan, state, what, by, settings, now);
  if (!next.ok) return next;
  const { lookAt: _, ...rest } = next.value;
  const lookAt = nextLoanLook(next.value, settings);
  return ok(lookAt ? { ...rest, lookAt } : rest);
};

/**
 * Nothing leads from this loan to a person or a title any more: it stays as a figure (kind, days, how it ended). Refused
 * while the thing is still asked for, in a bag or at her home.
 */
export const forget = (loan: Loan, now: Instant): Result<Loan, LoanRefusal> => {
  if (loan.forgottenAt) return refused('forgotten');
  if (loan.state !== 'returned' && loan.state !== 'lost' && loan.state !== 'dropped')
    return refused('not-allowed-here');
  const { seniorId: _s, work: _w, ...rest } = bare(loan);
  return ok({ ...rest, endedAt: loan.endedAt, forgottenAt: now });
};
