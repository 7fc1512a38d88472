import { frenchMoment } from '../../../shared/time/french.ts';
import { Notice } from '../../web/components.tsx';
import type { View } from './read.ts';

/**
 * When this volunteer said that something worried them, each time: whoever worried sees that somebody has it. Never the
 * words, which may name her on a device that did not accept.
 */
export const ToldConcerns = ({ view: { facts, subject } }: { view: View }) => {
  const told = (facts.mission.value.concerns ?? []).filter(({ by }) => by === subject.volunteerId);
  const alerted = facts.town.dutyPhone ? 'l’astreinte est alertée' : 'dite urgente';
  return told.length === 0 ? null : (
    <Notice tone="good" title="Transmis à la personne référente">
      {told.map(({ at, urgent }) => (
        <p>{`Votre inquiétude, ${frenchMoment(at)}${urgent ? ` : ${alerted}` : ''}.`}</p>
      ))}
    </Notice>
  );
};
