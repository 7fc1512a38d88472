import * as z from 'zod';
import { itemIdSchema, type LoanId, loanIdSchema, missionIdSchema, seniorIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { itemKindSchema, workSchema } from '../work.ts';

/** `requested`: chosen for her. `picked`: in the bag. `out`: at her home. Over: `returned`, `lost`, `dropped`. */
export const LOAN_STATES = ['requested', 'picked', 'out', 'overdue', 'returned', 'lost', 'dropped'] as const;
export const loanStateSchema = z.enum(LOAN_STATES);
export type LoanState = z.infer<typeof loanStateSchema>;

/** What she said of it, in one tap. */
export const OPINIONS = ['liked', 'so-so', 'disliked'] as const;
export const opinionSchema = z.enum(OPINIONS);
export type Opinion = z.infer<typeof opinionSchema>;

/** One thing for one reader, from the wish to the shelf. */
export const loanSchema = z.object({
  id: loanIdSchema,
  town: townIdSchema,
  state: loanStateSchema,
  kind: itemKindSchema,
  grams: z.number().int().min(10).max(5_000),
  /** Who reads it and what it is: taken away together once forgotten, so that the loan is only a figure. */
  seniorId: seniorIdSchema.optional(),
  work: workSchema.optional(),
  itemId: itemIdSchema.optional(),
  requestedAt: instantSchema,
  /** She asked for it although she had it before. */
  again: z.boolean().optional(),
  /** The delivery in whose bag it lies, and that day. */
  missionId: missionIdSchema.optional(),
  deliverOn: civilDaySchema.optional(),
  /** The form by which it was put in the bag: the same form sent twice is one pick (law 12). */
  pickForm: z.string().min(1).max(40).optional(),
  outOn: civilDaySchema.optional(),
  dueOn: civilDaySchema.optional(),
  /** Days between two deliveries to her when it left: a loan never ends before somebody comes again. */
  periodDays: z.number().int().min(0).max(120).optional(),
  renewals: z.number().int().min(0).max(20),
  /** Told on the doorstep, or handed in at the desk. */
  returnedBy: z.enum(['carrier', 'library']).optional(),
  /** When it was back, lost or dropped. */
  endedAt: instantSchema.optional(),
  /** Seen by a librarian after a carrier said that it came back. */
  checkedAt: instantSchema.optional(),
  opinion: opinionSchema.optional(),
  forgottenAt: instantSchema.optional(),
  lookAt: instantSchema.optional(),
});
export type Loan = z.infer<typeof loanSchema>;

/** Asked for, in the bag or at her home. */
export const isOpenLoan = ({ state }: Pick<Loan, 'state'>): boolean =>
  state === 'requested' || state === 'picked' || state === 'out' || state === 'overdue';
/** At her home. */
export const isAtHome = ({ state }: Pick<Loan, 'state'>): boolean => state === 'out' || state === 'overdue';
/** The copy is held by this loan: in the bag, at her home, or lost there. */
export const holdsCopy = ({ state }: Pick<Loan, 'state'>): boolean =>
  state === 'picked' || state === 'out' || state === 'overdue' || state === 'lost';

/** Somebody said that it came back, and no librarian has seen it yet. */
export const isToCheck = (loan: Loan): boolean =>
  loan.state === 'returned' &&
  loan.returnedBy === 'carrier' &&
  loan.checkedAt === undefined &&
  loan.forgottenAt === undefined;

export const loanKey = (id: LoanId): Key => ({ pk: id, sk: 'LOAN' });
export const loanList = (town: string, state: LoanState | 'to-check'): string => `${town}#loan#${state}`;

/** By which day each list is read; a loan that is over, or forgotten, stands in none. */
const LISTED_BY = {
  requested: 'requestedAt',
  picked: 'deliverOn',
  out: 'dueOn',
  overdue: 'dueOn',
  lost: 'endedAt',
  returned: undefined,
  dropped: undefined,
} as const;

const listOf = (loan: Loan): { readonly partition: string; readonly sort: string } | undefined => {
  const by = isToCheck(loan) ? 'endedAt' : LISTED_BY[loan.state];
  if (!by || loan.forgottenAt) return undefined;
  const list = loan.state === 'returned' ? 'to-check' : loan.state;
  return { partition: loanList(loan.town, list), sort: `${loan[by] ?? ''}#${loan.id}` };
};

/**
 * | question                                  | key or index                                       | consistent |
 * |-------------------------------------------|----------------------------------------------------|------------|
 * | this loan: its one truth                  | pk loan id, sk `LOAN`                              | yes        |
 * | what is chosen, picked, out, late, lost?  | `list`: town + state, by day                       | no         |
 * | what did carriers say came back?          | `list`: town + `to-check`                          | no         |
 * | what did she have, until it is forgotten? | `senior` index, sort `loan#` + instant             | no         |
 * | what falls due, what must be forgotten?   | `due` in the agenda lane                           | no         |
 */
export const loanKind: Kind<Loan> = defineKind({
  name: 'loan',
  v: 1,
  schema: loanSchema,
  key: (loan) => loanKey(loan.id),
  places: (loan) => ({
    list: listOf(loan),
    senior: loan.seniorId ? { id: loan.seniorId, sort: `loan#${loan.requestedAt}#${loan.id}` } : undefined,
    due: loan.lookAt ? { lane: 'agenda', at: loan.lookAt } : undefined,
  }),
});
