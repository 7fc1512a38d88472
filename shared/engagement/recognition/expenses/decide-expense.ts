import { type Actor, change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import type { ExpenseId, StaffId, VolunteerId } from '../../../ids/ids.ts';
import { linkKind } from '../../../links/link.ts';
import { mintLink } from '../../../links/mint-link.ts';
import { intentWrite } from '../../../messages/intent-write.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import type { Write } from '../../../table/table.ts';
import { create } from '../../../table/write.ts';
import { type CivilDay, dayOf } from '../../../time/civil.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import { townKey, townKind } from '../../../town/settings.ts';
import { mileageYearKey, mileageYearKind, withoutStatement } from '../mileage/statement.ts';
import {
  EXPENSE_TRANSITIONS,
  type Expense,
  type ExpenseCommand,
  expenseKey,
  expenseKind,
} from './expense.ts';
import { readExpenseRules } from './rules.ts';

export type DecideRefusal = {
  /**
   * `moved-on`: no such step from where it is now. `not-seen`: no receipt was looked at. `no-waiver`: the town does not take
   * gifts of expenses. `day-ahead`: paid on a day that has not come. `day-before`: paid before it was spent.
   */
  readonly reason: 'unknown' | 'moved-on' | 'not-seen' | 'no-waiver' | 'day-ahead' | 'day-before';
};

export type ExpenseAct =
  | { readonly command: 'accept'; readonly receiptSeen: boolean }
  | { readonly command: 'pay'; readonly on: CivilDay; readonly reference: string }
  | { readonly command: 'refuse'; readonly sentence: string }
  | { readonly command: 'withdraw' };

/** The next state of an expense; the act said again word for word is the same expense, unchanged. */
export const nextExpense = (
  before: Expense,
  act: ExpenseAct,
  { by, now }: { readonly by: StaffId | undefined; readonly now: Instant },
): Result<Expense, DecideRefusal> => {
  if (act.command === 'withdraw' && before.state === 'withdrawn') return ok(before);
  if (
    act.command === 'pay' &&
    before.paid?.on === act.on &&
    before.paid.reference === act.reference &&
    before.state === 'paid'
  )
    return ok(before);
  const command: ExpenseCommand =
    act.command === 'accept' && before.wish === 'waive' ? 'accept-waiver' : act.command;
  const state = EXPENSE_TRANSITIONS[before.state][command];
  if (!state) return refused({ reason: 'moved-on' });
  if (act.command === 'withdraw') return ok({ ...before, state });
  if (by === undefined) return refused({ reason: 'unknown' });
  const signed = { at: now, by };
  switch (act.command) {
    case 'accept':
      if (!act.receiptSeen) return refused({ reason: 'not-seen' });
      return ok({
        ...before,
        state,
        receiptSeen: signed,
        ...(state === 'waived' ? { waivedAt: now } : {}),
      });
    case 'pay':
      if (act.on > dayOf(now)) return refused({ reason: 'day-ahead' });
      if (act.on < before.day) return refused({ reason: 'day-before' });
      return ok({ ...before, state, paid: { ...signed, on: act.on, reference: act.reference } });
    case 'refuse':
      return ok({ ...before, state, refused: { ...signed, sentence: act.sentence } });
  }
};

/** The trips of a statement that is refused or withdrawn may be stated again, whatever became of those after it. */
const releaseTrips = async (
  world: Surroundings,
  { id, volunteerId, statement }: Expense,
  actor: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  if (!statement) return [];
  const year = await world.table.get(mileageYearKind, mileageYearKey(volunteerId, statement.year));
  if (!year) return [];
  const next = withoutStatement(year.value, id);
  return change(mileageYearKind, year, next, { action: 'mileage-released', actor, at: now });
};

/** « Votre remboursement est fait »: a link and the message that carries it, for who asked to be told. */
const tellPaid = async (
  world: Surroundings,
  { id, volunteerId, tellBySms }: Expense,
  now: Instant,
): Promise<readonly Write[]> => {
  if (!tellBySms) return [];
  const town = (await world.table.get(townKind, townKey(world.config.townId)))?.value;
  if (!town) return [];
  const { token, link } = mintLink(world.ids, { town: town.id, volunteerId, now, purpose: 'my-space' });
  const draft = {
    message: { kind: 'expense-paid' as const },
    recipient: volunteerId,
    subject: id,
    round: 'paid',
    dueAt: now,
    notAfter: plus(now, { days: 3 }),
    secret: token,
  };
  return [
    create(linkKind, link),
    intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
  ];
};

/**
 * One step of one expense, by a member of staff, or withdrawn by its volunteer. Each is one transaction with its event; paid twice
 * at the same moment, it is paid once, and the second is told what was written.
 */
const decide = (
  world: Surroundings,
  id: ExpenseId,
  act: ExpenseAct,
  actor: Actor,
  by: StaffId | undefined,
  now: Instant,
): Promise<Result<Expense, DecideRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Expense>, DecideRefusal>> => {
    const stored = await world.table.get(expenseKind, expenseKey(id));
    if (!stored || (actor.kind === 'volunteer' && stored.value.volunteerId !== actor.id))
      return refused({ reason: 'unknown' });
    const before = stored.value;
    const next = nextExpense(before, act, { by, now });
    if (!next.ok) return next;
    if (next.value === before) return ok({ value: before, writes: [] });
    const expense = next.value;
    if (expense.state === 'waived' && !(await readExpenseRules(world.table, before.town)).waiver)
      return refused({ reason: 'no-waiver' });
    const isBack = expense.state === 'refused' || expense.state === 'withdrawn';
    const released = isBack ? await releaseTrips(world, before, actor, now) : [];
    const happening = {
      action: `expense-${act.command}`,
      actor,
      at: now,
      from: before.state,
      to: expense.state,
      ...(expense.state === 'paid' ? { details: { cents: expense.cents } } : {}),
    };
    const told = expense.state === 'paid' ? await tellPaid(world, expense, now) : [];
    return ok({
      value: expense,
      writes: [...change(expenseKind, stored, expense, happening), ...released, ...told],
    });
  });

export const decideExpense = (
  world: Surroundings,
  id: ExpenseId,
  act: Exclude<ExpenseAct, { readonly command: 'withdraw' }>,
  by: StaffId,
  now: Instant,
): Promise<Result<Expense, DecideRefusal>> => decide(world, id, act, { kind: 'staff', id: by }, by, now);

/** Theirs to take back as long as nobody has looked at it. */
export const withdrawExpense = (
  world: Surroundings,
  id: ExpenseId,
  volunteerId: VolunteerId,
  now: Instant,
): Promise<Result<Expense, DecideRefusal>> =>
  decide(world, id, { command: 'withdraw' }, { kind: 'volunteer', id: volunteerId }, undefined, now);
