import type { Child } from 'hono/jsx';
import type { BatchView } from '../../../shared/heat/batches/view-batch.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { CALLS_SCRIPT, CALLS_SHEET } from './sheet.ts';

type Shown = { readonly frame: LinksFrame };

/** A page of the calls: the shared look and the cards'. */
export const CallsPage = ({
  frame,
  title,
  script,
  children,
  hasProblems,
}: Shown & { title: string; script?: string; hasProblems?: boolean; children?: Child }) => (
  <Page
    {...frame}
    title={title}
    styles={[...frame.styles, CALLS_SHEET]}
    script={script}
    hasProblems={hasProblems}
  >
    {children}
  </Page>
);

const Signature = ({ frame }: Shown) => (
  <p>
    {frame.town.coordinatorFirstName}, {frame.town.houseName} : <PhoneLink phone={frame.town.phone} />
  </p>
);

export const countedCalls = (n: number): string => (n === 1 ? 'un appel' : `${n} appels`);
const atHour = (at: Parameters<typeof civilOf>[0]): string => frenchTime(civilOf(at).time);

/** The proposal, still open: how many, where, when. No name and no number before the yes (law 7). */
export const BatchOfferPage = ({ frame, view }: Shown & { view: Extract<BatchView, { kind: 'open' }> }) => {
  const { round, batch, left } = view;
  const isHot = round.source.kind === 'heat';
  const sector = frame.town.sectors.find(({ code }) => code === batch.sector)?.name ?? frame.town.name;
  return (
    <CallsPage frame={frame} title={`${round.label} : quelques appels ?`}>
      <h1>Quelques appels, {frenchFullDay(round.day)}&nbsp;?</h1>
      <p>
        {isHot
          ? 'Il fera très chaud. Chaque personne inscrite est appelée ce jour-là, pour savoir comment elle va. Vous appelez de chez vous, quand vous voulez dans la matinée.'
          : 'Un moment au téléphone avec des personnes qui aiment qu’on prenne de leurs nouvelles. Vous appelez de chez vous, quand vous voulez entre ces heures.'}
      </p>
      <div class="card">
        <p class="when">
          {countedCalls(left)}
          <br />
          de {atHour(round.opensAt)} à {atHour(round.firstBy)}
        </p>
        <Facts
          of={[
            ['Qui', `des personnes de ${sector} qui ont accepté d’être appelées par un bénévole`],
            ['Durée', `environ ${left * (isHot ? 5 : 10)} minutes en tout`],
            [
              'Ensuite',
              isHot
                ? 'si personne ne répond, un agent de la ville prend la suite'
                : 'si personne ne répond, nous rappelons plus tard',
            ],
          ]}
        />
      </div>
      <div class="answers">
        <PostForm action="/a/accepter" csrf={frame.csrf}>
          <SubmitButton wide>Oui, j’appellerai</SubmitButton>
        </PostForm>
        <PostForm action="/a/refuser" csrf={frame.csrf}>
          <SubmitButton wide tone="second">
            Pas cette fois
          </SubmitButton>
        </PostForm>
      </div>
      <p>
        La liste est à vous seulement après «&nbsp;Oui&nbsp;»&nbsp;: les noms et les numéros s’affichent à ce
        moment-là, sur ce téléphone. Un «&nbsp;pas cette fois&nbsp;» ne vous sera jamais reproché.
      </p>
      <Signature frame={frame} />
    </CallsPage>
  );
};

const WORDS: Readonly<
  Record<'taken' | 'declined' | 'too-late' | 'returned' | 'finished', readonly [string, string]>
> = {
  taken: [
    'Quelqu’un s’en occupe déjà',
    'Un autre bénévole a pris ces appels juste avant vous. Merci d’avoir répondu.',
  ],
  declined: ['C’est noté, merci', 'Ces appels sont proposés à quelqu’un d’autre. Prenez soin de vous.'],
  'too-late': [
    'Ces appels sont terminés',
    'Les agents de la ville les ont repris : personne n’est oublié. Merci d’avoir regardé.',
  ],
  returned: [
    'La liste est revenue au bureau',
    'Les personnes qui restaient à appeler sont reprises par les agents. Un appel déjà passé et pas encore noté ? Dites-le-nous par téléphone.',
  ],
  finished: [
    'Tout est fait, merci !',
    'Chaque personne de votre liste a été appelée. La mairie prend la suite.',
  ],
};

/** Where the page's script says what this telephone still keeps: always in sight, with the number to ring. */
export const Network = ({ frame }: Shown) => (
  <div id="reseau" class="notice warn" role="status" hidden>
    <div data-dit />
    <p data-secours hidden>
      <a class="button danger" href="tel:15">
        Appeler le 15
      </a>{' '}
      <a class="button danger" href="tel:112">
        Appeler le 112
      </a>
    </p>
    <p data-appeler hidden>
      <a href={`tel:${frame.town.phone}`}>Appeler le {frenchPhone(frame.town.phone)}</a>
    </p>
    <p data-effacer hidden>
      <button type="button" class="second">
        Je l’ai dit par téléphone
      </button>
    </p>
  </div>
);

/** A list that was theirs still sends what this telephone kept: typed in time, late here, never lost. */
export const ClosedBatchPage = ({
  frame,
  kind,
  said,
}: Shown & { kind: keyof typeof WORDS; said?: Child }) => {
  const [title, sentence] = WORDS[kind];
  return (
    <CallsPage frame={frame} title={title} script={CALLS_SCRIPT}>
      {said}
      <Network frame={frame} />
      <h1>{title}</h1>
      <p>{sentence}</p>
      <Signature frame={frame} />
    </CallsPage>
  );
};

const NOT_ACCEPTED = {
  'volunteer-away': 'Vous êtes en pause : nous ne vous confions rien pour le moment.',
  'nothing-left': 'Toutes ces personnes viennent d’être jointes.',
} as const;
export const NotAcceptedPage = ({ frame, reason }: Shown & { reason: keyof typeof NOT_ACCEPTED }) => (
  <CallsPage frame={frame} title="Ces appels ne sont pas à vous">
    <h1>Merci, mais ces appels ne sont pas à vous</h1>
    <p>{NOT_ACCEPTED[reason]}</p>
    <Signature frame={frame} />
  </CallsPage>
);

export const HandBackPage = ({ frame, left }: Shown & { left: number }) => (
  <CallsPage frame={frame} title="Rendre la liste">
    <h1>Rendre la liste&nbsp;?</h1>
    <p>
      {left === 0
        ? 'Il ne reste personne à appeler.'
        : left === 1
          ? 'Aussitôt, la personne qui reste revient au bureau : un agent de la ville l’appelle.'
          : `Aussitôt, les ${left} personnes qui restent reviennent au bureau : les agents de la ville les appellent.`}{' '}
      Ce que vous avez déjà noté est gardé. Merci de le dire maintenant&nbsp;: personne n’est oublié.
    </p>
    <div class="answers">
      <PostForm action="/a/rendre" csrf={frame.csrf}>
        <SubmitButton wide>Rendre la liste</SubmitButton>
      </PostForm>
      <a class="button second" href="/a">
        Continuer mes appels
      </a>
    </div>
  </CallsPage>
);

export const OtherDevicePage = ({ frame }: Shown) => (
  <CallsPage frame={frame} title="Votre liste d’appels">
    <h1>Votre liste d’appels</h1>
    <p>
      Pour protéger les personnes, les noms et les numéros s’affichent sur le téléphone qui a accepté. Sur
      celui-ci, il faut un code&nbsp;: nous l’envoyons par SMS à votre numéro.
    </p>
    <PostForm action="/a/code" csrf={frame.csrf}>
      <SubmitButton wide>M’envoyer un code par SMS</SubmitButton>
    </PostForm>
    <p>
      Pas de SMS&nbsp;? Appelez-nous au <PhoneLink phone={frame.town.phone} />.
    </p>
  </CallsPage>
);

export const CodePage = ({ frame, form }: Shown & { form: FormState }) => (
  <CallsPage frame={frame} title="Le code reçu par SMS" hasProblems={form.problems.length > 0}>
    <ErrorSummary form={form} />
    <h1>Le code reçu par SMS</h1>
    <Notice>Un SMS part à votre numéro. Le code vaut dix minutes.</Notice>
    <PostForm action="/a/code/verifier" csrf={frame.csrf}>
      <Field
        form={form}
        name="code"
        label="Les six chiffres"
        max={12}
        short
        inputmode="numeric"
        autocomplete="one-time-code"
      />
      <SubmitButton wide>Ouvrir ma liste</SubmitButton>
    </PostForm>
  </CallsPage>
);

/** What this telephone could not send in time is said here, and by whom it can still be noted. */
export const OverPage = ({ frame }: Shown) => (
  <CallsPage frame={frame} title="Ce lien est terminé" script={CALLS_SCRIPT}>
    <Network frame={frame} />
    <h1>Ce lien est terminé</h1>
    <p>Il ne valait que pour sa journée d’appels. Le prochain SMS vous en donnera un nouveau.</p>
    <Signature frame={frame} />
  </CallsPage>
);
