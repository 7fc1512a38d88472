import type { Hono } from 'hono';
import * as z from 'zod';
import { missionIdSchema } from '../../../shared/ids/ids.ts';
import { type DoorLine, doorIn } from '../../../shared/rounds/view-round.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { HANDED_TO, reportKey, reportKind } from '../../../shared/visits/report.ts';
import { linksFrame } from '../../links/frame.ts';
import { choice, type FormState, freshForm, readForm, textIfAny } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { bagTyped, booksBeside, bookWords, readBooksToTell } from '../mission/book-fields.tsx';
import { LINK_OVER, notKept, ROUND_CHANGED } from '../not-kept/page.tsx';
import { actorOf, isTheirs, withRound } from './bearer.tsx';
import { DoorPage } from './door-page.tsx';
import { type RoundLink, readRoundView, type Yours } from './read.ts';

const doorAsked = async (c: WebContext, open: RoundLink) => {
  const id = missionIdSchema.safeParse(c.req.param('id'));
  const view = await readRoundView(c, open);
  const line = id.success ? doorIn(view, id.data) : undefined;
  return isTheirs(view) && line ? { view, line } : undefined;
};

const doorForm = z.object({
  outcome: choice(['done', 'not-home', 'refused', 'prevented'], 'Dites-nous si c’est remis.'),
  handed: choice(HANDED_TO, 'Choisissez dans la liste.').optional(),
  her: choice(['well', 'as-usual', 'low'], 'Choisissez une réponse.').optional(),
  words: textIfAny(1000),
  worry: textIfAny(1000),
  urgent: choice(['oui', 'non'], 'Choisissez une réponse.').optional(),
});

const showDoor = async (
  c: WebContext,
  open: RoundLink,
  door: { readonly view: Yours; readonly line: DoorLine },
  form: FormState | undefined,
  status: 200 | 422 = 200,
): Promise<Response> => {
  const { mission } = door.line;
  const [books, before] = await Promise.all([
    readBooksToTell(c, mission),
    c.get('world').table.get(reportKind, reportKey(mission.id)),
  ]);
  const known = before?.value;
  return show(
    c,
    <DoorPage
      frame={linksFrame(c, open.town)}
      view={door.view}
      line={door.line}
      books={books}
      form={
        form ??
        freshForm({
          outcome: known?.outcome,
          handed: known?.handedTo,
          her: known?.her,
          words: known?.words,
          ...bagTyped(books),
        })
      }
      now={c.get('now')}
    />,
    status,
  );
};

const noteDoor = withRound(
  async (c, open) => {
    const door = await doorAsked(c, open);
    const read = await readForm(c, doorForm);
    const notTaken = () => notKept(c, open.town, ROUND_CHANGED, 409);
    if (!door?.view.mayStart) return notTaken();
    if (!read.ok) return showDoor(c, open, door, read.refusal, 422);
    const { outcome, handed, her, words, worry, urgent } = read.value;
    const { mission } = door.line;
    const books = await readBooksToTell(c, mission);
    const told = books ? bookWords(read.typed, books) : undefined;
    const actor = actorOf(open);
    const filed = await fileReport(
      c.get('world'),
      {
        missionId: mission.id,
        volunteerId: open.subject.volunteerId,
        seniorId: mission.seniorId,
        consent: door.view.facts.programme.consent,
      },
      {
        outcome,
        her,
        words,
        thanks: '',
        ...(handed && outcome === 'done' ? { handedTo: handed } : {}),
        ...(told?.wish ? { wish: { kind: 'book' as const, words: told.wish } } : {}),
        ...(worry ? { concern: { words: worry, urgent: urgent === 'non' } } : {}),
      },
      actor,
      c.get('now'),
      told ? booksBeside(c, told, outcome, actor) : undefined,
    );
    return filed.ok ? seeOther(c, '/t?dit=note') : notTaken();
  },
  (c, town) => notKept(c, town, LINK_OVER),
);

/** One door of the round: looked at, noted, corrected. */
export const doorRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    '/t/porte/:id',
    withRound(async (c, open) => {
      const door = await doorAsked(c, open);
      return door ? showDoor(c, open, door, undefined) : seeOther(c, '/t');
    }),
  );
  app.post('/t/porte/:id', noteDoor);
};
