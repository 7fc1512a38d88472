import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { Page } from '../../../web/layout.tsx';
import { Back } from '../missions-page.tsx';
import type { Space } from '../space.ts';

export const ANSWER = '/espace/reponse';
export const GENTLE = '/espace/reprise';

/** The question that an SMS has asked, answered in one tap or two; nothing is presumed of a silence. */
export const Question = ({ about, csrf }: { about: 'stay' | 'return'; csrf: string }) =>
  about === 'stay' ? (
    <Notice title="Vous restez avec nous ?">
      <p>Nous n’avons pas eu de vos nouvelles depuis un moment. Les trois réponses nous vont.</p>
      <div class="choices">
        <PostForm action={ANSWER} csrf={csrf}>
          <Hidden name="answer" value="stay" />
          <SubmitButton>Je reste</SubmitButton>
        </PostForm>
        <a class="button second" href="/espace/pause">
          Une pause…
        </a>
        <a class="button second" href="/espace/partir">
          Je m’arrête, merci
        </a>
      </div>
    </Notice>
  ) : (
    <Notice title="Une date de retour en tête ?">
      <p>Prenez votre temps, rien ne presse.</p>
      <div class="choices">
        <a class="button" href="/espace/pause">
          Dire une date
        </a>
        <PostForm action={ANSWER} csrf={csrf}>
          <Hidden name="answer" value="not-yet" />
          <SubmitButton tone="second">Pas encore</SubmitButton>
        </PostForm>
        <a class="button second" href="/espace/partir">
          Je m’arrête, merci
        </a>
      </div>
    </Notice>
  );

/** Of somebody back from a rest: the offer of a lighter month. */
export const BackAgain = () => (
  <Notice title="Vous revoilà !">
    <p>
      Besoin d’un début en douceur ? <a href={GENTLE}>Choisir un premier mois plus léger</a>, ou{' '}
      <a href="/espace/pause">prolonger la pause</a>.
    </p>
  </Notice>
);

export const GENTLE_DAYS = 28;
export const RHYTHMS = ['one', 'fortnight', 'usual'] as const;

/** One tap, and the first month is lighter; or none, and it is as before. */
export const GentlePage = ({ space, now }: { space: Space; now: Instant }) => (
  <Page title="Reprendre en douceur" {...space.frame}>
    <Back />
    <Notice tone="good">Heureux de vous retrouver ! Les propositions peuvent reprendre.</Notice>
    <h1>Reprendre en douceur ?</h1>
    <p>
      Un premier mois plus léger, jusqu’au {frenchDate(dayOf(plus(now, { days: GENTLE_DAYS })))}. Vous changez
      d’avis quand vous voulez.
    </p>
    <PostForm action={GENTLE} csrf={space.frame.csrf} class="choices">
      {space.me.weeklyCap > 1 && (
        <SubmitButton name="rhythm" value="one">
          Une mission par semaine au plus
        </SubmitButton>
      )}
      <SubmitButton name="rhythm" value="fortnight">
        Une mission toutes les deux semaines
      </SubmitButton>
      <SubmitButton name="rhythm" value="usual" tone="second">
        Mon rythme habituel
      </SubmitButton>
    </PostForm>
  </Page>
);
