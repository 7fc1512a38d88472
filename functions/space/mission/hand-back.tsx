import type { Hono } from 'hono';
import { LATE_HAND_BACK_HOURS } from '../../../shared/offers/answer.ts';
import { handBackMission } from '../../../shared/offers/hand-back.ts';
import { plus } from '../../../shared/time/instant.ts';
import { type LinksFrame, linksFrame } from '../../links/frame.ts';
import { readView, type View } from '../../links/mission/read.ts';
import { Signature } from '../../links/mission/ways.tsx';
import { withLink } from '../../links/mission/with-link.tsx';
import { dayWords, hoursWords, isCall } from '../../links/mission/words.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { seeOther, show, type WebEnv } from '../../web/http.ts';
import { Page } from '../../web/layout.tsx';

const HandBackPage = ({ frame, view, late }: { frame: LinksFrame; view: View; late: boolean }) => (
  <Page title="Rendre la mission" {...frame}>
    <h1>{isCall(view) ? 'Vous ne pouvez plus appeler' : 'Vous ne pouvez plus y aller'}&nbsp;?</h1>
    <p>
      Mission du {dayWords(view.facts.mission.value).toLowerCase()}, {hoursWords(view.facts.mission.value)}.
      Cela arrive&nbsp;: mieux vaut le dire {isCall(view) ? 'que laisser attendre' : 'que ne pas venir'}.
    </p>
    {late && (
      <Notice tone="warn">
        C’est dans moins de 24 heures&nbsp;: la coordination est prévenue tout de suite et cherche quelqu’un.
      </Notice>
    )}
    {view.partner?.company === 'found' && (
      <p>
        L’autre personne est prévenue par SMS
        {view.facts.mission.value.introduces
          ? ', et y va comme d’habitude.'
          : ', et nous cherchons qui ira avec elle.'}
      </p>
    )}
    <div class="answers">
      <PostForm action="/m/rendre" csrf={frame.csrf}>
        <SubmitButton wide tone="danger">
          Oui, je rends cette mission
        </SubmitButton>
      </PostForm>
      <a class="button second" href="/m">
        Non, je la garde
      </a>
    </div>
    <Signature frame={frame} />
  </Page>
);

/** « Je ne peux plus y aller »: asked first, then the mission is open again. */
export const handBackRoutes = (app: Hono<WebEnv>): void => {
  app.get('/m/rendre', async (c) => {
    const view = await readView(c);
    if (view.situation !== 'upcoming' && view.situation !== 'now') return seeOther(c, '/m');
    const { startsAt, introduces } = view.facts.mission.value;
    const late = !introduces && startsAt < plus(c.get('now'), { hours: LATE_HAND_BACK_HOURS });
    return show(c, <HandBackPage frame={linksFrame(c, view.facts.town)} view={view} late={late} />);
  });
  app.post(
    '/m/rendre',
    withLink(async (c, { subject, actor }) => {
      await handBackMission(c.get('world'), subject, actor, c.get('now'));
      return seeOther(c, '/m');
    }),
  );
};
