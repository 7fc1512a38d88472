import type { Child } from 'hono/jsx';
import { Notice } from '../../web/components.tsx';
import { Page, PhoneLink } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import { AlwaysWays, type Shown, Signature } from './ways.tsx';
import { dayWords, hoursWords, isCall } from './words.ts';

const OverPage = ({ frame, title, children }: { frame: LinksFrame; title: string; children?: Child }) => (
  <Page title={title} {...frame}>
    <h1>{title}</h1>
    {children}
  </Page>
);

/** Somebody else goes, it is called off, or its hour is past: each says so kindly, and what to do. */
export const ClosedPage = ({ frame, view }: Shown) => {
  const mission = view.facts.mission.value;
  const when = `${dayWords(mission).toLowerCase()}, ${hoursWords(mission)}`;
  const [title, body] =
    view.situation === 'cancelled'
      ? ['Cette mission est annulée', `Il n’y a rien à faire pour ${when}. Merci d’avoir été là.`]
      : view.situation === 'nobody'
        ? ['L’heure de cette mission est passée', 'Vous n’avez rien à faire. D’autres missions viendront.']
        : [
            isCall(view) ? 'Quelqu’un appelle déjà' : 'Quelqu’un y va déjà',
            `Merci d’avoir regardé\u00a0! Pour ${when}, un autre bénévole a répondu avant. Vous n’avez rien à faire.`,
          ];
  return (
    <OverPage frame={frame} title={title}>
      <Notice>{body}</Notice>
      <Signature frame={frame} />
      <AlwaysWays of={view} />
    </OverPage>
  );
};

export const LinkOverPage = ({ frame }: { frame: LinksFrame }) => (
  <OverPage frame={frame} title="Ce lien n’est plus valable">
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
  </OverPage>
);
