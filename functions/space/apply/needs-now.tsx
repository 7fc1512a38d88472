import type { Floor, Moment, Needs } from '../../../shared/engagement/recruitment/needs.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';

/** « au moins cinq personnes »: a floor, in words. */
export const FLOOR_WORDS: Readonly<Record<Floor, string>> = {
  5: 'cinq personnes ou plus',
  10: 'dix personnes ou plus',
  20: 'vingt personnes ou plus',
  50: 'cinquante personnes ou plus',
  100: 'cent personnes ou plus',
};
const MOMENT_WORDS: Readonly<Record<Moment, string>> = {
  weekday: 'en journée, du lundi au vendredi',
  evening: 'le soir, du lundi au vendredi',
  weekend: 'le week-end',
};

/** Who waits, where, when: floors of five and more, of one morning. Nothing where there are fewer, or nothing is told. */
export const NeedsNow = ({ needs, town }: { needs: Needs; town: Town }) => {
  const nameOf = (code: string) => town.sectors.find((sector) => sector.code === code)?.name ?? code;
  if (needs.sectors.length === 0 && needs.moments.length === 0) return null;
  return (
    <section>
      <h2>Où l’on vous attend</h2>
      {needs.sectors.length > 0 && (
        <ul>
          {needs.sectors.map(({ sector, floor }) => (
            <li>
              <strong>{nameOf(sector)}</strong> : {FLOOR_WORDS[floor]}
            </li>
          ))}
        </ul>
      )}
      {needs.moments.length > 0 && (
        <p>
          Surtout{' '}
          {needs.moments
            .map(({ moment, floor }) => `${MOMENT_WORDS[moment]} (${FLOOR_WORDS[floor]})`)
            .join(', ')}
          .
        </p>
      )}
      <p class="quiet">
        Personnes qui n’ont encore personne, au {needs.on && frenchDate(needs.on)}. Là où elles sont moins de
        cinq, rien n’est écrit.
      </p>
    </section>
  );
};
