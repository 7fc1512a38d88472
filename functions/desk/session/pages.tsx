import { SESSION_LIMITS, type Session } from '../../../shared/access/session.ts';
import { frenchMoment } from '../../../shared/time/french.ts';
import { plus } from '../../../shared/time/instant.ts';
import { Badge, DataTable, Moment, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { PhoneLink } from '../../web/layout.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Identified } from './identity.ts';

type SignInPageProps = { frame: Frame; start: string; hasLeft: boolean };
export const SignInPage = ({ frame, start, hasLeft }: SignInPageProps) => (
  <DeskPage frame={frame} title="Se connecter">
    <div class="narrow">
      {hasLeft && <Notice tone="good">Vous êtes déconnecté.</Notice>}
      <h1>Bonjour</h1>
      <p class="lead">
        Cet espace est celui des équipes et du réseau de vigilance : signaler une personne isolée, préparer
        les visites, suivre ce qui a été fait.
      </p>
      <p class="actions">
        <a class="button big" href={start}>
          Se connecter
        </a>
      </p>
      <p class="quiet">
        Vous êtes bénévole ? Vous n’avez pas besoin de compte : ouvrez le lien reçu par SMS
        {frame.town && (
          <>
            , ou appelez le <PhoneLink phone={frame.town.phone} />
          </>
        )}
        .
      </p>
    </div>
  </DeskPage>
);

const REFUSALS = {
  'provider-down': {
    title: 'Le service d’identité ne répond pas',
    sentence:
      'On ne peut pas se connecter pour le moment. Les personnes déjà connectées peuvent continuer leur travail. Réessayez dans quelques minutes.',
  },
  refused: {
    title: 'La connexion n’a pas abouti',
    sentence:
      'Elle a peut-être pris trop de temps, ou la page a été ouverte deux fois. Recommencez : rien n’est perdu.',
  },
  'too-weak': {
    title: 'Il manque la deuxième vérification',
    sentence:
      'Le bureau s’ouvre avec deux vérifications : votre mot de passe, puis un code, une application ou une clé. Recommencez en acceptant la deuxième. Si votre service d’identité ne vous la propose pas, demandez-la à votre service informatique.',
  },
} as const;

export const SignInRefusedPage = ({
  frame,
  reason,
  reference,
}: {
  frame: Frame;
  reason: keyof typeof REFUSALS;
  reference: string;
}) => (
  <DeskPage frame={frame} title={REFUSALS[reason].title}>
    <div class="narrow">
      <h1>{REFUSALS[reason].title}</h1>
      <p class="lead">{REFUSALS[reason].sentence}</p>
      <p class="actions">
        <a class="button" href="/connexion">
          Recommencer
        </a>
      </p>
      <p class="quiet">Référence à donner si cela se répète : {reference}</p>
    </div>
  </DeskPage>
);

/** Known to the provider, unknown to the town: says whom to ask, and what to give them. */
export const UnknownPersonPage = ({
  frame,
  who,
  closed,
}: {
  frame: Frame;
  who: Identified;
  closed: boolean;
}) => (
  <DeskPage frame={frame} title="Votre compte n’est pas ouvert ici">
    <div class="narrow">
      <h1>{closed ? 'Votre compte a été fermé' : 'Votre compte n’est pas encore ouvert ici'}</h1>
      <p class="lead">
        {who.name ? `${who.name}, votre` : 'Votre'} identité est bien reconnue, mais personne ne vous a ouvert
        l’accès à cet espace{closed ? ', ou il vous a été retiré' : ''}. Demandez à la coordination
        {frame.town && (
          <>
            {' '}
            ({frame.town.houseName}) au <PhoneLink phone={frame.town.phone} />
          </>
        )}{' '}
        d’ouvrir votre compte, et donnez-lui ces deux lignes :
      </p>
      <dl class="facts card">
        <dt>Fournisseur</dt>
        <dd>{who.issuer}</dd>
        <dt>Identifiant</dt>
        <dd>{who.subject}</dd>
      </dl>
      <p class="actions">
        <a class="button second" href="/connexion">
          Se connecter avec un autre compte
        </a>
      </p>
    </div>
  </DeskPage>
);

export const FarewellPage = ({ frame, onward }: { frame: Frame; onward: string | undefined }) => (
  <DeskPage frame={frame} title="Vous êtes déconnecté" {...(onward ? { refreshTo: onward } : {})}>
    <div class="narrow">
      <h1>Vous êtes déconnecté</h1>
      <p class="lead">Cette fenêtre n’a plus accès à rien.</p>
      {onward && (
        <p>
          Il reste à fermer la session du service d’identité : si rien ne se passe,{' '}
          <a href={onward}>continuez ici</a>.
        </p>
      )}
      <p class="actions">
        <a class="button second" href="/connexion">
          Se connecter de nouveau
        </a>
      </p>
    </div>
  </DeskPage>
);

export const MySessionsPage = ({
  frame,
  sessions,
  here,
}: {
  frame: Frame;
  sessions: readonly Session[];
  here: string | undefined;
}) => (
  <DeskPage frame={frame} title="Mes connexions">
    <h1>Mes connexions</h1>
    <p>
      Les appareils où votre compte est ouvert. Une connexion se ferme seule après{' '}
      {SESSION_LIMITS.idleMinutes} minutes sans activité, et au plus tard après {SESSION_LIMITS.absoluteHours}{' '}
      heures.
    </p>
    <DataTable
      caption="Connexions ouvertes"
      hideCaption
      rows={sessions}
      empty={<Notice>Aucune connexion ouverte.</Notice>}
      columns={[
        {
          title: 'Appareil',
          heads: true,
          cell: (session) => (
            <>
              {session.device} {session.hash === here && <Badge tone="good">cet appareil</Badge>}
            </>
          ),
        },
        { title: 'Ouverte', cell: (session) => <Moment at={session.openedAt} /> },
        {
          title: 'Se ferme au plus tard',
          cell: (session) => frenchMoment(plus(session.openedAt, { hours: SESSION_LIMITS.absoluteHours })),
        },
        {
          title: '',
          cell: (session) => (
            <PostForm action="/connexions/fermer" csrf={frame.csrf}>
              <Hidden name="hash" value={session.hash} />
              <SubmitButton tone="second">
                Fermer<span class="hidden"> la connexion de {session.device}</span>
              </SubmitButton>
            </PostForm>
          ),
        },
      ]}
    />
    <PostForm action="/connexions/tout-fermer" csrf={frame.csrf}>
      <SubmitButton tone="danger">Tout déconnecter, ici compris</SubmitButton>
    </PostForm>
  </DeskPage>
);
