import { can } from '../../../../shared/access/table.ts';
import type { Reading } from '../../../../shared/engagement/turnover/cohorts.ts';
import { show } from '../../../web/http.ts';
import { csvOf } from '../../csv.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { csvFile } from '../csv-file.ts';
import { MOVEMENTS, MovementsPage } from './page.tsx';
import { turnoverOf } from './read.ts';
import { UNKNOWN } from './words.ts';

const movements = async (c: DeskContext): Promise<Response> =>
  show(
    c,
    <MovementsPage
      frame={frameOf(c)}
      turnover={await turnoverOf(c)}
      exact={can(staffOf(c), 'engagement.turnover-by-month')}
    />,
  );

const monthsCsv = async (c: DeskContext): Promise<Response> => {
  const { months, today } = await turnoverOf(c);
  const header = [
    'Mois',
    'Arrivées',
    'Retours',
    'Départs',
    'Actifs',
    'En pause',
    'Sans mission depuis trois mois',
  ];
  const rows = months.map((row) =>
    [row.month, row.joined, row.returned, row.left, row.active, row.paused, row.dormant ?? UNKNOWN].map(
      String,
    ),
  );
  return csvFile(c, `mouvements-${today}.csv`, csvOf(header, rows));
};

/** A number as a French spreadsheet reads it. */
const decimal = (value: number | null): string => (value === null ? '' : String(value).replace('.', ','));

/** Day by day for whoever knows the people; a day on which one left names that one, so round months for the others. */
const retentionCsv = async (c: DeskContext): Promise<Response> => {
  const { retention, today } = await turnoverOf(c);
  const shares = (point: Pick<Reading, 'survival' | 'lower' | 'upper'>): readonly string[] =>
    [point.survival, point.lower, point.upper].map(decimal);
  const bounds = ['Encore là', 'Borne basse 95 %', 'Borne haute 95 %'];
  if (!can(staffOf(c), 'engagement.turnover-by-month')) {
    const rows = (retention?.readings ?? []).map((one) => [
      String(one.months),
      String(one.atRisk),
      ...shares(one),
    ]);
    return csvFile(c, `maintien-${today}.csv`, csvOf(['Mois', 'Suivis', ...bounds], rows));
  }
  const rows = (retention?.curve.points ?? []).map((point) => [
    String(point.t),
    String(point.atRisk),
    String(point.events),
    ...shares(point),
  ]);
  return csvFile(c, `maintien-${today}.csv`, csvOf(['Jours', 'Suivis', 'Départs', ...bounds], rows));
};

export const movementRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: MOVEMENTS, action: 'engagement.turnover', handler: movements },
  {
    method: 'GET',
    path: `${MOVEMENTS}/mois.csv`,
    action: 'engagement.turnover-by-month',
    handler: monthsCsv,
  },
  { method: 'GET', path: `${MOVEMENTS}/maintien.csv`, action: 'engagement.turnover', handler: retentionCsv },
];
