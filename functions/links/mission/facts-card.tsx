import { Facts } from '../../web/components.tsx';
import type { View } from './read.ts';
import {
  dayWords,
  durationWords,
  hoursWords,
  needWords,
  partnerWords,
  programmeOf,
  whereWords,
} from './words.ts';

/**
 * What is known before a yes: kind, day, hour, sector, minutes, needs, whether two go. No name, street or number (law 7).
 * `isNamed`: on the device that accepted, the first name of whoever goes too.
 */
export const MissionFactsCard = ({ view, isNamed = false }: { view: View; isNamed?: boolean }) => {
  const { town, mission, volunteer } = { ...view.facts, mission: view.facts.mission.value };
  const programme = programmeOf(town, mission);
  if (!programme) return null;
  const needs = needWords(mission);
  return (
    <div class="card">
      <p class="when">
        {dayWords(mission)}
        <br />
        {hoursWords(mission)}
      </p>
      <Facts
        of={[
          ['Quoi', `${programme.label}, ${durationWords(mission.durationMinutes)}`],
          ['Où', whereWords(town, mission, volunteer.value, programme)],
          ['À deux', partnerWords(view, isNamed)],
          ['À savoir', needs.length > 0 ? needs.join(' ') : undefined],
        ]}
      />
    </div>
  );
};
