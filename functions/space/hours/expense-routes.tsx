import type { Hono } from 'hono';
import * as z from 'zod';
import { withdrawExpense } from '../../../shared/engagement/recognition/expenses/decide-expense.ts';
import { centsIn } from '../../../shared/engagement/recognition/expenses/euros.ts';
import {
  type Expense,
  expenseKey,
  expenseKind,
  TYPED_KINDS,
} from '../../../shared/engagement/recognition/expenses/expense.ts';
import { readExpenseRules } from '../../../shared/engagement/recognition/expenses/rules.ts';
import {
  type SendRefusal,
  type StateRefusal,
  sendExpense,
  sendStatement,
} from '../../../shared/engagement/recognition/expenses/send-expense.ts';
import { scaleOf, VEHICLES } from '../../../shared/engagement/recognition/mileage/scale.ts';
import {
  MOST_TRIPS,
  mileageYearKey,
  mileageYearKind,
  tripsToState,
} from '../../../shared/engagement/recognition/mileage/statement.ts';
import { expenseIdSchema } from '../../../shared/ids/ids.ts';
import { addDays, dayOf, yearOf } from '../../../shared/time/civil.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  integer,
  readForm,
  text,
  textIfAny,
  ticked,
  withProblem,
} from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { inSpace, type Space } from '../my-space/space.ts';
import { ExpenseFormPage, ExpensePage } from './expense-pages.tsx';
import { linesIn, yearAsked, yearPeriod } from './line-routes.tsx';
import { MileagePage } from './mileage-page.tsx';
import { EXPENSE, HOURS, MILEAGE } from './paths.ts';

/** An expense is sent within weeks of its mission: older ones are told in words. */
const MISSION_DAYS = 90;

const rulesOf = (c: WebContext, { town }: Space) => readExpenseRules(c.get('world').table, town.id);
const keyOf = (c: WebContext, form: FormState | undefined): string =>
  form?.typed.formKey?.[0] ?? c.get('world').ids.secret();

const formPage = async (c: WebContext, space: Space, form?: FormState, status: 409 | 422 = 422) => {
  const today = dayOf(c.get('now'));
  const [rules, lines] = await Promise.all([
    rulesOf(c, space),
    linesIn(c, space, { from: addDays(today, -MISSION_DAYS), to: today }),
  ]);
  return show(
    c,
    <ExpenseFormPage
      space={space}
      form={form ?? freshForm({ day: today, wish: 'refund' })}
      rules={rules}
      lines={lines.toReversed()}
      formKey={keyOf(c, form)}
      twin={status === 409 || form?.typed.isAnother !== undefined}
    />,
    form ? status : 200,
  );
};

const wish = choice(['refund', 'waive'], 'Choisissez ce que devient cette somme.');
const expenseForm = z.object({
  formKey: text(60, 'Ouvrez de nouveau cette page.'),
  kind: choice(TYPED_KINDS, 'Choisissez ce que c’était.'),
  day: day('Écrivez le jour de la dépense.'),
  amount: text(12, 'Écrivez le montant, par exemple 3,40.'),
  lineId: textIfAny(60),
  words: textIfAny(200),
  wish,
  isAnother: ticked(),
  tellBySms: ticked(),
});

const SEND_PROBLEMS: Readonly<Record<SendRefusal['reason'], readonly [string, string]>> = {
  'day-ahead': ['day', 'Ce jour n’est pas encore venu.'],
  'too-old': ['day', 'C’est trop ancien pour être remboursé ici : appelez-nous.'],
  'no-waiver': ['wish', 'Cette somme ne peut pas être laissée en don pour le moment.'],
  'looks-sent': [
    'isAnother',
    'Une dépense du même jour et du même montant est déjà envoyée. Si c’en est une autre, cochez la case en bas.',
  ],
  unknown: ['', 'Rouvrez le lien de votre SMS.'],
};

const postExpense = inSpace(async (c, space) => {
  const read = await readForm(c, expenseForm);
  if (!read.ok) return formPage(c, space, read.refusal);
  const { amount, lineId, ...said } = read.value;
  const typed: FormState = { problems: [], typed: read.typed };
  const cents = centsIn(amount);
  if (cents === undefined)
    return formPage(
      c,
      space,
      withProblem(typed, 'amount', 'Écrivez un montant en euros, jusqu’à 2 000 €, par exemple 3,40.'),
    );
  const today = dayOf(c.get('now'));
  // A line is theirs or it is nothing: the form may have been kept, or made up.
  const known = lineId
    ? (await linesIn(c, space, { from: addDays(today, -MISSION_DAYS), to: today })).some(
        ({ id }) => id === lineId,
      )
    : false;
  const sent = await sendExpense(
    c.get('world'),
    space.me.id,
    { ...said, cents, ...(known ? { lineId } : {}) },
    c.get('now'),
  );
  if (sent.ok) return seeOther(c, `${EXPENSE}/${sent.value.id}?fait=envoye`);
  const { reason } = sent.refusal;
  return formPage(
    c,
    space,
    withProblem(typed, ...SEND_PROBLEMS[reason]),
    reason === 'looks-sent' ? 409 : 422,
  );
});

const mileagePage = async (c: WebContext, space: Space, year: string, form?: FormState) => {
  const [rules, lines, stated] = await Promise.all([
    rulesOf(c, space),
    linesIn(c, space, yearPeriod(year)),
    c.get('world').table.get(mileageYearKind, mileageYearKey(space.me.id, year)),
  ]);
  const all = tripsToState(lines, stated?.value);
  const trips = all.slice(0, MOST_TRIPS);
  const known = freshForm({ kind: 'car', wish: 'refund', lineIds: trips.map(({ lineId }) => lineId) });
  return show(
    c,
    <MileagePage
      space={space}
      year={year}
      form={form ?? known}
      rules={rules}
      trips={trips}
      later={all.length - trips.length}
      inForce={scaleOf(Number(year))}
      formKey={keyOf(c, form)}
    />,
    form ? 422 : 200,
  );
};

const mileageForm = z.object({
  formKey: text(60, 'Ouvrez de nouveau cette page.'),
  year: text(4, 'Ouvrez de nouveau cette page.'),
  kind: choice(VEHICLES, 'Choisissez le véhicule.'),
  name: text(30, 'Donnez un nom au véhicule, par exemple « Clio ».'),
  power: integer(1, 60, 'Écrivez la puissance fiscale, un nombre de CV.').optional(),
  electric: ticked(),
  lineIds: z.array(z.string().max(60)).max(MOST_TRIPS).default([]),
  wish,
  tellBySms: ticked(),
});
const STATE_PROBLEMS: Readonly<Record<StateRefusal['reason'], readonly [string, string]>> = {
  unknown: ['', 'Rouvrez le lien de votre SMS.'],
  'no-waiver': ['wish', 'Cette somme ne peut pas être laissée en don pour le moment.'],
  'no-scale': ['', 'Il n’y a pas de barème pour cette année : appelez-nous.'],
  'no-trips': ['lineIds', 'Cochez au moins un trajet.'],
  'moved-on': ['lineIds', 'Ces trajets ont changé, ou sont déjà déclarés. Relisez la liste.'],
  'above-bands': [
    'lineIds',
    'Au-delà de 3 000 km dans l’année en deux-roues, le barème ne dit rien : appelez-nous.',
  ],
  'no-row': ['power', 'Écrivez la puissance fiscale, celle de la carte grise.'],
  covered: [
    'lineIds',
    'Ce qui est déjà déclaré pour ce véhicule couvre ces trajets : cochez-en d’autres, ou appelez-nous.',
  ],
  'too-many': [
    '',
    'Vous avez déclaré tout ce que cette page peut tenir pour une année. Appelez-nous : nous ferons la suite avec vous.',
  ],
};

const postMileage = inSpace(async (c, space) => {
  const read = await readForm(c, mileageForm);
  const thisYear = yearOf(dayOf(c.get('now')));
  const years = [thisYear, String(Number(thisYear) - 1)];
  const typedYear = read.typed.year?.[0] ?? thisYear;
  const year = years.includes(typedYear) ? typedYear : thisYear;
  if (!read.ok) return mileagePage(c, space, year, read.refusal);
  const { kind, name, power, electric, lineIds, formKey, tellBySms } = read.value;
  const vehicle = { kind, name, electric, power: kind === 'moped' ? 0 : (power ?? 0) };
  const sent = await sendStatement(
    c.get('world'),
    space.me.id,
    { year, vehicle, lineIds, formKey, tellBySms, wish: read.value.wish },
    c.get('now'),
  );
  if (sent.ok) return seeOther(c, `${EXPENSE}/${sent.value.id}?fait=envoye`);
  const typed: FormState = { problems: [], typed: read.typed };
  return mileagePage(c, space, year, withProblem(typed, ...STATE_PROBLEMS[sent.refusal.reason]));
});

/** Their own; of another's, the same page as of none. */
const expenseOf = async (c: WebContext, { me }: Space): Promise<Expense | undefined> => {
  const id = expenseIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.get('world').table.get(expenseKind, expenseKey(id.data)) : undefined;
  return stored?.value.volunteerId === me.id ? stored.value : undefined;
};

/** Expenses sent, kilometres declared, the note to print. */
export const expenseSpaceRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    EXPENSE,
    inSpace((c, space) => formPage(c, space)),
  );
  app.post(EXPENSE, postExpense);
  app.get(
    `${EXPENSE}/:id`,
    inSpace(async (c, space) => {
      const expense = await expenseOf(c, space);
      if (!expense) return c.notFound();
      const rules = await rulesOf(c, space);
      return show(
        c,
        <ExpensePage space={space} expense={expense} rules={rules} said={c.req.query('fait')} />,
      );
    }),
  );
  app.post(
    `${EXPENSE}/:id/retirer`,
    inSpace(async (c, space) => {
      const expense = await expenseOf(c, space);
      if (!expense) return c.notFound();
      const done = await withdrawExpense(c.get('world'), expense.id, space.me.id, c.get('now'));
      if (done.ok) return seeOther(c, `${HOURS}?fait=retire`);
      return seeOther(c, `${EXPENSE}/${expense.id}?fait=suite`);
    }),
  );
  app.get(
    MILEAGE,
    inSpace((c, space) => mileagePage(c, space, yearAsked(c))),
  );
  app.post(MILEAGE, postMileage);
};
