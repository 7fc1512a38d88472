import type { CivilDay } from '../../../shared/time/civil.ts';
import { weekPath, weekWords } from './words.ts';

/** The way back to the week. */
export const Crumbs = ({ monday }: { monday: CivilDay }) => (
  <p class="crumbs no-print">
    <a href={weekPath(monday)}>Semaine {weekWords(monday)}</a>
  </p>
);
