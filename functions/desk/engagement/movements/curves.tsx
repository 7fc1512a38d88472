import type { Comparison, Reading, Retention } from '../../../../shared/engagement/turnover/cohorts.ts';
import { LANDMARK_DAYS, MONTH_DAYS } from '../../../../shared/engagement/turnover/cohorts.ts';
import { EmptyState } from '../../../web/components.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { type LineSeries, Lines } from '../../charts/lines.tsx';
import { ticksOver } from '../../charts/scale.ts';
import { fewWords, percent, plural, stayWords, TOO_FEW, UNKNOWN } from './words.ts';

const SHARES = [0, 25, 50, 75, 100].map((at) => ({ at: at / 100, words: `${at}\u00a0%` }));

const seriesOf = (one: Retention, withBand: boolean): LineSeries => ({
  name: one.name,
  points: [
    { at: one.from / MONTH_DAYS, value: 1 },
    ...one.curve.points.map(({ t, survival, lower, upper }) => ({
      at: t / MONTH_DAYS,
      value: survival,
      ...(withBand ? { low: lower, high: upper } : {}),
    })),
    // The curve holds until the last day that five people were seen.
    ...[one.curve.points.at(-1)].map((last) => ({
      at: one.until / MONTH_DAYS,
      value: last?.survival ?? 1,
      ...(withBand ? { low: last?.lower ?? null, high: last?.upper ?? null } : {}),
    })),
  ],
});

const Curves = ({
  of,
  label,
  withBand = false,
}: {
  of: readonly Retention[];
  label: string;
  withBand?: boolean;
}) => {
  const from = Math.min(...of.map((one) => one.from)) / MONTH_DAYS;
  const to = Math.max(...of.map(({ until }) => until)) / MONTH_DAYS;
  const ticks = ticksOver([to], 6).filter((at) => from <= at && at <= to);
  return (
    <Lines
      form="steps"
      label={label}
      series={of.map((one) => seriesOf(one, withBand))}
      across={{
        from,
        to,
        ticks: ticks.map((at) => ({ at, words: String(at) })),
        unit: 'mois depuis le début',
      }}
      up={{ ticks: SHARES }}
    />
  );
};

const intervalWords = ({ lower, upper }: Reading): string =>
  lower === null || upper === null ? 'aucun départ' : `de ${percent(lower)} à ${percent(upper)}`;

const followedWords = ({ curve }: Pick<Retention, 'curve'>): string =>
  plural(curve.n, 'bénévole suivi', 'bénévoles suivis');
const countOf = ({ curve }: Retention, exact: boolean): string =>
  `${followedWords({ curve })}, dont ${fewWords(curve.events, exact)} ${curve.events < 2 && exact ? 'départ' : 'départs'}`;

const medianWords = ({ curve, until }: Retention): string =>
  curve.median === null
    ? `plus de ${stayWords(until)} : la moitié n’est pas encore partie`
    : stayWords(curve.median);

/** How long people stay, with the interval that so few people leave. */
export const RetentionFigure = ({
  retention,
  exact,
  level = 2,
}: {
  retention: Retention | undefined;
  exact: boolean;
  level?: 2 | 3;
}) => (
  <ChartFigure
    level={level}
    title="Combien de temps ils restent"
    definition={
      <>
        Part des bénévoles encore là, mois après mois, depuis le jour où ils sont devenus actifs. Qui est
        encore là compte jusqu’à aujourd’hui ; qui vient d’un fichier ne compte que depuis qu’il est connu ici
        ; une pause n’est pas un départ ; seul le premier passage de chacun est suivi. La courbe s’arrête où
        moins de cinq personnes sont suivies ; la bande est l’intervalle où la part réelle se trouve 95 fois
        sur 100.
        {retention && retention.from > 0
          ? ` Elle commence à ${stayWords(retention.from)} : avant, moins de cinq personnes étaient suivies ensemble. Elle parle donc de ceux qui étaient encore là ce jour-là.`
          : ''}
      </>
    }
    count={
      retention
        ? `${countOf(retention, exact)}. Durée médiane : ${medianWords(retention)}.`
        : 'Moins de cinq bénévoles suivis'
    }
    table={{
      caption: 'Part encore là',
      columns: [
        { title: 'Après', heads: true, cell: ({ months }: Reading) => `${months}\u00a0mois` },
        { title: 'Encore là', numeric: true, cell: ({ survival }: Reading) => percent(survival) },
        { title: 'Intervalle à 95\u00a0%', cell: intervalWords },
        { title: 'Suivis ce jour-là', numeric: true, cell: ({ atRisk }: Reading) => atRisk },
      ],
      rows: retention?.readings ?? [],
      empty: (
        <EmptyState title="Pas encore de courbe.">
          Il faut que cinq bénévoles aient été suivis ensemble pendant un mois.
        </EmptyState>
      ),
    }}
  >
    {retention && (
      <Curves
        of={[retention]}
        withBand
        label={`Part des bénévoles encore là : ${retention.readings.map(({ months, survival }) => `${percent(survival)} après ${months} mois`).join(', ')}.`}
      />
    )}
  </ChartFigure>
);

const WHY_NOT = {
  'one-group': 'Un seul groupe est assez grand : rien n’est comparé.',
  'fewer-than-ten-events':
    'Il faut dix départs pour comparer : pour l’instant, une différence ne dirait rien.',
  'group-under-five': 'Un des groupes est trop petit pour être comparé.',
  'never-together':
    'Les groupes n’ont pas été suivis pendant les mêmes mois de leur parcours : rien n’est comparé.',
} as const;

const testWords = ({ test }: Comparison): string => {
  if (!test.ok) return WHY_NOT[test.refusal.reason];
  const { chiSquare, degreesOfFreedom, pValue } = test.value;
  const chance =
    pValue < 0.001 ? 'moins de 0,001' : pValue.toLocaleString('fr', { maximumFractionDigits: 3 });
  const figures = `test du log-rank : ${chiSquare.toLocaleString('fr', { maximumFractionDigits: 2 })}, ${plural(degreesOfFreedom, 'degré', 'degrés')} de liberté, p = ${chance}`;
  return pValue < 0.05
    ? `Les groupes ne partent pas au même rythme (${figures}). C’est une association, pas une cause.`
    : `Aucune différence qui dépasse le hasard (${figures}).`;
};

type Groups = Pick<Comparison, 'shown' | 'hidden'> & Partial<Pick<Comparison, 'test'>>;

const definitions = {
  age: 'Par âge à l’arrivée. Un âge inconnu n’est rangé dans aucun groupe.',
  pair: `Parmi ceux qui étaient encore là après ${LANDMARK_DAYS} jours : avec ou sans binôme ce jour-là. La courbe part de ce jour : qui reste longtemps a plus de temps pour trouver un binôme, et une comparaison depuis le premier jour tromperait.`,
  programme:
    'Par type de mission souhaité à l’arrivée. Une même personne peut en souhaiter plusieurs : les courbes se regardent, elles ne se comparent pas.',
} as const;

const titles = {
  age: 'Selon l’âge',
  pair: 'Avec ou sans binôme',
  programme: 'Selon les missions souhaitées',
} as const;

/** Curves by group. Whoever may not see one to four is told no departures by group: the total is told, and would give them. */
export const GroupsFigure = ({
  by,
  groups,
  exact,
}: {
  by: keyof typeof definitions;
  groups: Groups;
  exact: boolean;
}) => {
  const { shown, hidden, test } = groups;
  const at = (one: Retention, months: number): string => {
    const reading = one.readings.find((read) => read.months === months);
    return reading ? percent(reading.survival) : UNKNOWN;
  };
  return (
    <ChartFigure
      title={titles[by]}
      definition={
        <>
          {definitions[by]} {test && testWords({ shown, hidden, test })}
        </>
      }
      count={[
        ...shown.map((one) => `${one.name} : ${exact ? countOf(one, exact) : followedWords(one)}`),
        ...(hidden.length > 0 ? [`${hidden.join(', ')} : ${TOO_FEW}`] : []),
      ].join(' ; ')}
      table={{
        caption: titles[by],
        hideCaption: true,
        columns: [
          { title: 'Groupe', heads: true, cell: ({ name }: Retention) => name },
          { title: 'Suivis', numeric: true, cell: ({ curve }: Retention) => curve.n },
          ...(exact
            ? [{ title: 'Départs', numeric: true, cell: ({ curve }: Retention) => curve.events }]
            : []),
          { title: 'Encore là à 6\u00a0mois', numeric: true, cell: (one: Retention) => at(one, 6) },
          { title: 'à 12\u00a0mois', numeric: true, cell: (one: Retention) => at(one, 12) },
          { title: 'Durée médiane', cell: medianWords },
        ],
        rows: shown,
        empty: <EmptyState title="Aucun groupe de cinq personnes ou plus." />,
      }}
    >
      {shown.length > 0 && shown.length <= 4 && (
        <Curves
          of={shown}
          label={`Part encore là par groupe. ${shown.map((one) => `${one.name} : ${at(one, 12)} à 12 mois`).join(', ')}.`}
        />
      )}
    </ChartFigure>
  );
};
