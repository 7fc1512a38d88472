import { frenchEuros } from '../../../shared/engagement/recognition/expenses/euros.ts';
import { type Expense, TYPED_KINDS } from '../../../shared/engagement/recognition/expenses/expense.ts';
import type { ExpenseRules } from '../../../shared/engagement/recognition/expenses/rules.ts';
import {
  EXPENSE_KIND_NAMES,
  EXPENSE_STATE_NAMES,
  expenseTitle,
} from '../../../shared/engagement/recognition/expenses/words.ts';
import type { HourLine } from '../../../shared/engagement/recognition/hours/line.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Facts, Notice } from '../../web/components.tsx';
import {
  Check,
  Choice,
  DateField,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
} from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import { ExpenseNote } from '../../web/papers/expense-note.tsx';
import type { Space } from '../my-space/space.ts';
import { BackToHours, FormPage } from './line-pages.tsx';
import { EXPENSE } from './paths.ts';

/** What becomes of the sum: asked only where the town has confirmed that it may take it as a gift. */
export const Wish = ({ form, rules }: { form: FormState; rules: ExpenseRules }) =>
  rules.waiver ? (
    <Choice
      form={form}
      name="wish"
      label="Que souhaitez-vous ?"
      options={[
        { value: 'refund', label: 'Être remboursé' },
        {
          value: 'waive',
          label: `Laisser cette somme ${rules.waiver.beneficiary}`,
          hint: 'La note imprimée porte alors une phrase à signer.',
        },
      ]}
    />
  ) : (
    <Hidden name="wish" value="refund" />
  );

export const ExpenseFormPage = ({
  space,
  form,
  rules,
  lines,
  formKey,
  twin,
}: {
  space: Space;
  form: FormState;
  rules: ExpenseRules;
  /** Of the last weeks, newest first: what an expense may belong to. */
  lines: readonly HourLine[];
  formKey: string;
  /** One that looks the same was sent before. */
  twin: boolean;
}) => (
  <FormPage space={space} title="Envoyer une dépense" form={form}>
    <p>
      Pas de photo à envoyer&nbsp;: gardez le justificatif sur papier et montrez-le quand vous passez. Rien
      n’est payé sans cela.
    </p>
    <PostForm action={EXPENSE} csrf={space.frame.csrf}>
      <Hidden name="formKey" value={formKey} />
      <Select
        form={form}
        name="kind"
        label="Quoi"
        options={TYPED_KINDS.map((value) => ({
          value,
          label: EXPENSE_KIND_NAMES[value],
        }))}
      />
      <DateField form={form} name="day" label="Quel jour" />
      <Field
        form={form}
        name="amount"
        label="Montant en euros"
        hint="Par exemple 3,40"
        inputmode="decimal"
        short
        max={12}
      />
      <Select
        form={form}
        name="lineId"
        label="Pour quelle mission"
        optional
        empty="Aucune en particulier"
        options={lines.map(({ id, day, label }) => ({ value: id, label: `${frenchDate(day)}, ${label}` }))}
      />
      <Field form={form} name="words" label="Précision" optional max={200} />
      <Wish form={form} rules={rules} />
      {twin && (
        <Check form={form} name="isAnother" label="C’est une autre dépense, pas la même envoyée deux fois" />
      )}
      <Check form={form} name="tellBySms" label="Me prévenir par SMS quand c’est payé" />
      <SubmitButton wide>Envoyer</SubmitButton>
    </PostForm>
  </FormPage>
);

/** What becomes of one expense, in words for who sent it. */
const becomes = (expense: Expense): string => {
  switch (expense.state) {
    case 'to-check':
      return expense.statement
        ? 'Montrez la carte grise quand vous passez, et signez la note imprimée.'
        : 'Montrez le justificatif sur papier quand vous passez.';
    case 'to-pay':
      return 'Vérifié. Le paiement suit.';
    case 'paid':
      return expense.paid
        ? `Payé le ${frenchDate(expense.paid.on)}, référence ${expense.paid.reference}.`
        : '';
    case 'waived':
      return 'Vérifié, et laissé en don comme vous l’avez souhaité. Merci.';
    case 'refused':
      return expense.refused ? `La coordination répond\u00a0: «\u00a0${expense.refused.sentence}\u00a0»` : '';
    case 'withdrawn':
      return 'Vous l’avez retiré.';
  }
};

export const ExpensePage = ({
  space,
  expense,
  rules,
  said,
}: {
  space: Space;
  expense: Expense;
  rules: ExpenseRules;
  said: string | undefined;
}) => (
  <Page title={expenseTitle(expense)} {...space.frame}>
    <div class="no-print">
      <BackToHours />
      {said === 'envoye' && <Notice tone="good">C’est envoyé.</Notice>}
      {said === 'suite' && (
        <Notice tone="warn">Cela n’a pas pu être retiré&nbsp;: quelqu’un s’en occupe déjà.</Notice>
      )}
      <h1>
        {frenchEuros(expense.cents)}, {expenseTitle(expense)}
      </h1>
      <Facts
        of={[
          ['État', EXPENSE_STATE_NAMES[expense.state]],
          ['Jour', frenchDate(expense.day)],
          ['Précision', expense.words],
        ]}
      />
      <p>{becomes(expense)}</p>
      {expense.state === 'to-check' && (
        <PostForm action={`${EXPENSE}/${expense.id}/retirer`} csrf={space.frame.csrf}>
          <SubmitButton tone="second">Retirer cette dépense</SubmitButton>
        </PostForm>
      )}
      <h2>La note à imprimer et à signer</h2>
    </div>
    <ExpenseNote
      expense={expense}
      name={volunteerName(space.me)}
      town={space.town}
      beneficiary={rules.waiver?.beneficiary}
    />
  </Page>
);
