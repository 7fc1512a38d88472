import type { Child } from 'hono/jsx';
import type { DeclineReason } from '../../../shared/offers/offer.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import { MissionFactsCard } from './facts-card.tsx';
import type { Hindrance } from './read.ts';
import { AlwaysWays, type Shown, Signature } from './ways.tsx';

/** « Vous êtes en pause jusqu’au 30 novembre 2026 inclus. » */
export const pauseWords = ({ pausedUntil }: Pick<Volunteer, 'pausedUntil'>): string =>
  pausedUntil
    ? `Vous êtes en pause jusqu’au ${frenchDate(pausedUntil)} inclus.`
    : 'Vous êtes en pause, sans date de fin.';

/** One tap ends the pause, and the page that opens asks what it asked before. */
export const EndPause = ({ csrf, tone }: { csrf: string; tone?: 'second' }) => (
  <PostForm action="/m/reprendre" csrf={csrf}>
    <SubmitButton wide {...(tone ? { tone } : {})}>
      J’arrête ma pause
    </SubmitButton>
  </PostForm>
);

/** A no whose reason is known already: one tap. */
const NoForm = ({ csrf, reason, children }: { csrf: string; reason: DeclineReason; children: Child }) => (
  <PostForm action="/m/refuser" csrf={csrf}>
    <Hidden name="reason" value={reason} />
    <SubmitButton wide tone="second">
      {children}
    </SubmitButton>
  </PostForm>
);

const PausedOffer = ({ frame, view, mayDecline }: Shown & { mayDecline: boolean }) => (
  <Page title="Vous êtes en pause" {...frame}>
    <h1>Vous êtes en pause</h1>
    <p>
      {pauseWords(view.facts.volunteer.value)} Vous n’avez rien à faire&nbsp;: nous cherchons quelqu’un
      d’autre.
    </p>
    <MissionFactsCard view={view} />
    <p>Vous voulez dire oui&nbsp;? Arrêtez d’abord votre pause.</p>
    <div class="answers">
      <EndPause csrf={frame.csrf} />
      {mayDecline && (
        <NoForm csrf={frame.csrf} reason="not-this-week">
          Non, je reste en pause
        </NoForm>
      )}
    </div>
    <Signature frame={frame} />
    <AlwaysWays of={view} />
  </Page>
);

const BusyOffer = ({ frame, view, mayDecline }: Shown & { mayDecline: boolean }) => (
  <Page title="Vous avez déjà une mission à cette heure" {...frame}>
    <h1>Vous avez déjà une mission à cette heure</h1>
    <p>Rendez d’abord l’autre mission si vous préférez celle-ci, ou appelez-nous.</p>
    <MissionFactsCard view={view} />
    {mayDecline && (
      <div class="answers">
        <NoForm csrf={frame.csrf} reason="busy">
          Je garde l’autre mission
        </NoForm>
      </div>
    )}
    <Signature frame={frame} />
    <AlwaysWays of={view} />
  </Page>
);

const StoppedOffer = ({ frame, view }: Shown) => (
  <Page title="Cette mission n’a plus lieu" {...frame}>
    <h1>Cette mission n’a plus lieu</h1>
    <p>Vous n’avez rien à faire. Merci de votre réponse.</p>
    <Signature frame={frame} />
    <AlwaysWays of={view} />
  </Page>
);

/** An offer to which a yes would be refused: what holds, said before the tap, and what can be done. The same after a tap in an old tab. */
export const HinderedPage = ({ frame, view, hindrance }: Shown & { hindrance: Hindrance }) => {
  const mayDecline = view.situation === 'open';
  switch (hindrance) {
    case 'volunteer-away':
      return <PausedOffer frame={frame} view={view} mayDecline={mayDecline} />;
    case 'busy':
      return <BusyOffer frame={frame} view={view} mayDecline={mayDecline} />;
    case 'stopped':
      return <StoppedOffer frame={frame} view={view} />;
  }
};
