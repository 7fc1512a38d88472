import { CATALOGUE_RECORDS } from '../../../../shared/library/catalogue/catalogue.ts';
import { ITEM_KINDS, workWords } from '../../../../shared/library/work.ts';
import { Badge, Notice } from '../../../web/components.tsx';
import { Check, Field, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { AGAINST_WORDS, FOR_WORDS, KIND_WORDS, readerPath } from '../words.ts';
import type { Found, ReaderView } from './view.ts';

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

/** What could come next: suggested from the shelf, searched, or written by hand. */
export const Choose = ({ view, form, csrf }: { view: ReaderView; form: FormState; csrf: string }) => {
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
              {search.catalogue.length >= CATALOGUE_RECORDS && (
                <p class="quiet">
                  Le catalogue n’en montre que {CATALOGUE_RECORDS} : ajoutez l’auteur, ou cherchez l’ISBN.
                </p>
              )}
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
