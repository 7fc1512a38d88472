import type { RoundView } from '../../../shared/rounds/view-round.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';

type Shown = { readonly frame: LinksFrame };

export const Signature = ({ frame }: Shown) => (
  <p>
    {frame.town.coordinatorFirstName}, {frame.town.houseName} : <PhoneLink phone={frame.town.phone} />
  </p>
);

export const hour = (at: Instant): string => frenchTime(civilOf(at).time);
export const doorsWords = (n: number): string => (n === 1 ? 'une porte' : `${n} portes`);
const kilos = (grams: number): string =>
  `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }).format(grams / 1_000)} kg`;
const WAYS = { walk: 'à pied', bike: 'à vélo', bus: 'en bus ou tram', car: 'en voiture' } as const;

/** The proposal: how many doors, where, when, how heavy. No name and no address before the yes (law 7). */
export const RoundOfferPage = ({ frame, view }: Shown & { view: Extract<RoundView, { kind: 'open' }> }) => {
  const { round: stored, programme } = view.facts;
  const round = stored.value;
  const names = view.sectors.flatMap(
    (code) => frame.town.sectors.find((sector) => sector.code === code)?.name ?? [],
  );
  const grams = round.stops.reduce((sum, stop) => sum + stop.grams, 0);
  return (
    <Page title="Une tournée ?" {...frame}>
      <h1>Une tournée, {frenchFullDay(round.day)}&nbsp;?</h1>
      <div class="card">
        <p class="when">
          {doorsWords(round.stops.length)}, de {hour(round.leavesAt)} à {hour(round.endsAt)}
        </p>
        <Facts
          of={[
            ['Quoi', programme.label],
            ['Où', names.length > 0 ? names.join(', ') : frame.town.name],
            ['Départ', round.start.label],
            ['Comment', WAYS[round.travel]],
            // Books are chosen until the day before: what they weigh is not known to the gram.
            [
              'À porter',
              grams > 0 ? `${round.act === 'books' ? 'environ ' : ''}${kilos(grams)} en tout` : undefined,
            ],
          ]}
        />
      </div>
      <div class="answers">
        <PostForm action="/t/accepter" csrf={frame.csrf}>
          <SubmitButton wide>Oui, je prends cette tournée</SubmitButton>
        </PostForm>
        <PostForm action="/t/refuser" csrf={frame.csrf}>
          <SubmitButton wide tone="second">
            Pas cette fois
          </SubmitButton>
        </PostForm>
      </div>
      <p>
        Les noms, les adresses et l’ordre des portes s’affichent après «&nbsp;Oui&nbsp;», sur ce téléphone. Un
        «&nbsp;pas cette fois&nbsp;» ne vous sera jamais reproché.
      </p>
      <Signature frame={frame} />
    </Page>
  );
};

export const CLOSED: Readonly<
  Record<Exclude<RoundView['kind'], 'open' | 'yours' | 'other-device'>, readonly [string, string]>
> = {
  declined: ['C’est noté, merci', 'La tournée est confiée à quelqu’un d’autre. Prenez soin de vous.'],
  expired: [
    'Merci d’avoir regardé',
    'La réponse était attendue plus tôt : la tournée est confiée à quelqu’un d’autre.',
  ],
  'too-late': ['Merci d’avoir regardé', 'L’heure du départ est passée : nous nous en occupons.'],
  'handed-back': [
    'La tournée est rendue',
    'Les portes qui restaient sont confiées à quelqu’un d’autre. Ce que vous avez noté est gardé. Il vous reste des sacs ? Appelez-nous.',
  ],
  withdrawn: [
    'La tournée est annulée',
    'Il n’y a rien à faire. Vous avez déjà des sacs ? Appelez-nous. Merci d’avoir été là.',
  ],
  done: ['Tout est fait, merci !', 'Chaque porte est notée. Ces visites comptent, la vôtre aussi.'],
};

export const ClosedRoundPage = ({ frame, kind }: Shown & { kind: keyof typeof CLOSED }) => {
  const [title, sentence] = CLOSED[kind];
  return (
    <Page title={title} {...frame}>
      <h1>{title}</h1>
      <p>{sentence}</p>
      <Signature frame={frame} />
    </Page>
  );
};

const NOT_ACCEPTED = {
  'volunteer-away': 'Vous êtes en pause : nous ne vous confions rien pour le moment.',
  busy: 'Vous avez déjà une mission à cette heure-là.',
  'nothing-left': 'Ces visites ont été annulées, ou confiées à quelqu’un d’autre.',
} as const;
export const NotAcceptedPage = ({ frame, reason }: Shown & { reason: keyof typeof NOT_ACCEPTED }) => (
  <Page title="Cette tournée n’est pas à vous" {...frame}>
    <h1>Merci, mais cette tournée n’est pas à vous</h1>
    <p>{NOT_ACCEPTED[reason]}</p>
    <Signature frame={frame} />
  </Page>
);

export const OtherDevicePage = ({ frame }: Shown) => (
  <Page title="Votre tournée" {...frame}>
    <h1>Votre tournée est sur un autre téléphone</h1>
    <p>
      Pour protéger les personnes, les noms s’affichent sur le téléphone qui a accepté. Sur celui-ci, il faut
      un code&nbsp;: nous l’envoyons par SMS à votre numéro.
    </p>
    <PostForm action="/t/code" csrf={frame.csrf}>
      <SubmitButton wide>M’envoyer un code par SMS</SubmitButton>
    </PostForm>
    <Signature frame={frame} />
  </Page>
);

export const CodePage = ({ frame, form }: Shown & { form: FormState }) => (
  <Page title="Le code reçu par SMS" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>Le code reçu par SMS</h1>
    <PostForm action="/t/code/verifier" csrf={frame.csrf}>
      <Field
        form={form}
        name="code"
        label="Six chiffres"
        inputmode="numeric"
        autocomplete="one-time-code"
        max={12}
        short
      />
      <SubmitButton wide>Ouvrir la tournée</SubmitButton>
    </PostForm>
    <PostForm action="/t/code" csrf={frame.csrf}>
      <SubmitButton wide tone="second">
        Envoyer un autre code
      </SubmitButton>
    </PostForm>
    <Signature frame={frame} />
  </Page>
);

export const OverPage = ({ frame }: Shown) => (
  <Page title="Ce lien n’est plus valable" {...frame}>
    <h1>Ce lien n’est plus valable</h1>
    <p>La tournée est passée. Quelque chose à nous dire ? Appelez-nous.</p>
    <Signature frame={frame} />
  </Page>
);

export const HandBackPage = ({ frame, left }: Shown & { left: number }) => (
  <Page title="Rendre la tournée" {...frame}>
    <h1>Rendre la tournée&nbsp;?</h1>
    <Notice tone="info">
      {left === 1
        ? 'La porte qui reste est confiée à quelqu’un d’autre.'
        : `Les ${left} portes qui restent sont confiées à quelqu’un d’autre.`}{' '}
      Ce que vous avez déjà noté est gardé.
    </Notice>
    <div class="answers">
      <PostForm action="/t/rendre" csrf={frame.csrf}>
        <SubmitButton wide tone="danger">
          Oui, je la rends
        </SubmitButton>
      </PostForm>
      <a class="button second" href="/t">
        Non, je la garde
      </a>
    </div>
    <Signature frame={frame} />
  </Page>
);
