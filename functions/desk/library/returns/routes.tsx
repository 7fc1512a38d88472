import * as z from 'zod';
import { stepOneLoan } from '../../../../shared/library/loans/change-loan.ts';
import type { Loan } from '../../../../shared/library/loans/loan.ts';
import { librarySettingsOf } from '../../../../shared/library/loans/open-loans.ts';
import { type ReturnRefusal, returnCopy } from '../../../../shared/library/loans/return-copy.ts';
import { workWords } from '../../../../shared/library/work.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { choice, type FormState, freshForm, readForm, text, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type People, peopleOf, seniorNamed } from '../../day/people.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { handOf, loanAsked, loanSaid, loansIn } from '../read.ts';
import { allowScan } from '../scan.ts';
import { doneWords, ISBN_NAMES_NO_COPY, LIBRARY, NO_SUCH_COPY, REFUSALS, RETURNS } from '../words.ts';
import { ReturnsPage } from './returns-page.tsx';

/** Which thing, and whose: whoever scans sixty of them looks up at each to see that it was the right one. */
const returnedWords = (loan: Loan | undefined, people: People): string =>
  loan?.work
    ? `${workWords(loan.work)} : le retour est noté (${seniorNamed(people, loan.seniorId)}).`
    : 'Le retour est noté.';

const showReturns = async (
  c: DeskContext,
  form: FormState = freshForm(),
  status: PageStatus = 200,
): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const said = c.req.query('dit');
  const isScanned = said === 'rendu';
  const [settings, toCheck, overdue, lost, just] = await Promise.all([
    librarySettingsOf(table, town.id),
    loansIn(table, town.id, 'to-check'),
    loansIn(table, town.id, 'overdue'),
    loansIn(table, town.id, 'lost'),
    isScanned ? loanSaid(c) : undefined,
  ]);
  const all = [...(just ? [just] : []), ...toCheck.loans, ...overdue.loans, ...lost.loans];
  const people = await peopleOf(
    table,
    all.map(({ seniorId }) => seniorId),
  );
  allowScan(c);
  return show(
    c,
    <ReturnsPage
      frame={frameOf(c)}
      shown={{
        toCheck: toCheck.loans,
        overdue: overdue.loans,
        lost: lost.loans,
        more: toCheck.more || overdue.more || lost.more,
        people,
      }}
      settings={settings}
      today={dayOf(c.var.now)}
      form={form}
      done={isScanned ? returnedWords(just, people) : doneWords(said)}
      isScanning={isScanned || form.problems.some(({ field }) => field === 'identifier')}
    />,
    status,
  );
};

const returnForm = z.object({ identifier: text(40, 'Écrivez ou scannez le code-barres du document.') });

const sentenceOf = (refusal: ReturnRefusal): string => {
  switch (refusal.reason) {
    case 'isbn':
      return ISBN_NAMES_NO_COPY;
    case 'no-such-copy':
      return NO_SUCH_COPY;
    case 'on-shelf':
      return `${workWords(refusal.work)} : personne ne l’a, son retour est déjà noté ou il n’est pas sorti.`;
    case 'in-a-bag':
      return `${workWords(refusal.work)} est encore dans un sac, et n’est pas sorti. Retirez-le de ce sac s’il reste ici.`;
    default:
      return REFUSALS[refusal.reason];
  }
};

/** A copy handed in at the desk, or taken out of a bag that came back: its label alone says which loan ends. */
const returnByLabel = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, returnForm);
  if (!read.ok) return showReturns(c, read.refusal, 422);
  const done = await returnCopy(c.var.world, townOf(c).id, read.value.identifier, handOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${RETURNS}?dit=rendu&pret=${done.value.id}`);
  const form = withProblem({ problems: [], typed: read.typed }, 'identifier', sentenceOf(done.refusal));
  return showReturns(c, form, 422);
};

const stepForm = z.object({
  step: choice(
    ['put-back', 'drop', 'return', 'renew', 'check-in', 'not-here', 'lose', 'take-back'],
    'Choisissez un geste.',
  ),
  /** Pages of this slice alone: a form never leads elsewhere. */
  back: z
    .string()
    .max(80)
    .regex(/^\/bibliotheque(\/[\w-]+)*$/)
    .default(LIBRARY),
});

const step = async (c: DeskContext): Promise<Response> => {
  const loan = await loanAsked(c);
  const read = await readForm(c, stepForm);
  if (!read.ok) return seeOther(c, LIBRARY);
  const { step: command, back } = read.value;
  const done = await stepOneLoan(c.var.world, loan.id, { command }, handOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${back}?dit=note`);
  const form = withProblem(freshForm(), '', REFUSALS[done.refusal]);
  return showReturns(c, form, 409);
};

/** What comes back, what is late, what is lost. */
export const returnRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: RETURNS, action: 'library.view', handler: (c) => showReturns(c) },
  { method: 'POST', path: RETURNS, action: 'library.lend', handler: returnByLabel },
  { method: 'POST', path: `${LIBRARY}/prets/:id`, action: 'library.lend', about: 'handler', handler: step },
];
