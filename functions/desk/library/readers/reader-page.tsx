import type { Candidate, Suggestion } from '../../../../shared/library/choose.ts';
import { isAtHome, type Loan } from '../../../../shared/library/loan.ts';
import type { Reader } from '../../../../shared/library/reader.ts';
import { ITEM_KINDS, workWords } from '../../../../shared/library/work.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import { Badge, EmptyState, Facts, Notice } from '../../../web/components.tsx';
import { Check, ErrorSummary, Field, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { languageWords } from '../../seniors/words.ts';
import { rhythmWords } from '../../services/words.ts';
import { SCAN_SCRIPT } from '../scan.ts';
import { StepButton, Thing } from '../thing-list.tsx';
import {
  AGAINST_WORDS,
  bagsPath,
  FOR_WORDS,
  FORMAT_WISH_WORDS,
  GENRE_WORDS,
  KIND_WORDS,
  LIBRARY,
  OPINION_WORDS,
  readerPath,
  STATE_WORDS,
} from '../words.ts';

export type Found = Suggestion<Candidate & { readonly id?: string; readonly isbn?: string | undefined }>;

export type ReaderView = {
  readonly senior: Senior;
  readonly reader: Reader;
  readonly loans: readonly Loan[];
  /** Over and not yet forgotten, newest first. */
  readonly recent: readonly Loan[];
  readonly next: Mission | undefined;
  readonly service: Service | undefined;
  readonly suggestions: readonly Found[];
  readonly search: {
    readonly words: string;
    readonly shelf: readonly Found[];
    readonly catalogue: readonly Found[] | undefined;
    /** Why the catalogue says nothing. */
    readonly silence: string | undefined;
  };
};

const itemOf = (loan: Loan) => ({
  loanId: loan.id,
  kind: loan.kind,
  work: loan.work ?? { title: 'Un document', author: '' },
  grams: loan.grams,
  dueOn: loan.dueOn,
});

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

const Current = ({ view, csrf }: { view: ReaderView; csrf: string }) => {
  const { senior, loans, next } = view;
  const back = readerPath(senior.id);
  const chosen = loans.filter((loan) => !isAtHome(loan));
  const home = loans.filter(isAtHome);
  return (
    <>
      <section>
        <h2>
          Pour la prochaine fois ({chosen.length} sur {view.reader.itemsWanted})
        </h2>
        {next ? (
          <p>
            <a href={bagsPath(next.day)}>Livraison {frenchDay(next.day)}</a>
          </p>
        ) : (
          <p class="quiet">Aucune livraison prévue pour l’instant.</p>
        )}
        {chosen.length === 0 && <p class="quiet">Rien n’est encore choisi.</p>}
        <ul class="things">
          {chosen.map((loan) => (
            <Thing item={itemOf(loan)}>
              <Badge tone={loan.state === 'picked' ? 'good' : 'neutral'}>{STATE_WORDS[loan.state]}</Badge>
              <StepButton
                loanId={loan.id}
                step="drop"
                back={back}
                csrf={csrf}
                label="Enlever"
                about={workWords(itemOf(loan).work)}
              />
            </Thing>
          ))}
        </ul>
      </section>
      <section>
        <h2>Chez elle ou lui ({home.length})</h2>
        {home.length === 0 && <p class="quiet">Rien en ce moment.</p>}
        <ul class="things">
          {home.map((loan) => (
            <Thing item={itemOf(loan)}>
              {loan.state === 'overdue' && <Badge tone="alert">en retard</Badge>}
              <StepButton
                loanId={loan.id}
                step="return"
                back={back}
                csrf={csrf}
                label="Rendu"
                about={workWords(itemOf(loan).work)}
                tone="second"
              />
              <StepButton
                loanId={loan.id}
                step="renew"
                back={back}
                csrf={csrf}
                label="Prolonger"
                about={workWords(itemOf(loan).work)}
              />
            </Thing>
          ))}
        </ul>
      </section>
      {view.recent.length > 0 && (
        <section>
          <h2>Rendus ces dernières semaines</h2>
          <ul class="things">
            {view.recent.map((loan) => (
              <Thing item={{ ...itemOf(loan), dueOn: undefined }}>
                <Badge tone={loan.opinion === 'liked' ? 'good' : 'neutral'}>
                  {loan.opinion ? OPINION_WORDS[loan.opinion] : STATE_WORDS[loan.state]}
                </Badge>
              </Thing>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

const FoundRow = ({ found, view, csrf }: { found: Found; view: ReaderView; csrf: string }) => {
  const { item } = found;
  const had = found.against.includes('had-before');
  return (
    <li>
      <span class="what">
        {workWords(item)}
        <small class="quiet">
          {[KIND_WORDS[item.kind], ...found.speaksFor.map((why) => FOR_WORDS[why])].join(', ')}
        </small>
        {found.against.length > 0 && (
          <Badge tone="warn">{found.against.map((why) => AGAINST_WORDS[why]).join(', ')}</Badge>
        )}
      </span>
      <PostForm action={`${readerPath(view.senior.id)}/choisir`} csrf={csrf}>
        {item.id ? (
          <Hidden name="itemId" value={item.id} />
        ) : (
          <>
            <Hidden name="title" value={item.title} />
            <Hidden name="author" value={item.author} />
            <Hidden name="kind" value={item.kind} />
            {item.isbn && <Hidden name="identifier" value={item.isbn} />}
          </>
        )}
        {had && <Hidden name="again" value="yes" />}
        <SubmitButton tone="second">
          {had ? 'Le relire' : 'Choisir'}
          <span class="hidden"> : {workWords(item)}</span>
        </SubmitButton>
      </PostForm>
    </li>
  );
};

const FoundList = ({ list, view, csrf }: { list: readonly Found[]; view: ReaderView; csrf: string }) => (
  <ul class="things">
    {list.map((found) => (
      <FoundRow found={found} view={view} csrf={csrf} />
    ))}
  </ul>
);

const Choose = ({ view, form, csrf }: { view: ReaderView; form: FormState; csrf: string }) => {
  const { senior, search, suggestions } = view;
  return (
    <section class="no-print">
      <h2>Choisir</h2>
      {suggestions.length > 0 ? (
        <>
          <h3>En rayon, d’après ses goûts</h3>
          <FoundList list={suggestions} view={view} csrf={csrf} />
        </>
      ) : (
        <p class="quiet">Rien en rayon ne répond à ses goûts. Cherchez ci-dessous, ou écrivez le titre.</p>
      )}
      <h3>Chercher</h3>
      <search>
        <form method="get" action={readerPath(senior.id)} class="filter">
          <Field
            form={{ problems: [], typed: { q: [search.words] } }}
            name="q"
            label="Titre, auteur ou ISBN"
            type="search"
            max={100}
          />
          <SubmitButton tone="second">Chercher</SubmitButton>
        </form>
      </search>
      {search.words !== '' && (
        <>
          {search.shelf.length + (search.catalogue?.length ?? 0) === 0 && !search.silence && (
            <p>Rien à ce nom. Écrivez le titre ci-dessous.</p>
          )}
          {search.shelf.length > 0 && (
            <>
              <h3>En rayon</h3>
              <FoundList list={search.shelf} view={view} csrf={csrf} />
            </>
          )}
          {search.catalogue && search.catalogue.length > 0 && (
            <>
              <h3>Au catalogue</h3>
              <FoundList list={search.catalogue} view={view} csrf={csrf} />
            </>
          )}
          {search.silence && <Notice tone="warn">{search.silence}</Notice>}
        </>
      )}
      <details class="fold" open={form.problems.length > 0}>
        <summary>Écrire un titre à la main</summary>
        <PostForm action={`${readerPath(senior.id)}/choisir`} csrf={csrf}>
          <Field form={form} name="title" label="Titre" max={200} />
          <Field form={form} name="author" label="Auteur" optional max={120} />
          <Select
            form={form}
            name="kind"
            label="Sorte"
            options={ITEM_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
          />
          <Field
            form={form}
            name="identifier"
            label="ISBN ou code-barres"
            hint="Les chiffres de contrôle d’un ISBN sont vérifiés."
            optional
            max={40}
          />
          <Check form={form} name="again" label="Déjà prêté : elle veut le relire" />
          <SubmitButton>Choisir ce titre</SubmitButton>
        </PostForm>
      </details>
    </section>
  );
};

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
          <Current view={view} csrf={frame.csrf} />
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
