import type { Outdated } from '../../../../shared/engagement/forecast/question/question.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { HALF_DAYS } from '../../../../shared/time/civil.ts';
import { frenchHalfDay } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Moment, Notice } from '../../../web/components.tsx';
import { Field, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { outdatedWords } from '../../engagement/forecast/recruit-words.ts';
import type { Frame } from '../../layout.tsx';

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

export type WhatIfProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly monday: CivilDay;
  readonly form: FormState;
  /** Too large a week for an answer while the page waits. */
  readonly isLater: boolean;
  readonly languages: readonly { readonly value: string; readonly label: string }[];
};

const RENFORTS = '/semaine/renforts';

/** The question that the page answers, asked as it stands. */
const AskAgain = ({
  frame,
  form,
  monday,
  word,
}: Pick<WhatIfProps, 'frame' | 'form' | 'monday'> & { word: string }) => (
  <PostForm action={RENFORTS} csrf={frame.csrf}>
    <Hidden name="semaine" value={monday} />
    {Object.entries(form.typed)
      .filter(([name]) => name !== 'semaine')
      .flatMap(([name, values]) => values.map((value) => <Hidden name={name} value={value} />))}
    <SubmitButton tone={word === 'Calculer' ? 'first' : 'second'}>{word}</SubmitButton>
  </PostForm>
);

/** What was answered, and how old it is; or that it may be asked. */
export const Answer = ({
  answered,
  ...props
}: { answered: Answered } & Pick<WhatIfProps, 'frame' | 'form' | 'monday'>) => {
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

/** « Et si… » as a form: answered at once, or asked for. */
export const WhatIf = ({ frame, form, town, monday, languages, isLater }: WhatIfProps) => {
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
    <section class="card no-print">
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
