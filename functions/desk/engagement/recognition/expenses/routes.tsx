import * as z from 'zod';
import {
  type DecideRefusal,
  decideExpense,
  type ExpenseAct,
} from '../../../../../shared/engagement/recognition/expenses/decide-expense.ts';
import {
  type Expense,
  expenseKey,
  expenseKind,
  twinsOf,
} from '../../../../../shared/engagement/recognition/expenses/expense.ts';
import { readExpenseRules } from '../../../../../shared/engagement/recognition/expenses/rules.ts';
import { expensesOf } from '../../../../../shared/engagement/recognition/expenses/send-expense.ts';
import { EXPENSE_STATE_NAMES } from '../../../../../shared/engagement/recognition/expenses/words.ts';
import { readHours } from '../../../../../shared/engagement/recognition/hours/read-hours.ts';
import { scaleOf } from '../../../../../shared/engagement/recognition/mileage/scale.ts';
import {
  centsToEven,
  mileageYearKey,
  mileageYearKind,
  type Statement,
} from '../../../../../shared/engagement/recognition/mileage/statement.ts';
import { expenseIdSchema, type VolunteerId } from '../../../../../shared/ids/ids.ts';
import { addDays, dayOf } from '../../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { volunteerKey, volunteerKind } from '../../../../../shared/volunteers/store.ts';
import { day, type FormState, freshForm, readForm, text, ticked, withProblem } from '../../../../web/form.ts';
import { seeOther, show } from '../../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../../env.ts';
import { frameOf } from '../../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../../router.ts';
import { ExpensePage } from './expense-page.tsx';
import { EXPENSES, EXPORT, RULES } from './pages.tsx';
import { queueFile, showQueue } from './queue.tsx';
import { postRules, rulesPage } from './rules-routes.tsx';

const ACTION = 'engagement.expense';
/** How long a line may be from its expense (days). */
const LINE_DAYS = 100;

const expenseOf = async (c: DeskContext): Promise<Expense> => {
  const id = expenseIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(expenseKind, expenseKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, ACTION, { town: stored.value.town });
  return stored.value;
};

/** What the next statement of this vehicle will even out, cents; undefined where the scale does not say. */
const toEvenOf = async (
  c: DeskContext,
  id: VolunteerId,
  { year, vehicle }: Statement,
): Promise<number | undefined> => {
  const stated = await c.var.world.table.get(mileageYearKind, mileageYearKey(id, year));
  const inForce = scaleOf(Number(year));
  if (!stated || !inForce) return undefined;
  const cents = centsToEven(inForce.scale, vehicle, stated.value);
  return cents.ok ? cents.value : undefined;
};

const onePage = async (
  c: DeskContext,
  form?: FormState,
  conflict?: string,
  status: 200 | 409 | 422 = form ? 422 : 200,
): Promise<Response> => {
  const expense = await expenseOf(c);
  const { table } = c.var.world;
  const [volunteer, others, rules] = await Promise.all([
    table.get(volunteerKind, volunteerKey(expense.volunteerId)),
    expensesOf(table, expense.volunteerId),
    readExpenseRules(table, expense.town),
  ]);
  if (!volunteer) return missing(c);
  const toEven = expense.statement && (await toEvenOf(c, expense.volunteerId, expense.statement));
  const period = { from: addDays(expense.day, -LINE_DAYS), to: addDays(expense.day, LINE_DAYS) };
  const lines = expense.lineId ? await readHours(table, townOf(c), volunteer.value, period, c.var.now) : [];
  return show(
    c,
    <ExpensePage
      frame={frameOf(c)}
      expense={expense}
      volunteer={volunteer.value}
      rules={rules}
      twins={twinsOf(expense, others)}
      line={lines.find(({ id }) => id === expense.lineId)}
      toEven={toEven}
      form={form ?? freshForm({ on: dayOf(c.var.now) })}
      conflict={conflict}
    />,
    status,
  );
};

/** Somebody was there before: what they wrote is on the page; nothing is written twice. */
const movedOn = ({ paid, state }: Expense): string =>
  paid
    ? `Déjà payé le ${frenchDate(paid.on)}, référence ${paid.reference}. Rien n’a été changé.`
    : `Cette dépense est maintenant «\u00a0${EXPENSE_STATE_NAMES[state]}\u00a0». Rien n’a été changé.`;

const FIELDS: Readonly<
  Record<Exclude<DecideRefusal['reason'], 'unknown' | 'moved-on'>, readonly [string, string]>
> = {
  'not-seen': ['seen', 'Cochez que vous avez vu le papier : sans lui, rien n’est payé.'],
  'no-waiver': ['', 'La ville ne propose plus de laisser ses frais en don : refusez avec une phrase.'],
  'day-ahead': ['on', 'Ce jour n’est pas encore venu.'],
  'day-before': ['on', 'Ce jour est avant la dépense elle-même : relisez l’année.'],
};

const act = async (
  c: DeskContext,
  what: Exclude<ExpenseAct, { readonly command: 'withdraw' }>,
  typed: FormState['typed'],
): Promise<Response> => {
  const { id } = await expenseOf(c);
  const done = await decideExpense(c.var.world, id, what, staffOf(c).id, c.var.now);
  if (done.ok) {
    const said = { accept: done.value.state === 'waived' ? 'don' : 'accepte', pay: 'paye', refuse: 'refuse' };
    return seeOther(c, `${EXPENSES}?dit=${said[what.command]}`);
  }
  const { reason } = done.refusal;
  if (reason === 'unknown') return missing(c);
  if (reason === 'moved-on') return onePage(c, freshForm(), movedOn(await expenseOf(c)), 409);
  return onePage(c, withProblem({ problems: [], typed }, ...FIELDS[reason]));
};

const acceptForm = z.object({ seen: ticked() });
const payForm = z.object({
  on: day('Écrivez le jour du paiement.'),
  reference: text(60, 'Écrivez la référence du paiement : mandat, virement ou bordereau.'),
});
const refuseForm = z.object({ sentence: text(300, 'Écrivez pourquoi, pour le bénévole.') });

/** The queue of expenses: checked with the paper in hand, paid with a reference, refused with a sentence. */
export const expenseRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: EXPENSES, action: ACTION, handler: showQueue },
  { method: 'GET', path: EXPORT, action: ACTION, handler: queueFile },
  { method: 'GET', path: RULES, action: ACTION, handler: (c) => rulesPage(c) },
  { method: 'POST', path: RULES, action: ACTION, handler: postRules },
  {
    method: 'GET',
    path: `${EXPENSES}/:id`,
    action: ACTION,
    about: 'handler',
    handler: (c) => onePage(c),
  },
  {
    method: 'POST',
    path: `${EXPENSES}/:id/accepter`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => {
      const read = await readForm(c, acceptForm);
      return read.ok
        ? act(c, { command: 'accept', receiptSeen: read.value.seen }, read.typed)
        : onePage(c, read.refusal);
    },
  },
  {
    method: 'POST',
    path: `${EXPENSES}/:id/payer`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => {
      const read = await readForm(c, payForm);
      return read.ok ? act(c, { command: 'pay', ...read.value }, read.typed) : onePage(c, read.refusal);
    },
  },
  {
    method: 'POST',
    path: `${EXPENSES}/:id/refuser`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => {
      const read = await readForm(c, refuseForm);
      return read.ok ? act(c, { command: 'refuse', ...read.value }, read.typed) : onePage(c, read.refusal);
    },
  },
];
