import type { Question } from '../../../../shared/engagement/forecast/question/question.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { Moment, Notice } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { Crumbs } from '../frame.tsx';
import { sheetPath } from '../words.ts';

/** A question whose answer is being counted: nothing of the week is read meanwhile, and the page looks again by itself. */
export const RecruitWaiting = ({
  frame,
  monday,
  path,
  words,
  asked,
}: {
  frame: Frame;
  monday: CivilDay;
  path: string;
  words: string;
  asked: NonNullable<Question['asked']>;
}) => (
  <DeskPage frame={frame} title="Où recruter">
    <Crumbs monday={monday} />
    <h1>Où recruter</h1>
    <Notice tone="info" title={`${words} : la réponse ${asked.startedAt ? 'se calcule' : 'va se calculer'}`}>
      <p>
        {asked.startedAt ? 'Le calcul est en cours' : 'Le calcul commence dans la minute'}. Vous pouvez
        quitter cette page, elle se met à jour toute seule ; la réponse est gardée, vous la retrouverez en
        posant la même question.
      </p>
      <p>
        Demandé <Moment at={asked.at} />
        {asked.startedAt && (
          <>
            , commencé <Moment at={asked.startedAt} />
          </>
        )}
        {asked.tries > 1 && `, essai nº\u00a0${asked.tries}`}. <a href={path}>Voir où cela en est</a>
      </p>
    </Notice>
    <p>
      <a href={sheetPath('renforts', monday)}>Revenir à la carte, ou poser une autre question</a>
    </p>
  </DeskPage>
);
