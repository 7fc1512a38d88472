import { can } from '../../../../shared/access/table.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { csvOf } from '../../register/csv.ts';
import type { DeskRoute } from '../../router.ts';
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

const file = (c: DeskContext, name: string, body: string): Response =>
  c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });

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
  return file(c, `mouvements-${today}.csv`, csvOf(header, rows));
};

/** A number as a French spreadsheet reads it. */
const decimal = (value: number | null): string => (value === null ? '' : String(value).replace('.', ','));

const retentionCsv = async (c: DeskContext): Promise<Response> => {
  const { retention, today } = await turnoverOf(c);
  const header = ['Jours', 'Suivis', 'Départs', 'Encore là', 'Borne basse 95 %', 'Borne haute 95 %'];
  const rows = (retention?.curve.points ?? []).map((point) => [
    String(point.t),
    String(point.atRisk),
    String(point.events),
    ...[point.survival, point.lower, point.upper].map(decimal),
  ]);
  return file(c, `maintien-${today}.csv`, csvOf(header, rows));
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
