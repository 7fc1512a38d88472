import type { Item } from '../../../../shared/library/item.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Field, fieldId, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, problemOf } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { KIND_WORDS, LIBRARY } from '../words.ts';

/** Where a copy stands among those of the library system; more than these are searched. */
export const ShelfPage = ({
  frame,
  items,
  words,
  form,
  done,
}: {
  frame: Frame;
  items: readonly Item[];
  words: string;
  form: FormState;
  done: string | undefined;
}) => (
  <DeskPage frame={frame} title="Fonds" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={LIBRARY}>Bibliothèque à domicile</a>
    </p>
    <ErrorSummary form={form} />
    {done && <Notice tone="good">{done}</Notice>}
    <h1>Fonds</h1>
    <p>
      Les exemplaires que l’on peut prêter à domicile. Le catalogue reste celui de la bibliothèque : ici, un
      titre et son code suffisent.
    </p>
    <search>
      <form method="get" action={`${LIBRARY}/fonds`} class="filter">
        <Field
          form={{ problems: [], typed: { q: [words] } }}
          name="q"
          label="Auteur ou titre"
          type="search"
          max={100}
        />
        <SubmitButton tone="second">Chercher</SubmitButton>
      </form>
    </search>
    <DataTable
      caption="Exemplaires en rayon"
      rows={items}
      empty={
        <EmptyState title={words ? 'Rien à ce nom en rayon.' : 'Aucun exemplaire connu.'}>
          <p>Reprenez un fichier de la bibliothèque, ou écrivez les titres en choisissant pour un lecteur.</p>
        </EmptyState>
      }
      columns={[
        { title: 'Titre', heads: true, cell: (item) => item.title },
        { title: 'Auteur', cell: (item) => item.author },
        { title: 'Sorte', cell: (item) => KIND_WORDS[item.kind] },
        { title: 'Code', cell: (item) => item.barcode ?? item.isbn ?? '' },
        { title: 'Cote', cell: (item) => item.callNumber ?? '' },
      ]}
    />
    <section class="card no-print">
      <h2>Reprendre un fichier de la bibliothèque</h2>
      <PostForm action={`${LIBRARY}/fonds`} csrf={frame.csrf} multipart>
        <div class={problemOf(form, 'file') ? 'field wrong' : 'field'}>
          <label for={fieldId('file')}>Fichier</label>
          <span class="hint" id="f-file-hint">
            Export CSV (titre, auteur, code-barres, ISBN…) ou UNIMARC (ISO 2709) en UTF-8. Un code-barres déjà
            connu est mis à jour.
          </span>
          {problemOf(form, 'file') && (
            <span class="problem" id="f-file-problem">
              {problemOf(form, 'file')}
            </span>
          )}
          <input id={fieldId('file')} name="file" type="file" aria-describedby="f-file-hint" />
        </div>
        <SubmitButton>Reprendre ce fichier</SubmitButton>
      </PostForm>
    </section>
  </DeskPage>
);
