import type { Hono } from 'hono';
import * as z from 'zod';
import { linkTokenSchema } from '../../../shared/ids/ids.ts';
import { acceptOffer, declineOffer } from '../../../shared/offers/answer-offer.ts';
import { valuesOf } from '../../../shared/offers/facts.ts';
import { DECLINE_REASONS } from '../../../shared/offers/offer.ts';
import { impossible } from '../../../shared/result/result.ts';
import { openDetails, sendDeviceCode, tryDeviceCode } from '../../../shared/visits/device.ts';
import { mayReveal } from '../../../shared/visits/situation.ts';
import { type VisitAct, visitAct } from '../../../shared/visits/visit-act.ts';
import { choice, type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { Stopped, seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { linksFrame } from '../frame.ts';
import { noteCode } from '../note-code.ts';
import { readBooks } from './books.tsx';
import { areDetailsOpen, deviceOf, knownDevice, openLinkCookie, rememberOpened } from './cookies.ts';
import { CodePage, type Details } from './details.tsx';
import { HandedBackPage } from './hand-back-pages.tsx';
import { NowPage, UpcomingPage } from './held-pages.tsx';
import { HinderedPage } from './hindered-pages.tsx';
import { DeclinedPage, DeclinePage, OfferPage } from './offer-pages.tsx';
import { ClosedPage, LinkOverPage } from './over-pages.tsx';
import { hindranceIn, readView, type View } from './read.ts';
import { ReportedPage } from './reported-page.tsx';
import { boundToLink, withLink, withOffer } from './with-link.tsx';

/** What was just done, as a word in the address that the page turns into a sentence; any other word says nothing. */
const SAID: Readonly<Record<string, string>> = {
  oui: 'C’est noté : la mission est à vous. Merci ! Un SMS vous le confirme.',
  confirme: 'Merci, c’est confirmé.',
  arrivee: 'Arrivée notée. Bonne visite !',
  sortie: 'Sortie notée. Merci d’y être allé·e.',
  recu: 'Votre compte rendu est enregistré.',
  reprise: 'Votre pause est terminée. Les propositions reprennent.',
};

const detailsState = (c: WebContext, view: View): Details => {
  const mission = view.facts.mission.value;
  if (!mayReveal(valuesOf(view.facts), c.get('now'))) return 'shut';
  const device = deviceOf(c);
  if (!device || !mission.holder?.devices.includes(device)) return 'other-device';
  return areDetailsOpen(c, mission.id) ? 'open' : 'closed';
};

/** What its holder may see now: her name and door, and the list of the bag, behind the same opening. */
const heldOf = async (c: WebContext, view: View) => {
  const details = detailsState(c, view);
  return { details, books: details === 'open' ? await readBooks(c, view.facts.mission.value) : undefined };
};

/** One page a situation; looking changes nothing (law 2). */
const situationPage = async (c: WebContext, view: View): Promise<Response> => {
  const frame = linksFrame(c, view.facts.town);
  const now = c.get('now');
  const said = saidIn(SAID, c.req.query('dit'));
  const { situation } = view;
  switch (situation) {
    case 'open':
      return show(
        c,
        view.hindrance ? (
          <HinderedPage frame={frame} view={view} hindrance={view.hindrance} />
        ) : (
          <OfferPage frame={frame} view={view} said={said} />
        ),
      );
    case 'declined':
      return show(c, <DeclinedPage frame={frame} view={view} said={said} />);
    case 'handed-back':
      return show(c, <HandedBackPage frame={frame} view={view} said={said} />);
    case 'taken':
    case 'cancelled':
    case 'nobody':
      return show(c, <ClosedPage frame={frame} view={view} />);
    case 'upcoming':
      return show(
        c,
        <UpcomingPage {...(await heldOf(c, view))} frame={frame} view={view} now={now} said={said} />,
      );
    case 'now':
    case 'to-report':
      return show(
        c,
        <NowPage {...(await heldOf(c, view))} frame={frame} view={view} now={now} said={said} />,
      );
    case 'reported':
      return show(c, <ReportedPage frame={frame} view={view} said={said} />);
    case 'link-over':
      return show(c, <LinkOverPage frame={frame} />, 410);
    case 'unknown':
      throw new Stopped(404, 'unknown-link');
    default:
      return impossible(situation);
  }
};

/** A no in an old tab, of a mission that is theirs by now: that page asks whether they give it back, and sends anybody else to `/m`. */
const HELD_ALREADY = '/m/rendre';

const declineForm = z.object({ reason: choice(DECLINE_REASONS, 'Choisissez une raison.') });
const codeForm = z.object({ code: text(12, 'Écrivez les six chiffres reçus par SMS.') });

const visitRoute = (act: VisitAct, said: string) =>
  withLink(async (c, { subject, actor }) => {
    const done = await visitAct(c.get('world'), subject, act, actor, c.get('now'));
    return seeOther(c, done.ok ? `/m?dit=${said}` : '/m');
  });

const codePage = async (c: WebContext, form: FormState, status: 200 | 422 = 200) => {
  const view = await readView(c);
  return show(c, <CodePage frame={linksFrame(c, view.facts.town)} form={form} view={view} />, status);
};

const CODE_PROBLEMS = {
  wrong: 'Ce n’est pas le bon code. Vérifiez les six chiffres.',
  locked: 'Trop d’essais : attendez un quart d’heure, ou appelez la coordination.',
  'too-often':
    'Plusieurs codes sont partis : tapez celui du dernier SMS reçu. Sinon, attendez un quart d’heure, ou appelez la coordination.',
  expired: 'Ce code n’est plus valable. Demandez-en un nouveau.',
  unknown: 'Ce lien ne permet pas de voir qui vous attend.',
  'not-yours': 'Cette mission n’est pas, ou plus, la vôtre.',
} as const;

/** The pages behind a mission's SMS link. GET looks, POST acts once and goes back to GET. */
export const missionRoutes = (app: Hono<WebEnv>): void => {
  app.use('/m/*', boundToLink);
  app.get('/m/:token{[0-9A-Za-z]{22}}', (c) => {
    openLinkCookie(c, linkTokenSchema.parse(c.req.param('token')));
    return seeOther(c, '/m');
  });
  app.get('/m', async (c) => situationPage(c, await readView(c)));

  app.post(
    '/m/accepter',
    withOffer(async (c, { subject, actor, token }) => {
      const device = knownDevice(c);
      const accepted = await acceptOffer(
        c.get('world'),
        subject,
        { via: 'link', device, actor, token },
        c.get('now'),
      );
      if (accepted.ok) {
        if (!accepted.value.already) rememberOpened(c, accepted.value.mission.id, device);
        return seeOther(c, '/m?dit=oui');
      }
      const hindrance = hindranceIn(accepted.refusal);
      if (!hindrance) return seeOther(c, '/m');
      const view = await readView(c);
      const frame = linksFrame(c, view.facts.town);
      return show(c, <HinderedPage frame={frame} view={view} hindrance={hindrance} />, 409);
    }),
  );

  app.get('/m/refuser', async (c) => {
    const view = await readView(c);
    if (view.situation !== 'open') return seeOther(c, HELD_ALREADY);
    const form = freshForm({ reason: c.req.query('raison') });
    return show(c, <DeclinePage frame={linksFrame(c, view.facts.town)} form={form} />);
  });
  app.post(
    '/m/refuser',
    withOffer(async (c, { asked, actor }) => {
      const read = await readForm(c, declineForm);
      if (!read.ok) {
        const view = await readView(c);
        return show(c, <DeclinePage frame={linksFrame(c, view.facts.town)} form={read.refusal} />, 422);
      }
      const declined = await declineOffer(c.get('world'), asked, read.value.reason, actor, c.get('now'));
      return seeOther(c, declined.ok ? '/m' : HELD_ALREADY);
    }),
  );

  app.post('/m/confirmer', visitRoute('confirm', 'confirme'));
  app.post('/m/arrivee', visitRoute('arrive', 'arrivee'));
  app.post('/m/sortie', visitRoute('leave-place', 'sortie'));

  app.post(
    '/m/voir',
    withLink(async (c, { subject, actor }) => {
      const device = deviceOf(c);
      if (!device) return seeOther(c, '/m');
      const opened = await openDetails(c.get('world'), subject, device, actor, c.get('now'));
      if (opened.ok) rememberOpened(c, subject.missionId, device);
      return seeOther(c, '/m');
    }),
  );
  app.get('/m/code', (c) => codePage(c, freshForm()));
  app.post(
    '/m/code',
    withLink(async (c, { link, subject }) => {
      const sent = await sendDeviceCode(c.get('world'), link, subject, c.get('now'));
      if (sent.ok) return seeOther(c, '/m/code');
      return codePage(c, withProblem(freshForm(), 'code', CODE_PROBLEMS[sent.refusal]), 422);
    }),
  );
  app.post(
    '/m/code/verifier',
    withLink(async (c, { link, subject, actor }) => {
      const read = await readForm(c, codeForm);
      if (!read.ok) return codePage(c, read.refusal, 422);
      const device = knownDevice(c);
      const tried = await tryDeviceCode(
        c.get('world'),
        link,
        subject,
        read.value.code,
        device,
        actor,
        c.get('now'),
      );
      noteCode(c, tried);
      if (!tried.ok) return codePage(c, withProblem(freshForm(), 'code', CODE_PROBLEMS[tried.refusal]), 422);
      rememberOpened(c, subject.missionId, device);
      return seeOther(c, '/m');
    }),
  );
};
