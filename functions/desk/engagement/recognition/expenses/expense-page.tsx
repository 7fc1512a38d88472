import { frenchEuros } from '../../../../../shared/engagement/recognition/expenses/euros.ts';
import type { Expense } from '../../../../../shared/engagement/recognition/expenses/expense.ts';
import type { ExpenseRules } from '../../../../../shared/engagement/recognition/expenses/rules.ts';
import {
  EXPENSE_STATE_NAMES,
  expenseTitle,
} from '../../../../../shared/engagement/recognition/expenses/words.ts';
import type { HourLine } from '../../../../../shared/engagement/recognition/hours/line.ts';
import { scaleOf } from '../../../../../shared/engagement/recognition/mileage/scale.ts';
import { dayOf } from '../../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../../shared/volunteers/volunteer.ts';
import { Facts, Notice } from '../../../../web/components.tsx';
import {
  Check,
  DateField,
  ErrorSummary,
  Field,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../../web/fields.tsx';
import type { FormState } from '../../../../web/form.ts';
import { ExpenseNote } from '../../../../web/papers/expense-note.tsx';
import { DeskPage, type Frame } from '../../../layout.tsx';
import { LeftNotice } from '../left-notice.tsx';
import { EXPENSES, expensePath } from './pages.tsx';

type Acts = { readonly frame: Frame; readonly expense: Expense; readonly form: FormState };

const Refuse = ({ frame, expense, form }: Acts) => (
  <details class="more" open={form.problems.some(({ field }) => field === 'sentence')}>
    <summary>Refuser</summary>
    <PostForm action={`${expensePath(expense)}/refuser`} csrf={frame.csrf}>
      <TextArea
        form={form}
        name="sentence"
        label="Pourquoi"
        hint="Le bénévole lit cette phrase dans son espace."
        max={300}
        rows={2}
      />
      <SubmitButton tone="danger">Refuser cette dépense</SubmitButton>
    </PostForm>
  </details>
);

const Next = ({ frame, expense, form }: Acts) => {
  const path = expensePath(expense);
  if (expense.state === 'to-check')
    return (
      <section class="card">
        <h2>À vérifier</h2>
        <PostForm action={`${path}/accepter`} csrf={frame.csrf}>
          <Check
            form={form}
            name="seen"
            label={
              expense.statement
                ? 'J’ai vu la carte grise, et la note signée'
                : 'J’ai vu le justificatif sur papier'
            }
          />
          <SubmitButton>
            {expense.wish === 'waive' ? 'Vérifié : laissé en don' : 'Vérifié : à payer'}
          </SubmitButton>
        </PostForm>
        <Refuse frame={frame} expense={expense} form={form} />
      </section>
    );
  if (expense.state === 'to-pay')
    return (
      <section class="card">
        <h2>À payer</h2>
        <PostForm action={`${path}/payer`} csrf={frame.csrf}>
          <div class="row">
            <DateField form={form} name="on" label="Payé le" />
            <Field
              form={form}
              name="reference"
              label="Référence"
              hint="Mandat, virement, bordereau."
              max={60}
            />
          </div>
          <SubmitButton>C’est payé</SubmitButton>
        </PostForm>
        <Refuse frame={frame} expense={expense} form={form} />
      </section>
    );
  return null;
};

/** One expense: what was sent, what looks like it, the next step, and the note to print. */
export const ExpensePage = (props: {
  frame: Frame;
  expense: Expense;
  volunteer: Volunteer;
  rules: ExpenseRules;
  twins: readonly Expense[];
  line: HourLine | undefined;
  /** Of a statement's vehicle and year, cents: what its next statement evens out. */
  toEven: number | undefined;
  form: FormState;
  conflict: string | undefined;
}) => {
  const { frame, expense, volunteer, rules, twins, line, toEven, form, conflict } = props;
  const { paid, refused, receiptSeen, statement } = expense;
  const isProvisional = statement !== undefined && scaleOf(Number(statement.year))?.isProvisional === true;
  return (
    <DeskPage frame={frame} title={expenseTitle(expense)} hasProblems={form.problems.length > 0}>
      <div class="no-print">
        <p class="crumbs">
          <a href={EXPENSES}>Frais</a>
        </p>
        <ErrorSummary form={form} />
        {conflict && <Notice tone="warn">{conflict}</Notice>}
        <h1>
          {frenchEuros(expense.cents)}, {expenseTitle(expense)}
        </h1>
        <Facts
          of={[
            ['Bénévole', <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a>],
            ['Jour', frenchDate(expense.day)],
            ['Mission', line ? `${line.label}, ${frenchDate(line.day)}` : undefined],
            ['Précision', expense.words],
            ['Souhait', expense.wish === 'waive' ? 'laisser cette somme en don' : 'être remboursé'],
            ['État', EXPENSE_STATE_NAMES[expense.state]],
            ['Justificatif vu le', receiptSeen && frenchDate(dayOf(receiptSeen.at))],
            ['Payé', paid && `le ${frenchDate(paid.on)}, référence ${paid.reference}`],
            ['Refus', refused?.sentence],
          ]}
        />
        {statement && toEven !== undefined && toEven !== 0 && (
          <Notice>
            Un relevé de ce véhicule a été retiré ou refusé&nbsp;: pour {statement.year}, il reste{' '}
            {frenchEuros(Math.abs(toEven))} {toEven > 0 ? 'à lui payer' : 'payés en trop'}. Son prochain
            relevé le règle.
          </Notice>
        )}
        {twins.length > 0 && (
          <Notice tone="warn" title="Une dépense lui ressemble">
            <ul>
              {twins.map((twin) => (
                <li>
                  <a href={expensePath(twin)}>
                    {frenchEuros(twin.cents)}, {expenseTitle(twin)}, {frenchDate(twin.day)}
                  </a>
                  , {EXPENSE_STATE_NAMES[twin.state]}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {expense.wish === 'waive' && expense.state === 'to-check' && (
          <Notice tone="warn">
            Que le CCAS puisse délivrer un reçu fiscal pour des frais laissés en don n’est pas vérifié ici
            {rules.waiver
              ? ` : ${rules.waiver.confirmedBy} l’a confirmé le ${frenchDate(rules.waiver.confirmedOn)}.`
              : ', et la ville a cessé de le proposer : refusez avec une phrase, le bénévole la renverra en remboursement.'}
          </Notice>
        )}
        {isProvisional && (
          <Notice tone="warn">
            Le barème de {statement?.year} n’est pas connu ici&nbsp;: calculé avec celui d’avant. Vérifiez
            avant de payer.
          </Notice>
        )}
        {statement && statement.vehicle.kind !== 'car' && (
          <Notice tone="warn">
            Deux-roues&nbsp;: les tranches de puissance des motos et la majoration des deux-roues électriques
            ne sont pas vérifiées ici.
          </Notice>
        )}
        {volunteer.state === 'left' && <LeftNotice />}
        <Next frame={frame} expense={expense} form={form} />
        <h2>La note</h2>
      </div>
      <ExpenseNote
        expense={expense}
        name={volunteerName(volunteer)}
        town={frame.town ?? { name: '', houseName: '', address: '' }}
        beneficiary={rules.waiver?.beneficiary}
      />
    </DeskPage>
  );
};
