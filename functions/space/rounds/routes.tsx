import type { Hono, MiddlewareHandler } from 'hono';
import * as z from 'zod';
import { linkTokenSchema, missionIdSchema } from '../../../shared/ids/ids.ts';
import { impossible } from '../../../shared/result/result.ts';
import { acceptRound } from '../../../shared/rounds/accept-round.ts';
import { sendRoundCode, tryRoundCode } from '../../../shared/rounds/device-code.ts';
import { declineRound, handBackRound } from '../../../shared/rounds/end-round.ts';
import { passBy, sayLate, startRound } from '../../../shared/rounds/ride-round.ts';
import type { RoundView } from '../../../shared/rounds/view-round.ts';
import { instantSchema } from '../../../shared/time/instant.ts';
import { linksFrame } from '../../links/frame.ts';
import { knownDevice } from '../../links/mission/cookies.ts';
import { noteCode } from '../../links/note-code.ts';
import { type FormState, freshForm, integer, readForm, text, withProblem } from '../../web/form.ts';
import { csrfGuard } from '../../web/guard/csrf.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { actorOf, isTheirs, onTheWay, withRound } from './bearer.tsx';
import { CarrierPage, DoneRoundPage } from './carrier-page.tsx';
import { doorRoutes } from './door-routes.tsx';
import {
  ClosedRoundPage,
  CodePage,
  HandBackPage,
  NotAcceptedPage,
  OtherDevicePage,
  RoundOfferPage,
} from './offer-pages.tsx';
import { openRound, type RoundLink, readRoundView, roundTokenOf } from './read.ts';

const guard = csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret }));
const boundToRound: MiddlewareHandler<WebEnv> = (c, next) => {
  c.set('binding', roundTokenOf(c));
  return guard(c, next);
};

const pageOf = (c: WebContext, open: RoundLink, view: RoundView): Response | Promise<Response> => {
  const frame = linksFrame(c, open.town);
  switch (view.kind) {
    case 'open':
      return show(c, <RoundOfferPage frame={frame} view={view} />);
    case 'yours':
      return show(
        c,
        view.isDone ? (
          <DoneRoundPage frame={frame} view={view} said={c.req.query('dit')} />
        ) : (
          <CarrierPage frame={frame} view={view} said={c.req.query('dit')} />
        ),
      );
    case 'other-device':
      return show(c, <OtherDevicePage frame={frame} />);
    case 'declined':
    case 'expired':
    case 'handed-back':
    case 'withdrawn':
    case 'too-late':
    case 'done':
      return show(c, <ClosedRoundPage frame={frame} kind={view.kind} />);
    default:
      return impossible(view);
  }
};

const accept = withRound(async (c, open) => {
  const manner = { via: 'link', device: knownDevice(c), actor: actorOf(open) } as const;
  const accepted = await acceptRound(c.get('world'), open.subject, manner, c.get('now'));
  if (accepted.ok) return seeOther(c, '/t?dit=oui');
  const reason = accepted.refusal;
  if (reason === 'volunteer-away' || reason === 'busy' || reason === 'nothing-left')
    return show(c, <NotAcceptedPage frame={linksFrame(c, open.town)} reason={reason} />, 409);
  return seeOther(c, '/t');
});

const lateForm = z.object({
  minutes: integer(5, 240, 'Choisissez un nombre de minutes.'),
  vu: instantSchema,
});
const passForm = z.object({ mission: missionIdSchema });
const codeForm = z.object({ code: text(12, 'Écrivez les six chiffres reçus par SMS.') });
const CODE_PROBLEMS = {
  wrong: 'Ce n’est pas le bon code. Vérifiez les six chiffres.',
  locked: 'Trop d’essais : attendez un quart d’heure, ou appelez-nous.',
  'too-often':
    'Plusieurs codes sont partis : tapez celui du dernier SMS reçu. Sinon, attendez un quart d’heure, ou appelez-nous.',
  expired: 'Ce code n’est plus valable. Demandez-en un nouveau.',
  unknown: 'Ce lien ne permet pas de voir cette tournée.',
  'not-yours': 'Cette tournée n’est pas, ou plus, la vôtre.',
} as const;
const codePage = (c: WebContext, open: RoundLink, form: FormState, status: 200 | 422 = 200) =>
  show(c, <CodePage frame={linksFrame(c, open.town)} form={form} />, status);

/** The pages behind a round's SMS link. GET looks, POST acts once and goes back to GET. */
export const deliveryRoundRoutes = (app: Hono<WebEnv>): void => {
  app.use('/t/*', boundToRound);
  app.get('/t/:token{[0-9A-Za-z]{22}}', (c) => {
    openRound(c, linkTokenSchema.parse(c.req.param('token')));
    return seeOther(c, '/t');
  });
  app.get(
    '/t',
    withRound(async (c, open) => pageOf(c, open, await readRoundView(c, open))),
  );
  app.post('/t/accepter', accept);
  app.post(
    '/t/refuser',
    withRound(async (c, open) => {
      const declined = await declineRound(c.get('world'), open.subject, actorOf(open), c.get('now'));
      // Theirs by now, by a yes in another tab: the no is a round given back, which is asked first.
      return seeOther(c, declined.ok ? '/t' : '/t/rendre');
    }),
  );
  app.post(
    '/t/partir',
    onTheWay(async (c, open) => {
      const started = await startRound(c.get('world'), open.subject, actorOf(open), c.get('now'));
      return seeOther(c, started.ok ? '/t?dit=depart' : '/t');
    }),
  );
  app.post(
    '/t/retard',
    onTheWay(async (c, open) => {
      const read = await readForm(c, lateForm);
      if (!read.ok) return seeOther(c, '/t');
      const said = { minutes: read.value.minutes, shown: read.value.vu };
      const done = await sayLate(c.get('world'), open.subject, said, actorOf(open), c.get('now'));
      return seeOther(c, done.ok ? '/t?dit=retard' : '/t');
    }),
  );
  app.post(
    '/t/repasser',
    onTheWay(async (c, open) => {
      const read = await readForm(c, passForm);
      if (!read.ok) return seeOther(c, '/t');
      const { mission } = read.value;
      const done = await passBy(c.get('world'), open.subject, mission, actorOf(open), c.get('now'));
      return seeOther(c, done.ok ? '/t?dit=repasse' : '/t');
    }),
  );
  doorRoutes(app);
  app.get(
    '/t/rendre',
    withRound(async (c, open) => {
      const view = await readRoundView(c, open);
      if (!isTheirs(view)) return seeOther(c, '/t');
      const left = view.lines.filter(({ isLeft }) => isLeft).length;
      return left > 0
        ? show(c, <HandBackPage frame={linksFrame(c, open.town)} left={left} />)
        : seeOther(c, '/t');
    }),
  );
  app.post(
    '/t/rendre',
    onTheWay(async (c, open) => {
      await handBackRound(c.get('world'), open.subject, actorOf(open), c.get('now'));
      return seeOther(c, '/t');
    }),
  );
  app.get(
    '/t/code',
    withRound((c, open) => Promise.resolve(codePage(c, open, freshForm()))),
  );
  app.post(
    '/t/code',
    withRound(async (c, open) => {
      const sent = await sendRoundCode(c.get('world'), open.link, open.subject, c.get('now'));
      if (sent.ok) return seeOther(c, '/t/code');
      return codePage(c, open, withProblem(freshForm(), 'code', CODE_PROBLEMS[sent.refusal]), 422);
    }),
  );
  app.post(
    '/t/code/verifier',
    withRound(async (c, open) => {
      const read = await readForm(c, codeForm);
      if (!read.ok) return codePage(c, open, read.refusal, 422);
      const given = { code: read.value.code, device: knownDevice(c) };
      const tried = await tryRoundCode(c.get('world'), open.link, open.subject, given, c.get('now'));
      noteCode(c, tried);
      if (tried.ok) return seeOther(c, '/t');
      return codePage(c, open, withProblem(freshForm(), 'code', CODE_PROBLEMS[tried.refusal]), 422);
    }),
  );
};
