import { actTitle } from '../../../shared/missions/words.ts';
import type { Act } from '../../../shared/town/act.ts';
import { Notice } from '../../web/components.tsx';
import { Page } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import type { View } from './read.ts';
import { ToldConcerns } from './told-concerns.tsx';
import { PAUSE, Signature, Ways, WORRY } from './ways.tsx';
import { dayWords } from './words.ts';

const outcomeWords = (act: Act): Readonly<Record<string, string>> => ({
  done: `${actTitle(act)} a eu lieu.`,
  'not-home': `Personne n’a répondu.${act === 'parcel' ? '' : ' La coordination le sait, et prend de ses nouvelles si personne n’en a eu depuis.'}`,
  refused: 'La personne n’a pas souhaité.',
  'put-off': 'Reporté ensemble.',
  prevented: 'Vous n’avez pas pu.',
  other: `${actTitle(act)} n’a pas eu lieu.`,
});

export const ReportedPage = ({
  frame,
  view,
  said,
}: {
  frame: LinksFrame;
  view: View;
  said: string | undefined;
}) => {
  const mission = view.facts.mission.value;
  const outcome = outcomeWords(mission.act)[mission.outcome ?? ''];
  return (
    <Page title="Merci" {...frame}>
      {said && <Notice tone="good">{said}</Notice>}
      <h1>Merci&nbsp;!</h1>
      <p>
        Votre réponse pour le {dayWords(mission).toLowerCase()} est enregistrée. {outcome}
      </p>
      <p>La personne et nous comptons sur vous&nbsp;; prenez soin de vous aussi.</p>
      <ToldConcerns view={view} />
      <Ways of={[['/m/compte-rendu', 'Corriger ma réponse'], WORRY, PAUSE]} />
      <Signature frame={frame} />
    </Page>
  );
};
