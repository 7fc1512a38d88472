import { GROUP_TABLES } from '../../../../../shared/engagement/check-ins/groups.ts';
import { LOAD_CLASSES, WAIT_CLASSES } from '../../../../../shared/engagement/review/figures.ts';
import { NO_SECTOR } from '../../../../../shared/engagement/review/tables.ts';
import { FUNNEL_STEPS } from '../../../../../shared/engagement/turnover/funnel.ts';
import type { Town } from '../../../../../shared/town/settings.ts';
import { csvOf } from '../../../csv.ts';
import { FUNNEL_NAMES } from '../../movements/words.ts';
import { groupName, LOAD_NAMES, sectorName, toldWords, WAIT_NAMES } from '../words.ts';
import type { View } from './view.ts';

const TABLES: Readonly<Record<string, string>> = {
  network: 'Bénévoles, alors et maintenant',
  load: 'Charge en quatre semaines',
  pauses: 'Pauses',
  [GROUP_TABLES.all]: 'Point du trimestre',
  [GROUP_TABLES.bySector]: 'Point du trimestre, par secteur',
  [GROUP_TABLES.byProgramme]: 'Point du trimestre, par programme',
  offers: 'Propositions',
  'coverage-by-week': 'Missions par semaine',
  'coverage-by-sector': 'Missions par secteur',
  waiting: 'Attente d’un visiteur',
  steps: 'Parcours d’entrée',
};
const NAMES: Readonly<Record<string, string>> = {
  people: 'Bénévoles actifs',
  before: 'inscrits au début',
  new: 'arrivés depuis',
  now: 'inscrits à la fin',
  gone: 'partis',
  'no-pause': 'sans pause depuis douze semaines',
  'paused-lately': 'avec une pause',
  'to-surround': 'à entourer',
  steady: 'ça va',
  unsaid: 'pas de réponse',
  yes: 'oui',
  no: 'non',
  silent: 'sans réponse',
  found: 'pourvues',
  missing: 'sans personne',
  waiting: 'attendent la suite',
  'gave-up': 'ont renoncé',
  arrived: 'première mission faite',
};

/** A name of a row or a column, as people say it; a week keeps its day. */
const nameOf = (town: Town, table: string, code: string): string => {
  const load = LOAD_CLASSES.find((one) => one === code);
  const wait = WAIT_CLASSES.find((one) => one === code);
  const step = FUNNEL_STEPS.find((one) => one === code);
  if (load) return `${LOAD_NAMES[load]} ${load === '0' ? 'mission' : 'missions'}`;
  if (wait) return WAIT_NAMES[wait];
  if (step) return FUNNEL_NAMES[step].toLowerCase();
  if (code === NO_SECTOR || town.sectors.some((one) => one.code === code)) return sectorName(town, code);
  return NAMES[code] ?? groupName(town, table, code);
};

/** Every table of a review, one number a line, sums included: what the page shows, and no more. */
export const reviewCsv = ({ town, tables }: View): string => {
  const rows = Object.entries(tables).flatMap(([code, table]) => {
    const line = (row: string, column: string, value: number | null): readonly string[] => [
      TABLES[code] ?? code,
      row,
      column,
      toldWords(value),
    ];
    const name = (one: string): string => nameOf(town, code, one);
    const columns = table.columns.map(name);
    return [
      ...table.rows.flatMap((row, r) => [
        ...columns.map((column, c) => line(name(row), column, table.cells[r]?.[c] ?? null)),
        line(name(row), 'ensemble', table.rowTotals[r] ?? null),
      ]),
      ...(table.rows.length > 1
        ? [
            ...columns.map((column, c) => line('ensemble', column, table.columnTotals[c] ?? null)),
            line('ensemble', 'ensemble', table.total),
          ]
        : []),
    ];
  });
  return csvOf(['Tableau', 'Ligne', 'Colonne', 'Nombre'], rows);
};
