import type { Child } from 'hono/jsx';
import { healthAdvice } from '../../../../shared/seniors/health-words.ts';
import { NEEDS, type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { Notice } from '../../../web/components.tsx';
import {
  Checks,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { type FormState, typedIn } from '../../../web/form.ts';
import { SUBJECT_OPTIONS } from '../../../web/subjects.ts';
import { CivilityField } from '../../civility.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { CHANNEL_WORDS, LANGUAGES, NEED_WORDS } from '../words.ts';

export type EditProps = {
  readonly frame: Frame;
  readonly senior: Senior;
  readonly version: number;
  readonly form: FormState;
};

/** One part of a file, as a form that knows the version it was filled from. */
export const EditPage = ({
  frame,
  senior,
  version,
  form,
  title,
  path,
  submit = 'Enregistrer',
  children,
}: EditProps & { title: string; path: string; submit?: string; children?: Child }) => (
  <DeskPage frame={frame} title={`${title} – ${seniorName(senior)}`} hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>
    </p>
    <ErrorSummary form={form} />
    <div class="narrow">
      <h1>{title}</h1>
      <PostForm action={`/personnes/${senior.id}/${path}`} csrf={frame.csrf}>
        <Hidden name="version" value={version} />
        {children}
        <div class="actions">
          <SubmitButton>{submit}</SubmitButton>
          <a class="button second" href={`/personnes/${senior.id}`}>
            Ne rien changer
          </a>
        </div>
      </PostForm>
    </div>
  </DeskPage>
);

const CHANNELS = ['phone', 'letter', 'sms', 'email', 'relative'] as const;

export const IdentityPage = (props: EditProps) => {
  const { form } = props;
  return (
    <EditPage {...props} title="Identité et contacts" path="identite">
      <CivilityField form={form} />
      <div class="row">
        <Field form={form} name="firstName" label="Prénom" max={60} optional />
        <Field form={form} name="lastName" label="Nom" max={60} />
        <Field form={form} name="birthName" label="Nom de naissance" max={60} optional />
      </div>
      <DateField form={form} name="birthDay" label="Date de naissance" optional />
      {([1, 2, 3] as const).map((row) => (
        <div class="row">
          <Field form={form} name={`phone${row}`} label={`Téléphone ${row}`} type="tel" max={40} optional />
          <Field
            form={form}
            name={`label${row}`}
            label={`Nom du numéro ${row}`}
            hint="« fixe », « mobile »"
            max={40}
            optional
          />
        </div>
      ))}
      <Field form={form} name="email" label="Courriel" type="email" max={160} optional />
      <Select
        form={form}
        name="preferredChannel"
        label="Moyen de contact préféré"
        options={CHANNELS.map((value) => ({ value, label: CHANNEL_WORDS[value] }))}
      />
      <Checks
        form={form}
        name="languages"
        label="Langues parlées"
        options={LANGUAGES.map(([value, label]) => ({ value, label }))}
        optional
      />
      <Field
        form={form}
        name="safeChannel"
        label="Situation sensible : seul chemin sûr"
        hint="Rempli : ni SMS, ni courrier, ni appel au domicile. Vide : situation ordinaire."
        max={200}
        optional
      />
    </EditPage>
  );
};

const Advice = ({ form, name }: { form: FormState; name: string }) => {
  const advice = healthAdvice(typedIn(form, name));
  return advice ? <Notice tone="warn">{advice}</Notice> : null;
};

export const NotesPage = (props: EditProps) => {
  const { form } = props;
  return (
    <EditPage {...props} title="Pour bien venir" path="notes">
      <Advice form={form} name="practicalNotes" />
      <TextArea
        form={form}
        name="practicalNotes"
        label="Notes pratiques"
        hint="« Sonner deux fois », « parler fort ». Ce qu’il faut faire, jamais une maladie : les bénévoles lisent ces mots."
        max={500}
        optional
      />
      <Checks
        form={form}
        name="needs"
        label="Le logement"
        options={NEEDS.map((value) => ({ value, label: NEED_WORDS[value] }))}
        optional
      />
      <Advice form={form} name="wishes" />
      <TextArea form={form} name="wishes" label="Ce qu’elle souhaite" max={500} rows={3} optional />
      <Checks
        form={form}
        name="subjects"
        label="Ce qu’elle aime"
        hint="De quoi parler, que faire ensemble : les bénévoles qui l’aiment aussi passent avant."
        options={SUBJECT_OPTIONS}
        optional
      />
      <TextArea
        form={form}
        name="gives"
        label="Ce qu’elle aimerait offrir en retour"
        hint="Une recette, une histoire, un coup de main au tricot."
        max={300}
        rows={2}
        optional
      />
    </EditPage>
  );
};

export const ContactsPage = (props: EditProps) => (
  <EditPage {...props} title="Personnes à prévenir" path="contacts">
    <p class="quiet">Avec leur accord. Pour retirer quelqu’un, videz la ligne.</p>
    {([1, 2, 3] as const).map((row) => (
      <div class="row">
        <Field form={props.form} name={`name${row}`} label={`Nom ${row}`} max={80} optional />
        <Field
          form={props.form}
          name={`link${row}`}
          label={`Lien ${row}`}
          hint="fille, voisin…"
          max={60}
          optional
        />
        <Field
          form={props.form}
          name={`phone${row}`}
          label={`Téléphone ${row}`}
          type="tel"
          max={40}
          optional
        />
      </div>
    ))}
  </EditPage>
);

export const AbsencesPage = (props: EditProps) => (
  <EditPage {...props} title="Absences" path="absences">
    <p class="quiet">
      Rien n’est prévu pendant une absence. Ce qui l’était déjà est annulé dès que vous enregistrez, et qui
      devait y aller en est averti. Si la personne rentre plus tôt, ces visites ne reviennent pas seules.
    </p>
    {([1, 2, 3] as const).map((row) => (
      <div class="row">
        <DateField form={props.form} name={`from${row}`} label={`Absente du (${row})`} optional />
        <DateField form={props.form} name={`to${row}`} label={`Jusqu’au, inclus (${row})`} optional />
      </div>
    ))}
  </EditPage>
);
