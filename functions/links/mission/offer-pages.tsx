import { DECLINE_REASONS, type DeclineReason } from '../../../shared/offers/offer.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import type { View } from './read.ts';
import {
  dayWords,
  durationWords,
  hoursWords,
  isCall,
  needWords,
  partnerWords,
  programmeOf,
  whereWords,
} from './words.ts';

type Shown = { readonly frame: LinksFrame; readonly view: View };

/**
 * What is known before a yes: kind, day, hour, sector, minutes, needs, whether two go. No name, street or number (law 7).
 * `isNamed`: on the device that accepted, the first name of whoever goes too.
 */
export const MissionFactsCard = ({ view, isNamed = false }: { view: View; isNamed?: boolean }) => {
  const { town, mission, volunteer } = { ...view.facts, mission: view.facts.mission.value };
  const programme = programmeOf(town, mission);
  if (!programme) return null;
  const needs = needWords(mission);
  return (
    <div class="card">
      <p class="when">
        {dayWords(mission)}
        <br />
        {hoursWords(mission)}
      </p>
      <Facts
        of={[
          ['Quoi', `${programme.label}, ${durationWords(mission.durationMinutes)}`],
          ['Où', whereWords(town, mission, volunteer.value, programme)],
          ['À deux', partnerWords(view, isNamed)],
          ['À savoir', needs.length > 0 ? needs.join(' ') : undefined],
        ]}
      />
    </div>
  );
};

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

/** « Pas cette semaine », pause, stop: always two taps away, never an account. */
const QuietLinks = ({ withDecline }: { withDecline: boolean }) => (
  <ul class="quiet-links">
    {withDecline && (
      <li>
        <a href="/m/refuser?raison=not-this-week">Pas cette semaine</a>
      </li>
    )}
    <li>
      <a href="/m/pause">Faire une pause</a>
    </li>
    <li>
      <a href="/m/stop">Ne plus recevoir de SMS</a>
    </li>
  </ul>
);

const Signature = ({ frame }: { frame: LinksFrame }) => (
  <p>
    {frame.town.coordinatorFirstName}, {frame.town.houseName} : <PhoneLink phone={frame.town.phone} />
  </p>
);

/** What they were told when they were asked, for this seat or the other one of a mission for two. */
const whyOf = ({ facts }: View): string | undefined => (facts.offer ?? facts.invitation)?.value.why;

/** The offer, still open. Looking at it changes nothing; the two buttons answer. */
export const OfferPage = ({ frame, view, changedMind }: Shown & { changedMind: boolean }) => (
  <Page title="Une mission pour vous ?" {...frame}>
    <h1>{changedMind ? 'Vous pouvez encore changer d’avis' : 'Une mission pour vous ?'}</h1>
    {changedMind && (
      <p>Vous aviez répondu non. Personne n’a encore pris cette mission&nbsp;: vous pouvez dire oui.</p>
    )}
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
      {!changedMind && (
        <a class="button second" href="/m/refuser">
          Je ne peux pas
        </a>
      )}
    </div>
    <p>
      La mission est à vous seulement après «&nbsp;Oui&nbsp;»&nbsp;: la page vous le confirme aussitôt, un SMS
      aussi. Le nom et {isCall(view) ? 'le numéro' : 'l’adresse'} s’affichent à ce moment-là.
    </p>
    <ProgrammeDetails view={view} />
    <Signature frame={frame} />
    <QuietLinks withDecline={!changedMind} />
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
    <p>
      <a href="/m">Revenir à la mission</a>
    </p>
  </Page>
);

/** A no, or a mission given back, may still become a yes while nobody else has it. */
export const AfterAll = ({ frame, view }: Shown) => (
  <div class="answers">
    <PostForm action="/m/accepter" csrf={frame.csrf}>
      <SubmitButton wide tone="second">
        {isCall(view) ? 'Finalement, je peux appeler' : 'Finalement, je peux y aller'}
      </SubmitButton>
    </PostForm>
  </div>
);

export const DeclinedPage = ({ frame, view }: Shown) => (
  <Page title="Réponse reçue" {...frame}>
    <h1>C’est noté, merci</h1>
    <p>Nous avons bien votre «&nbsp;non&nbsp;» et nous cherchons quelqu’un d’autre.</p>
    <MissionFactsCard view={view} />
    <AfterAll frame={frame} view={view} />
    <Signature frame={frame} />
    <QuietLinks withDecline={false} />
  </Page>
);

/** Somebody else goes, it is called off, or its hour is past: each says so kindly, and what to do. */
export const ClosedPage = ({ frame, view }: Shown) => {
  const mission = view.facts.mission.value;
  const when = `${dayWords(mission).toLowerCase()}, ${hoursWords(mission)}`;
  const words = {
    taken: {
      title: isCall(view) ? 'Quelqu’un appelle déjà' : 'Quelqu’un y va déjà',
      body: `Merci d’avoir regardé\u00a0! Pour ${when}, un autre bénévole a répondu avant. Vous n’avez rien à faire.`,
    },
    cancelled: {
      title: 'Cette mission est annulée',
      body: `Il n’y a rien à faire pour ${when}. Merci d’avoir été là.`,
    },
    nobody: {
      title: 'L’heure de cette mission est passée',
      body: 'Vous n’avez rien à faire. D’autres missions viendront.',
    },
  } as const;
  const key = view.situation === 'cancelled' || view.situation === 'nobody' ? view.situation : 'taken';
  return (
    <Page title={words[key].title} {...frame}>
      <h1>{words[key].title}</h1>
      <Notice tone="info">{words[key].body}</Notice>
      <Signature frame={frame} />
      <QuietLinks withDecline={false} />
    </Page>
  );
};

export const LinkOverPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Ce lien n’est plus valable" {...frame}>
    <h1>Ce lien n’est plus valable</h1>
    <p>
      Les liens de nos SMS se ferment peu après la mission, pour protéger les personnes. Rien n’est
      perdu&nbsp;: le SMS le plus récent contient le bon lien.
    </p>
    <p>
      Vous vouliez nous dire quelque chose ? {frame.town.coordinatorFirstName} vous répond au{' '}
      <PhoneLink phone={frame.town.phone} />.
    </p>
    <p>
      <a href="/lien-perdu">Recevoir un lien vers Mon espace</a>
    </p>
  </Page>
);

/** A yes that could not be taken, with the true reason. */
export const NotAcceptedPage = ({
  frame,
  reason,
}: {
  frame: LinksFrame;
  reason: 'busy' | 'volunteer-away' | 'stopped';
}) => {
  const words = {
    busy: {
      title: 'Vous avez déjà une mission à cette heure',
      body: 'Rendez d’abord l’autre mission si vous préférez celle-ci, ou appelez-nous.',
    },
    'volunteer-away': {
      title: 'Vous êtes en pause',
      body: 'Pour accepter une mission, dites-nous d’abord que vous reprenez\u00a0: dans Mon espace, ou par téléphone.',
    },
    stopped: {
      title: 'Cette mission n’a plus lieu',
      body: 'Vous n’avez rien à faire. Merci d’avoir dit oui.',
    },
  } as const;
  return (
    <Page title={words[reason].title} {...frame}>
      <h1>{words[reason].title}</h1>
      <p>{words[reason].body}</p>
      <Signature frame={frame} />
      <p>
        <a href="/m">Revenir à la mission</a>
      </p>
    </Page>
  );
};

export { QuietLinks, Signature };
