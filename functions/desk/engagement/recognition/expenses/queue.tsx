import { plainEuros } from '../../../../../shared/engagement/recognition/expenses/euros.ts';
import {
  type Expense,
  type ExpenseState,
  expenseKind,
  expenseList,
} from '../../../../../shared/engagement/recognition/expenses/expense.ts';
import { readExpenseRules } from '../../../../../shared/engagement/recognition/expenses/rules.ts';
import {
  EXPENSE_STATE_NAMES,
  expenseTitle,
} from '../../../../../shared/engagement/recognition/expenses/words.ts';
import type { VolunteerId } from '../../../../../shared/ids/ids.ts';
import { rowsOf } from '../../../../../shared/table/kind.ts';
import { dayOf } from '../../../../../shared/time/civil.ts';
import { volunteerName } from '../../../../../shared/volunteers/volunteer.ts';
import { show } from '../../../../web/http.ts';
import { csvOf } from '../../../csv.ts';
import { type DeskContext, townOf } from '../../../env.ts';
import { frameOf } from '../../../layout.tsx';
import { csvFile } from '../../csv-file.ts';
import { volunteersOf } from '../attestations/read.ts';
import { ExpensesPage } from './pages.tsx';

/** Settled ones on the page; the file has them all. */
const SHOWN = 30;

const inState = async (c: DeskContext, state: ExpenseState, limit?: number): Promise<readonly Expense[]> => {
  const page = await c.var.world.table.index('list', {
    partition: expenseList(townOf(c).id, state),
    ...(limit ? { limit, newestFirst: true } : {}),
  });
  return rowsOf(expenseKind, page.items).map(({ value }) => value);
};

const namesOf = async (c: DeskContext, expenses: readonly Expense[]) => {
  const people: Awaited<ReturnType<typeof volunteersOf>>[] = [];
  const ids = [...new Set(expenses.map(({ volunteerId }) => volunteerId))];
  for (let i = 0; i < ids.length; i += 100) people.push(await volunteersOf(c, ids.slice(i, i + 100)));
  return (id: VolunteerId): string => {
    const found = people.flatMap((some) => some.get(id) ?? [])[0];
    return found ? volunteerName(found) : 'Bénévole parti';
  };
};

export const showQueue = async (c: DeskContext): Promise<Response> => {
  const [toCheck, toPay, ...settled] = await Promise.all([
    inState(c, 'to-check'),
    inState(c, 'to-pay'),
    inState(c, 'paid', SHOWN),
    inState(c, 'waived', SHOWN),
    inState(c, 'refused', SHOWN),
    inState(c, 'withdrawn', SHOWN),
  ]);
  const newest = settled
    .flat()
    .sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1))
    .slice(0, SHOWN);
  const nameOf = await namesOf(c, [...toCheck, ...toPay, ...newest]);
  return show(
    c,
    <ExpensesPage
      frame={frameOf(c)}
      all={{ toCheck, toPay, settled: newest, nameOf }}
      rules={await readExpenseRules(c.var.world.table, townOf(c).id)}
      today={dayOf(c.var.now)}
      said={c.req.query('dit')}
    />,
  );
};

/** For the treasurer: one line a sum, no cell that a spreadsheet would run. */
export const queueFile = async (c: DeskContext): Promise<Response> => {
  const isPaid = c.req.query('etat') === 'payes';
  const expenses = await inState(c, isPaid ? 'paid' : 'to-pay');
  const nameOf = await namesOf(c, expenses);
  const body = csvOf(
    ['numero', 'benevole', 'jour', 'objet', 'precision', 'montant', 'etat', 'paye le', 'reference'],
    expenses.map((one) => [
      one.id,
      nameOf(one.volunteerId),
      one.day,
      expenseTitle(one),
      one.words,
      plainEuros(one.cents),
      EXPENSE_STATE_NAMES[one.state],
      one.paid?.on ?? '',
      one.paid?.reference ?? '',
    ]),
  );
  return csvFile(c, isPaid ? 'frais-payes.csv' : 'frais-a-payer.csv', body);
};
