import { capital } from '../../../../shared/french/french.ts';
import type { Sector } from '../../../../shared/geo/sector.ts';
import type { Recruitment, Worth } from '../../../../shared/matching/week/answers/recruit.ts';
import type { Since } from '../../../../shared/plans/since.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary } from '../../../web/fields.tsx';
import { DeskPage } from '../../layout.tsx';
import { depthOf, WeightedMap } from '../../settings/map.tsx';
import { Crumbs } from '../frame.tsx';
import { counted, sinceWords, weekPath, weekWords } from '../words.ts';
import { Answer, type Answered, WhatIf, type WhatIfProps } from './what-if.tsx';

type Props = WhatIfProps & {
  readonly recruitment: Recruitment;
  readonly answered: Answered | undefined;
  /** What time has done to the plan that the map is of; undefined: nothing. */
  readonly since: Since | undefined;
};

/** Where one more person would change nothing is not told: nor is the rest of the town. */
const useful = <R extends Worth<string>>(rows: readonly R[]): readonly R[] => {
  const most = Math.max(0, ...rows.map(({ points }) => points));
  return rows.filter(({ missing, points }) => missing > 0 || depthOf(points, most) > 0);
};

const DEPTHS = ['sans effet', 'un peu utile', 'utile', 'très utile', 'le plus utile'] as const;

const WorthTable = ({
  caption,
  title,
  rows: all,
  numbered = false,
}: {
  caption: string;
  title: string;
  rows: readonly Worth<string>[];
  /** As on the map. */
  numbered?: boolean;
}) => {
  const rows = useful(all);
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
          cell: (row) => `${numbered ? `${rows.indexOf(row) + 1}. ` : ''}${capital(row.name)}`,
        },
        { title: 'Il manque', cell: ({ missing }) => counted(missing, 'personne') },
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

/** Where one more volunteer would count: the town drawn, the same in tables, and exact answers to « et si ». */
export const RecruitPage = (props: Props) => {
  const { frame, town, monday, recruitment, form, answered } = props;
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
      {props.since && (
        <Notice tone="warn">
          {sinceWords(props.since)} La carte et les tableaux sont d’avant
          {props.isLater && ' ; « et si » en tient compte'}.{' '}
          <a href={weekPath(monday)}>Proposer de nouveau la semaine</a>
        </Notice>
      )}
      {answered && <Answer frame={frame} form={form} monday={monday} answered={answered} />}
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
                numbers={new Map(useful(recruitment.sectors).map(({ key }, i) => [key, i + 1]))}
                depths={depths(town.sectors, recruitment)}
                label="Secteurs de la ville, plus foncés là où un bénévole de plus serait le plus utile. Le tableau dit la même chose."
              />
            )}
            <WorthTable caption="Par secteur" title="Secteur" rows={recruitment.sectors} numbered={isDrawn} />
          </div>
          <div>
            <WhatIf {...props} />
            <WorthTable caption="Par demi-journée" title="Demi-journée" rows={recruitment.halfDays} />
            <WorthTable caption="Par langue" title="Langue" rows={recruitment.languages} />
          </div>
        </div>
      )}
    </DeskPage>
  );
};
