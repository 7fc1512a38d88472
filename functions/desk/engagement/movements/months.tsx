import type { MonthRow, Period } from '../../../../shared/engagement/turnover/months.ts';
import { FIRST_TERM_MONTHS } from '../../../../shared/engagement/turnover/months.ts';
import { DataTable, EmptyState, Facts } from '../../../web/components.tsx';
import { Bars } from '../../charts/bars.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { DEPARTURES } from '../rests/paths.ts';
import {
  fewWords,
  longMonth,
  percent,
  plural,
  rateWords,
  reasonWords,
  shortMonth,
  TOO_FEW,
  UNKNOWN,
} from './words.ts';

const arrived = ({ joined, returned }: Pick<MonthRow, 'joined' | 'returned'>): number => joined + returned;

/** The year in a few figures, each with what it rests on. */
export const YearFacts = ({
  period,
  now,
  exact,
}: {
  period: Period;
  now: MonthRow | undefined;
  exact: boolean;
}) => {
  const few = (count: number): string => fewWords(count, exact);
  const came = arrived(period);
  const canCompare = exact || (period.left >= 5 && came >= 5);
  return (
    <Facts
      of={[
        [
          'Aujourd’hui',
          now && `${plural(now.enrolled, 'bénévole', 'bénévoles')}, dont ${few(now.paused)} en pause`,
        ],
        ['Sans mission depuis trois mois', now && (now.dormant === null ? UNKNOWN : few(now.dormant))],
        [
          'Arrivées',
          `${few(came)}${exact && period.returned > 0 ? `, dont ${plural(period.returned, 'retour', 'retours')}` : ''}`,
        ],
        ['Départs', period.left === 0 ? 'aucun' : few(period.left)],
        [
          'Rotation',
          period.turnover === null || !(exact || period.left >= 5 || period.left === 0)
            ? TOO_FEW
            : `${percent(period.turnover)} (${plural(period.left, 'départ', 'départs')} pour ${period.meanEnrolled.toLocaleString('fr', { maximumFractionDigits: 1 })} inscrits en moyenne)`,
        ],
        [
          'Présents au début, encore là',
          hidesFew(period.retention, exact) ? TOO_FEW : rateWords(period.retention),
        ],
        [
          'Arrivées pour un départ',
          period.replacement === null
            ? 'aucun départ'
            : canCompare
              ? period.replacement.toLocaleString('fr', { maximumFractionDigits: 1 })
              : TOO_FEW,
        ],
        [
          `Premiers ${FIRST_TERM_MONTHS} mois tenus`,
          hidesFew(period.commitment, exact) ? TOO_FEW : rateWords(period.commitment),
        ],
      ]}
    />
  );
};

/** A share that one to four people fall short of would tell of them. */
const hidesFew = ({ of, among }: { of: number; among: number }, exact: boolean): boolean =>
  !exact && (among - of) % among !== 0 && (among - of < 5 || of < 5);

const columns = [
  { title: 'Mois', heads: true, cell: (row: MonthRow) => longMonth(row.month) },
  { title: 'Arrivées', numeric: true, cell: ({ joined }: MonthRow) => joined },
  { title: 'Retours', numeric: true, cell: ({ returned }: MonthRow) => returned },
  { title: 'Départs', numeric: true, cell: ({ left }: MonthRow) => left },
  { title: 'Actifs', numeric: true, cell: ({ active }: MonthRow) => active },
  { title: 'En pause', numeric: true, cell: ({ paused }: MonthRow) => paused },
  {
    title: 'Sans mission',
    numeric: true,
    cell: ({ dormant }: MonthRow) => dormant ?? UNKNOWN,
  },
];

export const MonthsFigure = ({ rows, period }: { rows: readonly MonthRow[]; period: Period }) => (
  <ChartFigure
    title="Mois par mois"
    definition={
      <>
        Arrivée : le jour où quelqu’un devient actif. Départ : le jour où il est déclaré ; une pause n’en est
        pas un. Actifs et en pause sont comptés au dernier jour du mois, ou aujourd’hui. Sans mission : parmi
        les actifs, ceux qui n’en ont fait aucune depuis trois mois. Une candidature retirée n’est pas un
        départ.
      </>
    }
    count={`${plural(arrived(period), 'arrivée', 'arrivées')} et ${plural(period.left, 'départ', 'départs')}`}
    table={{
      caption: 'Arrivées et départs par mois',
      columns,
      rows,
      empty: <EmptyState title="Aucun mois à montrer." />,
    }}
  >
    <Bars
      label={`Arrivées au-dessus de la ligne, départs au-dessous, de ${rows[0] ? longMonth(rows[0].month) : ''} à ce mois-ci. Les nombres sont dans le tableau.`}
      labels={rows.map(({ month }) => shortMonth(month))}
      series={[
        { name: 'arrivées et retours', values: rows.map(arrived) },
        { name: 'départs', values: rows.map(({ left }) => -left) },
      ]}
    />
  </ChartFigure>
);

export const Reasons = ({ period }: { period: Period }) => (
  <section class="figure">
    <h2>Pourquoi ils sont partis</h2>
    <DataTable
      caption="Raisons dites au départ"
      hideCaption
      columns={[
        {
          title: 'Raison',
          heads: true,
          cell: ({ reason }: Period['reasons'][number]) => reasonWords(reason),
        },
        { title: 'Départs', numeric: true, cell: ({ count }: Period['reasons'][number]) => count },
      ]}
      rows={period.reasons}
      empty={<EmptyState title="Personne n’est parti." />}
    />
    <p class="no-print">
      <a href={DEPARTURES}>Les entretiens de départ, et ce qui aurait fait rester</a>
    </p>
  </section>
);
