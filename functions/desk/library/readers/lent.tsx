import { isAtHome, type Loan } from '../../../../shared/library/loans/loan.ts';
import { workWords } from '../../../../shared/library/work.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import { Badge } from '../../../web/components.tsx';
import { StepButton, Thing } from '../thing-list.tsx';
import { bagsPath, OPINION_WORDS, readerPath, STATE_WORDS } from '../words.ts';
import type { ReaderView } from './view.ts';

const itemOf = (loan: Loan) => ({
  loanId: loan.id,
  kind: loan.kind,
  work: loan.work ?? { title: 'Un document', author: '' },
  grams: loan.grams,
  dueOn: loan.dueOn,
});

/** What is chosen for her, what she has, and what she gave back. */
export const Lent = ({ view, csrf }: { view: ReaderView; csrf: string }) => {
  const { senior, loans, next } = view;
  const back = readerPath(senior.id);
  const chosen = loans.filter((loan) => !isAtHome(loan));
  const home = loans.filter(isAtHome);
  return (
    <>
      <section>
        <h2>
          Pour la prochaine fois ({chosen.length} sur {view.reader.itemsWanted})
        </h2>
        {next ? (
          <p>
            <a href={bagsPath(next.day)}>Livraison {frenchDay(next.day)}</a>
          </p>
        ) : (
          <p class="quiet">Aucune livraison prévue pour l’instant.</p>
        )}
        {chosen.length === 0 && <p class="quiet">Rien n’est encore choisi.</p>}
        <ul class="things">
          {chosen.map((loan) => (
            <Thing item={itemOf(loan)}>
              <Badge tone={loan.state === 'picked' ? 'good' : 'neutral'}>{STATE_WORDS[loan.state]}</Badge>
              <StepButton
                loanId={loan.id}
                step="drop"
                back={back}
                csrf={csrf}
                label="Enlever"
                about={workWords(itemOf(loan).work)}
              />
            </Thing>
          ))}
        </ul>
      </section>
      <section>
        <h2>Chez elle ou lui ({home.length})</h2>
        {home.length === 0 && <p class="quiet">Rien en ce moment.</p>}
        <ul class="things">
          {home.map((loan) => (
            <Thing item={itemOf(loan)}>
              {loan.state === 'overdue' && <Badge tone="alert">en retard</Badge>}
              <StepButton
                loanId={loan.id}
                step="return"
                back={back}
                csrf={csrf}
                label="Rendu"
                about={workWords(itemOf(loan).work)}
                tone="second"
              />
              <StepButton
                loanId={loan.id}
                step="renew"
                back={back}
                csrf={csrf}
                label="Prolonger"
                about={workWords(itemOf(loan).work)}
              />
            </Thing>
          ))}
        </ul>
      </section>
      {view.recent.length > 0 && (
        <section>
          <h2>Rendus ces dernières semaines</h2>
          <ul class="things">
            {view.recent.map((loan) => (
              <Thing item={{ ...itemOf(loan), dueOn: undefined }}>
                <Badge tone={loan.opinion === 'liked' ? 'good' : 'neutral'}>
                  {loan.opinion ? OPINION_WORDS[loan.opinion] : STATE_WORDS[loan.state]}
                </Badge>
              </Thing>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
