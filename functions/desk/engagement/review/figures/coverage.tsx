import { WAIT_CLASSES } from '../../../../../shared/engagement/review/figures.ts';
import { NO_SECTOR } from '../../../../../shared/engagement/review/tables.ts';
import { toldAt } from '../../../../../shared/engagement/small-numbers/told.ts';
import type { CivilDay } from '../../../../../shared/time/civil.ts';
import { frenchDay } from '../../../../../shared/time/french.ts';
import { DataTable, EmptyState } from '../../../../web/components.tsx';
import { Bars } from '../../../charts/bars.tsx';
import { ChartFigure } from '../../../charts/figure.tsx';
import { depthOf, WeightedMap } from '../../../settings/map.tsx';
import { percent } from '../../movements/words.ts';
import { onWords, sectorName, toldOf, toldWords, WAIT_NAMES, WAIT_SHORT } from '../words.ts';
import { BetweenSectors } from './between-sectors.tsx';
import type { View } from './view.ts';

/** Under so many missions a share is not told. */
const FEWEST_FOR_A_SHARE = 5;

type Covered = {
  readonly name: string;
  readonly found: number | null;
  readonly missing: number | null;
  readonly due: number | null;
};

const coveredBy = (view: View, table: 'coverage-by-week' | 'coverage-by-sector'): readonly Covered[] => {
  const told = view.tables[table];
  return (told?.columns ?? []).map((name) => ({
    name,
    found: (told && toldAt(told, { row: 'found', column: name })) ?? null,
    missing: (told && toldAt(told, { row: 'missing', column: name })) ?? null,
    due: (told && toldAt(told, { column: name })) ?? null,
  }));
};

const shareWords = ({ found, due }: Covered): string =>
  found === null || due === null || due < FEWEST_FOR_A_SHARE ? '' : percent(found / due);

const shortWeek = (monday: string): string => `${Number(monday.slice(8))}/${Number(monday.slice(5, 7))}`;

const ByWeek = ({ view }: { view: View }) => {
  const { coverage } = view.figures;
  const table = view.tables['coverage-by-week'];
  const rows = coveredBy(view, 'coverage-by-week');
  if (!coverage) return null;
  return (
    <ChartFigure
      level={3}
      title="Semaine par semaine"
      definition="Missions dues dans les quatre semaines d’avant, celles qui avaient trouvé quelqu’un et celles restées sans personne. Une mission annulée n’était plus due."
      count={onWords(table?.total, 'missions dues')}
      table={{
        caption: 'Missions par semaine',
        rows,
        empty: <EmptyState title="Aucune mission en quatre semaines." />,
        columns: [
          { title: 'Semaine du', heads: true, cell: ({ name }) => shortWeek(name) },
          { title: 'Dues', numeric: true, cell: ({ due }) => toldWords(due) },
          { title: 'Sans personne', numeric: true, cell: ({ missing }) => toldWords(missing) },
          { title: 'Pourvues', numeric: true, cell: shareWords },
        ],
      }}
    >
      {rows.length > 0 && (
        <Bars
          label={`Missions par semaine : ${rows.map((row) => `semaine du ${shortWeek(row.name)}, ${toldWords(row.found)} pourvues et ${toldWords(row.missing)} sans personne`).join(' ; ')}.`}
          labels={rows.map(({ name }) => shortWeek(name))}
          series={[
            { name: 'pourvues', values: rows.map(({ found }) => found) },
            { name: 'sans personne', values: rows.map(({ missing }) => missing) },
          ]}
        />
      )}
    </ChartFigure>
  );
};

const bySectorOrder = (view: View, rows: readonly Covered[]): readonly Covered[] => {
  const order = new Map(view.town.sectors.map(({ code }, i) => [code, i]));
  return rows.toSorted((a, b) => (order.get(a.name) ?? 999) - (order.get(b.name) ?? 999));
};

const BySector = ({ view }: { view: View }) => {
  const rows = bySectorOrder(view, coveredBy(view, 'coverage-by-sector'));
  const total = view.tables['coverage-by-sector'];
  const missing = total && toldAt(total, { row: 'missing' });
  const most = Math.max(0, ...rows.map((row) => row.missing ?? 0));
  // Nothing to colour: no map, and no numbers that would point at one.
  const isDrawn = most > 0 && view.town.sectors.length > 1;
  const numberOf = new Map(
    (isDrawn ? view.town.sectors : [])
      .filter(({ code }) => rows.some(({ name }) => name === code))
      .map(({ code }, i) => [code, i + 1]),
  );
  return (
    <ChartFigure
      level={3}
      title="Secteur par secteur"
      definition={`Les mêmes missions, par secteur de la personne visitée.${isDrawn ? ' Plus c’est foncé, plus de missions y sont restées sans personne ; sans couleur, aucune, ou leur nombre n’est pas dit. Les numéros sont ceux du tableau.' : ''}`}
      count={`Missions sans personne\u00a0: ${toldOf(missing, total?.total)}`}
      table={{
        caption: 'Missions par secteur',
        rows,
        empty: <EmptyState title="Aucune mission en quatre semaines." />,
        columns: [
          {
            title: 'Secteur',
            heads: true,
            cell: ({ name }) =>
              `${numberOf.has(name) ? `${numberOf.get(name)}. ` : ''}${sectorName(view.town, name)}`,
          },
          { title: 'Dues', numeric: true, cell: ({ due }) => toldWords(due) },
          { title: 'Sans personne', numeric: true, cell: (row) => toldWords(row.missing) },
          { title: 'Pourvues', numeric: true, cell: shareWords },
        ],
      }}
    >
      {isDrawn && (
        <WeightedMap
          sectors={view.town.sectors}
          numbers={numberOf}
          depths={new Map(rows.map((row) => [row.name, depthOf(row.missing ?? 0, most)]))}
          label="Secteurs de la ville, plus foncés là où davantage de missions sont restées sans personne. Le tableau dit la même chose."
        />
      )}
    </ChartFigure>
  );
};

type Line = { readonly sector: string; readonly cells: ReadonlyMap<string, { due: number; found: number }> };

/** Each sector and week, exact: the two weeks to come among them. */
const Grid = ({ view }: { view: View }) => {
  const { coverage } = view.figures;
  if (!coverage || coverage.cells.length === 0) return null;
  const lines = new Map<string, Map<string, { due: number; found: number }>>();
  for (const { monday, sector = NO_SECTOR, due, found } of coverage.cells)
    lines.set(sector, (lines.get(sector) ?? new Map()).set(monday, { due, found }));
  const order = new Map(view.town.sectors.map(({ code }, i) => [code, i]));
  const rows: Line[] = [...lines]
    .map(([sector, cells]) => ({ sector, cells }))
    .sort((a, b) => (order.get(a.sector) ?? 999) - (order.get(b.sector) ?? 999));
  const cell = (monday: CivilDay) => (line: Line) => {
    const at = line.cells.get(monday);
    return at ? `${at.found}/${at.due}` : '';
  };
  return (
    <section class="read" tabindex={0} aria-label="Missions pourvues par secteur et semaine">
      <DataTable
        caption="Pourvues sur dues, par secteur et semaine"
        rows={rows}
        empty={<EmptyState title="Aucune mission." />}
        columns={[
          { title: 'Secteur', heads: true, cell: ({ sector }) => sectorName(view.town, sector) },
          ...coverage.past.map((monday) => ({
            title: shortWeek(monday),
            numeric: true,
            cell: cell(monday),
          })),
          ...coverage.ahead.map((monday, i) => ({
            title: `${shortWeek(monday)} (${i === 0 ? 'en cours' : 'à venir'})`,
            numeric: true,
            cell: cell(monday),
          })),
        ]}
      />
    </section>
  );
};

type Waiting = {
  readonly sector: string;
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
};

const WaitingFigure = ({ view }: { view: View }) => {
  const table = view.tables.waiting;
  const rows: readonly Waiting[] = (table?.rows ?? []).map((sector, r) => ({
    sector,
    counts: table?.cells[r] ?? [],
    total: table?.rowTotals[r] ?? null,
  }));
  const totals = table?.columnTotals ?? [];
  return (
    <ChartFigure
      level={3}
      title="Qui attend un visiteur, depuis quand"
      definition="Personnes dont un service est ouvert, sans visiteur attitré, et pour qui aucune mission n’a trouvé quelqu’un dans les six semaines regardées. Compté depuis l’ouverture du service ; les appels faits sur liste n’attendent personne."
      count={onWords(table?.total, 'personnes')}
      table={{
        caption: 'Personnes qui attendent, par secteur',
        rows,
        empty: <EmptyState title="Personne n’attend de visiteur." />,
        columns: [
          { title: 'Secteur', heads: true, cell: ({ sector }: Waiting) => sectorName(view.town, sector) },
          ...WAIT_CLASSES.map((code, i) => ({
            title: WAIT_NAMES[code],
            numeric: true,
            cell: ({ counts }: Waiting) => toldWords(counts[i]),
          })),
          { title: 'Ensemble', numeric: true, cell: ({ total }: Waiting) => toldWords(total) },
        ],
      }}
    >
      {totals.some((value) => (value ?? 0) > 0) && (
        <Bars
          label={`Personnes qui attendent : ${WAIT_CLASSES.map((code, i) => `${WAIT_NAMES[code]}, ${toldWords(totals[i])}`).join(' ; ')}.`}
          labels={WAIT_CLASSES.map((code) => WAIT_SHORT[code])}
          series={[{ name: 'personnes', values: WAIT_CLASSES.map((_, i) => totals[i] ?? null) }]}
        />
      )}
    </ChartFigure>
  );
};

/** What is not covered. */
export const Coverage = ({ view }: { view: View }) => {
  const { coverage } = view.figures;
  return (
    <>
      {coverage && coverage.unread.length > 0 && (
        <p class="quiet">
          {coverage.unread.length === 1
            ? 'Un jour n’est pas compté'
            : `${coverage.unread.length} jours ne sont pas comptés`}{' '}
          : plus de 600 missions, trop pour être lues en une fois (
          {coverage.unread.map(frenchDay).slice(0, 6).join(', ')}).
        </p>
      )}
      <ByWeek view={view} />
      <BySector view={view} />
      <BetweenSectors view={view} />
      {view.exact && <Grid view={view} />}
      <WaitingFigure view={view} />
      {view.exact && (
        <p class="no-print">
          <a href="/missions">Les missions de la semaine</a> ·{' '}
          <a href="/engagement/relais">les relais à trouver</a> ·{' '}
          <a href="/engagement/prevision">les mois qui viennent</a> ·{' '}
          <a href="/semaine/renforts">où recruter</a>
        </p>
      )}
    </>
  );
};
