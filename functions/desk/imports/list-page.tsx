import type { Import, ImportState } from '../../../shared/imports/import.ts';
import { IMPORT_KINDS } from '../../../shared/imports/reading/fields.ts';
import { Badge, DataTable, EmptyState, Moment, type Tone } from '../../web/components.tsx';
import { Choice, ErrorSummary, FileField, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { KIND_HINTS, KIND_WORDS } from './schemas.ts';

const STATE_WORDS: Readonly<Record<ImportState, readonly [string, Tone]>> = {
  tried: ['essayé, à confirmer', 'warn'],
  staging: ['en cours', 'info'],
  committed: ['importé', 'good'],
  dropped: ['abandonné', 'neutral'],
};
export const StateBadge = ({ of }: { of: Import }) => {
  const [words, tone] = STATE_WORDS[of.state];
  return <Badge tone={tone}>{words}</Badge>;
};

export const ImportsPage = ({
  frame,
  imports,
  mayMake,
}: {
  frame: Frame;
  imports: readonly Import[];
  mayMake: boolean;
}) => (
  <DeskPage frame={frame} title="Imports">
    <div class="head">
      <h1>Fichiers importés</h1>
      {mayMake && (
        <a class="button" href="/imports/nouveau">
          Importer un fichier
        </a>
      )}
    </div>
    <DataTable
      caption="Fichiers importés, le plus récent d’abord"
      hideCaption
      rows={imports}
      empty={
        <EmptyState title="Aucun fichier n’a encore été importé.">
          Une liste de seniors, de bénévoles ou un registre au format CSV peut entrer ici, après un essai.
        </EmptyState>
      }
      columns={[
        { title: 'Fichier', heads: true, cell: (one) => <a href={`/imports/${one.id}`}>{one.fileName}</a> },
        { title: 'Contenu', cell: (one) => KIND_WORDS[one.kind] },
        { title: 'Reçu', cell: (one) => <Moment at={one.at} /> },
        { title: 'État', cell: (one) => <StateBadge of={one} /> },
        { title: 'Lignes', numeric: true, cell: (one) => one.counts.rows },
        {
          title: 'Personnes créées',
          numeric: true,
          cell: (one) => (one.state === 'committed' ? one.written : '–'),
        },
      ]}
    />
  </DeskPage>
);

export const NewImportPage = ({ frame, form }: { frame: Frame; form: FormState }) => (
  <DeskPage frame={frame} title="Importer un fichier" hasProblems={form.problems.length > 0}>
    <div class="narrow">
      <p class="crumbs">
        <a href="/imports">Fichiers importés</a>
      </p>
      <ErrorSummary form={form} />
      <h1>Importer un fichier</h1>
      <p class="lead">
        D’abord un essai : vous verrez ce qui a été compris, ligne par ligne, avant que quiconque ne soit
        créé.
      </p>
      <PostForm action="/imports" csrf={frame.csrf} multipart>
        <Choice
          form={form}
          name="kind"
          label="Que contient le fichier ?"
          options={IMPORT_KINDS.toSorted((a, b) => Number(b === 'seniors') - Number(a === 'seniors')).map(
            (kind) => ({ value: kind, label: KIND_WORDS[kind], hint: KIND_HINTS[kind] }),
          )}
        />
        <FileField
          form={form}
          name="file"
          label="Le fichier CSV"
          hint="20 Mo et 100 000 lignes au plus. Depuis un tableur : « Enregistrer sous », puis CSV."
        />
        <SubmitButton>Essayer ce fichier</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
