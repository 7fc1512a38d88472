import { LOAD_CLASSES } from '../../../../../shared/engagement/review/figures.ts';
import { frenchMoment } from '../../../../../shared/time/french.ts';
import { EmptyState, Facts } from '../../../../web/components.tsx';
import { Bars } from '../../../charts/bars.tsx';
import { ChartFigure } from '../../../charts/figure.tsx';
import { percent, plural } from '../../movements/words.ts';
import { FACT_NAMES, LOAD_NAMES, onWords, toldOf, toldWords } from '../words.ts';
import { CheckIns, checkInWords } from './groups.tsx';
import { cellsOf, type View } from './view.ts';

/** So many answers before even the coordinator is told how many are to be surrounded today: a quarter's few would be one person (domain.md §4). */
const FEWEST_ANSWERS = 5;

const loadName = (code: string): string => {
  const known = LOAD_CLASSES.find((one) => one === code);
  return known ? LOAD_NAMES[known] : code;
};

const LoadFigure = ({ view }: { view: View }) => {
  const { weariness } = view.figures;
  const table = view.tables.load;
  const cells = cellsOf(table);
  const { busiest, missions } = weariness ?? { busiest: { people: 0, missions: 0 }, missions: 0 };
  return (
    <ChartFigure
      level={3}
      title="Comment la charge se répartit"
      definition={
        <>
          Missions tenues ou faites par chaque bénévole actif pendant les quatre semaines d’avant la revue.
          Une tournée, un lot d’appels comptent une fois.
          {missions >= 20 &&
            (view.exact || busiest.people >= 5) &&
            ` Les ${busiest.people} plus chargés en ont fait ${percent(busiest.missions / missions)}.`}
        </>
      }
      count={`${onWords(table?.total, 'bénévoles actifs')}, ${plural(missions, 'mission', 'missions')}`}
      table={{
        caption: 'Bénévoles actifs par nombre de missions',
        rows: cells,
        empty: <EmptyState title="Aucun bénévole actif." />,
        columns: [
          { title: 'Missions en quatre semaines', heads: true, cell: ({ name }) => loadName(name) },
          { title: 'Bénévoles', numeric: true, cell: ({ value }) => toldWords(value) },
        ],
      }}
    >
      {cells.some(({ value }) => value !== null) && (
        <Bars
          label={`Bénévoles par nombre de missions : ${cells.map(({ name, value }) => `${loadName(name)}, ${toldWords(value)}`).join(' ; ')}.`}
          labels={cells.map(({ name }) => loadName(name))}
          series={[{ name: 'bénévoles', values: cells.map(({ value }) => value) }]}
        />
      )}
    </ChartFigure>
  );
};

const OFFER_NAMES: Readonly<Record<string, string>> = {
  yes: 'oui',
  no: 'non',
  silent: 'sans réponse',
};

const OffersFigure = ({ view }: { view: View }) => {
  const table = view.tables.offers;
  const cells = cellsOf(table);
  const total = table?.total ?? null;
  const share = (value: number | null): string =>
    value === null || total === null || total < 5 ? '' : percent(value / total);
  return (
    <ChartFigure
      level={3}
      title="Ce que deviennent les propositions"
      definition="Propositions envoyées aux bénévoles actifs en quatre semaines. Celles que quelqu’un d’autre avait déjà prises, ou qui attendent encore, ne sont pas comptées : elles ne disent rien de qui les a reçues."
      count={onWords(total, 'propositions répondues ou restées sans réponse')}
      table={{
        caption: 'Propositions et réponses',
        rows: total === 0 ? [] : cells,
        empty: <EmptyState title="Aucune proposition en quatre semaines." />,
        columns: [
          { title: 'Réponse', heads: true, cell: ({ name }) => OFFER_NAMES[name] ?? name },
          { title: 'Propositions', numeric: true, cell: ({ value }) => toldWords(value) },
          { title: 'Part', numeric: true, cell: ({ value }) => share(value) },
        ],
      }}
    >
      {total !== 0 && cells.some(({ value }) => value !== null) && (
        <Bars
          label={`Propositions : ${cells.map(({ name, value }) => `${OFFER_NAMES[name] ?? name}, ${toldWords(value)}`).join(' ; ')}.`}
          labels={cells.map(({ name }) => OFFER_NAMES[name] ?? name)}
          series={[{ name: 'propositions', values: cells.map(({ value }) => value) }]}
        />
      )}
    </ChartFigure>
  );
};

/** Is the network tiring? */
export const Weariness = ({ view }: { view: View }) => {
  const { weariness } = view.figures;
  if (!weariness)
    return (
      <EmptyState title="Non compté.">
        Les bénévoles n’avaient pas encore été regardés quand cette revue a été comptée : ils le sont chaque
        nuit.
      </EmptyState>
    );
  const [noPause] = cellsOf(view.tables.pauses);
  return (
    <>
      <div class="year">
        <Facts
          of={[
            [
              'Sans une semaine de pause',
              `${toldOf(noPause?.value, view.tables.pauses?.total)}, depuis douze semaines ou plus`,
            ],
            ['Point du trimestre', checkInWords(view)],
          ]}
        />
      </div>
      {weariness.noticedAt && (
        <p class="quiet">
          Pauses, faits et propositions : relevés {frenchMoment(weariness.noticedAt)}. La charge et les
          inscrits sont ceux du moment où la revue a été comptée.
        </p>
      )}
      <LoadFigure view={view} />
      <CheckIns view={view} />
      {view.exact && (
        <ChartFigure
          level={3}
          title="Ce qui est relevé"
          definition="Combien de bénévoles actifs sont concernés par chaque fait ; une personne peut l’être par plusieurs. Les faits eux-mêmes, avec leurs dates, sont dans Attentions."
          count={plural(weariness.looked, 'bénévole actif regardé', 'bénévoles actifs regardés')}
          table={{
            caption: 'Bénévoles concernés, par fait',
            hideCaption: true,
            rows: weariness.facts.filter(
              ({ kind, people }) =>
                people > 0 &&
                (kind !== 'worn-out' ||
                  weariness.checkIns.steady + weariness.checkIns.toSurround >= FEWEST_ANSWERS),
            ),
            empty: <EmptyState title="Rien n’est relevé." />,
            columns: [
              { title: 'Fait', heads: true, cell: ({ kind }) => FACT_NAMES[kind] },
              { title: 'Bénévoles', numeric: true, cell: ({ people }) => people },
            ],
          }}
        />
      )}
      <OffersFigure view={view} />
    </>
  );
};
