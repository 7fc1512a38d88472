import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import { AfterAll } from './offer-pages.tsx';
import type { View } from './read.ts';
import { Signature } from './ways.tsx';
import { dayWords, hoursWords, isCall } from './words.ts';

export const HandBackPage = ({ frame, view, late }: { frame: LinksFrame; view: View; late: boolean }) => (
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

export const HandedBackPage = ({ frame, view }: { frame: LinksFrame; view: View }) => (
  <Page title="Mission rendue" {...frame}>
    <h1>La mission est rendue</h1>
    <Notice tone="good">Merci de l’avoir dit. Nous cherchons quelqu’un d’autre.</Notice>
    <p>
      Si vous êtes de nouveau libre {dayWords(view.facts.mission.value).toLowerCase()}, vous pouvez encore la
      reprendre tant que personne ne l’a fait.
    </p>
    <AfterAll frame={frame} view={view} />
    <Signature frame={frame} />
  </Page>
);
