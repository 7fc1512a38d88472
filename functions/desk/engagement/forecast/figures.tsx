import { FORECAST_PARAMS } from '../../../../shared/engagement/forecast/params.ts';
import type { Forecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { EmptyState, Facts } from '../../../web/components.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { Lines } from '../../charts/lines.tsx';
import { ticksOver } from '../../charts/scale.ts';
import { plural } from '../movements/words.ts';
import { arrivalWords, between, needWords, type Row, stayingWords, thereWords } from './words.ts';

/** « 7/12 »: what fits under a drawing. */
const shortDay = (monday: string): string => `${Number(monday.slice(8))}/${monday.slice(5, 7)}`;

/** A date under the drawing every so many weeks. */
const DATED = 5;

const dated = (row: Row | undefined): string => (row ? frenchDate(row.monday) : '');

const Drawing = ({ rows }: { rows: readonly Row[] }) => {
  const ticks = ticksOver(rows.flatMap(({ need, high, most }) => [need, high, most]));
  return (
    <Lines
      form="straight"
      label={`Visites par semaine, du ${dated(rows[0])} au ${dated(rows.at(-1))} : ce que le réseau porterait avec son intervalle, le besoin prévu, le plus que chacun a déclaré. Les nombres sont dans le tableau.`}
      series={[
        {
          name: 'le réseau porterait',
          points: rows.map(({ expected, low, high }, at) => ({ at, value: expected, low, high })),
        },
        { name: 'besoin prévu', points: rows.map(({ need }, at) => ({ at, value: need })) },
        { name: 'au plus déclaré', points: rows.map(({ most }, at) => ({ at, value: most })) },
      ]}
      across={{
        from: 0,
        to: rows.length - 1,
        ticks: rows.flatMap(({ monday }, at) => (at % DATED === 0 ? [{ at, words: shortDay(monday) }] : [])),
        unit: 'semaine du',
      }}
      up={{ ticks: ticks.map((at) => ({ at, words: String(at) })) }}
    />
  );
};

const gap = ({ need, expected }: Row): string => {
  const less = Math.round(expected) - need;
  return less >= 0 ? `+\u00a0${less}` : `−\u00a0${-less}`;
};

/** Week by week, both sides: drawn, then in numbers. */
export const WeeksFigure = ({ rows, forecast }: { rows: readonly Row[]; forecast: Forecast }) => (
  <ChartFigure
    title="Semaine par semaine"
    definition={
      <>
        Le réseau porterait : pour chaque bénévole présent, ses visites et appels faits par semaine (ses{' '}
        {forecast.basis.pastWeeks} dernières semaines, les récentes comptant plus, complétées par la moyenne
        du groupe quand son passé est court), multipliés par la chance qu’il soit encore là, moins ses congés
        et pauses déclarés et les jours fériés, plus les arrivées. Intervalle : 80 fois sur 100, le nombre
        réel s’y trouve ({FORECAST_PARAMS.draws} suites de semaines tirées au sort). Besoin : les visites des
        accompagnements en cours, sans nouvelle demande ; une visite à deux en compte deux, une tournée de
        colis en compte une. Au plus déclaré : le maximum par semaine que chacun a indiqué.
      </>
    }
    count={`${plural(forecast.basis.active, 'bénévole actif', 'bénévoles actifs')}, ${plural(forecast.basis.pastVisits, 'visite faite', 'visites faites')} en ${plural(forecast.basis.pastWeeks, 'semaine', 'semaines')}, ${plural(forecast.need.running, 'accompagnement en cours', 'accompagnements en cours')}`}
    table={{
      caption: 'Besoin et visites possibles par semaine',
      columns: [
        { title: 'Semaine du', heads: true, cell: ({ monday }: Row) => frenchDate(monday) },
        { title: 'Besoin', numeric: true, cell: ({ need }: Row) => need },
        { title: 'dont colis', numeric: true, cell: ({ campaigns }: Row) => campaigns },
        { title: 'Porterait', numeric: true, cell: ({ expected }: Row) => Math.round(expected) },
        { title: 'Intervalle', cell: between },
        { title: 'Écart', numeric: true, cell: gap },
        { title: 'Au plus', numeric: true, cell: ({ most }: Row) => Math.round(most) },
      ],
      rows,
      empty: <EmptyState title="Aucune semaine à montrer." />,
    }}
  >
    <Drawing rows={rows} />
  </ChartFigure>
);

/** The need alone, where what is carried is not known. */
export const NeedFigure = ({ forecast }: { forecast: Forecast }) => (
  <ChartFigure
    title="Le besoin prévu"
    definition="Visites et appels des accompagnements en cours, sans nouvelle demande ; une visite à deux en compte deux, une tournée de colis en compte une."
    count={plural(forecast.need.running, 'accompagnement en cours', 'accompagnements en cours')}
    table={{
      caption: 'Besoin par semaine',
      columns: [
        { title: 'Semaine du', heads: true, cell: ({ monday }: { monday: string; need: number }) => monday },
        { title: 'Besoin', numeric: true, cell: ({ need }: { monday: string; need: number }) => need },
        { title: 'Porterait', numeric: true, cell: () => 'inconnu' },
      ],
      rows: forecast.weeks.map((monday, i) => ({
        monday: frenchDate(monday),
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
        ['Départs', stayingWords(forecast, exact)],
        ['Arrivées', arrivalWords(forecast, exact)],
        ['Besoin', needWords(forecast)],
        [
          'Limites',
          'Le rythme observé dépend aussi de ce qui a été proposé : qui n’a rien reçu n’a rien pu faire. Les congés que personne n’a déclarés, l’été en particulier, ne sont pas prévus. Les appels faits sur liste et les missions ajoutées à la main ne sont comptés ni d’un côté ni de l’autre.',
        ],
      ]}
    />
  </section>
);
