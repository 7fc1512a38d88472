import * as z from 'zod';
import {
  FORMAT_WISHES,
  GENRES,
  MOST_IN_BAG,
  type Reader,
  type ReaderTastes,
} from '../../../../shared/library/readers/reader.ts';
import { languageSchema, type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { Notice } from '../../../web/components.tsx';
import {
  Check,
  Checks,
  Choice,
  ErrorSummary,
  Field,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { choice, choices, type FormState, freshForm, integer, textIfAny, ticked } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { LANGUAGES } from '../../seniors/words.ts';
import { FORMAT_WISH_WORDS, GENRE_WORDS, readerPath } from '../words.ts';

/** One name a line, or separated by semicolons; « Vargas, Fred » keeps its comma. */
const names = () =>
  textIfAny(3_000).transform((text) =>
    [...new Set(text.split(/[\n;]/).map((name) => name.trim()))].filter((name) => name !== ''),
  );
const authorList = () =>
  names().refine((list) => list.length <= 60 && list.every((name) => name.length <= 80), {
    message: 'Un auteur par ligne, soixante au plus, quatre-vingts caractères chacun.',
  });

export const profileForm = z.object({
  genres: choices(GENRES),
  likedAuthors: authorList(),
  dislikedAuthors: authorList(),
  avoid: textIfAny(300),
  largePrint: choice(FORMAT_WISHES, 'Dites si les gros caractères conviennent.'),
  audio: choice(FORMAT_WISHES, 'Dites si l’audio convient.'),
  languages: z.array(languageSchema).max(6, 'Six langues au plus.').default([]),
  itemsWanted: integer(1, MOST_IN_BAG, `Un nombre de documents, de 1 à ${MOST_IN_BAG}.`),
  notes: textIfAny(500),
  remembersLiked: ticked(),
});

export const tastesFrom = (read: z.output<typeof profileForm>): ReaderTastes => read;
export const typedProfile = (reader: Reader): FormState =>
  freshForm({
    genres: reader.genres,
    likedAuthors: reader.likedAuthors.join('\n'),
    dislikedAuthors: reader.dislikedAuthors.join('\n'),
    avoid: reader.avoid,
    largePrint: reader.largePrint,
    audio: reader.audio,
    languages: reader.languages,
    itemsWanted: reader.itemsWanted,
    notes: reader.notes,
    remembersLiked: reader.remembersLiked,
  });

const WISHES = FORMAT_WISHES.map((value) => ({ value, label: FORMAT_WISH_WORDS[value] }));

/** What she likes to read; nothing about why she does not come. */
export const ProfilePage = ({ frame, senior, form }: { frame: Frame; senior: Senior; form: FormState }) => (
  <DeskPage frame={frame} title="Fiche de lecture" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={readerPath(senior.id)}>{seniorName(senior)}</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Fiche de lecture de {seniorName(senior)}</h1>
      <Notice tone="info">
        Des goûts et des envies, jamais une maladie ni un certificat : pourquoi elle ne vient pas ne se
        demande pas.
      </Notice>
      <PostForm action={`${readerPath(senior.id)}/fiche`} csrf={frame.csrf}>
        <Checks
          form={form}
          name="genres"
          label="Genres aimés"
          optional
          options={GENRES.map((value) => ({ value, label: GENRE_WORDS[value] }))}
        />
        <TextArea
          form={form}
          name="likedAuthors"
          label="Auteurs aimés"
          hint="Un par ligne."
          optional
          rows={4}
          max={3_000}
        />
        <TextArea
          form={form}
          name="dislikedAuthors"
          label="Auteurs pas aimés"
          hint="Un par ligne."
          optional
          rows={3}
          max={3_000}
        />
        <Field
          form={form}
          name="avoid"
          label="Sujets à éviter"
          hint="Par exemple : guerre, deuil. Les titres qui en parlent ne sont pas proposés."
          optional
          max={300}
        />
        <Choice form={form} name="largePrint" label="Gros caractères" options={WISHES} />
        <Choice form={form} name="audio" label="Livres audio" options={WISHES} />
        <Checks
          form={form}
          name="languages"
          label="Langues lues"
          optional
          options={LANGUAGES.map(([value, label]) => ({ value, label }))}
        />
        <Field
          form={form}
          name="itemsWanted"
          label="Documents à chaque passage"
          inputmode="numeric"
          short
          max={2}
        />
        <TextArea
          form={form}
          name="notes"
          label="Pour préparer le sac"
          hint="« Pas de pavés », « le sac à fleurs ». Jamais de santé."
          optional
          rows={2}
          max={500}
        />
        <Check
          form={form}
          name="remembersLiked"
          label="Elle est d’accord pour que les auteurs qu’elle a aimés soient retenus"
          hint="Sans son accord, ses avis s’effacent avec le prêt, comme le titre."
        />
        <div class="actions">
          <SubmitButton>Enregistrer</SubmitButton>
          <a href={readerPath(senior.id)}>Revenir sans rien changer</a>
        </div>
      </PostForm>
    </div>
  </DeskPage>
);
