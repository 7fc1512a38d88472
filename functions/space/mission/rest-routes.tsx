import type { Hono } from 'hono';
import * as z from 'zod';
import {
  leaveAndAnswer,
  pauseAndAnswer,
  resumeAndAnswer,
} from '../../../shared/engagement/rests/rest-and-answer.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { frenchDay } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { optOut } from '../../../shared/volunteers/space/opt-out.ts';
import { linksFrame } from '../../links/frame.ts';
import { withView } from '../../links/mission/with-link.tsx';
import { choice, freshForm, readForm, ticked } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { showFarewell } from '../my-space/doors.tsx';
import { LINK_OVER, notKept } from '../not-kept/page.tsx';
import { DonePage, PAUSES, PausePage, StopPage } from './rest-pages.tsx';

const stopForm = z.object({ leave: ticked() });
const pauseForm = z.object({ length: choice(PAUSES, 'Choisissez une durée.') });

/** « Pause » and « stop » are never believed to be done when they are not. */
const overAsked = (c: WebContext, town: Town): Promise<Response> => notKept(c, town, LINK_OVER);

/** Pause, stop and departure from any mission link: two taps, no account, nothing of « Mon espace » is shown. */
export const restRoutes = (app: Hono<WebEnv>): void => {
  app.get(
    '/m/pause',
    withView((c, view) =>
      show(
        c,
        <PausePage
          frame={linksFrame(c, view.facts.town)}
          volunteer={view.facts.volunteer.value}
          form={freshForm()}
        />,
      ),
    ),
  );
  app.post(
    '/m/pause',
    withView(async (c, view) => {
      const { actor, facts } = view;
      const frame = linksFrame(c, facts.town);
      const read = await readForm(c, pauseForm);
      if (!read.ok)
        return show(
          c,
          <PausePage frame={frame} volunteer={facts.volunteer.value} form={read.refusal} />,
          422,
        );
      const now = c.get('now');
      const until =
        read.value.length === 'open' ? undefined : addDays(dayOf(now), Number(read.value.length) - 1);
      const paused = await pauseAndAnswer(c.get('world'), facts.volunteer.value, until, actor, now);
      const sentence = paused.ok
        ? `Vous êtes en pause${until ? ` jusqu’au ${frenchDay(until)} inclus` : ''}. Vos missions de cette période sont confiées à d’autres. Un SMS vous donne le lien pour reprendre quand vous voulez. Reposez-vous bien.`
        : 'Votre pause n’a pas pu être enregistrée ici : appelez-nous, nous le faisons avec vous.';
      return show(
        c,
        <DonePage frame={frame} title={paused.ok ? 'Bonne pause !' : 'Appelez-nous'} sentence={sentence} />,
        paused.ok ? 200 : 409,
      );
    }, overAsked),
  );
  // Back to what the link asked: a yes is possible again, or the page says why not.
  app.post(
    '/m/reprendre',
    withView(async (c, { subject, actor }) => {
      const resumed = await resumeAndAnswer(c.get('world'), subject.volunteerId, actor, c.get('now'));
      return seeOther(c, resumed.ok ? '/m?dit=reprise' : '/m');
    }),
  );
  app.get(
    '/m/stop',
    withView((c, view) => show(c, <StopPage frame={linksFrame(c, view.facts.town)} />)),
  );
  app.post(
    '/m/stop',
    withView(async (c, view) => {
      const { subject, actor } = view;
      const read = await readForm(c, stopForm);
      if (read.ok && read.value.leave) {
        await leaveAndAnswer(c.get('world'), subject.volunteerId, 'not-said', actor, c.get('now'));
        return showFarewell(c, view.facts.town, 200);
      }
      await optOut(c.get('world'), subject.volunteerId, actor, c.get('now'));
      return show(
        c,
        <DonePage
          frame={linksFrame(c, view.facts.town)}
          title="Plus aucun SMS"
          sentence="C’est fait. La coordination vous appellera pour voir avec vous comment rester en lien. Vous pouvez revenir sur ce choix quand vous voulez, par téléphone."
        />,
      );
    }, overAsked),
  );
};
