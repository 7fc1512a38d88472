import { NO_SECTOR } from '../../../../shared/engagement/review/tables.ts';
import type { ToldTables } from '../../../../shared/engagement/small-numbers/told.ts';
import { flagReasonSchema } from '../../../../shared/flags/flag.ts';
import { REASON_WORDS } from '../../../../shared/flags/words.ts';
import { languageName } from '../../../../shared/matching/score.ts';
import { needSchema } from '../../../../shared/seniors/senior.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { csvOf } from '../../csv.ts';
import { NEED_WORDS } from '../../seniors/words.ts';
import { sectorName, toldWords } from '../review/words.ts';
import {
  FATE_NAMES,
  FLAGGED_NAMES,
  HARDER_NAMES,
  KIND_NAMES,
  OUTCOME_NAMES,
  programmeName,
  SITUATION_NAMES,
  STANDING_NAMES,
} from './words.ts';

const TABLES: Readonly<Record<string, string>> = {
  'done-by-month': 'Missions faites par mois',
  'done-by-programme': 'Missions faites par programme',
  'done-by-way': 'Missions faites, appels ou visites',
  outcomes: 'Missions dues',
  'flags-by-fate': 'Signalements par suite',
  'flags-known': 'Signalements, première fois ou non',
  'flags-by-month': 'Signalements par mois',
  accompanied: 'Personnes accompagnées',
  network: 'Bénévoles',
  served: 'Bénévoles ayant fait une mission',
  situations: 'Situation',
  harder: 'Langues et contraintes',
  flagged: 'Signalements de l’année',
  coverage: 'Missions des quatre dernières semaines',
  languages: 'Langues',
  kinds: 'Ce qui rend plus difficile',
  'with-service': 'Avec un service',
  'without-service': 'Sans service',
};
const NAMES: Readonly<Record<string, string>> = {
  ...OUTCOME_NAMES,
  ...SITUATION_NAMES,
  ...HARDER_NAMES,
  ...KIND_NAMES,
  ...STANDING_NAMES,
  ...FLAGGED_NAMES,
  ...FATE_NAMES,
  people: 'ensemble',
  calls: 'appels',
  'in-person': 'visites et autres',
  'first-time': 'première fois',
  known: 'déjà connus',
  fresh: 'nouvelles dans l’année',
  earlier: 'déjà là',
  before: 'inscrits au début',
  new: 'arrivés dans l’année',
  now: 'inscrits à la fin',
  gone: 'partis',
  served: 'ont servi',
  found: 'pourvues',
  missing: 'sans personne',
  with: 'concernés',
  without: 'non concernés',
};

const tableName = (code: string): string => {
  const need = needSchema.safeParse(code.replace('need-', ''));
  const reason = flagReasonSchema.safeParse(code.replace('reason-', ''));
  if (need.success) return `Contrainte : ${NEED_WORDS[need.data].toLowerCase()}`;
  if (reason.success) return `Motif : ${REASON_WORDS[reason.data].toLowerCase()}`;
  return TABLES[code] ?? code;
};

const nameOf = (town: Town, table: string, code: string): string => {
  if (table === 'languages' && code.length === 2) return languageName(code);
  if (table === 'done-by-programme' && NAMES[code] === undefined) return programmeName(town, code);
  if (code === NO_SECTOR || town.sectors.some((one) => one.code === code)) return sectorName(town, code);
  return NAMES[code] ?? code;
};

/** Every table of a document, one number a line, sums included: what was told, and no more. */
export const toldCsv = (town: Town, told: ToldTables): string => {
  const rows = Object.entries(told).flatMap(([code, table]) => {
    const name = (one: string): string => nameOf(town, code, one);
    const line = (row: string, column: string, value: number | null): readonly string[] => [
      tableName(code),
      row,
      column,
      toldWords(value),
    ];
    return [
      ...table.rows.flatMap((row, r) => [
        ...table.columns.map((column, c) => line(name(row), name(column), table.cells[r]?.[c] ?? null)),
        line(name(row), 'ensemble', table.rowTotals[r] ?? null),
      ]),
      ...(table.rows.length > 1
        ? [
            ...table.columns.map((column, c) =>
              line('ensemble', name(column), table.columnTotals[c] ?? null),
            ),
            line('ensemble', 'ensemble', table.total),
          ]
        : []),
    ];
  });
  return csvOf(['Tableau', 'Ligne', 'Colonne', 'Nombre'], rows);
};
