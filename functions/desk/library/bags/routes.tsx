import * as z from 'zod';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { type PickRefusal, pickCopy } from '../../../../shared/library/bags/pick-copy.ts';
import { bagsFor } from '../../../../shared/library/bags/read-bags.ts';
import { readShelfList } from '../../../../shared/library/bags/shelf-list.ts';
import { pickLoan } from '../../../../shared/library/loans/change-loan.ts';
import type { Loan } from '../../../../shared/library/loans/loan.ts';
import { librarySettingsOf } from '../../../../shared/library/loans/open-loans.ts';
import { type Work, workWords } from '../../../../shared/library/work.ts';
import { type CivilDay, civilDay, isCivilDay } from '../../../../shared/time/civil.ts';
import { day, type FormState, freshForm, readForm, text, textIfAny, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type People, peopleOf, seniorNamed } from '../../day/people.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { type DayOfBags, dayOfBags, handOf, loanAsked, loanSaid } from '../read.ts';
import { allowScan } from '../scan.ts';
import { bagsPath, doneWords, LIBRARY, REFUSALS } from '../words.ts';
import { BagsPage } from './bags-page.tsx';
import { ShelfListPage } from './shelf-list-page.tsx';
import { SlipsPage } from './slips-page.tsx';

const dayAsked = (c: DeskContext): CivilDay => {
  const asked = c.req.param('day') ?? '';
  return isCivilDay(asked) ? civilDay(asked) : missing(c);
};

/** Sent a second time, it says what the first one did; whoever truly holds a second copy knows what to do. */
const pickedWords = (
  work: Work,
  { seniorId }: Loan,
  { bags, people }: DayOfBags,
  isAgain: boolean,
): string => {
  const done = `${workWords(work)} : dans le sac de ${seniorNamed(people, seniorId)}.`;
  const isAwaited = bags.some(({ toPick }) => toPick.some((item) => item.work.isbn === work.isbn));
  return isAgain && work.isbn && isAwaited
    ? `${done} Vous en tenez un second exemplaire ? Lisez son code encore une fois.`
    : done;
};

const newFormId = (c: DeskContext): string => c.var.world.ids.secret().slice(0, 24);

/** A link of the summary leads to a field that this page has: what was in a bag meanwhile has none any more. */
const onThisPage = (form: FormState, { bags }: DayOfBags): FormState => {
  const there = bags.flatMap(({ toPick }) => toPick.map(({ loanId }) => `code-${loanId}`));
  if (there.length > 0) there.push('identifier');
  return {
    ...form,
    problems: form.problems.map((problem) =>
      there.includes(problem.field) ? problem : { ...problem, field: '' },
    ),
  };
};

const showBags = async (
  c: DeskContext,
  on: CivilDay,
  form: FormState = freshForm(),
  status: PageStatus = 200,
): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [settings, shown, just] = await Promise.all([
    librarySettingsOf(table, town.id),
    dayOfBags(table, town.id, on),
    loanSaid(c),
  ]);
  allowScan(c);
  return show(
    c,
    <BagsPage
      frame={frameOf(c)}
      town={town}
      settings={settings}
      shown={shown}
      form={onThisPage(form, shown)}
      formId={newFormId(c)}
      done={
        just?.work && just.state === 'picked'
          ? pickedWords(just.work, just, shown, c.req.query('dit') === 'deja')
          : doneWords(c.req.query('dit'))
      }
      isScanning={just !== undefined || form.problems.some(({ field }) => field === 'identifier')}
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

const showShelfList = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const on = dayAsked(c);
  const list = await readShelfList(table, await bagsFor(table, townOf(c).id, on));
  return show(c, <ShelfListPage frame={frameOf(c)} day={on} list={list} />);
};

const scanForm = z.object({
  identifier: text(40, 'Écrivez ou scannez le code-barres du document.'),
  form: textIfAny(40),
});

const sentenceOf = (refusal: PickRefusal, people: People): string => {
  if (refusal.reason === 'in-her-bag')
    return `Ce document est déjà dans le sac de ${seniorNamed(people, refusal.seniorId)}.`;
  return refusal.reason === 'nobody-waits'
    ? 'Personne n’attend ce document ce jour-là. Remettez-le en rayon, ou choisissez-le d’abord pour quelqu’un.'
    : REFUSALS[refusal.reason];
};

/** One field for all the bags of the day: the code says whose it is. */
const pickByCode = async (c: DeskContext): Promise<Response> => {
  const on = dayAsked(c);
  const read = await readForm(c, scanForm);
  if (!read.ok) return showBags(c, on, read.refusal, 422);
  const about = { town: townOf(c).id, day: on };
  const code = read.value.identifier;
  const formId = read.value.form || newFormId(c);
  const done = await pickCopy(c.var.world, about, { code, form: formId }, handOf(c), c.var.now);
  if (done.ok)
    return seeOther(
      c,
      `${bagsPath(on)}?dit=${done.value.already ? 'deja' : 'sac'}&pret=${done.value.loanId}`,
    );
  const { refusal } = done;
  const people = await peopleOf(c.var.world.table, 'seniorId' in refusal ? [refusal.seniorId] : []);
  const form = withProblem({ problems: [], typed: read.typed }, 'identifier', sentenceOf(refusal, people));
  return showBags(c, on, form, 409);
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

/** « Préparer les sacs de mardi »: the day's bags, their slips, what is taken from the shelf and in which order. */
export const bagRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: `${LIBRARY}/sacs/:day`,
    action: 'library.view',
    handler: (c) => showBags(c, dayAsked(c)),
  },
  { method: 'POST', path: `${LIBRARY}/sacs/:day`, action: 'library.lend', handler: pickByCode },
  { method: 'GET', path: `${LIBRARY}/bordereaux/:day`, action: 'library.view', handler: showSlips },
  { method: 'GET', path: `${LIBRARY}/rayons/:day`, action: 'library.view', handler: showShelfList },
  {
    method: 'POST',
    path: `${LIBRARY}/prets/:id/prendre`,
    action: 'library.lend',
    about: 'handler',
    handler: pick,
  },
];
