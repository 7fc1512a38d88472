import type { Hono } from 'hono';
import * as z from 'zod';
import {
  attestationFileKey,
  attestationFileKind,
} from '../../../shared/engagement/recognition/attestation/attestation.ts';
import { expensesOf } from '../../../shared/engagement/recognition/expenses/send-expense.ts';
import {
  ACTIVITIES,
  type Said,
  type SayRefusal,
} from '../../../shared/engagement/recognition/hours/entry.ts';
import type { HourLine } from '../../../shared/engagement/recognition/hours/line.ts';
import { readHours } from '../../../shared/engagement/recognition/hours/read-hours.ts';
import { addHours, correctHours } from '../../../shared/engagement/recognition/hours/say-hours.ts';
import { travelModes } from '../../../shared/geo/travel.ts';
import { DOORS } from '../../../shared/messages/kinds.ts';
import { addDays, type CivilDay, civilDay, dayOf, isCivilDay, yearOf } from '../../../shared/time/civil.ts';
import {
  choice,
  day,
  decimal,
  type FormState,
  freshForm,
  integer,
  readForm,
  text,
  textIfAny,
  withProblem,
} from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { firstHop, inSpace, type Space } from '../my-space/space.ts';
import { askPage, paperPage, postAsk } from './attestation-routes.tsx';
import { HoursPage } from './hours-page.tsx';
import { AddPage, LinePage } from './line-pages.tsx';
import { ADD, ASK, HOURS, LINE, PAPER } from './paths.ts';

export const yearPeriod = (year: string) => ({
  from: civilDay(`${year}-01-01`),
  to: civilDay(`${year}-12-31`),
});

/** This civil year, or the one before: what may still be said. */
export const yearAsked = (c: WebContext): string => {
  const thisYear = yearOf(dayOf(c.get('now')));
  const before = String(Number(thisYear) - 1);
  return c.req.query('annee') === before ? before : thisYear;
};

export const linesIn = (c: WebContext, { me, town }: Space, period: { from: CivilDay; to: CivilDay }) =>
  readHours(c.get('world').table, town, me, period, c.get('now'));

const hoursPage = inSpace(async (c, space) => {
  const year = yearAsked(c);
  const { table } = c.get('world');
  const [lines, file, expenses] = await Promise.all([
    linesIn(c, space, yearPeriod(year)),
    table.get(attestationFileKind, attestationFileKey(space.me.id)),
    expensesOf(table, space.me.id),
  ]);
  return show(
    c,
    <HoursPage
      space={space}
      year={year}
      thisYear={yearOf(dayOf(c.get('now')))}
      lines={lines}
      isWhole={c.req.query('tout') === 'oui'}
      file={file?.value}
      expenses={expenses}
      said={c.req.query('fait')}
    />,
  );
});

const NUMBERS = 'Écrivez un nombre entier.';
const durationFields = {
  hours: integer(0, 24, NUMBERS).optional(),
  minutes: integer(0, 600, NUMBERS).optional(),
  kilometres: decimal(0, 500, 'Écrivez les kilomètres en chiffres, par exemple 3,5.').optional(),
  mode: choice(travelModes, 'Choisissez comment vous y êtes allé.').optional(),
  words: textIfAny(200),
};
const correctForm = z.object({ day: day('Ouvrez de nouveau cette ligne.'), ...durationFields });
const addForm = z.object({
  formKey: text(60, 'Ouvrez de nouveau cette page.'),
  activity: choice(ACTIVITIES, 'Choisissez ce que c’était.'),
  day: day('Écrivez le jour.'),
  ...durationFields,
});

type Durations = Pick<z.output<typeof correctForm>, 'hours' | 'minutes' | 'kilometres' | 'mode'>;
/** Undefined: no duration was written. No kilometre written is no journey said, never a journey of zero. */
const saidIn = ({ hours, minutes, kilometres, mode }: Durations): Said | undefined => {
  if (hours === undefined && minutes === undefined) return undefined;
  const whole = (hours ?? 0) * 60 + (minutes ?? 0);
  if (whole > 1_440) return undefined;
  return {
    minutes: whole,
    ...(kilometres !== undefined && mode ? { trip: { mode, metres: Math.round(kilometres * 1_000) } } : {}),
  };
};
const DURATION = 'Écrivez la durée, en heures et en minutes : 24 h au plus, zéro si vous n’y étiez pas.';
const SAY_PROBLEMS: Readonly<Record<SayRefusal['reason'] | 'unknown', readonly [string, string]>> = {
  'day-ahead': ['day', 'Ce jour n’est pas encore venu.'],
  'too-old': ['day', 'C’est trop ancien pour être noté ici : appelez-nous.'],
  'too-many': ['', 'Trop de lignes cette année : appelez-nous, nous les notons pour vous.'],
  unknown: ['', 'Cette ligne n’existe plus.'],
};

/** The line of the address and of its day; undefined for one that is not theirs. */
const lineOf = async (c: WebContext, space: Space, on: string | undefined): Promise<HourLine | undefined> => {
  if (on === undefined || !isCivilDay(on)) return undefined;
  const lines = await linesIn(c, space, { from: on, to: on });
  return lines.find(({ id }) => id === c.req.param('id'));
};
const knownOf = ({ minutes, journey, entry }: HourLine, me: Space['me']): FormState => {
  const said = entry?.state === 'waiting' ? entry.said : undefined;
  const whole = said?.minutes ?? minutes;
  const metres = said ? said.trip?.metres : journey?.metres;
  return freshForm({
    hours: whole === undefined ? undefined : Math.floor(whole / 60),
    minutes: whole === undefined ? undefined : whole % 60,
    kilometres: metres === undefined ? undefined : String(metres / 1_000).replace('.', ','),
    mode: said?.trip?.mode ?? journey?.mode ?? me.travel,
    words: entry?.words,
  });
};

const linePage = async (
  c: WebContext,
  space: Space,
  on: string | undefined,
  form?: FormState,
): Promise<Response> => {
  const line = await lineOf(c, space, on);
  if (!line) return c.notFound();
  return show(
    c,
    <LinePage space={space} line={line} form={form ?? knownOf(line, space.me)} />,
    form ? 422 : 200,
  );
};

const postLine = inSpace(async (c, space) => {
  const read = await readForm(c, correctForm);
  if (!read.ok) return linePage(c, space, read.typed.day?.[0], read.refusal);
  const typed: FormState = { problems: [], typed: read.typed };
  const said = saidIn(read.value);
  if (!said) return linePage(c, space, read.value.day, withProblem(typed, 'minutes', DURATION));
  const line = { id: c.req.param('id') ?? '', day: read.value.day };
  const corrected = await correctHours(
    c.get('world'),
    space.me.id,
    line,
    { said, words: read.value.words },
    c.get('now'),
  );
  if (corrected.ok) return seeOther(c, `${HOURS}?annee=${yearOf(line.day)}&fait=note`);
  if (corrected.refusal.reason === 'unknown') return c.notFound();
  return linePage(c, space, line.day, withProblem(typed, ...SAY_PROBLEMS[corrected.refusal.reason]));
});

const addPage = (c: WebContext, space: Space, form?: FormState) =>
  show(
    c,
    <AddPage
      space={space}
      form={form ?? freshForm({ mode: space.me.travel })}
      formKey={form?.typed.formKey?.[0] ?? c.get('world').ids.secret()}
    />,
    form ? 422 : 200,
  );

const postAdd = inSpace(async (c, space) => {
  const read = await readForm(c, addForm);
  if (!read.ok) return addPage(c, space, read.refusal);
  const typed: FormState = { problems: [], typed: read.typed };
  const said = saidIn(read.value);
  if (!said || said.minutes === 0) return addPage(c, space, withProblem(typed, 'minutes', DURATION));
  const { formKey, activity, words } = read.value;
  const added = await addHours(
    c.get('world'),
    space.me.id,
    { formKey, activity, words, said, day: read.value.day },
    c.get('now'),
  );
  if (added.ok) return seeOther(c, `${HOURS}?annee=${yearOf(read.value.day)}&fait=ajoute`);
  return addPage(c, space, withProblem(typed, ...SAY_PROBLEMS[added.refusal.reason]));
});

/** What is kept of their hours, papers and expenses, for the file handed to them. */
export const recognitionData = async (c: WebContext, space: Space) => {
  const { table } = c.get('world');
  const today = dayOf(c.get('now'));
  const [lines, file, expenses] = await Promise.all([
    linesIn(c, space, { from: addDays(today, -730), to: today }),
    table.get(attestationFileKind, attestationFileKey(space.me.id)),
    expensesOf(table, space.me.id),
  ]);
  return {
    heures: lines.map(({ id: _, ...line }) => line),
    attestations: {
      demandee: file?.value.asked,
      reponse: file?.value.answered,
      recues: (file?.value.held ?? []).map(({ seen: _, ...paper }) => paper),
    },
    frais: expenses.map(({ receiptSeen, paid, refused, ...expense }) => ({
      ...expense,
      justificatifVuLe: receiptSeen?.at,
      payeLe: paid?.on,
      reference: paid?.reference,
      refus: refused?.sentence,
    })),
  };
};

/** Hours read, corrected, added; attestations asked for and printed. */
export const hoursRoutes = (app: Hono<WebEnv>): void => {
  app.get(`${DOORS['attestation-link']}:token`, firstHop(`${HOURS}#attestations`));
  app.get(`${DOORS['expense-link']}:token`, firstHop(`${HOURS}#frais`));
  app.get(HOURS, hoursPage);
  app.get(
    ADD,
    inSpace((c, space) => addPage(c, space)),
  );
  app.post(ADD, postAdd);
  app.get(
    `${LINE}/:id`,
    inSpace((c, space) => linePage(c, space, c.req.query('jour'))),
  );
  app.post(`${LINE}/:id`, postLine);
  app.get(
    ASK,
    inSpace((c, space) => askPage(c, space)),
  );
  app.post(ASK, postAsk);
  app.get(`${PAPER}/:numero`, paperPage);
};
