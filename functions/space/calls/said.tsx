import type { DutyTold } from '../../../shared/heat/calls/duty-told.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import { OUTCOMES } from '../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES } from '../../../shared/heat/words.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Notice } from '../../web/components.tsx';
import { Distress } from './distress.tsx';

/** A word of the address that the page turns into a sentence; any other word says nothing. */
const saidOf = (word: string, round: CallRound, isTheirs: boolean): string | undefined => {
  const isHot = round.source.kind === 'heat';
  if (word === 'oui') return isTheirs ? 'C’est noté : ces appels sont à vous. Merci !' : undefined;
  const code = OUTCOMES.find((known) => known === word);
  if (!code || code === 'distress') return undefined;
  if (code === 'needs-something')
    return isHot && round.level !== 'yellow'
      ? 'C’est noté : la mairie la rappelle aujourd’hui pour y répondre.'
      : 'C’est noté : nous la rappelons d’ici demain pour y répondre.';
  if (code === 'busy' && isTheirs)
    return 'C’est noté : occupé. Elle reste dans votre liste, à rappeler dans un quart d’heure.';
  if (code === 'no-answer' && isTheirs)
    return `C’est noté. Après un premier silence, elle reste dans votre liste, à rappeler plus tard ; après un deuxième, ${isHot ? 'un agent s’en charge' : 'elle passe à la prochaine liste'}.`;
  return `C’est noté : ${OUTCOME_NAMES[code]}.`;
};

/** What was just done: the word of the address, in a sentence; of a distress, who knows of it by now. */
export const CallSaid = ({
  frame,
  said,
  round,
  isTheirs,
  told,
}: {
  frame: LinksFrame;
  said: string;
  round: CallRound;
  /** The list is still theirs: otherwise nothing « stays in your list ». */
  isTheirs: boolean;
  told: DutyTold | undefined;
}) => {
  if (said === 'distress') return <Distress frame={frame} told={told} />;
  const sentence = saidOf(said, round, isTheirs);
  return sentence ? (
    <Notice tone="good">
      {sentence}
      {said !== 'oui' && ' Un autre bouton était le bon ? Appelez-nous, nous corrigeons.'}
    </Notice>
  ) : null;
};
