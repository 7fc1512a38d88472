import type { Import } from '../../../shared/imports/import.ts';
import type { OpenedFile } from '../../../shared/imports/inspect-file.ts';
import { type Column, type Confidence, fieldChoices } from '../../../shared/imports/reading/columns.ts';
import { ENCODINGS } from '../../../shared/imports/reading/decode.ts';
import type { ImportKind } from '../../../shared/imports/reading/fields.ts';
import { SEPARATORS } from '../../../shared/imports/reading/sheet.ts';
import { Badge, DataTable, Notice, type Tone } from '../../web/components.tsx';
import { PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { freshForm } from '../../web/form.ts';
import { columnName, ENCODING_WORDS, SEPARATOR_WORDS, separatorName } from './schemas.ts';

const CONFIDENCE: Readonly<Record<Confidence | 'ignored', readonly [string, Tone]>> = {
  header: ['titre reconnu', 'good'],
  words: ['d’après le titre', 'info'],
  cells: ['d’après le contenu', 'warn'],
  chosen: ['choisi', 'info'],
  ignored: ['pas importée', 'neutral'],
};

const Guess = ({ column }: { column: Column }) => {
  const known = column.field === undefined ? 'ignored' : (column.confidence ?? 'ignored');
  const [words, tone] = CONFIDENCE[known];
  return <Badge tone={tone}>{words}</Badge>;
};

const MeaningSelect = ({ column, kind }: { column: Column; kind: ImportKind }) => (
  <select name={columnName(column.index)} aria-label={`La colonne « ${column.name} » contient`}>
    <option value="">Ne pas importer</option>
    {fieldChoices(kind).map(({ field, label }) => (
      <option value={field} selected={field === column.field}>
        {label}
      </option>
    ))}
  </select>
);

const examplesOf = (file: OpenedFile, column: Column): string =>
  [
    ...new Set(
      file.sheet.preview.map((row) => (row[column.index] ?? '').trim()).filter((cell) => cell !== ''),
    ),
  ]
    .slice(0, 3)
    .map((cell) => cell.slice(0, 40))
    .join(' · ');

/** The words around the first accent of a line: enough to see whether it reads well. */
const aroundAccent = (line: string): string => {
  const at = Math.max(0, line.search(/[^\p{ASCII}]/u));
  const from = Math.max(0, at - 30);
  const until = Math.min(line.length, at + 30);
  return `${from > 0 ? '…' : ''}${line.slice(from, until)}${until < line.length ? '…' : ''}`;
};

/** Lines with accents, as they were read: the only way to know that the encoding is right. */
const Sample = ({ file }: { file: OpenedFile }) =>
  file.decoded.sample.length === 0 ? (
    <p>Le fichier ne contient aucun accent : tous les encodages se valent.</p>
  ) : (
    <>
      <p>Ces lignes du fichier contiennent des accents. Se lisent-elles bien ?</p>
      <ul>
        {file.decoded.sample.slice(0, 5).map((line) => (
          <li>{aroundAccent(line)}</li>
        ))}
      </ul>
    </>
  );

/** How the file was read: encoding on a sample, separator, the meaning of each column; all correctable. */
export const ReadingForm = ({ one, file, csrf }: { one: Import; file: OpenedFile; csrf: string }) => {
  const form = freshForm({ encoding: one.encoding, separator: separatorName(one.separator) });
  return (
    <section aria-labelledby="lecture">
      <h2 id="lecture">Comment le fichier a été lu</h2>
      {file.decoded.looksDamaged && (
        <Notice tone="warn" title="Des accents semblent abîmés">
          On lit « Ã© » au lieu de « é » : le fichier a été abîmé avant d’arriver ici. Demandez-le de nouveau
          à sa source.
        </Notice>
      )}
      <PostForm action={`/imports/${one.id}/lecture`} csrf={csrf}>
        <Sample file={file} />
        <div class="row">
          <Select
            form={form}
            name="encoding"
            label="Encodage"
            options={ENCODINGS.map((value) => ({ value, label: ENCODING_WORDS[value] }))}
          />
          <Select
            form={form}
            name="separator"
            label="Séparateur"
            options={SEPARATORS.map((one) => ({ value: separatorName(one), label: SEPARATOR_WORDS[one] }))}
          />
        </div>
        {file.sheet.skippedLines.length > 0 && (
          <p class="quiet">
            Lignes ignorées avant les titres :{' '}
            {file.sheet.skippedLines.map((line) => `« ${line} »`).join(', ')}
          </p>
        )}
        <h3>Ce que contient chaque colonne</h3>
        <DataTable
          caption="Ce que contient chaque colonne"
          hideCaption
          rows={file.columns}
          empty="Aucune colonne."
          columns={[
            { title: 'Colonne du fichier', heads: true, cell: (column) => column.name },
            { title: 'Exemples', cell: (column) => examplesOf(file, column) || '–' },
            { title: 'Contient', cell: (column) => <MeaningSelect column={column} kind={one.kind} /> },
            { title: 'Comment', cell: (column) => <Guess column={column} /> },
          ]}
        />
        <SubmitButton tone="second">Relire le fichier ainsi</SubmitButton>
      </PostForm>
    </section>
  );
};
