import { GROUP_TABLES } from '../../../../../shared/engagement/check-ins/groups.ts';
import { type NamedTold, toldAt } from '../../../../../shared/engagement/small-numbers/told.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { EmptyState } from '../../../../web/components.tsx';
import { Bars } from '../../../charts/bars.tsx';
import { ChartFigure } from '../../../charts/figure.tsx';
import { groupName, onWords, quarterWords, toldWords } from '../words.ts';
import { cellsOf, type View } from './view.ts';

type Group = {
  readonly name: string;
  readonly toSurround: number | null;
  readonly steady: number | null;
  readonly unsaid: number | null;
  readonly people: number | null;
};

const numbersOf = (table: NamedTold, column: string | undefined): Omit<Group, 'name'> => {
  const at = (row?: string): number | null => toldAt(table, { row, column }) ?? null;
  return { toSurround: at('to-surround'), steady: at('steady'), unsaid: at('unsaid'), people: at() };
};

/** Each group, and all of them together; of a single one, nothing but these. */
const groupsOf = (view: View, code: string): readonly Group[] => {
  const table = view.tables[code];
  if (!table) return [];
  const named = table.columns.length > 1 ? table.columns : [];
  return [
    ...named.map((column) => ({
      name: groupName(view.town, code, column),
      ...numbersOf(table, column),
    })),
    { name: 'Ensemble', ...numbersOf(table, undefined) },
  ];
};

const BAND_NAMES = { toSurround: 'à entourer', steady: 'ça va', unsaid: 'pas de réponse' } as const;
const BANDS = ['toSurround', 'steady', 'unsaid'] as const;

const tableOf = (caption: string, head: string, rows: readonly Group[]) => ({
  caption,
  rows,
  empty: <EmptyState title="Aucune réponse." />,
  columns: [
    { title: head, heads: true, cell: ({ name }: Group) => name },
    { title: 'À entourer', numeric: true, cell: ({ toSurround }: Group) => toldWords(toSurround) },
    { title: 'Ça va', numeric: true, cell: ({ steady }: Group) => toldWords(steady) },
    { title: 'Pas de réponse', numeric: true, cell: ({ unsaid }: Group) => toldWords(unsaid) },
    { title: 'Bénévoles', numeric: true, cell: ({ people }: Group) => toldWords(people) },
  ],
});

const Drawing = ({ groups }: { groups: readonly Group[] }) => {
  const named = groups.slice(0, -1);
  if (!named.some((group) => BANDS.some((band) => group[band] !== null))) return null;
  const words = (group: Group): string =>
    BANDS.map((band) => `${BAND_NAMES[band]} ${toldWords(group[band])}`).join(', ');
  return (
    <Bars
      label={`Réponses par groupe : ${named.map((group) => `${group.name}, ${words(group)}`).join(' ; ')}.`}
      labels={named.map(({ name }) => name)}
      series={BANDS.map((band) => ({ name: BAND_NAMES[band], values: named.map((group) => group[band]) }))}
    />
  );
};

/** « 6 à entourer, sur 27 réponses », of which quarter; or that it is not told. */
export const checkInWords = (view: View): string => {
  const { quarter } = view.figures;
  const [toSurround, steady] = cellsOf(view.tables[GROUP_TABLES.all]).map(({ value }) => value);
  const when = quarter ? `, de ${quarterWords(quarter)}` : '';
  if (typeof toSurround === 'number' && typeof steady === 'number')
    return `${toSurround} à entourer, sur ${toSurround + steady} réponses${when}`;
  if (typeof toSurround === 'number')
    return `${toSurround} à entourer${when} ; combien vont bien n’est pas dit`;
  return view.tables[GROUP_TABLES.all]
    ? `combien sont à entourer n’est pas dit${when}`
    : `trop peu de réponses pour être dites${when}`;
};

/** How the active said they were, a closed quarter: bands of groups of five answers or more, the same for every reader. */
export const CheckIns = ({ view }: { view: View }) => {
  const { quarter } = view.figures;
  if (!quarter) return null;
  const [sectors, programmes] = [
    groupsOf(view, GROUP_TABLES.bySector),
    groupsOf(view, GROUP_TABLES.byProgramme),
  ];
  const title = 'Comment disent aller les bénévoles';
  const asked = `Réponses à « Comment allez-vous ? » de ${quarterWords(quarter)}, le dernier trimestre terminé, comptées le ${frenchDate(quarter.countedOn)}`;
  if (sectors.length === 0)
    return (
      <ChartFigure
        level={3}
        title={title}
        definition={`${asked}.`}
        count="Moins de cinq réponses"
        table={tableOf(title, 'Secteur', [])}
      />
    );
  const answers = onWords(view.tables[GROUP_TABLES.all]?.total, 'bénévoles actifs');
  return (
    <>
      <ChartFigure
        level={3}
        title={title}
        definition={
          <>
            {asked}, de qui était actif ce jour-là : qui s’est mis en pause ou est parti depuis n’y est pas.
            « À entourer » : épuisement de 3 ou plus sur 5, aucun soutien, ou échelle à 50 ou plus. Moins de
            cinq réponses sont réunies à d’autres ; un nombre de une à quatre personnes, ou qui en ferait
            retrouver un, n’est dit à personne.
          </>
        }
        count={answers}
        table={tableOf(`Réponses de ${quarterWords(quarter)}, par secteur du bénévole`, 'Secteur', sectors)}
      >
        <Drawing groups={sectors} />
      </ChartFigure>
      {programmes.length > 1 && (
        <ChartFigure
          level={3}
          title="Les mêmes réponses, par programme"
          definition="Chaque bénévole compte une fois : par son programme, ou avec ceux qui en ont plusieurs."
          count={answers}
          table={tableOf(`Réponses de ${quarterWords(quarter)}, par programme`, 'Programme', programmes)}
        >
          <Drawing groups={programmes} />
        </ChartFigure>
      )}
    </>
  );
};
