import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import { closeReview, openReview } from '../../../../shared/engagement/review/hold-review.ts';
import { findNamed } from '../../../../shared/engagement/review/name-somebody.ts';
import {
  type ClosedReview,
  closedReviewKey,
  closedReviewKind,
} from '../../../../shared/engagement/review/review.ts';
import { isCivilDay } from '../../../../shared/time/civil.ts';
import { type FormState, freshForm, readForm, textIfAny, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { csvFile } from '../csv-file.ts';
import { ClosePage, PastPage } from './closed-pages.tsx';
import { decideRoutes } from './decide-routes.tsx';
import { exactMeasure } from './decisions.tsx';
import { reviewCsv } from './figures/csv.ts';
import { viewOf } from './figures/view.ts';
import { HOLD, home, namedSentence, SEE, SENTENCES } from './home.tsx';
import { REVIEW } from './paths.ts';
import { bookOf, ownersOf, staffIn, toldMeasures } from './read.ts';

const open = async (c: DeskContext): Promise<Response> => {
  const opened = await openReview(c.var.world, staffOf(c).id, c.var.now);
  return opened.ok
    ? seeOther(c, `${REVIEW}?dit=ouverte`)
    : home(c, { problem: SENTENCES[opened.refusal.reason] }, 409);
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
  ...decideRoutes,
  { method: 'GET', path: `${REVIEW}/clore`, action: HOLD, handler: (c) => showClose(c) },
  { method: 'POST', path: `${REVIEW}/clore`, action: HOLD, handler: close },
  { method: 'GET', path: `${REVIEW}/passees/:day`, action: SEE, handler: past },
  { method: 'GET', path: `${REVIEW}/passees/:day/chiffres.csv`, action: SEE, handler: pastCsv },
];
