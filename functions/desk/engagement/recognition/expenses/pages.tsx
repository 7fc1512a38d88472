import { frenchEuros } from '../../../../../shared/engagement/recognition/expenses/euros.ts';
import { type Expense, twinsOf } from '../../../../../shared/engagement/recognition/expenses/expense.ts';
import type { ExpenseRules } from '../../../../../shared/engagement/recognition/expenses/rules.ts';
import {
  EXPENSE_STATE_NAMES,
  expenseTitle,
} from '../../../../../shared/engagement/recognition/expenses/words.ts';
import { isScaleOld, SCALES } from '../../../../../shared/engagement/recognition/mileage/scale.ts';
import type { VolunteerId } from '../../../../../shared/ids/ids.ts';
import { type CivilDay, dayOf } from '../../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../../../web/components.tsx';
import { DateField, ErrorSummary, Field, PostForm, SubmitButton } from '../../../../web/fields.tsx';
import type { FormState } from '../../../../web/form.ts';
import { Said } from '../../../../web/said.tsx';
import { DeskPage, type Frame } from '../../../layout.tsx';

export const EXPENSES = '/engagement/frais';
export const RULES = '/engagement/frais/regles';
export const EXPORT = '/engagement/frais.csv';
export const expensePath = ({ id }: Pick<Expense, 'id'>): string => `${EXPENSES}/${id}`;

export type Listed = {
  readonly toCheck: readonly Expense[];
  readonly toPay: readonly Expense[];
  /** Paid, given, refused or withdrawn, newest first. */
  readonly settled: readonly Expense[];
  readonly nameOf: (id: VolunteerId) => string;
};

const sum = (expenses: readonly Expense[]): string =>
  frenchEuros(expenses.reduce((cents, one) => cents + one.cents, 0));

const SAID: Readonly<Record<string, string>> = {
  accepte: 'C’est vérifié : la dépense passe dans « à payer ».',
  don: 'C’est vérifié : la somme est laissée en don, la note porte la phrase à signer.',
  paye: 'C’est noté : payé.',
  refuse: 'C’est noté : le bénévole lit votre réponse dans son espace.',
  regles: 'C’est enregistré.',
};

/** A scale that is due for a look, and what nobody has confirmed. */
const Warnings = ({ rules, today }: { rules: ExpenseRules; today: CivilDay }) => {
  const scale = SCALES.at(-1);
  return (
    <>
      {scale && isScaleOld(scale, today) && (
        <Notice tone="warn" title="Barème kilométrique à revoir">
          Le dernier barème connu ici vaut jusqu’en {scale.to} et a été vérifié le{' '}
          {frenchDate(scale.checkedOn)}. Cherchez celui de l’année avant de payer des kilomètres.
        </Notice>
      )}
      {!rules.waiver && (
        <p class="quiet">
          Laisser ses frais en don n’est pas proposé&nbsp;: la ville ne l’a pas confirmé.{' '}
          <a href={RULES}>Règles</a>
        </p>
      )}
    </>
  );
};

const columnsOf = (nameOf: Listed['nameOf']) =>
  [
    {
      title: 'Dépense',
      heads: true,
      cell: (one: Expense) => <a href={expensePath(one)}>{expenseTitle(one)}</a>,
    },
    { title: 'Bénévole', cell: (one: Expense) => nameOf(one.volunteerId) },
    { title: 'Jour', cell: (one: Expense) => frenchDate(one.day) },
    { title: 'Montant', numeric: true, cell: (one: Expense) => frenchEuros(one.cents) },
  ] as const;

/** To check, to pay, settled: each sum once, with what it waits for. */
export const ExpensesPage = ({
  frame,
  all,
  rules,
  today,
  said,
}: {
  frame: Frame;
  all: Listed;
  rules: ExpenseRules;
  today: CivilDay;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Frais">
    <Said words={SAID} said={said} />
    <div class="head">
      <h1>Frais des bénévoles</h1>
      <span>
        <a href={`${EXPORT}?etat=a-payer`}>À payer, en CSV</a> ·{' '}
        <a href={`${EXPORT}?etat=payes`}>Payés, en CSV</a> · <a href={RULES}>Règles</a>
      </span>
    </div>
    <Warnings rules={rules} today={today} />
    <DataTable
      caption={`À vérifier (${all.toCheck.length}, ${sum(all.toCheck)})`}
      rows={all.toCheck}
      empty={<EmptyState title="Rien à vérifier." />}
      columns={[
        ...columnsOf(all.nameOf),
        {
          title: 'À savoir',
          cell: (one) => {
            const theirs = [...all.toCheck, ...all.toPay, ...all.settled].filter(
              ({ volunteerId }) => volunteerId === one.volunteerId,
            );
            return [
              twinsOf(one, theirs).length > 0 && <Badge tone="warn">ressemble à une autre</Badge>,
              one.wish === 'waive' && <Badge>à laisser en don</Badge>,
            ].filter((badge) => badge !== false);
          },
        },
      ]}
    />
    <DataTable
      caption={`À payer (${all.toPay.length}, ${sum(all.toPay)})`}
      rows={all.toPay}
      empty={<EmptyState title="Rien à payer." />}
      columns={[
        ...columnsOf(all.nameOf),
        {
          title: 'Vérifié le',
          cell: ({ receiptSeen }) => receiptSeen && frenchDate(dayOf(receiptSeen.at)),
        },
      ]}
    />
    <DataTable
      caption="Réglés, refusés, retirés"
      rows={all.settled}
      empty={<EmptyState title="Rien encore." />}
      columns={[
        ...columnsOf(all.nameOf),
        {
          title: 'État',
          cell: (one) => (
            <>
              <Badge tone={one.state === 'paid' || one.state === 'waived' ? 'good' : 'neutral'}>
                {EXPENSE_STATE_NAMES[one.state]}
              </Badge>{' '}
              {one.paid ? `le ${frenchDate(one.paid.on)}, ${one.paid.reference}` : ''}
            </>
          ),
        },
      ]}
    />
  </DeskPage>
);

/** Whether expenses may be waived, under whose word: unverified in general, so off until somebody confirmed it here. */
export const RulesPage = ({ frame, rules, form }: { frame: Frame; rules: ExpenseRules; form: FormState }) => (
  <DeskPage frame={frame} title="Règles des frais" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={EXPENSES}>Frais</a>
    </p>
    <ErrorSummary form={form} />
    <h1>Règles des frais</h1>
    <div class="narrow">
      <h2>Laisser ses frais en don</h2>
      <Notice tone="warn" title="À confirmer avant d’ouvrir">
        Un bénévole qui renonce au remboursement de ses frais fait un don (article 200 du code général des
        impôts). Qu’un CCAS ou une commune puisse en délivrer le reçu fiscal n’est pas vérifié ici&nbsp;:
        demandez-le par écrit au trésorier ou à l’administration fiscale, et gardez la réponse.
      </Notice>
      {rules.waiver && (
        <>
          <p>
            Ouvert depuis la confirmation de {rules.waiver.confirmedBy}, le{' '}
            {frenchDate(rules.waiver.confirmedOn)}. La note dit&nbsp;: «&nbsp;… et les laisser{' '}
            {rules.waiver.beneficiary} en tant que don&nbsp;».
          </p>
          <PostForm action={RULES} csrf={frame.csrf}>
            <SubmitButton name="waiver" value="close" tone="second">
              Ne plus le proposer
            </SubmitButton>
          </PostForm>
        </>
      )}
      <PostForm action={RULES} csrf={frame.csrf}>
        <Field
          form={form}
          name="beneficiary"
          label="Qui reçoit, comme la phrase le dira"
          hint="« au CCAS de Besançon », « à la Ville de Besançon »"
          max={80}
        />
        <Field
          form={form}
          name="confirmedBy"
          label="Qui l’a confirmé par écrit"
          hint="« La trésorerie municipale, courrier du 3 mars »"
          max={120}
        />
        <DateField form={form} name="confirmedOn" label="Quel jour" />
        <SubmitButton name="waiver" value="open">
          {rules.waiver ? 'Changer' : 'Proposer de laisser ses frais en don'}
        </SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
