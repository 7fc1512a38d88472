import { dayOf } from '../../shared/time/civil.ts';
import { frenchDate } from '../../shared/time/french.ts';
import type { ThankYou } from '../../shared/volunteers/thanks/thank-you.ts';

/** Words as they were dictated: the same on the volunteer's page and where an agent looks before they go. */
export const DictatedWords = ({ of }: { of: Pick<ThankYou, 'words' | 'from' | 'takenAt'> }) => (
  <figure class="dictated">
    <blockquote>
      {of.words.split('\n').map((line) => (
        <p>{line}</p>
      ))}
    </blockquote>
    <figcaption>
      {of.from ? `${of.from}, une personne que vous accompagnez` : 'Une personne que vous accompagnez'}, le{' '}
      {frenchDate(dayOf(of.takenAt))}
    </figcaption>
  </figure>
);
