import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { Badge, EmptyState, Facts, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { languageWords } from '../../seniors/words.ts';
import { rhythmWords } from '../../services/words.ts';
import { SCAN_SCRIPT } from '../scan.ts';
import { FORMAT_WISH_WORDS, GENRE_WORDS, LIBRARY, readerPath } from '../words.ts';
import { Choose } from './choose.tsx';
import { Lent } from './lent.tsx';
import type { ReaderView } from './view.ts';

const Tastes = ({ view }: { view: ReaderView }) => {
  const { reader, senior, service } = view;
  return (
    <section class="card">
      <h2>Ses goûts</h2>
      <Facts
        of={[
          ['Passage', service ? rhythmWords(service) : 'aucun accompagnement ouvert'],
          ['À chaque fois', `${reader.itemsWanted} documents`],
          ['Genres', reader.genres.map((genre) => GENRE_WORDS[genre]).join(', ')],
          ['Auteurs aimés', reader.likedAuthors.join(', ')],
          ['Pas aimés', reader.dislikedAuthors.join(', ')],
          ['À éviter', reader.avoid],
          ['Gros caractères', FORMAT_WISH_WORDS[reader.largePrint]],
          ['Audio', FORMAT_WISH_WORDS[reader.audio]],
          ['Langues', languageWords(reader.languages)],
          ['Pour le sac', reader.notes],
        ]}
      />
      <div class="quick no-print">
        <a class="button second" href={`${readerPath(senior.id)}/fiche`}>
          Modifier la fiche
        </a>
      </div>
    </section>
  );
};

const Wishes = ({ view, csrf }: { view: ReaderView; csrf: string }) => (
  <section>
    <h2>Ses envies</h2>
    {view.reader.wishes.length === 0 && <p class="quiet">Aucune envie notée à la dernière visite.</p>}
    <ul class="things">
      {view.reader.wishes.map((wish) => (
        <li>
          <span class="what">« {wish.words} »</span>
          <PostForm action={`${readerPath(view.senior.id)}/envies`} csrf={csrf}>
            <Hidden name="settled" value={wish.at} />
            <SubmitButton tone="plain">
              Fait<span class="hidden"> : {wish.words}</span>
            </SubmitButton>
          </PostForm>
        </li>
      ))}
    </ul>
    <PostForm action={`${readerPath(view.senior.id)}/envies`} csrf={csrf}>
      <Field form={{ problems: [], typed: {} }} name="words" label="Noter une envie" max={300} optional />
      <SubmitButton tone="second">Noter</SubmitButton>
    </PostForm>
  </section>
);

/** « Choisir pour Mme X »: what she likes, what she had, what she has, and what could come next. */
export const ReaderPage = ({
  frame,
  view,
  form,
  done,
}: {
  frame: Frame;
  view: ReaderView;
  form: FormState;
  done: string | undefined;
}) => {
  const { senior, reader } = view;
  const name = seniorName(senior);
  return (
    <DeskPage
      frame={frame}
      title={`Choisir pour ${name}`}
      script={SCAN_SCRIPT.path}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs no-print">
        <a href={LIBRARY}>Bibliothèque à domicile</a> · <a href={`${LIBRARY}/lecteurs`}>Lecteurs</a>
      </p>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      <div class="head">
        <h1>Choisir pour {name}</h1>
        {reader.state === 'left' && <Badge tone="warn">la bibliothèque ne passe plus</Badge>}
      </div>
      <div class="columns">
        <div>
          <Lent view={view} csrf={frame.csrf} />
          {reader.state === 'reading' && <Choose view={view} form={form} csrf={frame.csrf} />}
        </div>
        <div>
          <Tastes view={view} />
          <Wishes view={view} csrf={frame.csrf} />
          <section class="no-print">
            <h2>Ses données</h2>
            <p class="quiet">
              Ce qu’une personne lit ne regarde qu’elle. Après le retour, le titre s’efface ; il reste une
              marque illisible qui évite de le lui prêter deux fois.
            </p>
            <ul>
              <li>
                <a href={`${readerPath(senior.id)}/copie`}>
                  Télécharger la copie de sa fiche et de ses prêts
                </a>
              </li>
              <li>
                <a href={`${readerPath(senior.id)}/effacer`}>Effacer sa fiche et ses lectures</a>
              </li>
            </ul>
          </section>
        </div>
      </div>
    </DeskPage>
  );
};

/** She agreed to the library's visits and nobody has asked her what she likes yet. */
export const NoProfilePage = ({ frame, senior }: { frame: Frame; senior: Senior }) => (
  <DeskPage frame={frame} title="Fiche de lecture">
    <p class="crumbs">
      <a href={LIBRARY}>Bibliothèque à domicile</a>
    </p>
    <h1>{seniorName(senior)}</h1>
    <EmptyState title="Pas encore de fiche de lecture.">
      <PostForm action={`${readerPath(senior.id)}/ouvrir`} csrf={frame.csrf}>
        <SubmitButton>Ouvrir sa fiche</SubmitButton>
      </PostForm>
    </EmptyState>
  </DeskPage>
);
