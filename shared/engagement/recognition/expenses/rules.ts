import * as z from 'zod';
import { change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { type StaffId, staffIdSchema } from '../../../ids/ids.ts';
import { ok, type Result } from '../../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import { civilDaySchema } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';

/**
 * What the town decided about expenses. Whether a CCAS may issue tax receipts for expenses its volunteers waive is unverified
 * (domain.md §14): nobody is offered to waive anything until somebody wrote who confirmed it, and when.
 */
export const expenseRulesSchema = z.object({
  town: townIdSchema,
  waiver: z
    .object({
      /** « au CCAS de Besançon »: as the sentence of the note says to whom. */
      beneficiary: z.string().min(1).max(80),
      confirmedBy: z.string().min(1).max(120),
      confirmedOn: civilDaySchema,
      by: staffIdSchema,
    })
    .optional(),
});
export type ExpenseRules = z.infer<typeof expenseRulesSchema>;

const expenseRulesKey = (town: string): Key => ({ pk: `EXPENSE-RULES#${town}`, sk: 'EXPENSE-RULES' });

/**
 * | question                              | key                                       | consistent |
 * |---------------------------------------|-------------------------------------------|------------|
 * | may expenses be waived in this town?  | pk `EXPENSE-RULES#` + town, `EXPENSE-RULES` | yes      |
 */
export const expenseRulesKind: Kind<ExpenseRules> = defineKind({
  name: 'expense-rules',
  v: 1,
  schema: expenseRulesSchema,
  key: (rules) => expenseRulesKey(rules.town),
});

export const readExpenseRules = async (table: Pick<Table, 'get'>, town: string): Promise<ExpenseRules> =>
  (await table.get(expenseRulesKind, expenseRulesKey(town)))?.value ?? { town };

/** Opens the waiver under somebody's written word, or closes it. Expenses already waived stay so. */
export const setWaiver = (
  world: Surroundings,
  waiver: Omit<NonNullable<ExpenseRules['waiver']>, 'by'> | undefined,
  by: StaffId,
  now: Instant,
): Promise<Result<ExpenseRules, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<ExpenseRules>, never>> => {
    const town = world.config.townId;
    const stored = await world.table.get(expenseRulesKind, expenseRulesKey(town));
    const value: ExpenseRules = { town, ...(waiver ? { waiver: { ...waiver, by } } : {}) };
    const happening = {
      action: waiver ? 'waiver-opened' : 'waiver-closed',
      actor: { kind: 'staff' as const, id: by },
      at: now,
    };
    return ok({ value, writes: change(expenseRulesKind, stored, value, happening) });
  });
