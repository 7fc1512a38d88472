import type { Advice } from '../../../../shared/engagement/forecast/recruit.ts';
import { ADVISED_COUNT, advisedRecruits } from '../../../../shared/engagement/forecast/recruit.ts';
import { languageName } from '../../../../shared/matching/score.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Moment, Notice, type Tone } from '../../../web/components.tsx';
import { ErrorSummary, Field, Select, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { WeekGrid } from '../../../web/week-grid.tsx';
import { sheetPath, weekPath, weekWords } from '../../plan/words.ts';
import { plural } from '../movements/words.ts';
import { type Answer, outdatedWords, weekdayName } from './recruit-words.ts';
import { FORECAST } from './words.ts';

export type Recruitment = {
  /** The week whose stored plan answers; undefined: the waiting list does. */
  readonly monday: CivilDay | undefined;
  /** Visits without anybody in that week, or services without a volunteer of their own. */
  readonly missing: number;
  readonly advice: readonly Advice[];
  readonly form: FormState;
  readonly answer: Answer | undefined;
  readonly languages: readonly { readonly value: string; readonly label: string }[];
};

const askPath = (advice: Advice): string => {
  const { count, sector = '', free, travel, language = '' } = advisedRecruits(advice);
  const query = new URLSearchParams({ combien: String(count), secteur: sector, trajet: travel });
  for (const half of free) query.append('libre', half);
  if (language) query.set('langue', language);
  return `${FORECAST}?${query}#renforts`;
};

const Source = ({ monday, missing }: Pick<Recruitment, 'monday' | 'missing'>) =>
  monday ? (
    <p>
      D’après le plan de la <a href={weekPath(monday)}>semaine {weekWords(monday)}</a> :{' '}
      {missing === 0
        ? 'chaque visite y trouve quelqu’un.'
        : `${plural(missing, 'visite n’y trouve', 'visites n’y trouvent')} personne.`}{' '}
      <a href={sheetPath('renforts', monday)}>Où recruter, sur la carte</a>
    </p>
  ) : (
    <p>
      Aucun plan de semaine n’est enregistré : les réponses viennent de la liste d’attente (
      {plural(missing, 'accompagnement sans bénévole attitré', 'accompagnements sans bénévole attitré')}).
      Pour un calcul exact, <a href="/semaine">proposez d’abord une semaine</a>.
    </p>
  );

/** « Planoise, le lundi, parlant polonais » */
const placeWords = (town: Town, { sector, weekday, language }: Advice): string =>
  `${town.sectors.find(({ code }) => code === sector)?.name ?? sector}, le ${weekdayName(weekday)}${language ? `, parlant ${languageName(language)}` : ''}`;

const Suggestions = ({
  advice,
  town,
  isPlanned,
}: {
  advice: readonly Advice[];
  town: Town;
  isPlanned: boolean;
}) => (
  <>
    <h3>Là où ce serait le plus utile</h3>
    <p>
      Avec {ADVISED_COUNT} bénévoles de plus, {isPlanned ? 'estimé aux prix du plan' : 'compté sur la liste'}.
      Choisissez pour la réponse {isPlanned ? 'exacte' : 'complète'}.
    </p>
    <ul class="rows">
      {advice.map((one) => (
        <li>
          <a class="button second" href={askPath(one)}>
            {placeWords(town, one)}
          </a>{' '}
          {isPlanned
            ? plural(one.gained, 'visite de plus', 'visites de plus')
            : plural(one.gained, 'accompagnement de plus', 'accompagnements de plus')}
        </li>
      ))}
    </ul>
  </>
);

/** What was true of another week is no good news. */
const toneOf = ({ serves, outdated }: Answer): Tone => {
  if (outdated) return 'warn';
  return serves ? 'good' : 'info';
};

/** How many, where and when: three places the plan's prices point at, then a question of one's own. */
export const RecruitSection = ({ town, of }: { town: Town; of: Recruitment }) => (
  <section class="figure no-print" id="renforts">
    <h2>Et si des bénévoles nous rejoignaient ?</h2>
    <Source monday={of.monday} missing={of.missing} />
    {of.answer && (
      <Notice tone={toneOf(of.answer)} title={of.answer.title}>
        {of.answer.sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
        {of.answer.countedAt && (
          <p class="quiet">
            Calculé <Moment at={of.answer.countedAt} />
            {of.answer.outdated && outdatedWords[of.answer.outdated]}.
          </p>
        )}
        {of.answer.askAt && (
          <p>
            <a class="button" href={of.answer.askAt}>
              {of.answer.outdated ? 'Demander un nouveau calcul' : 'Demander le calcul'}
            </a>
          </p>
        )}
      </Notice>
    )}
    {of.advice.length > 0 && (
      <Suggestions advice={of.advice} town={town} isPlanned={of.monday !== undefined} />
    )}
    <details open={of.form.problems.length > 0}>
      <summary>Poser une autre question</summary>
      <form method="get" action={`${FORECAST}#renforts`}>
        <ErrorSummary form={of.form} />
        <div class="row">
          <Field
            form={of.form}
            name="combien"
            label="Combien de bénévoles"
            inputmode="numeric"
            max={2}
            short
          />
          <Select
            form={of.form}
            name="secteur"
            label="Habitant"
            options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <Select
            form={of.form}
            name="trajet"
            label="Se déplaçant"
            options={[
              { value: 'walk', label: 'à pied' },
              { value: 'bike', label: 'à vélo' },
              { value: 'bus', label: 'en bus' },
              { value: 'car', label: 'en voiture' },
            ]}
          />
          <Select form={of.form} name="langue" label="Parlant" empty="français" options={of.languages} />
        </div>
        <WeekGrid form={of.form} name="libre" legend="Libres (rien de coché : toute la semaine)" />
        <SubmitButton>Calculer</SubmitButton>
      </form>
    </details>
  </section>
);
