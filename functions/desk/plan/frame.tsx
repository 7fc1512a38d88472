import type { PlanRow } from '../../../shared/plans/week-plan.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { type People, volunteerNamed, volunteerPath } from '../day/people.ts';
import { weekPath, weekWords } from './words.ts';

/** The way back to the week, where one was in it. */
export const Crumbs = ({ monday, href = weekPath(monday) }: { monday: CivilDay; href?: string }) => (
  <p class="crumbs no-print">
    <a href={href}>Semaine {weekWords(monday)}</a>
  </p>
);

const WHO = 'ce bénévole';
const SOMEBODY = 'trouverait quelqu’un';

/** The smallest change that would serve a mission: its sentence names nobody, the page does, where it speaks of them. */
export const Remedy = ({
  missing: { remedy, remedyBy },
  people,
}: {
  missing: Pick<NonNullable<PlanRow['missing']>, 'remedy' | 'remedyBy'>;
  people: People;
}) => {
  if (!remedy) return null;
  const word = remedy.includes(WHO) ? WHO : SOMEBODY;
  const end = remedy.indexOf(word) + word.length;
  if (!remedyBy || end < word.length) return <>{remedy}</>;
  return (
    <>
      {remedy.slice(0, end)} (<a href={volunteerPath(remedyBy)}>{volunteerNamed(people, remedyBy)}</a>)
      {remedy.slice(end)}
    </>
  );
};

/** A choice of the coordinator that a rule now refuses. */
export const Dropped = ({ row, people }: { row: Pick<PlanRow, 'dropped'> | undefined; people: People }) => (
  <>
    {row?.dropped?.map(({ volunteerId, sentence }) => (
      <p>
        Votre choix ne tient plus :{' '}
        <a href={volunteerPath(volunteerId)}>{volunteerNamed(people, volunteerId)}</a>. {sentence}
      </p>
    ))}
  </>
);
