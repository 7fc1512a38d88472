import type { Hono, MiddlewareHandler } from 'hono';
import * as z from 'zod';
import type { Actor } from '../../../shared/audit/audit.ts';
import { acceptBatch, declineBatch } from '../../../shared/heat/batches/answer-batch.ts';
import type { CallBatch } from '../../../shared/heat/batches/batch.ts';
import { batchDistress } from '../../../shared/heat/batches/batch-distress.ts';
import { sendBatchCode, tryBatchCode } from '../../../shared/heat/batches/device-code.ts';
import { handBackBatch } from '../../../shared/heat/batches/return-batch.ts';
import type { BatchView } from '../../../shared/heat/batches/view-batch.ts';
import { VOLUNTEER_OUTCOMES } from '../../../shared/heat/calls/meaning.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordToday } from '../../../shared/heat/calls/record-today.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import { callTaskIdSchema } from '../../../shared/heat/calls/task.ts';
import { linkTokenSchema } from '../../../shared/ids/ids.ts';
import { impossible } from '../../../shared/result/result.ts';
import { type Instant, instant, minus, minutesBetween } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { linksFrame } from '../../links/frame.ts';
import { knownDevice } from '../../links/mission/cookies.ts';
import { noteCode } from '../../links/note-code.ts';
import { choice, type FormState, freshForm, readForm, text, textIfAny, withProblem } from '../../web/form.ts';
import { csrfGuard } from '../../web/guard/csrf.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { CALL_NOT_YOURS, callProblem, LINK_OVER, notKept } from '../not-kept/page.tsx';
import { CallerPage } from './caller-page.tsx';
import {
  BatchOfferPage,
  ClosedBatchPage,
  CodePage,
  HandBackPage,
  NotAcceptedPage,
  OtherDevicePage,
  OverPage,
} from './offer-pages.tsx';
import { type CallsLink, callsTokenOf, openCalls, readBatchView, readCallsLink } from './read.ts';
import { CallSaid } from './said.tsx';
import { serveCallsFiles } from './sheet.ts';

const guard = csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret }));
const boundToCalls: MiddlewareHandler<WebEnv> = (c, next) => {
  c.set('binding', callsTokenOf(c));
  return guard(c, next);
};

const actorOf = ({ subject }: CallsLink): Actor => ({ kind: 'volunteer', id: subject.volunteerId });

const overPage = (c: WebContext, town: Town): Promise<Response> => {
  c.set('scripted', true);
  return show(c, <OverPage frame={linksFrame(c, town)} />, 410);
};

/** An act of the bearer; a link past its day is told so, by a page of its own where something was written (`over`). */
const withCalls =
  (act: (c: WebContext, open: CallsLink) => Promise<Response>, over = overPage) =>
  async (c: WebContext): Promise<Response> => {
    const open = await readCallsLink(c);
    return open.isOver ? over(c, open.town) : act(c, open);
  };

/** What was just done with a list that is or was theirs; asks who knows of a distress only when one was said. */
const saidOn = async (
  c: WebContext,
  { town, subject }: CallsLink,
  { batch, round, kind }: { batch: CallBatch; round: CallRound; kind: BatchView['kind'] },
) => {
  const said = c.req.query('dit') ?? '';
  const about = { batch, round, town, volunteerId: subject.volunteerId };
  const told = said === 'distress' ? await batchDistress(c.get('world'), about, c.get('now')) : undefined;
  return (
    <CallSaid frame={linksFrame(c, town)} said={said} round={round} isTheirs={kind === 'yours'} told={told} />
  );
};

const pageOf = async (c: WebContext, open: CallsLink, view: BatchView): Promise<Response> => {
  const frame = linksFrame(c, open.town);
  switch (view.kind) {
    case 'open':
      return show(c, <BatchOfferPage frame={frame} view={view} />);
    case 'yours':
      c.set('scripted', true);
      return show(
        c,
        <CallerPage
          frame={frame}
          view={view}
          now={c.get('now')}
          said={await saidOn(c, open, view)}
          newId={() => c.get('world').ids.secret().slice(0, 24)}
        />,
      );
    case 'other-device':
      return show(c, <OtherDevicePage frame={frame} />);
    case 'returned':
    case 'finished':
      c.set('scripted', true);
      return show(c, <ClosedBatchPage frame={frame} kind={view.kind} said={await saidOn(c, open, view)} />);
    case 'taken':
    case 'declined':
    case 'too-late':
      c.set('scripted', true);
      return show(c, <ClosedBatchPage frame={frame} kind={view.kind} />);
    default:
      return impossible(view);
  }
};

const moment = z
  .string()
  .max(40)
  .optional()
  .transform((typed): Instant | undefined => {
    const read = z.iso.datetime({ offset: true }).safeParse(typed);
    return read.success ? instant(read.data) : undefined;
  });

const outcomeForm = z.object({
  task: callTaskIdSchema,
  id: outcomeIdSchema,
  code: choice(VOLUNTEER_OUTCOMES, 'Touchez le résultat de l’appel.'),
  note: textIfAny(160),
  /** Set by the telephone, by its own clock: when the call was made, and when this was sent. */
  at: moment,
  sent: moment,
});
const codeForm = z.object({ code: text(12, 'Écrivez les six chiffres reçus par SMS.') });

const CODE_PROBLEMS = {
  wrong: 'Ce n’est pas le bon code. Vérifiez les six chiffres.',
  locked: 'Trop d’essais : attendez un quart d’heure, ou appelez-nous.',
  'too-often':
    'Plusieurs codes sont partis : tapez celui du dernier SMS reçu. Sinon, attendez un quart d’heure, ou appelez-nous.',
  expired: 'Ce code n’est plus valable. Demandez-en un nouveau.',
  unknown: 'Ce lien ne permet pas de voir cette liste.',
  'not-yours': 'Cette liste n’est pas, ou plus, la vôtre.',
} as const;

const codePage = (c: WebContext, open: CallsLink, form: FormState, status: 200 | 422 = 200) =>
  show(c, <CodePage frame={linksFrame(c, open.town)} form={form} />, status);

const accept = withCalls(async (c, open) => {
  const manner = { via: 'link', device: knownDevice(c), actor: actorOf(open) } as const;
  const accepted = await acceptBatch(c.get('world'), open.subject, manner, c.get('now'));
  if (accepted.ok) return seeOther(c, '/a?dit=oui');
  const reason = accepted.refusal;
  if (reason === 'volunteer-away' || reason === 'nothing-left')
    return show(c, <NotAcceptedPage frame={linksFrame(c, open.town)} reason={reason} />, 409);
  return seeOther(c, '/a');
});

/** As long as a telephone keeps an outcome. */
const KEPT_MINUTES = 2 * 24 * 60;
/** How long ago is what a telephone knows; what time it is, many do not. */
const calledAtOf = (at: Instant | undefined, sent: Instant | undefined, now: Instant): Instant => {
  if (at === undefined || sent === undefined) return at ?? now;
  return minus(now, { minutes: Math.min(KEPT_MINUTES, Math.max(0, minutesBetween(at, sent))) });
};

/** What came of one call. Late, twice, or after the list went back: taken in all the same, once. */
const outcome = withCalls(
  async (c, open) => {
    const read = await readForm(c, outcomeForm);
    if (!read.ok) return notKept(c, open.town, callProblem(read.refusal), 422);
    const { task, id, code, note, at, sent } = read.value;
    const now = c.get('now');
    const { batchId } = open.subject;
    const form = {
      taskId: task,
      id,
      code,
      note,
      calledAt: calledAtOf(at, sent, now),
      via: 'link' as const,
      batchId,
    };
    const recorded = await recordToday(c.get('world'), form, actorOf(open), now);
    // Somebody who left the register meanwhile: nothing more is owed, and nothing more is said of her.
    if (!recorded.ok) return notKept(c, open.town, CALL_NOT_YOURS, 404);
    return seeOther(c, `/a?dit=${code}`);
  },
  (c, town) => notKept(c, town, LINK_OVER),
);

/** The pages behind a batch of calls' SMS link. GET looks, POST acts once and goes back to GET. */
export const callsRoutes = (app: Hono<WebEnv>): void => {
  serveCallsFiles(app);
  app.use('/a/*', boundToCalls);
  app.get('/a/:token{[0-9A-Za-z]{22}}', (c) => {
    openCalls(c, linkTokenSchema.parse(c.req.param('token')));
    return seeOther(c, '/a');
  });
  app.get(
    '/a',
    withCalls(async (c, open) => pageOf(c, open, await readBatchView(c, open))),
  );
  app.post('/a/accepter', accept);
  app.post(
    '/a/refuser',
    withCalls(async (c, open) => {
      const declined = await declineBatch(c.get('world'), open.subject, actorOf(open), c.get('now'));
      // Theirs by now, by a yes in another tab: the no is a list given back, which is asked first.
      return seeOther(c, declined.ok ? '/a' : '/a/rendre');
    }),
  );
  app.post('/a/appel', outcome);
  app.get(
    '/a/rendre',
    withCalls(async (c, open) => {
      const view = await readBatchView(c, open);
      if (view.kind !== 'yours') return seeOther(c, '/a');
      const left = view.lines.filter(({ person }) => person).length;
      return show(c, <HandBackPage frame={linksFrame(c, open.town)} left={left} />);
    }),
  );
  app.post(
    '/a/rendre',
    withCalls(async (c, open) => {
      await handBackBatch(c.get('world'), open.subject, actorOf(open), c.get('now'));
      return seeOther(c, '/a');
    }),
  );
  app.get(
    '/a/code',
    withCalls((c, open) => Promise.resolve(codePage(c, open, freshForm()))),
  );
  app.post(
    '/a/code',
    withCalls(async (c, open) => {
      const sent = await sendBatchCode(c.get('world'), open.link, open.subject, c.get('now'));
      if (sent.ok) return seeOther(c, '/a/code');
      return codePage(c, open, withProblem(freshForm(), 'code', CODE_PROBLEMS[sent.refusal]), 422);
    }),
  );
  app.post(
    '/a/code/verifier',
    withCalls(async (c, open) => {
      const read = await readForm(c, codeForm);
      if (!read.ok) return codePage(c, open, read.refusal, 422);
      const given = { code: read.value.code, device: knownDevice(c) };
      const tried = await tryBatchCode(c.get('world'), open.link, open.subject, given, c.get('now'));
      noteCode(c, tried);
      if (tried.ok) return seeOther(c, '/a');
      return codePage(c, open, withProblem(freshForm(), 'code', CODE_PROBLEMS[tried.refusal]), 422);
    }),
  );
};
