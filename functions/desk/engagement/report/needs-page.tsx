import type { SocialNeeds } from '../../../../shared/engagement/report/needs.ts';
import { NO_SECTOR } from '../../../../shared/engagement/review/tables.ts';
import { type NamedTold, toldAt } from '../../../../shared/engagement/small-numbers/told.ts';
import { FLAG_REASONS } from '../../../../shared/flags/flag.ts';
import { REASON_WORDS } from '../../../../shared/flags/words.ts';
import { languageName } from '../../../../shared/matching/score.ts';
import { NEEDS } from '../../../../shared/seniors/senior.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { NEED_WORDS } from '../../seniors/words.ts';
import { depthOf, WeightedMap } from '../../settings/map.tsx';
import { NOT_TOLD } from '../movements/words.ts';
import { cellsOf } from '../review/figures/view.ts';
import { sectorName, toldWords } from '../review/words.ts';
import { REPORTS } from './activity-page.tsx';
import { FLAGGED_NAMES, HARDER_NAMES, KIND_NAMES, SITUATION_NAMES, STANDING_NAMES } from './words.ts';

export const needsPath = (year: string): string => `${REPORTS}/besoins/${year}`;

const orderOf = (town: Town, codes: readonly string[]): readonly string[] => {
  const order = new Map(town.sectors.map(({ code }, i) => [code, i]));
  return codes.toSorted((a, b) => (order.get(a) ?? 999) - (order.get(b) ?? 999));
};

const BySector = ({
  town,
  table,
  caption,
  names,
  numbers,
  empty,
}: {
  town: Town;
  table: NamedTold | undefined;
  caption: string;
  names: Readonly<Record<string, string>>;
  numbers?: ReadonlyMap<string, number>;
  empty: string;
}) => {
  const rows = table && table.rows.length > 0 ? [...orderOf(town, table.rows), ''] : [];
  return (
    <DataTable
      caption={caption}
      rows={rows}
      empty={<EmptyState title={empty} />}
      columns={[
        {
          title: 'Secteur',
          heads: true,
          cell: (row) =>
            row === ''
              ? 'Toute la ville'
              : `${numbers?.has(row) ? `${numbers.get(row)}. ` : ''}${sectorName(town, row)}`,
        },
        ...(table?.columns ?? []).map((column) => ({
          title: names[column] ?? column,
          numeric: true,
          cell: (row: string) => toldWords(table && toldAt(table, { ...(row ? { row } : {}), column })),
        })),
        {
          title: 'Ensemble',
          numeric: true,
          cell: (row: string) => toldWords(table && toldAt(table, row ? { row } : {})),
        },
      ]}
    />
  );
};

/** Missions found or not, a sector a line: the table was counted the other way round. */
const transposed = (table: NamedTold): NamedTold => ({
  rows: table.columns,
  columns: table.rows,
  cells: table.columns.map((_, c) => table.rows.map((_row, r) => table.cells[r]?.[c] ?? null)),
  rowTotals: table.columnTotals,
  columnTotals: table.rowTotals,
  total: table.total,
});

/** What this town's isolated people need, sector by sector, for the yearly diagnosis. */
export const NeedsPage = ({ frame, town, needs }: { frame: Frame; town: Town; needs: SocialNeeds }) => {
  const { told, year, countedOn } = needs;
  const { situations, harder, flagged, coverage, languages } = told;
  const rows = orderOf(town, situations?.rows ?? []).filter((row) => row !== NO_SECTOR);
  const numbers = new Map(rows.map((row, i) => [row, i + 1]));
  const people = (row: string): number => (situations && toldAt(situations, { row })) ?? 0;
  const most = Math.max(0, ...rows.map(people));
  const having = (code: string): number | null | undefined => {
    const table = told[code];
    return table && toldAt(table, { column: 'with' });
  };
  return (
    <DeskPage frame={frame} title={`Analyse des besoins ${year}`}>
      <p class="crumbs">
        <a href={REPORTS}>Rapports</a>
      </p>
      <div class="report">
        <div class="head">
          <h1>Analyse des besoins {year}</h1>
          <p class="no-print">
            <a href={`${needsPath(year)}/chiffres.csv`}>Les chiffres, en tableur</a>
          </p>
        </div>
        <p class="lead">
          {town.houseName} de {town.name}, arrêtée au {frenchDate(countedOn)}. « {NOT_TOLD} » : un nombre de
          une à quatre personnes, ou qui en ferait retrouver un, ici ou par différence avec ce qui a été dit
          avant.
        </p>
        <h2>Où en sont les personnes</h2>
        <p class="quiet">
          Les dossiers ouverts ce jour-là, par secteur de l’adresse : avec un service ouvert, ou sans. Plus
          c’est foncé, plus de personnes y sont suivies ; sans couleur, aucune, ou leur nombre n’est pas dit.
        </p>
        <div class="columns even">
          {town.sectors.length > 1 && rows.length > 0 && (
            <WeightedMap
              sectors={town.sectors}
              numbers={numbers}
              depths={new Map(rows.map((row) => [row, depthOf(people(row), most)]))}
              label="Secteurs de la ville, plus foncés là où plus de personnes sont suivies. Le tableau dit la même chose."
            />
          )}
          <BySector
            town={town}
            table={situations}
            caption="Situation, par secteur"
            names={SITUATION_NAMES}
            numbers={numbers}
            empty="Aucun dossier ouvert."
          />
        </div>
        <DataTable
          caption="Pour toute la ville"
          rows={[...cellsOf(told['with-service']), ...cellsOf(told['without-service'])]}
          empty={<p class="quiet">Le détail n’est pas dit : trop peu de personnes.</p>}
          columns={[
            { title: 'Situation', heads: true, cell: ({ name }) => STANDING_NAMES[name] ?? name },
            { title: 'Personnes', numeric: true, cell: ({ value }) => toldWords(value) },
          ]}
        />
        <p class="quiet">
          Visitées ou appelées : un service leur a trouvé quelqu’un, ou quelqu’un leur est attitré. À
          contacter : signalées ou importées, pas encore rencontrées.
        </p>
        <h2>Pour qui trouver quelqu’un est plus difficile</h2>
        <p class="quiet">
          Qui ne parle pas français, ou a une contrainte pratique à la maison ; chaque personne une fois. Rien
          sur la santé n’est noté.
        </p>
        <BySector
          town={town}
          table={harder}
          caption="Langues et contraintes, par secteur"
          names={HARDER_NAMES}
          empty="Aucun dossier ouvert."
        />
        <div class="columns even">
          <DataTable
            caption="Ce qui rend plus difficile"
            rows={cellsOf(told.kinds)}
            empty={<p class="quiet">Le détail n’est pas dit : trop peu de personnes.</p>}
            columns={[
              { title: 'Pourquoi', heads: true, cell: ({ name }) => KIND_NAMES[name] ?? name },
              { title: 'Personnes', numeric: true, cell: ({ value }) => toldWords(value) },
            ]}
          />
          <DataTable
            caption="Langue, pour qui ne parle pas français"
            rows={cellsOf(languages)}
            empty={<p class="quiet">Langues : trop peu de personnes pour être dites.</p>}
            columns={[
              { title: 'Langue', heads: true, cell: ({ name }) => languageName(name) },
              { title: 'Personnes', numeric: true, cell: ({ value }) => toldWords(value) },
            ]}
          />
          <DataTable
            caption="Contraintes pratiques"
            rows={NEEDS.filter((need) => told[`need-${need}`] !== undefined)}
            empty={<p class="quiet">Contraintes pratiques : trop peu de personnes pour être dites.</p>}
            columns={[
              { title: 'Contrainte', heads: true, cell: (need) => NEED_WORDS[need] },
              { title: 'Personnes', numeric: true, cell: (need) => toldWords(having(`need-${need}`)) },
            ]}
          />
        </div>
        <h2>Qui a été signalé dans l’année</h2>
        <BySector
          town={town}
          table={flagged}
          caption="Signalements de l’année, par secteur"
          names={FLAGGED_NAMES}
          empty="Aucun signalement dans l’année."
        />
        <p class="quiet">
          Le secteur est connu de qui a un dossier ; les autres signalements sont « sans secteur ». Un
          signalement peut avoir plusieurs motifs.
        </p>
        <DataTable
          caption="Motifs des signalements"
          rows={FLAG_REASONS.filter((reason) => told[`reason-${reason}`] !== undefined)}
          empty={<p class="quiet">Motifs : trop peu de signalements pour être dits.</p>}
          columns={[
            { title: 'Motif', heads: true, cell: (reason) => REASON_WORDS[reason] },
            { title: 'Signalements', numeric: true, cell: (reason) => toldWords(having(`reason-${reason}`)) },
          ]}
        />
        <h2>Ce qui n’est pas couvert</h2>
        <BySector
          town={town}
          table={coverage && transposed(coverage)}
          caption="Missions des quatre dernières semaines, par secteur"
          names={{ found: 'pourvues', missing: 'sans personne' }}
          empty="Aucune mission en quatre semaines."
        />
      </div>
    </DeskPage>
  );
};
