import type { Loan } from '../../../../shared/library/loans/loan.ts';
import type { LibrarySettings } from '../../../../shared/library/settings.ts';
import { workWords } from '../../../../shared/library/work.ts';
import { type CivilDay, dayOf, daysBetween } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchDay, frenchFullDay } from '../../../../shared/time/french.ts';
import { DataTable, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { type People, seniorNamed } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { SCAN_SCRIPT } from '../scan.ts';
import { StepButton } from '../thing-list.tsx';
import { countOf, KIND_WORDS, LIBRARY, OPINION_WORDS, RETURNS, readerPath } from '../words.ts';

export type Returns = {
  readonly toCheck: readonly Loan[];
  readonly overdue: readonly Loan[];
  readonly lost: readonly Loan[];
  readonly more: boolean;
  readonly people: People;
};

const title = (loan: Loan): string => (loan.work ? workWords(loan.work) : 'Un document');

/** With the number by which it is looked for on a shelf, on paper too. */
const Document = ({ loan }: { loan: Loan }) => {
  const number = loan.work?.barcode ?? loan.work?.isbn;
  return (
    <>
      {title(loan)} {number && <small class="quiet">{number}</small>}
    </>
  );
};

const Reader = ({ loan, people }: { loan: Loan; people: People }) =>
  loan.seniorId ? <a href={readerPath(loan.seniorId)}>{seniorNamed(people, loan.seniorId)}</a> : <>oublié</>;

const columns = (people: People) =>
  [
    { title: 'Document', heads: true, cell: (loan: Loan) => <Document loan={loan} /> },
    { title: 'Sorte', cell: (loan: Loan) => KIND_WORDS[loan.kind] },
    { title: 'Lecteur', cell: (loan: Loan) => <Reader loan={loan} people={people} /> },
  ] as const;

const late = (loan: Loan, today: CivilDay): number => (loan.dueOn ? daysBetween(loan.dueOn, today) : 0);

/** What came back, what is late, what never came: one page, the same table, each row with its next act. */
export const ReturnsPage = ({
  frame,
  shown,
  settings,
  today,
  form,
  done,
  isScanning,
}: {
  frame: Frame;
  shown: Returns;
  settings: LibrarySettings;
  today: CivilDay;
  form: FormState;
  done: string | undefined;
  /** One was just scanned: the field is ready for the next. */
  isScanning: boolean;
}) => {
  const { csrf } = frame;
  const never = shown.overdue.filter((loan) => late(loan, today) > settings.neverReturnedDays);
  const overdue = shown.overdue.filter((loan) => !never.includes(loan));
  const act = (loan: Loan, step: string, label: string, tone: 'second' | 'plain' = 'second') => (
    <StepButton
      loanId={loan.id}
      step={step}
      back={RETURNS}
      csrf={csrf}
      label={label}
      about={title(loan)}
      tone={tone}
    />
  );
  const lateTable = (caption: string, loans: readonly Loan[], empty: string) => (
    <>
      <h2>{caption}</h2>
      <DataTable
        caption={caption}
        hideCaption
        rows={loans}
        empty={<p class="quiet">{empty}</p>}
        columns={[
          ...columns(shown.people),
          {
            title: 'Retard',
            cell: (loan: Loan) =>
              loan.dueOn &&
              `${countOf(late(loan, today), 'jour', 'jours')}, prévu le ${frenchDate(loan.dueOn)}`,
          },
          {
            title: 'Faire',
            acts: true,
            cell: (loan: Loan) => (
              <div class="quick">
                {act(loan, 'return', 'Rendu')}
                {act(loan, 'renew', 'Prolonger', 'plain')}
                {act(loan, 'lose', 'Perdu', 'plain')}
              </div>
            ),
          },
        ]}
      />
    </>
  );
  return (
    <DeskPage
      frame={frame}
      title="Retours et retards"
      script={SCAN_SCRIPT.path}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs no-print">
        <a href={LIBRARY}>Bibliothèque à domicile</a>
      </p>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      <h1>Retours et retards</h1>
      <p class="quiet">Au {frenchFullDay(today)}.</p>
      <section class="card no-print" data-next={isScanning ? 'scan' : undefined}>
        <h2>Noter un retour</h2>
        <PostForm action={`${LIBRARY}/retours`} csrf={csrf}>
          <Field
            form={form}
            name="identifier"
            label="Code-barres du document"
            hint="Celui de l’étiquette de la bibliothèque, tapé ou lu à la douchette. Ce qu’un bénévole a rapporté est alors vérifié."
            max={40}
          />
          <SubmitButton>Noter le retour</SubmitButton>
        </PostForm>
      </section>
      <section id="a-verifier">
        <h2>À vérifier : {shown.toCheck.length}</h2>
        <DataTable
          caption="À vérifier"
          hideCaption
          rows={shown.toCheck}
          empty={<p class="quiet">Rien à vérifier : tout ce que les bénévoles ont repris est vu.</p>}
          columns={[
            ...columns(shown.people),
            { title: 'Repris', cell: (loan: Loan) => loan.endedAt && frenchDay(dayOf(loan.endedAt)) },
            { title: 'Avis', cell: (loan: Loan) => (loan.opinion ? OPINION_WORDS[loan.opinion] : '') },
            {
              title: 'Faire',
              acts: true,
              cell: (loan: Loan) => (
                <div class="quick">
                  {act(loan, 'check-in', 'Bien là')}
                  {act(loan, 'not-here', 'Pas dans le sac', 'plain')}
                </div>
              ),
            },
          ]}
        />
      </section>
      <section id="en-retard">
        {lateTable(`En retard : ${overdue.length}`, overdue, 'Aucun retard.')}
        {lateTable(
          `Jamais revenus, plus de ${settings.neverReturnedDays} jours : ${never.length}`,
          never,
          'Rien ne manque depuis si longtemps.',
        )}
      </section>
      <section id="perdus">
        <h2>Notés perdus : {shown.lost.length}</h2>
        <DataTable
          caption="Notés perdus"
          hideCaption
          rows={shown.lost}
          empty={<p class="quiet">Aucun document perdu.</p>}
          columns={[
            ...columns(shown.people),
            { title: 'Noté le', cell: (loan: Loan) => loan.endedAt && frenchDay(dayOf(loan.endedAt)) },
            { title: 'Faire', acts: true, cell: (loan: Loan) => act(loan, 'return', 'Retrouvé') },
          ]}
        />
      </section>
      {shown.more && (
        <p class="quiet">
          Les deux cents plus anciens de chaque liste : notez ceux-ci, les suivants viendront.
        </p>
      )}
    </DeskPage>
  );
};
