import * as z from 'zod';
import { stepOneLoan } from '../../../../shared/library/change-loan.ts';
import { readIdentifier } from '../../../../shared/library/identifier.ts';
import { itemKey, itemKind, labelledItemId } from '../../../../shared/library/item.ts';
import { librarySettingsOf } from '../../../../shared/library/reading.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { choice, type FormState, freshForm, readForm, text, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { peopleOf } from '../../day/people.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { handOf, loanAsked, loansIn } from '../read.ts';
import { allowScan } from '../scan.ts';
import { doneWords, LIBRARY, REFUSALS, RETURNS } from '../words.ts';
import { ReturnsPage } from './returns-page.tsx';

const showReturns = async (
  c: DeskContext,
  form: FormState = freshForm(),
  status: PageStatus = 200,
): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [settings, toCheck, overdue, lost] = await Promise.all([
    librarySettingsOf(table, town.id),
    loansIn(table, town.id, 'to-check'),
    loansIn(table, town.id, 'overdue'),
    loansIn(table, town.id, 'lost'),
  ]);
  const all = [...toCheck.loans, ...overdue.loans, ...lost.loans];
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
      done={doneWords(c.req.query('dit'))}
    />,
    status,
  );
};

const returnForm = z.object({ identifier: text(40, 'Écrivez ou scannez le code-barres du document.') });

/** A copy handed in at the desk: its label alone says which loan ends. */
const returnByLabel = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, returnForm);
  if (!read.ok) return showReturns(c, read.refusal, 422);
  const refuse = (sentence: string) =>
    showReturns(c, withProblem({ problems: [], typed: read.typed }, 'identifier', sentence), 422);
  const known = readIdentifier(read.value.identifier);
  if (!known.ok) return refuse(REFUSALS[known.refusal]);
  if (known.value.is === 'isbn')
    return refuse(
      'Un ISBN dit le titre, pas l’exemplaire : lisez le code de l’étiquette, ou notez le retour sur la fiche du lecteur.',
    );
  const { table } = c.var.world;
  const item = await table.get(itemKind, itemKey(labelledItemId(townOf(c).id, known.value.barcode)));
  const loanId = item?.value.loanId;
  if (!loanId) return refuse('Cet exemplaire n’est prêté à personne ici. Vérifiez le code.');
  const done = await stepOneLoan(c.var.world, loanId, { command: 'return' }, handOf(c), c.var.now);
  return done.ok ? seeOther(c, `${RETURNS}?dit=rendu`) : refuse(REFUSALS[done.refusal]);
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
