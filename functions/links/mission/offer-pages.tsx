import { DECLINE_REASONS, type DeclineReason } from '../../../shared/offers/offer.ts';
import { Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import { MissionFactsCard } from './facts-card.tsx';
import { EndPause, pauseWords } from './hindered-pages.tsx';
import type { View } from './read.ts';
import { AlwaysWays, BackToMission, type Shown, Signature } from './ways.tsx';
import { isCall, programmeOf } from './words.ts';

const ProgrammeDetails = ({ view }: { view: View }) => {
  const programme = programmeOf(view.facts.town, view.facts.mission.value);
  if (!programme) return null;
  return (
    <details>
      <summary>Ce que comprend cette mission, et ce qu’elle ne comprend pas</summary>
      <div>
        <p>Oui&nbsp;: {programme.includes.join(' ; ')}.</p>
        <p>Non&nbsp;: {programme.excludes.join(' ; ')}.</p>
      </div>
    </details>
  );
};

/** What they were told when they were asked, for this seat or the other one of a mission for two. */
const whyOf = ({ facts }: View): string | undefined => (facts.offer ?? facts.invitation)?.value.why;

/** The offer, still open. Looking at it changes nothing; the two buttons answer. */
export const OfferPage = ({ frame, view, said }: Shown & { said: string | undefined }) => (
  <Page title="Une mission pour vous ?" {...frame}>
    <h1>Une mission pour vous ?</h1>
    {said && <Notice tone="good">{said}</Notice>}
    <MissionFactsCard view={view} />
    {whyOf(view) && (
      <p>
        <strong>Pourquoi vous&nbsp;?</strong> {whyOf(view)}
      </p>
    )}
    <div class="answers">
      <PostForm action="/m/accepter" csrf={frame.csrf}>
        <SubmitButton wide>{isCall(view) ? 'Oui, j’appellerai' : 'Oui, j’y vais'}</SubmitButton>
      </PostForm>
      <a class="button second" href="/m/refuser">
        Je ne peux pas
      </a>
    </div>
    <p>
      La mission est à vous seulement après «&nbsp;Oui&nbsp;»&nbsp;: la page vous le confirme aussitôt, un SMS
      aussi. Le nom et {isCall(view) ? 'le numéro' : 'l’adresse'} s’affichent à ce moment-là.
    </p>
    <ProgrammeDetails view={view} />
    <Signature frame={frame} />
    <AlwaysWays of={view} first={['/m/refuser?raison=not-this-week', 'Pas cette semaine']} />
  </Page>
);

const REASON_WORDS: Readonly<Record<DeclineReason, string>> = {
  busy: 'Je ne suis pas libre à ce moment-là',
  'too-far': 'C’est trop loin pour moi',
  'not-this-week': 'Pas cette semaine',
  'not-for-me': 'Ce type de mission n’est pas pour moi',
  other: 'Une autre raison',
};

export const DeclinePage = ({ frame, form }: { frame: LinksFrame; form: FormState }) => (
  <Page title="Je ne peux pas" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>Vous ne pouvez pas&nbsp;: merci de le dire</h1>
    <p>Nous cherchons aussitôt quelqu’un d’autre. Votre réponse ne vous sera jamais reprochée.</p>
    <PostForm action="/m/refuser" csrf={frame.csrf}>
      <Choice
        form={form}
        name="reason"
        label="Pourquoi ?"
        hint="Cela nous aide à mieux vous proposer."
        options={DECLINE_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
      />
      <SubmitButton wide>Envoyer ma réponse</SubmitButton>
    </PostForm>
    <BackToMission />
  </Page>
);

/** What stands in the way of a yes after all; nothing of a mission that has no place any more. */
const NotAfterAll = ({ frame, view }: Shown) =>
  view.hindrance === 'volunteer-away' ? (
    <>
      <p>{pauseWords(view.facts.volunteer.value)} Pour dire oui, arrêtez d’abord votre pause&nbsp;:</p>
      <div class="answers">
        <EndPause csrf={frame.csrf} tone="second" />
      </div>
    </>
  ) : view.hindrance === 'busy' ? (
    <p>Vous avez une autre mission à cette heure-là.</p>
  ) : null;

/** A no, or a mission given back, may still become a yes while nobody else has it. */
export const AfterAll = ({ frame, view }: Shown) =>
  view.hindrance ? (
    <NotAfterAll frame={frame} view={view} />
  ) : (
    <div class="answers">
      <PostForm action="/m/accepter" csrf={frame.csrf}>
        <SubmitButton wide tone="second">
          {isCall(view) ? 'Finalement, je peux appeler' : 'Finalement, je peux y aller'}
        </SubmitButton>
      </PostForm>
    </div>
  );

export const DeclinedPage = ({ frame, view, said }: Shown & { said: string | undefined }) => (
  <Page title="Réponse reçue" {...frame}>
    <h1>C’est noté, merci</h1>
    {said && <Notice tone="good">{said}</Notice>}
    <p>Nous avons bien votre «&nbsp;non&nbsp;» et nous cherchons quelqu’un d’autre.</p>
    <MissionFactsCard view={view} />
    <AfterAll frame={frame} view={view} />
    <Signature frame={frame} />
    <AlwaysWays of={view} />
  </Page>
);
