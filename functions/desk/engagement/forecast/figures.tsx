import { FORECAST_PARAMS } from '../../../../shared/engagement/forecast/params.ts';
import type { Forecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { monthOf } from '../../../../shared/volunteers/movements/served.ts';
import { EmptyState, Facts } from '../../../web/components.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { Lines } from '../../charts/lines.tsx';
import { ticksOver } from '../../charts/scale.ts';
import { plural, shortMonth } from '../movements/words.ts';
import {
  answerWords,
  arrivalWords,
  needWords,
  pauseWords,
  peopleWords,
  type Row,
  rangeWords,
  stayingWords,
  thereWords,
} from './words.ts';

const dayNumber = (monday: CivilDay): string => {
  const day = Number(monday.slice(8));
  return day === 1 ? '1er' : String(day);
};
/** « 30 nov. »: 26 weeks never hold a date twice. */
const shortDate = (monday: CivilDay): string => `${dayNumber(monday)}\u00a0${shortMonth(monthOf(monday))}`;

/** A date under the drawing every so many weeks. */
const DATED = 5;
const dated = (row: Row | undefined): string => (row ? frenchDate(row.monday) : '');

const isAsked = (rows: readonly Row[]): boolean => rows.some(({ asked }) => asked !== undefined);

const Drawing = ({ rows }: { rows: readonly Row[] }) => {
  const ticks = ticksOver(rows.flatMap(({ need, high, asked }) => [need, high, asked ?? 0]));
  return (
    <Lines
      form="straight"
      label={`Visites par semaine, du ${dated(rows[0])} au ${dated(rows.at(-1))} : ce que le réseau ferait à son rythme avec son intervalle, le besoin prévu${isAsked(rows) ? ', ce qu’il ferait si on lui proposait davantage' : ''}. Les nombres sont dans le tableau.`}
      series={[
        {
          name: 'à son rythme',
          points: rows.map(({ expected, low, high }, at) => ({ at, value: expected, low, high })),
        },
        { name: 'besoin prévu', points: rows.map(({ need }, at) => ({ at, value: need })) },
        ...(isAsked(rows)
          ? [
              {
                name: 'en proposant davantage',
                points: rows.map(({ asked }, at) => ({ at, value: asked ?? null })),
              },
            ]
          : []),
      ]}
      across={{
        from: 0,
        to: rows.length - 1,
        ticks: rows.flatMap(({ monday }, at) => (at % DATED === 0 ? [{ at, words: shortDate(monday) }] : [])),
        unit: 'semaine du',
      }}
      up={{ ticks: ticks.map((at) => ({ at, words: String(at) })) }}
    />
  );
};

const gap = ({ need, expected }: Row): string => {
  const less = Math.round(expected) - need;
  return less >= 0 ? `+${less}` : `−${-less}`;
};

const columnsOf = (rows: readonly Row[]) => [
  { title: 'Semaine du', heads: true, cell: ({ monday }: Row) => shortDate(monday) },
  { title: 'Besoin', numeric: true, cell: ({ need }: Row) => need },
  ...(rows.some(({ campaigns }) => campaigns > 0)
    ? [{ title: 'dont colis', numeric: true, cell: ({ campaigns }: Row) => campaigns }]
    : []),
  { title: 'À son rythme', numeric: true, cell: ({ expected }: Row) => Math.round(expected) },
  { title: 'Intervalle', numeric: true, cell: rangeWords },
  { title: 'Écart', numeric: true, cell: gap },
  ...(isAsked(rows)
    ? [{ title: 'En proposant plus', numeric: true, cell: ({ asked }: Row) => Math.round(asked ?? 0) }]
    : []),
];

/** Week by week, both sides: drawn, then in numbers. */
export const WeeksFigure = ({
  rows,
  forecast,
  exact,
}: {
  rows: readonly Row[];
  forecast: Forecast;
  exact: boolean;
}) => (
  <ChartFigure
    title="Semaine par semaine"
    definition={
      <>
        À son rythme : les visites et appels que chacun fait par semaine, la chance qu’il soit encore là, ses
        congés et pauses déclarés, les jours fériés, les arrivées ; 80 fois sur 100, le nombre réel est dans
        l’intervalle. Besoin : les accompagnements en cours, sans nouvelle demande ; une visite à deux en
        compte deux, une tournée de colis en compte une. En proposant davantage : le rythme, plus la place que
        chacun a déclarée, acceptée aussi souvent qu’il dit oui.
      </>
    }
    count={`${peopleWords(forecast, exact)}, ${plural(forecast.basis.pastVisits, 'visite faite', 'visites faites')} en ${plural(forecast.basis.pastWeeks, 'semaine', 'semaines')}, ${plural(forecast.need.running, 'accompagnement en cours', 'accompagnements en cours')}`}
    table={{
      caption: 'Besoin et visites possibles par semaine',
      columns: columnsOf(rows),
      rows,
      empty: <EmptyState title="Aucune semaine à montrer." />,
    }}
  >
    <Drawing rows={rows} />
  </ChartFigure>
);

type NeedRow = { readonly monday: CivilDay; readonly need: number };

/** The need alone, where what is carried is not known. */
export const NeedFigure = ({ forecast }: { forecast: Forecast }) => (
  <ChartFigure
    title="Le besoin prévu"
    definition="Visites et appels des accompagnements en cours, sans nouvelle demande ; une visite à deux en compte deux, une tournée de colis en compte une."
    count={plural(forecast.need.running, 'accompagnement en cours', 'accompagnements en cours')}
    table={{
      caption: 'Besoin par semaine',
      columns: [
        { title: 'Semaine du', heads: true, cell: ({ monday }: NeedRow) => shortDate(monday) },
        { title: 'Besoin', numeric: true, cell: ({ need }: NeedRow) => need },
        { title: 'Le réseau porterait', numeric: true, cell: () => 'inconnu' },
      ],
      rows: forecast.weeks.map((monday, i) => ({
        monday,
        need: (forecast.need.weeks[i]?.services ?? 0) + (forecast.need.weeks[i]?.campaigns ?? 0),
      })),
      empty: <EmptyState title="Aucune semaine à montrer." />,
    }}
  />
);

/** What the forecast rests on, each with its count. */
export const BasisFacts = ({ forecast, exact }: { forecast: Forecast; exact: boolean }) => (
  <section class="figure">
    <h2>Sur quoi cela repose</h2>
    <Facts
      of={[
        ['Présents', thereWords(forecast, exact)],
        [
          'Rythme',
          `les visites et appels faits dans les ${forecast.basis.pastWeeks} dernières semaines entières, les récentes comptant plus ; mêlé à celui du groupe quand le passé de quelqu’un est court`,
        ],
        ['Départs', stayingWords(forecast, exact)],
        ['Pauses', pauseWords(forecast, exact)],
        ['Arrivées', arrivalWords(forecast, exact)],
        ['Part de oui', answerWords(forecast)],
        ['Besoin', needWords(forecast)],
        [
          'Intervalle',
          `${FORECAST_PARAMS.draws} suites de semaines tirées au sort, toujours les mêmes dans la journée`,
        ],
        [
          'Limites',
          'Le rythme dépend aussi de ce qui a été proposé : qui n’a rien reçu n’a rien pu faire. Les congés que personne n’a déclarés, l’été surtout, ne sont pas prévus. Les appels faits sur liste et les missions ajoutées à la main ne sont comptés dans aucun des deux côtés.',
        ],
      ]}
    />
  </section>
);
