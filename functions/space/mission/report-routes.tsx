import type { Hono } from 'hono';
import * as z from 'zod';
import type { Town } from '../../../shared/town/settings.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { raiseConcern } from '../../../shared/visits/raise-concern.ts';
import { type Report, reportKey, reportKind } from '../../../shared/visits/report.ts';
import { linksFrame } from '../../links/frame.ts';
import { type OpenLink, readView, type View } from '../../links/mission/read.ts';
import { withView } from '../../links/mission/with-link.tsx';
import {
  choice,
  type FormState,
  freshForm,
  integer,
  readForm,
  type Typed,
  text,
  textIfAny,
  ticked,
  withProblem,
} from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { MISSION_LINK_OVER, notKept, OTHER_VISIT } from '../not-kept/page.tsx';
import { bagTyped, booksBeside, bookWords, readBooksToTell } from './book-fields.tsx';
import { broughtBack, leaving } from './left.ts';
import { ConcernPage, ConcernRaisedPage, ReportPage } from './report-pages.tsx';

const reportForm = z.object({
  outcome: choice(
    ['done', 'not-home', 'refused', 'put-off', 'prevented', 'other'],
    'Dites-nous si cela a pu se faire.',
  ),
  her: choice(['well', 'as-usual', 'low'], 'Choisissez une réponse.').optional(),
  me: choice(['glad', 'fine', 'tired', 'heavy'], 'Choisissez une réponse.').optional(),
  words: textIfAny(1000),
  thanks: textIfAny(300),
  wishKind: choice(['book', 'visit', 'outing', 'other'], 'Choisissez dans la liste.').optional(),
  wishWords: textIfAny(300),
  minutes: integer(0, 600, 'Écrivez un nombre de minutes, de 0 à 600.').optional(),
  kilometres: z
    .string()
    .trim()
    .regex(/^\d{1,3}([.,]\d)?$/, 'Écrivez les kilomètres en chiffres, par exemple 3,5.')
    .transform((typed) => Number(typed.replace(',', '.')))
    .optional(),
});
const concernForm = z.object({
  words: text(1000, 'Écrivez en quelques mots ce qui vous inquiète.'),
  urgent: ticked(),
});

/** Called off, moved or given to somebody else while one was writing: what was written stays on the page. */
const NOT_TAKEN =
  'Cette mission a changé entre-temps : ce message n’a pas pu être pris ici. Appelez-nous, nous le noterons avec vous.';

const mayReport = (view: View): boolean =>
  view.situation === 'now' || view.situation === 'to-report' || view.situation === 'reported';
const mayWorry = (view: View): boolean => mayReport(view) || view.situation === 'upcoming';

/** What was written over a link that has ended is given back. */
const overTold = (c: WebContext, town: Town): Promise<Response> => notKept(c, town, MISSION_LINK_OVER);

/**
 * Written of this visit? Its form says of which; whoever touched another SMS meanwhile has that other link open, and what was
 * written must never be told of somebody else. Either seat of a mission for two is the same visit.
 */
const isOfThisVisit = ({ subject, asked, link }: OpenLink, typed: Typed): boolean => {
  const of = typed.mission?.[0];
  return of === undefined || [subject.missionId, asked.missionId, link.twinId].some((id) => id === of);
};

/** A report as its form shows it, to be corrected. */
const typedFrom = ({ wish, ...report }: Report) => ({
  outcome: report.outcome,
  her: report.her,
  me: report.me,
  words: report.words,
  thanks: report.thanks,
  minutes: report.minutes,
  kilometres: report.kilometres?.toString().replace('.', ','),
  wishKind: wish?.kind,
  wishWords: wish?.words,
});

/** What was kept just before the worry is told. */
const KEPT: Readonly<Record<string, string>> = { recu: 'Votre compte rendu est enregistré.' };
const concernPage = (c: WebContext, view: View, form: FormState) => (
  <ConcernPage
    frame={linksFrame(c, view.facts.town)}
    view={view}
    form={form}
    said={saidIn(KEPT, c.req.query('dit'))}
  />
);

export const reportRoutes = (app: Hono<WebEnv>): void => {
  app.get('/m/compte-rendu', async (c) => {
    const view = await readView(c);
    if (!mayReport(view)) return seeOther(c, '/m');
    const before = await c.get('world').table.get(reportKind, reportKey(view.subject.missionId));
    const books = await readBooksToTell(c, view.facts.mission.value);
    const form = freshForm({ ...(before ? typedFrom(before.value) : {}), ...bagTyped(books) });
    return show(
      c,
      <ReportPage frame={linksFrame(c, view.facts.town)} view={view} books={books} form={form} />,
    );
  });
  app.post(
    '/m/compte-rendu',
    withView(async (c, view) => {
      const { subject, actor } = view;
      const read = await readForm(c, reportForm);
      if (!isOfThisVisit(view, read.typed)) return notKept(c, view.facts.town, OTHER_VISIT, 409);
      const books = mayReport(view) ? await readBooksToTell(c, view.facts.mission.value) : undefined;
      const isWorried = read.typed.worried !== undefined;
      // A worry never waits for a question left open; what was written comes along.
      if (!read.ok && isWorried && mayWorry(view))
        return show(
          c,
          concernPage(c, view, freshForm({ words: read.typed.words?.[0], ...leaving(read.typed) })),
        );
      if (!read.ok)
        return show(
          c,
          <ReportPage frame={linksFrame(c, view.facts.town)} view={view} books={books} form={read.refusal} />,
          422,
        );
      const { wishKind, wishWords, ...said } = read.value;
      const told = books ? bookWords(read.typed, books) : undefined;
      // Words without a kind chosen are a wish all the same.
      const wish =
        wishKind || wishWords
          ? { kind: wishKind ?? 'other', words: wishWords }
          : told?.wish
            ? { kind: 'book' as const, words: told.wish }
            : undefined;
      const filed = await fileReport(
        c.get('world'),
        subject,
        { ...said, ...(wish ? { wish } : {}) },
        actor,
        c.get('now'),
        told ? booksBeside(c, told, said.outcome, actor) : undefined,
      );
      if (filed.ok) return seeOther(c, isWorried ? '/m/inquietude?dit=recu' : '/m?dit=recu');
      const form = withProblem({ problems: [], typed: read.typed }, '', NOT_TAKEN);
      return show(
        c,
        <ReportPage frame={linksFrame(c, view.facts.town)} view={view} books={books} form={form} />,
        409,
      );
    }, overTold),
  );

  app.get('/m/inquietude', async (c) => {
    const view = await readView(c);
    if (!mayWorry(view)) return seeOther(c, '/m');
    return show(c, concernPage(c, view, freshForm()));
  });
  app.post(
    '/m/inquietude',
    withView(async (c, view) => {
      const { subject, actor } = view;
      const read = await readForm(c, concernForm);
      if (!isOfThisVisit(view, read.typed)) return notKept(c, view.facts.town, OTHER_VISIT, 409);
      if (!read.ok) return show(c, concernPage(c, view, read.refusal), 422);
      const raised = await raiseConcern(c.get('world'), subject, read.value, actor, c.get('now'));
      if (!raised.ok) {
        const form = withProblem({ problems: [], typed: read.typed }, '', NOT_TAKEN);
        return show(c, concernPage(c, view, form), 409);
      }
      const { urgent } = read.value;
      const report = broughtBack(read.typed);
      if (report)
        return show(
          c,
          <ConcernRaisedPage frame={linksFrame(c, view.facts.town)} urgent={urgent} report={report} />,
        );
      return seeOther(c, urgent ? '/m/transmis?urgent' : '/m/transmis');
    }, overTold),
  );
  app.get(
    '/m/transmis',
    withView(async (c, view) => {
      const urgent = c.req.query('urgent') !== undefined;
      return show(c, <ConcernRaisedPage frame={linksFrame(c, view.facts.town)} urgent={urgent} />);
    }),
  );
};
