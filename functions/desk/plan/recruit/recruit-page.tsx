import type { Outdated } from '../../../../shared/engagement/forecast/question/question.ts';
import type { Sector } from '../../../../shared/geo/sector.ts';
import type { Recruitment, Worth } from '../../../../shared/matching/week/answers/recruit.ts';
import type { Since } from '../../../../shared/plans/since.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { HALF_DAYS } from '../../../../shared/time/civil.ts';
import { frenchHalfDay } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { DataTable, EmptyState, Moment, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Field, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { outdatedWords } from '../../engagement/forecast/recruit-words.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { depthOf, WeightedMap } from '../../settings/map.tsx';
import { Crumbs } from '../frame.tsx';
import { sinceWords, weekPath, weekWords } from '../words.ts';

/** The answer to « et si… », from the week solved again; of a large week, as it was counted last, or none yet. */
export type Answered = {
  readonly question: string;
  readonly sentences: readonly string[];
  /** It is counted beside, when asked for: when it was, what it is older than, or in vain. */
  readonly kept?: {
    readonly at: Instant | undefined;
    readonly outdated: Outdated | undefined;
    readonly isFailed: boolean;
  };
};

type Props = {
  readonly frame: Frame;
  readonly town: Town;
  readonly monday: CivilDay;
  readonly recruitment: Recruitment;
  readonly form: FormState;
  readonly answered: Answered | undefined;
  /** What time has done to the plan that the map is of; undefined: nothing. */
  readonly since: Since | undefined;
  /** Too large a week for an answer while the page waits. */
  readonly isLater: boolean;
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

const RENFORTS = '/semaine/renforts';

/** The question that the page answers, asked as it stands. */
const AskAgain = ({
  frame,
  form,
  monday,
  word,
}: Pick<Props, 'frame' | 'form' | 'monday'> & { word: string }) => (
  <PostForm action={RENFORTS} csrf={frame.csrf}>
    <Hidden name="semaine" value={monday} />
    {Object.entries(form.typed)
      .filter(([name]) => name !== 'semaine')
      .flatMap(([name, values]) => values.map((value) => <Hidden name={name} value={value} />))}
    <SubmitButton tone={word === 'Calculer' ? 'first' : 'second'}>{word}</SubmitButton>
  </PostForm>
);

const Answer = ({
  answered,
  ...props
}: { answered: Answered } & Pick<Props, 'frame' | 'form' | 'monday'>) => {
  const { question, sentences, kept } = answered;
  if (kept && (kept.isFailed || sentences.length === 0))
    return (
      <Notice tone={kept.isFailed ? 'alert' : 'info'} title={question}>
        <p>
          {kept.isFailed
            ? 'Le calcul a échoué plusieurs fois. Essayez de nouveau, puis prévenez la personne qui s’occupe du logiciel.'
            : 'Cette semaine est trop grande pour être planifiée de nouveau pendant que vous attendez : le calcul prend une à deux minutes, et sa réponse est gardée.'}
        </p>
        <AskAgain {...props} word="Calculer" />
      </Notice>
    );
  return (
    <Notice tone={kept?.outdated ? 'warn' : 'good'} title={question}>
      {sentences.length === 0 ? (
        'Cela ne changerait rien cette semaine-là.'
      ) : (
        <ul>
          {sentences.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
      {kept?.at && (
        <>
          <p class="quiet">
            Calculé <Moment at={kept.at} />
            {kept.outdated && outdatedWords[kept.outdated]}.
          </p>
          <AskAgain {...props} word="Calculer de nouveau" />
        </>
      )}
    </Notice>
  );
};

const WhatIf = ({
  frame,
  form,
  town,
  monday,
  languages,
  isLater,
}: Pick<Props, 'frame' | 'form' | 'town' | 'monday' | 'languages' | 'isLater'>) => {
  const fields = (
    <>
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
    </>
  );
  return (
    <section class="card">
      <h2>Et si des bénévoles nous rejoignaient ?</h2>
      <p>
        La semaine entière est planifiée de nouveau avec ces personnes : la réponse est exacte, pas estimée.
        {isLater && ' À cette taille, le calcul prend une à deux minutes.'}
      </p>
      {isLater ? (
        <PostForm action={RENFORTS} csrf={frame.csrf}>
          {fields}
        </PostForm>
      ) : (
        <form method="get" action={RENFORTS}>
          {fields}
        </form>
      )}
    </section>
  );
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
                numbers={new Map(recruitment.sectors.map(({ key }, i) => [key, i + 1]))}
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
