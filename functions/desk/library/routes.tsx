import * as z from 'zod';
import { loanIdSchema, missionIdSchema } from '../../../shared/ids/ids.ts';
import type { Catalogue } from '../../../shared/library/catalogue/catalogue.ts';
import { importItems, readStockFile } from '../../../shared/library/catalogue/import-items.ts';
import { pickLoan, stepOneLoan } from '../../../shared/library/change-loan.ts';
import { changeLibrary } from '../../../shared/library/change-reader.ts';
import { readIdentifier } from '../../../shared/library/identifier.ts';
import { itemKey, itemKind, labelledItemId } from '../../../shared/library/item.ts';
import { loanKey, loanKind } from '../../../shared/library/loan.ts';
import { librarySettingsOf } from '../../../shared/library/reading.ts';
import {
  addDays,
  type CivilDay,
  civilDay,
  dayOf,
  daysBetween,
  isCivilDay,
} from '../../../shared/time/civil.ts';
import { formOf } from '../../web/csrf.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  readForm,
  text,
  textIfAny,
  withProblem,
} from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { BagsPage } from './bags/bags-page.tsx';
import { SlipsPage } from './bags/slips-page.tsx';
import { LibraryPage } from './home-page.tsx';
import { dayOfBags, handOf, loansIn, readersOf, shelfLike } from './read.ts';
import { ReadersPage } from './readers/readers-page.tsx';
import { readerRoutes } from './readers/routes.tsx';
import { ReturnsPage } from './returns/returns-page.tsx';
import { SettingsPage, settingsForm, typedSettings } from './settings-page.tsx';
import { ShelfPage } from './shelf/shelf-page.tsx';
import {
  reportFrom,
  reportPath,
  STOCK_REPORT,
  StockReportPage,
  stockRefusal,
} from './shelf/stock-report.tsx';
import { bagsPath, LIBRARY, REFUSALS, RETURNS } from './words.ts';

const DONE: Readonly<Record<string, string>> = {
  reglages: 'Les réglages sont enregistrés.',
  sac: 'C’est dans le sac.',
  note: 'C’est noté.',
  rendu: 'Le retour est noté.',
};
const doneOf = (c: DeskContext): string | undefined => DONE[c.req.query('dit') ?? ''];

const scripted = (c: DeskContext): void => {
  c.set('scripted', true);
  c.set('camera', true);
};

const DAYS = 7;

/** The librarian's first page, at its own address and after signing in. */
export const showLibrary = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const today = dayOf(c.var.now);
  const asked = c.req.query('du') ?? '';
  const from = isCivilDay(asked) && asked > today ? civilDay(asked) : today;
  const [settings, toCheck, overdue, ...days] = await Promise.all([
    librarySettingsOf(table, town.id),
    loansIn(table, town.id, 'to-check'),
    loansIn(table, town.id, 'overdue'),
    ...Array.from({ length: DAYS }, (_, i) => dayOfBags(table, town.id, addDays(from, i))),
  ]);
  const bags = days.flatMap((one) => one.bags);
  return show(
    c,
    <LibraryPage
      frame={{ ...frameOf(c), path: LIBRARY }}
      from={from}
      today={today}
      days={days
        .filter((one) => one.bags.length > 0)
        .map((one) => ({
          day: one.day,
          bags: one.bags.length,
          ready: one.bags.filter(({ items, toPick }) => items.length > 0 && toPick.length === 0).length,
        }))}
      waiting={{
        toCheck: toCheck.loans.length,
        overdue: overdue.loans.length,
        neverReturned: overdue.loans.filter(
          ({ dueOn }) => dueOn && daysBetween(dueOn, today) > settings.neverReturnedDays,
        ).length,
        withoutProfile: bags.filter(({ reader }) => !reader).length,
      }}
      done={doneOf(c)}
    />,
  );
};

const dayAsked = (c: DeskContext): CivilDay => {
  const asked = c.req.param('day') ?? '';
  return isCivilDay(asked) ? civilDay(asked) : missing(c);
};

const showBags = async (
  c: DeskContext,
  on: CivilDay,
  form: FormState = freshForm(),
  status: PageStatus = 200,
): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [settings, shown] = await Promise.all([
    librarySettingsOf(table, town.id),
    dayOfBags(table, town.id, on),
  ]);
  scripted(c);
  return show(
    c,
    <BagsPage
      frame={frameOf(c)}
      town={town}
      settings={settings}
      shown={shown}
      form={form}
      done={doneOf(c)}
    />,
    status,
  );
};

const showSlips = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [settings, shown] = await Promise.all([
    librarySettingsOf(table, town.id),
    dayOfBags(table, town.id, dayAsked(c)),
  ]);
  return show(c, <SlipsPage frame={frameOf(c)} town={town} settings={settings} shown={shown} />);
};

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
  scripted(c);
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
      done={doneOf(c)}
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

const loanAsked = async (c: DeskContext) => {
  const id = loanIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(loanKind, loanKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, 'library.lend', { town: stored.value.town });
  return stored.value;
};

const pickForm = z.object({
  missionId: missionIdSchema,
  identifier: textIfAny(40),
  day: day('Choisissez le jour de la livraison.'),
});

const pick = async (c: DeskContext): Promise<Response> => {
  const loan = await loanAsked(c);
  const read = await readForm(c, pickForm);
  if (!read.ok) return seeOther(c, LIBRARY);
  const done = await pickLoan(c.var.world, loan.id, read.value, handOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${bagsPath(read.value.day)}?dit=sac`);
  const form = withProblem({ problems: [], typed: read.typed }, `code-${loan.id}`, REFUSALS[done.refusal]);
  return showBags(c, read.value.day, form, 409);
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

const readers = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const after = c.req.query('after');
  const page = await readersOf(table, townOf(c).id, after);
  const people = await peopleOf(
    table,
    page.readers.map(({ seniorId }) => seniorId),
  );
  return show(
    c,
    <ReadersPage
      frame={frameOf(c)}
      readers={page.readers}
      people={people}
      next={page.next}
      isFirst={after === undefined}
    />,
  );
};

const shelf = async (c: DeskContext, form: FormState = freshForm(), status: PageStatus = 200) => {
  const words = (c.req.query('q') ?? '').slice(0, 100);
  const items = await shelfLike(c.var.world.table, townOf(c).id, words);
  return show(
    c,
    <ShelfPage frame={frameOf(c)} items={items} words={words} form={form} done={doneOf(c)} />,
    status,
  );
};

const NO_FILE = 'Choisissez un fichier exporté par le logiciel de la bibliothèque.';

const receiveStock = async (c: DeskContext): Promise<Response> => {
  const file = (await formOf(c)).get('file');
  const refuse = (sentence: string) => shelf(c, withProblem(freshForm(), 'file', sentence), 422);
  if (!(file instanceof File) || file.size === 0) return refuse(NO_FILE);
  const read = readStockFile(new Uint8Array(await file.arrayBuffer()));
  if (!read.ok) return refuse(stockRefusal(read.refusal));
  const done = await importItems(c.var.world, townOf(c).id, read.value, c.var.now);
  return seeOther(c, reportPath(done));
};

const saveSettings = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, settingsForm);
  if (!read.ok) return show(c, <SettingsPage frame={frameOf(c)} form={read.refusal} />, 422);
  await changeLibrary(c.var.world, { town: townOf(c).id, ...read.value }, actorOf(c), c.var.now);
  return seeOther(c, `${LIBRARY}?dit=reglages`);
};

/** The home library: whoever works in it needs no other page. */
export const libraryRoutes = ({ catalogue }: { readonly catalogue: Catalogue }): readonly DeskRoute[] => [
  { method: 'GET', path: LIBRARY, action: 'library.view', handler: showLibrary },
  {
    method: 'GET',
    path: `${LIBRARY}/sacs/:day`,
    action: 'library.view',
    handler: (c) => showBags(c, dayAsked(c)),
  },
  { method: 'GET', path: `${LIBRARY}/bordereaux/:day`, action: 'library.view', handler: showSlips },
  { method: 'GET', path: `${LIBRARY}/lecteurs`, action: 'library.view', handler: readers },
  ...readerRoutes(catalogue),
  { method: 'GET', path: RETURNS, action: 'library.view', handler: (c) => showReturns(c) },
  { method: 'POST', path: RETURNS, action: 'library.lend', handler: returnByLabel },
  {
    method: 'POST',
    path: `${LIBRARY}/prets/:id/prendre`,
    action: 'library.lend',
    about: 'handler',
    handler: pick,
  },
  { method: 'POST', path: `${LIBRARY}/prets/:id`, action: 'library.lend', about: 'handler', handler: step },
  { method: 'GET', path: `${LIBRARY}/fonds`, action: 'library.view', handler: (c) => shelf(c) },
  { method: 'POST', path: `${LIBRARY}/fonds`, action: 'library.stock', handler: receiveStock },
  {
    method: 'GET',
    path: STOCK_REPORT,
    action: 'library.stock',
    handler: (c) => show(c, <StockReportPage frame={frameOf(c)} report={reportFrom(c.req.query())} />),
  },
  {
    method: 'GET',
    path: `${LIBRARY}/reglages`,
    action: 'library.stock',
    handler: async (c) =>
      show(
        c,
        <SettingsPage
          frame={frameOf(c)}
          form={typedSettings(await librarySettingsOf(c.var.world.table, townOf(c).id))}
        />,
      ),
  },
  { method: 'POST', path: `${LIBRARY}/reglages`, action: 'library.stock', handler: saveSettings },
];
