import type { Fact } from '../../../../shared/engagement/signals/fact.ts';
import { easingWords } from '../../../../shared/engagement/steps/words.ts';
import { capital } from '../../../../shared/french/french.ts';
import type { Easing } from '../../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, Select, SubmitButton, TextArea } from '../../../web/fields.tsx';
import { type FormState, freshForm } from '../../../web/form.ts';
import { Page } from '../../../web/layout.tsx';
import { Back } from '../missions-page.tsx';
import type { Space } from '../space.ts';
import { RHYTHM } from './paths.ts';

export const EASING_WEEKS = ['2', '4', '8', '12'] as const;

const Rhythm = ({ space, eased, form }: { space: Space; eased: Easing | undefined; form: FormState }) =>
  eased ? (
    <Notice title="Rythme allégé">
      <p>{capital(easingWords(eased))}. Et jamais deux visites éprouvantes de suite.</p>
      <PostForm action={`${RHYTHM}/habituel`} csrf={space.frame.csrf}>
        <SubmitButton tone="second">Reprendre mon rythme habituel</SubmitButton>
      </PostForm>
    </Notice>
  ) : (
    <PostForm action={RHYTHM} csrf={space.frame.csrf}>
      <Select
        form={form}
        name="perWeek"
        label="Pour un temps, missions au plus"
        options={[
          ...Array.from({ length: space.me.weeklyCap - 1 }, (_, i) => space.me.weeklyCap - 1 - i).map(
            (n) => ({
              value: String(n),
              label: n === 1 ? 'une par semaine' : `${n} par semaine`,
            }),
          ),
          { value: 'fortnight', label: 'une toutes les deux semaines' },
        ]}
      />
      <Select
        form={form}
        name="weeks"
        label="Pendant"
        options={EASING_WEEKS.map((value) => ({ value, label: `${value} semaines` }))}
      />
      <p class="quiet">
        Vos missions déjà acceptées restent les vôtres. Vous revenez en arrière quand vous voulez.
      </p>
      <SubmitButton wide>Alléger mon rythme</SubmitButton>
    </PostForm>
  );

/** The sentences that the coordination reads of them, word for word, and a lighter rhythm for a while. */
export const RhythmPage = ({
  space,
  facts,
  eased,
  easing,
  form,
}: {
  space: Space;
  facts: readonly Fact[];
  eased: Easing | undefined;
  /** What was typed of a lighter rhythm. */
  easing: FormState;
  form: FormState;
}) => (
  <Page title="Mon rythme" hasProblems={form.problems.length + easing.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={easing.problems.length > 0 ? easing : form} />
    <h1>Mon rythme</h1>
    {space.me.state === 'active' && <Rhythm space={space} eased={eased} form={easing} />}
    <h2>Ce que la coordination voit</h2>
    {facts.length === 0 ? (
      <p>Rien de particulier. Ces phrases apparaissent ici en même temps qu’au bureau.</p>
    ) : (
      <>
        <p>
          Des faits, pour penser à vous appeler à temps. Ni note, ni classement. L’une n’est pas juste&nbsp;?
          Dites-le&nbsp;: nous n’en tenons plus compte.
        </p>
        <PostForm action={`${RHYTHM}/corriger`} csrf={space.frame.csrf}>
          <Choice
            form={form}
            name="kind"
            label="Les phrases lues au bureau"
            options={facts.map(({ kind, sentence }) => ({ value: kind, label: sentence }))}
          />
          <TextArea form={form} name="words" label="Ce qu’il en est" max={300} rows={3} optional />
          <SubmitButton tone="second" wide>
            Celle-ci n’est pas juste
          </SubmitButton>
        </PostForm>
      </>
    )}
  </Page>
);

export const freshEasing = (): FormState => freshForm({ weeks: '4' });
