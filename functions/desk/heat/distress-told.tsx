import type { DutyTold } from '../../../shared/heat/calls/duty-told.ts';
import { dutySentence, isUntold } from '../../web/calls/duty-words.ts';
import { Notice } from '../../web/components.tsx';

/** After a distress was noted at the desk: the rescue first, then who knows of it, and what is left to the agent. */
export const DistressTold = ({ told, next }: { told: DutyTold; next?: string }) => (
  <Notice tone="alert" title="Détresse notée">
    <p>
      Si ce n’est pas fait, appelez maintenant : 15, 18 ou 112. {dutySentence(told)}
      {isUntold(told) && ' Appelez vous-même la personne d’astreinte.'}
    </p>
    {next && (
      <p>
        <a href={next}>Appeler la personne suivante</a>
      </p>
    )}
  </Notice>
);
