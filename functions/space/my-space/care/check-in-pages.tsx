import { MOODS, type MonthOfMoods } from '../../../../shared/engagement/check-ins/moods.ts';
import { capital } from '../../../../shared/french/french.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import {
  SCALE_ANSWERS,
  SCALE_ITEMS,
  scaleScore,
} from '../../../../shared/volunteers/check-ins/burnout-scale.ts';
import { type CheckIn, HORIZONS, SUPPORTS } from '../../../../shared/volunteers/check-ins/check-in.ts';
import { Confirm, DataTable, EmptyState } from '../../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { Page, PhoneLink } from '../../../web/layout.tsx';
import { Back } from '../missions-page.tsx';
import type { Space } from '../space.ts';
import { CHECK_IN } from './paths.ts';
import { BURNOUT_NAMES, HORIZON_NAMES, MOOD_NAMES, monthName, SUPPORT_NAMES } from './words.ts';

const NO_ANSWER = { value: 'none', label: 'Je préfère ne pas répondre' } as const;
const scaleWords = ({ scale }: CheckIn): string => {
  const score = scale && scaleScore(scale.answers);
  return score === undefined ? '' : `${Math.round(score)} sur 100`;
};

const Trend = ({ answers }: { answers: readonly CheckIn[] }) =>
  answers.length === 0 ? null : (
    <section>
      <DataTable
        caption="Vos réponses, pour vous seul"
        rows={answers.toReversed()}
        empty={<EmptyState title="Aucune réponse." />}
        columns={[
          { title: 'Le', heads: true, cell: ({ on }) => frenchDate(on) },
          { title: 'Épuisement', cell: ({ burnout }) => (burnout ? `${burnout} sur 5` : 'sans réponse') },
          { title: 'Encore', cell: ({ horizon }) => (horizon ? HORIZON_NAMES[horizon] : 'sans réponse') },
          {
            title: 'Soutien',
            cell: ({ supported }) => (supported ? SUPPORT_NAMES[supported] : 'sans réponse'),
          },
          { title: 'Six questions', cell: scaleWords },
        ]}
      />
      <p>
        <a class="button second" href={`${CHECK_IN}/effacer`}>
          Effacer toutes mes réponses
        </a>
      </p>
    </section>
  );

/** What they tapped after visits, month by month: a month without a word is a month without a word. */
const Moods = ({ moods }: { moods: readonly MonthOfMoods[] }) =>
  moods.length === 0 ? null : (
    <DataTable
      caption="Après vos visites, ce que vous avez dit de vous"
      rows={moods}
      empty={<EmptyState title="Rien." />}
      columns={[
        { title: 'Mois', heads: true, cell: ({ month }) => monthName(month) },
        ...MOODS.map((mood) => ({
          title: MOOD_NAMES[mood],
          cell: (one: MonthOfMoods) => (one.told[mood] === 0 ? '' : String(one.told[mood])),
        })),
        { title: 'Sans le dire', cell: ({ untold }) => (untold === 0 ? '' : String(untold)) },
      ]}
    />
  );

/** Three questions a quarter, six more on wish, one's own trend, and the way to erase it all. */
export const CheckInPage = ({
  space,
  form,
  answers,
  notAgain,
  moods,
}: {
  space: Space;
  form: FormState;
  answers: readonly CheckIn[];
  notAgain: boolean;
  moods: readonly MonthOfMoods[];
}) => (
  <Page title="Comment allez-vous ?" hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={form} />
    <h1>Comment allez-vous&nbsp;?</h1>
    <p>
      Trois questions par trimestre, si vous le voulez. Vos réponses sont à vous&nbsp;: la coordination sait
      seulement si un mot vous ferait du bien, jamais ce que vous avez répondu. Ce n’est pas un diagnostic.
    </p>
    <PostForm action={CHECK_IN} csrf={space.frame.csrf}>
      <Choice
        form={form}
        name="burnout"
        label="Où en êtes-vous de votre énergie pour ces missions ?"
        options={[...BURNOUT_NAMES.map((label, i) => ({ value: String(i + 1), label })), NO_ANSWER]}
      />
      <Choice
        form={form}
        name="horizon"
        label="Combien de temps vous voyez-vous continuer ?"
        options={[...HORIZONS.map((value) => ({ value, label: capital(HORIZON_NAMES[value]) })), NO_ANSWER]}
      />
      <Choice
        form={form}
        name="supported"
        label="Vous sentez-vous soutenu ?"
        options={[...SUPPORTS.map((value) => ({ value, label: capital(SUPPORT_NAMES[value]) })), NO_ANSWER]}
      />
      <details>
        <summary>Six questions de plus, si vous le souhaitez</summary>
        <div>
          {SCALE_ITEMS.map(({ text, by }, i) => (
            <Choice
              form={form}
              name={`scale${i}`}
              label={text}
              options={[
                ...SCALE_ANSWERS[by].map((label, place) => ({ value: String(place), label })),
                NO_ANSWER,
              ]}
            />
          ))}
          <p class="quiet">
            Échelle de Copenhague, adaptée. Un total n’est donné qu’à partir de trois réponses.
          </p>
        </div>
      </details>
      <SubmitButton wide>Enregistrer</SubmitButton>
    </PostForm>
    <p>
      Besoin de parler&nbsp;? Appelez-nous au <PhoneLink phone={space.town.phone} />.
    </p>
    <PostForm action={`${CHECK_IN}/demander`} csrf={space.frame.csrf}>
      <p class="quiet">
        {notAgain
          ? 'Nous ne vous envoyons plus ces questions. Cette page vous reste ouverte.'
          : 'Un SMS vous les propose une fois par trimestre. Ne pas répondre ne change rien pour vous.'}
      </p>
      <SubmitButton name="wish" value={notAgain ? 'asked' : 'not-asked'} tone="second">
        {notAgain ? 'Me les proposer de nouveau' : 'Ne plus m’envoyer ces questions'}
      </SubmitButton>
    </PostForm>
    <Trend answers={answers} />
    <Moods moods={moods} />
  </Page>
);
export const EraseCheckInsPage = ({ space }: { space: Space }) => (
  <Page title="Effacer mes réponses" {...space.frame}>
    <Confirm
      question="Effacer toutes vos réponses ?"
      consequences={['Elles disparaissent tout de suite, ici et pour la coordination.']}
      action={`${CHECK_IN}/effacer`}
      csrf={space.frame.csrf}
      yes="Effacer"
      back={CHECK_IN}
      irreversible
    />
  </Page>
);
