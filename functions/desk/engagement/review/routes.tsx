import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import {
  answerDecision,
  closeReview,
  openReview,
  type ReviewRefusal,
  takeBackDecision,
  takeDecision,
} from '../../../../shared/engagement/review/hold-review.ts';
import { BY_SECTOR, MEASURES, measureTold } from '../../../../shared/engagement/review/measures.ts';
import { findNamed } from '../../../../shared/engagement/review/name-somebody.ts';
import {
  ANSWERS,
  type ClosedReview,
  closedReviewKey,
  closedReviewKind,
  closedReviewList,
  type Decision,
  emptyBook,
  type OpenReview,
  type ReviewBook,
  reviewBookKey,
  reviewBookKind,
} from '../../../../shared/engagement/review/review.ts';
import { attentionKey, attentionKind } from '../../../../shared/engagement/steps/attention.ts';
import { staffIdSchema } from '../../../../shared/ids/ids.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import type { Staff } from '../../../../shared/staff/staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { type CivilDay, civilDay, isCivilDay } from '../../../../shared/time/civil.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  integer,
  readForm,
  text,
  textIfAny,
  withProblem,
} from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { roleWords } from '../../words.ts';
import { csvFile } from '../csv-file.ts';
import { reviewCsv } from './csv.ts';
import { exactMeasure, type FailedForm, type NameOwner, type ReadMeasure } from './decisions.tsx';
import type { Word } from './page.tsx';
import { ClosePage, OpenPage, PastPage, QuietPage, REVIEW } from './pages.tsx';
import { viewOf } from './view.ts';
import { measuredWords } from './words.ts';

const SEE = 'engagement.review';
const HOLD = 'engagement.review-hold';
/** Closed reviews on the first page: five years of quarters. */
const MOST_PAST = 20;

const bookOf = async (c: DeskContext): Promise<ReviewBook> => {
  const { table } = c.var.world;
  const { id } = townOf(c);
  return (await table.get(reviewBookKind, reviewBookKey(id)))?.value ?? emptyBook(id);
};

const pastOf = async (c: DeskContext): Promise<readonly ClosedReview[]> => {
  const page = await c.var.world.table.index('list', {
    partition: closedReviewList(townOf(c).id),
    newestFirst: true,
    limit: MOST_PAST,
  });
  return rowsOf(closedReviewKind, page.items).map(({ value }) => value);
};

/** Whoever knows the team reads a name; the reviewer reads which office. */
const ownersOf = (staff: readonly Staff[], byName: boolean): NameOwner => {
  const known = new Map<string, Staff>(staff.map((one) => [one.id, one]));
  return ({ owner }: Decision): string => {
    const one = known.get(owner);
    if (!one) return 'L’équipe';
    const role = roleWords(one.role);
    return byName ? one.name : `${role.charAt(0).toUpperCase()}${role.slice(1)}`;
  };
};

const staffIn = async (c: DeskContext): Promise<readonly Staff[]> =>
  (await listStaff(c.var.world.table, townOf(c).id)).map(({ value }) => value);

/** Names of those who were to get a word, and whether somebody has seen to it since: two keys each, one request. */
const wordsOf = async (c: DeskContext, { words, figures }: OpenReview): Promise<readonly Word[]> => {
  const rows = (
    await c.var.world.table.getRows(
      words.flatMap(({ volunteerId }) => [volunteerKey(volunteerId), attentionKey(volunteerId)]),
    )
  ).flatMap((row) => row ?? []);
  const people = new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value]));
  const attentions = new Map(rowsOf(attentionKind, rows).map(({ value }) => [value.volunteerId, value]));
  return words.flatMap(({ volunteerId, step }) => {
    const volunteer = people.get(volunteerId);
    const decisions = attentions.get(volunteerId)?.decisions ?? [];
    return volunteer
      ? [{ volunteer, step, answered: decisions.some(({ at }) => at > figures.countedAt) }]
      : [];
  });
};

type Said = { readonly failed?: FailedForm; readonly problem?: string };

const home = async (c: DeskContext, { failed, problem }: Said = {}, status: PageStatus = 200) => {
  const town = townOf(c);
  const mayHold = can(staffOf(c), HOLD);
  const [book, past, staff] = await Promise.all([bookOf(c), pastOf(c), staffIn(c)]);
  const owner = ownersOf(staff, mayHold);
  const props = { frame: frameOf(c), town, past, said: c.req.query('dit'), book, owner };
  const { open } = book;
  if (!open || !mayHold) return show(c, <QuietPage {...props} mayHold={mayHold} problem={problem} />, status);
  return show(
    c,
    <OpenPage
      {...props}
      open={open}
      words={await wordsOf(c, open)}
      staff={staff.filter(({ active }) => active).map(({ id, name }) => ({ id, name }))}
      failed={failed ?? (problem ? { of: '', form: withProblem(freshForm(), '', problem) } : undefined)}
    />,
    status,
  );
};

const SENTENCES: Readonly<Record<ReviewRefusal['reason'], string>> = {
  'closed-today': 'La revue d’aujourd’hui est déjà close. La prochaine peut s’ouvrir demain.',
  'moved-on': 'La revue a changé entre-temps : voici où elle en est.',
  'too-many': 'Douze décisions sont déjà en cours : répondez d’abord à celles d’avant, ou retirez-en une.',
  unknown: 'Cette décision n’est plus en cours.',
  'day-past': 'Choisissez un jour à venir.',
  unanswered: 'Des décisions d’avant attendent une réponse.',
};

const open = async (c: DeskContext): Promise<Response> => {
  const opened = await openReview(c.var.world, staffOf(c).id, c.var.now);
  return opened.ok
    ? seeOther(c, `${REVIEW}?dit=ouverte`)
    : home(c, { problem: SENTENCES[opened.refusal.reason] }, 409);
};

const namedSentence = (name: string): string =>
  `« ${name} » est le nom de quelqu’un : écrivez la phrase sans nom, la direction la lit.`;

const takeForm = z.object({
  number: integer(1, 100_000, 'Ouvrez de nouveau cette page.'),
  what: text(300, 'Écrivez ce que vous décidez.'),
  owner: z.string({ error: 'Choisissez qui s’en charge.' }).pipe(staffIdSchema),
  due: day('Écrivez pour quand.'),
  measure: choice(MEASURES, 'Choisissez une mesure.').optional(),
  sector: z.string().max(40).optional(),
});

const FIELD: Readonly<Partial<Record<ReviewRefusal['reason'], string>>> = { 'day-past': 'due' };

const take = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, takeForm);
  const again = (form: FormState, status: PageStatus) => home(c, { failed: { of: 'new', form } }, status);
  if (!read.ok) return again(read.refusal, 422);
  const { world, now } = c.var;
  const town = townOf(c);
  const { number, what, owner, due, measure, sector } = read.value;
  const typed: FormState = { problems: [], typed: read.typed };
  const named = await findNamed(world.table, town.id, what);
  if (named) return again(withProblem(typed, 'what', namedSentence(named)), 422);
  const staff = await staffIn(c);
  if (!staff.some(({ id, active }) => id === owner && active))
    return again(withProblem(typed, 'owner', 'Choisissez qui s’en charge.'), 422);
  const known = town.sectors.find(({ code }) => code === sector)?.code;
  const within = measure && BY_SECTOR.includes(measure) && known ? { sector: known } : {};
  const taken = await takeDecision(
    world,
    { number, what, owner, due, measure: measure && { what: measure, ...within } },
    staffOf(c).id,
    now,
  );
  if (taken.ok) return seeOther(c, `${REVIEW}?dit=decidee#decisions`);
  // Sent twice: it is there already.
  if (taken.refusal.reason === 'moved-on') return seeOther(c, `${REVIEW}#decisions`);
  const { reason } = taken.refusal;
  return again(withProblem(typed, FIELD[reason] ?? '', SENTENCES[reason]), reason === 'day-past' ? 422 : 409);
};

const numberOf = (c: DeskContext): number | undefined => {
  const asked = c.req.param('number') ?? '';
  return /^\d{1,6}$/.test(asked) ? Number(asked) : undefined;
};

const takeBack = async (c: DeskContext): Promise<Response> => {
  const number = numberOf(c);
  if (number === undefined) return missing(c);
  const done = await takeBackDecision(c.var.world, number, staffOf(c).id, c.var.now);
  return seeOther(c, `${REVIEW}${done.ok ? '?dit=retiree' : ''}#decisions`);
};

const answer = async (c: DeskContext): Promise<Response> => {
  const number = numberOf(c);
  if (number === undefined) return missing(c);
  const [verdictName, wordsName, dueName] = [`verdict-${number}`, `mots-${number}`, `delai-${number}`];
  const read = await readForm(
    c,
    z.object({
      [verdictName]: choice(ANSWERS, 'Dites ce qu’elle est devenue : faite, poursuivie ou abandonnée.'),
      [wordsName]: text(300, 'Écrivez en une phrase ce qu’il en est.'),
      [dueName]: day('Écrivez jusqu’à quand.').optional(),
    }),
  );
  const again = (form: FormState, status: PageStatus) =>
    home(c, { failed: { of: String(number), form } }, status);
  if (!read.ok) return again(read.refusal, 422);
  const { world, now } = c.var;
  const typed: FormState = { problems: [], typed: read.typed };
  const values = z
    .object({ verdict: z.enum(ANSWERS), words: z.string(), due: z.string().optional() })
    .parse({ verdict: read.value[verdictName], words: read.value[wordsName], due: read.value[dueName] });
  const named = await findNamed(world.table, townOf(c).id, values.words);
  if (named) return again(withProblem(typed, wordsName, namedSentence(named)), 422);
  const done = await answerDecision(
    world,
    {
      number,
      verdict: values.verdict,
      words: values.words,
      due: values.due === undefined ? undefined : civilDay(values.due),
    },
    staffOf(c).id,
    now,
  );
  if (done.ok) return seeOther(c, `${REVIEW}?dit=repondue#decision-${number}`);
  const { reason } = done.refusal;
  if (reason === 'day-past') return again(withProblem(typed, dueName, SENTENCES[reason]), 422);
  return home(c, { problem: SENTENCES[reason] }, 409);
};

const showClose = async (c: DeskContext, form: FormState = freshForm(), status: PageStatus = 200) => {
  const book = await bookOf(c);
  return book.open
    ? show(c, <ClosePage frame={frameOf(c)} book={book} open={book.open} form={form} />, status)
    : seeOther(c, REVIEW);
};

const close = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, z.object({ summary: textIfAny(1000) }));
  if (!read.ok) return showClose(c, read.refusal, 422);
  const { world, now } = c.var;
  const named = await findNamed(world.table, townOf(c).id, read.value.summary);
  if (named)
    return showClose(
      c,
      withProblem({ problems: [], typed: read.typed }, 'summary', namedSentence(named)),
      422,
    );
  const closed = await closeReview(world, read.value.summary, staffOf(c).id, now);
  if (closed.ok) return seeOther(c, `${REVIEW}?dit=close`);
  return closed.refusal.reason === 'unanswered' ? showClose(c, freshForm(), 409) : seeOther(c, `${REVIEW}`);
};

const closedAsked = async (c: DeskContext): Promise<ClosedReview | undefined> => {
  const asked = c.req.param('day') ?? '';
  if (!isCivilDay(asked)) return undefined;
  return (await c.var.world.table.get(closedReviewKind, closedReviewKey(townOf(c).id, asked)))?.value;
};

/** What each measure was told as, at the reviews that its decision went through: one request. */
const toldMeasures = async (c: DeskContext, { decisions }: ClosedReview): Promise<ReadMeasure> => {
  const days = [...new Set(decisions.flatMap(({ on, answers }) => [on, ...answers.map((one) => one.on)]))];
  const rows = await c.var.world.table.getRows(days.map((on) => closedReviewKey(townOf(c).id, on)));
  const told = new Map<CivilDay, ClosedReview['told']>(
    rowsOf(
      closedReviewKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.on, value.told]),
  );
  return ({ measure, on }, when) => {
    const tables = told.get(when === 'then' ? on : when);
    return measure && measuredWords(tables && measureTold(tables, measure));
  };
};

const past = async (c: DeskContext): Promise<Response> => {
  const review = await closedAsked(c);
  if (!review) return missing(c);
  const exact = can(staffOf(c), HOLD);
  const [staff, read] = await Promise.all([
    staffIn(c),
    exact ? Promise.resolve(exactMeasure) : toldMeasures(c, review),
  ]);
  return show(
    c,
    <PastPage
      frame={frameOf(c)}
      town={townOf(c)}
      review={review}
      exact={exact}
      owner={ownersOf(staff, exact)}
      read={read}
    />,
  );
};

const pastCsv = async (c: DeskContext): Promise<Response> => {
  const review = await closedAsked(c);
  if (!review) return missing(c);
  return csvFile(c, `revue-${review.on}.csv`, reviewCsv(viewOf(townOf(c), review, can(staffOf(c), HOLD))));
};

const openCsv = async (c: DeskContext): Promise<Response> => {
  const { open: held } = await bookOf(c);
  return held ? csvFile(c, `revue-${held.on}.csv`, reviewCsv(viewOf(townOf(c), held, true))) : missing(c);
};

export const reviewRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: REVIEW, action: SEE, handler: (c) => home(c) },
  { method: 'POST', path: REVIEW, action: HOLD, handler: open },
  { method: 'GET', path: `${REVIEW}/chiffres.csv`, action: HOLD, handler: openCsv },
  { method: 'POST', path: `${REVIEW}/decisions`, action: HOLD, handler: take },
  { method: 'POST', path: `${REVIEW}/decisions/:number/retirer`, action: HOLD, handler: takeBack },
  { method: 'POST', path: `${REVIEW}/decisions/:number/reponse`, action: HOLD, handler: answer },
  { method: 'GET', path: `${REVIEW}/clore`, action: HOLD, handler: (c) => showClose(c) },
  { method: 'POST', path: `${REVIEW}/clore`, action: HOLD, handler: close },
  { method: 'GET', path: `${REVIEW}/passees/:day`, action: SEE, handler: past },
  { method: 'GET', path: `${REVIEW}/passees/:day/chiffres.csv`, action: SEE, handler: pastCsv },
];
