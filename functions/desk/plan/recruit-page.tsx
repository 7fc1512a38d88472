import type { Sector } from '../../../shared/geo/sector.ts';
import type { Recruitment, Worth } from '../../../shared/matching/week/recruit.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { HALF_DAYS } from '../../../shared/time/civil.ts';
import { frenchHalfDay } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { ErrorSummary, Field, Hidden, Select, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { depthOf, WeightedMap } from '../settings/map.tsx';
import { Crumbs } from './frame.tsx';
import { weekWords } from './words.ts';

/** The answer to « et si… », from the week solved again. */
export type Answered = { readonly question: string; readonly sentences: readonly string[] };

type Props = {
  readonly frame: Frame;
  readonly town: Town;
  readonly monday: CivilDay;
  readonly recruitment: Recruitment;
  readonly form: FormState;
  readonly answered: Answered | undefined;
  readonly languages: readonly { readonly value: string; readonly label: string }[];
};

const DEPTHS = ['sans effet', 'un peu utile', 'utile', 'très utile', 'le plus utile'] as const;

const WorthTable = ({
  caption,
  title,
  rows,
  numbered = false,
}: {
  caption: string;
  title: string;
  rows: readonly Worth<string>[];
  /** As on the map. */
  numbered?: boolean;
}) => {
  const most = Math.max(0, ...rows.map(({ points }) => points));
  return (
    <DataTable
      caption={caption}
      rows={rows}
      empty={<p class="quiet">{caption} : aucun besoin cette semaine.</p>}
      columns={[
        {
          title,
          heads: true,
          cell: (row) =>
            `${numbered ? `${rows.indexOf(row) + 1}. ` : ''}${row.name.charAt(0).toUpperCase()}${row.name.slice(1)}`,
        },
        { title: 'Personnes qui manquent', numeric: true, cell: ({ missing }) => missing },
        { title: 'Une personne de plus serait', cell: ({ points }) => DEPTHS[depthOf(points, most)] ?? '' },
      ]}
    />
  );
};

const depths = (
  sectors: readonly Sector[],
  { sectors: worths }: Recruitment,
): ReadonlyMap<string, number> => {
  const most = Math.max(0, ...worths.map(({ points }) => points));
  const of = new Map(worths.map(({ key, points }) => [key, depthOf(points, most)]));
  return new Map(sectors.map(({ code }) => [code, of.get(code) ?? 0]));
};

const WhatIf = ({ form, town, monday, languages }: Pick<Props, 'form' | 'town' | 'monday' | 'languages'>) => (
  <section class="card">
    <h2>Et si des bénévoles nous rejoignaient ?</h2>
    <p>
      La semaine entière est planifiée de nouveau avec ces personnes : la réponse est exacte, pas estimée.
    </p>
    <form method="get" action="/semaine/renforts">
      <Hidden name="semaine" value={monday} />
      <div class="row">
        <Field form={form} name="combien" label="Combien" inputmode="numeric" max={2} short />
        {town.sectors.length > 0 && (
          <Select
            form={form}
            name="secteur"
            label="Habitant"
            options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <Select
          form={form}
          name="libre"
          label="Libres"
          empty="toute la semaine"
          options={HALF_DAYS.map((half) => ({ value: half, label: `le ${frenchHalfDay(half)}` }))}
        />
        <Select form={form} name="langue" label="Parlant" empty="français" options={languages} />
      </div>
      <SubmitButton>Calculer</SubmitButton>
    </form>
  </section>
);

/** Where one more volunteer would count: the town drawn, the same in tables, and exact answers to « et si ». */
export const RecruitPage = ({ frame, town, monday, recruitment, form, answered, languages }: Props) => {
  const isDrawn = town.sectors.length > 1;
  const isQuiet = recruitment.sectors.length + recruitment.halfDays.length === 0;
  return (
    <DeskPage frame={frame} title="Où recruter" hasProblems={form.problems.length > 0}>
      <Crumbs monday={monday} />
      <h1>Où recruter</h1>
      <p class="lead">
        Ce que vaudrait un bénévole de plus, d’après le plan de la semaine {weekWords(monday)}
        {isDrawn && ' : plus c’est foncé, plus une personne de plus changerait la semaine'}. Là où personne ne
        manque, elle raccourcirait les trajets ou soulagerait ceux qui en font beaucoup.
      </p>
      <ErrorSummary form={form} />
      {answered && (
        <Notice tone="good" title={answered.question}>
          {answered.sentences.length === 0 ? (
            'Cela ne changerait rien cette semaine-là.'
          ) : (
            <ul>
              {answered.sentences.map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {isQuiet ? (
        <EmptyState title="Rien à dire pour cette semaine.">
          Aucune mission à pourvoir : choisissez une autre semaine.
        </EmptyState>
      ) : (
        <div class="columns even">
          <div>
            {isDrawn && (
              <WeightedMap
                sectors={town.sectors}
                numbers={new Map(recruitment.sectors.map(({ key }, i) => [key, i + 1]))}
                depths={depths(town.sectors, recruitment)}
                label="Secteurs de la ville, plus foncés là où un bénévole de plus serait le plus utile. Le tableau dit la même chose."
              />
            )}
            <WorthTable caption="Par secteur" title="Secteur" rows={recruitment.sectors} numbered={isDrawn} />
          </div>
          <div>
            <WhatIf form={form} town={town} monday={monday} languages={languages} />
            <WorthTable caption="Par demi-journée" title="Demi-journée" rows={recruitment.halfDays} />
            <WorthTable caption="Par langue" title="Langue" rows={recruitment.languages} />
          </div>
        </div>
      )}
    </DeskPage>
  );
};
