import type { DutyTold } from '../../../shared/heat/calls/duty-told.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { EmergencyNumbers } from '../../web/calls/call-card.tsx';
import { dutySentence, isUntold } from '../../web/calls/duty-words.ts';
import { Notice } from '../../web/components.tsx';
import { PhoneLink } from '../../web/layout.tsx';

/**
 * After « cette personne est en danger »: the rescue first, which no button here calls; then who knows by now, and no more
 * than that. Without a record of it nothing is claimed at all.
 */
export const Distress = ({ frame, told }: { frame: LinksFrame; told: DutyTold | undefined }) => {
  const house = <PhoneLink phone={frame.town.phone} />;
  return (
    <Notice tone="alert">
      <h2>Les secours d’abord</h2>
      <p>Cette page ne les appelle pas. Si personne ne l’a fait, appelez-les maintenant&nbsp;:</p>
      <EmergencyNumbers />
      <p>
        {told ? dutySentence(told) : 'Aucune alerte n’est notée pour votre liste.'}{' '}
        {(!told || isUntold(told)) && <>Appelez aussi la maison&nbsp;: {house}</>}
      </p>
      {told && told.is !== 'answered' && (
        <p>
          <a href="/a?dit=distress">Voir où en est l’alerte</a>
        </p>
      )}
      <p>
        Puis, si vous pouvez, rappelez la personne (votre dernier numéro composé) et restez en ligne avec
        elle.
        {told && !isUntold(told) && <> La maison&nbsp;: {house}</>}
      </p>
    </Notice>
  );
};
