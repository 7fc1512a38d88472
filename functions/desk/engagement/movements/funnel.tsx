import type { Told } from '../../../../shared/engagement/small-numbers/suppress.ts';
import { type FunnelRow, type ToldStep, tellFunnel } from '../../../../shared/engagement/turnover/funnel.ts';
import { EmptyState } from '../../../web/components.tsx';
import { Bars } from '../../charts/bars.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { FUNNEL_NAMES, FUNNEL_SHORT, NOT_TOLD, plural, TOO_FEW } from './words.ts';

/** From application to first mission; to whoever does not know the people, few are not told, nor found by subtraction. */
export const FunnelFigure = ({
  rows,
  exact,
  level = 2,
}: {
  rows: readonly FunnelRow[];
  exact: boolean;
  level?: 2 | 3;
}) => {
  const told = exact ? rows : tellFunnel(rows);
  const at = (row: FunnelRow): ToldStep | undefined => told[rows.indexOf(row)];
  const words = (count: Told | undefined): string => (typeof count === 'number' ? String(count) : NOT_TOLD);
  const applied = rows[0]?.reached ?? 0;
  const isTold = told.every(({ reached }) => reached !== null);
  return (
    <ChartFigure
      level={level}
      title="De la candidature à la première mission"
      definition="Ceux qui ont posé leur candidature dans la période. Les jours sont ceux du milieu : la moitié a attendu moins, la moitié davantage."
      count={
        typeof told[0]?.reached === 'number' || applied === 0
          ? plural(applied, 'candidature', 'candidatures')
          : 'Candidatures\u00a0: nombre non dit'
      }
      table={{
        caption: 'Parcours d’entrée',
        columns: [
          { title: 'Étape', heads: true, cell: ({ step }: FunnelRow) => FUNNEL_NAMES[step] },
          { title: 'Y sont arrivés', numeric: true, cell: (row: FunnelRow) => words(at(row)?.reached) },
          {
            title: 'Jours depuis l’étape d’avant',
            numeric: true,
            cell: ({ step, medianDays }: FunnelRow) =>
              step === 'applied' ? '' : medianDays === null ? TOO_FEW : medianDays.toLocaleString('fr'),
          },
          { title: 'Attendent la suite', numeric: true, cell: (row: FunnelRow) => words(at(row)?.waiting) },
          {
            title: 'Le plus ancien attend depuis',
            cell: (row: FunnelRow) =>
              // It would say that five or more are waiting.
              row.longestWait === null || typeof at(row)?.waiting !== 'number'
                ? ''
                : plural(row.longestWait, 'jour', 'jours'),
          },
          { title: 'Ont renoncé', numeric: true, cell: (row: FunnelRow) => words(at(row)?.gaveUp) },
        ],
        rows: applied === 0 ? [] : rows,
        empty: <EmptyState title="Aucune candidature dans la période." />,
      }}
    >
      {applied > 0 && isTold && (
        <Bars
          label={`Parcours d’entrée : ${rows.map(({ step, reached }) => `${FUNNEL_NAMES[step].toLowerCase()} ${reached}`).join(', ')}.`}
          labels={rows.map(({ step }) => FUNNEL_SHORT[step])}
          series={[{ name: 'personnes', values: rows.map(({ reached }) => reached) }]}
        />
      )}
    </ChartFigure>
  );
};
