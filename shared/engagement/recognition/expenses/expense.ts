import * as z from 'zod';
import { type ExpenseId, expenseIdSchema, staffIdSchema, volunteerIdSchema } from '../../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { civilDaySchema } from '../../../time/civil.ts';
import { instantSchema } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';
import { statementSchema } from '../mileage/statement.ts';
import { MOST_CENTS } from './euros.ts';

/** What a volunteer types the amount of. */
export const TYPED_KINDS = ['transport', 'parking', 'supplies', 'telephone', 'other'] as const;
/** `mileage`: a statement of kilometres, its amount computed and never typed. */
const EXPENSE_KINDS = [...TYPED_KINDS, 'mileage'] as const;
export type ExpenseKind = (typeof EXPENSE_KINDS)[number];

export const EXPENSE_STATES = ['to-check', 'to-pay', 'paid', 'waived', 'refused', 'withdrawn'] as const;
export const expenseStateSchema = z.enum(EXPENSE_STATES);
export type ExpenseState = z.infer<typeof expenseStateSchema>;

const byStaff = { at: instantSchema, by: staffIdSchema };

/** One expense of one volunteer. Its amount and day never change: a mistake is withdrawn, or refused, and sent again. */
export const expenseSchema = z.object({
  id: expenseIdSchema,
  town: townIdSchema,
  volunteerId: volunteerIdSchema,
  state: expenseStateSchema,
  kind: z.enum(EXPENSE_KINDS),
  day: civilDaySchema,
  cents: z
    .number()
    .int()
    .min(1)
    // A statement: 120 journeys of 500 km at the dearest rate are 51,700 €.
    .max(MOST_CENTS * 50),
  words: z.string().max(200),
  /** The line of hours it belongs to: a visit, a training. */
  lineId: z.string().max(60).optional(),
  statement: statementSchema.optional(),
  /** Paid back, or left to the town as a gift (CGI art. 200), as the volunteer wishes. */
  wish: z.enum(['refund', 'waive']),
  /** To whom it is left, as the note that they signed says: whatever the town decides afterwards. */
  beneficiary: z.string().min(1).max(80).optional(),
  /** Written to by SMS when it is paid. */
  tellBySms: z.boolean(),
  sentAt: instantSchema,
  /** The receipt, or the registration certificate, was shown on paper: no picture is ever kept. */
  receiptSeen: z.object(byStaff).optional(),
  paid: z.object({ ...byStaff, on: civilDaySchema, reference: z.string().min(1).max(60) }).optional(),
  refused: z.object({ ...byStaff, sentence: z.string().min(1).max(300) }).optional(),
  waivedAt: instantSchema.optional(),
});
export type Expense = z.infer<typeof expenseSchema>;

export type ExpenseCommand = 'accept' | 'accept-waiver' | 'pay' | 'refuse' | 'withdraw';

/** Who may do what from where: the one table of transitions. A command absent from a state is refused. */
export const EXPENSE_TRANSITIONS: Readonly<
  Record<ExpenseState, Partial<Record<ExpenseCommand, ExpenseState>>>
> = {
  'to-check': { accept: 'to-pay', 'accept-waiver': 'waived', refuse: 'refused', withdraw: 'withdrawn' },
  'to-pay': { pay: 'paid', refuse: 'refused' },
  paid: {},
  waived: {},
  refused: {},
  withdrawn: {},
};

/** It was, is or will be paid or given: it counts against a second one. */
export const isStanding = ({ state }: Pick<Expense, 'state'>): boolean =>
  state !== 'refused' && state !== 'withdrawn';

/** Others that look the same: one day and one amount, or one kind for one journey. Told, never refused by a machine. */
export const twinsOf = (
  expense: Pick<Expense, 'day' | 'cents' | 'kind' | 'lineId'> & { readonly id?: ExpenseId },
  others: readonly Expense[],
): readonly Expense[] =>
  others.filter(
    (other) =>
      other.id !== expense.id &&
      isStanding(other) &&
      other.kind !== 'mileage' &&
      ((other.day === expense.day && other.cents === expense.cents) ||
        (expense.lineId !== undefined && other.lineId === expense.lineId && other.kind === expense.kind)),
  );

export const expenseKey = (id: ExpenseId): Key => ({ pk: id, sk: 'EXPENSE' });
export const expenseList = (town: string, state: ExpenseState): string => `${town}#expenses#${state}`;

/**
 * | question                                          | key or index                                   | consistent |
 * |---------------------------------------------------|------------------------------------------------|------------|
 * | this expense                                      | pk expense id, `EXPENSE`                       | yes        |
 * | which expenses of the town are in this state?     | `list`: town + `#expenses#` + state, by sending | no        |
 * | what did this volunteer send?                     | `volunteer` index, sort `expense#` + sending   | no         |
 */
export const expenseKind: Kind<Expense> = defineKind({
  name: 'expense',
  v: 1,
  schema: expenseSchema,
  key: (one) => expenseKey(one.id),
  places: (one) => ({
    list: { partition: expenseList(one.town, one.state), sort: `${one.sentAt}#${one.id}` },
    volunteer: { id: one.volunteerId, sort: `expense#${one.sentAt}#${one.id}` },
  }),
});
