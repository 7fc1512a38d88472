import * as z from 'zod';
import type { RowProblem } from '../../../../shared/library/catalogue/copy.ts';
import type { StockReport } from '../../../../shared/library/catalogue/import-items.ts';
import type { MarcRefusal } from '../../../../shared/library/catalogue/iso2709.ts';
import type { CsvRefusal } from '../../../../shared/library/catalogue/items-csv.ts';
import { DataTable, Facts, Notice } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { LIBRARY } from '../words.ts';

type Refusal = MarcRefusal | CsvRefusal;

const SENTENCES: Readonly<Record<Refusal['reason'], string>> = {
  'not-marc': 'Ce fichier n’est ni un CSV ni un UNIMARC (ISO 2709).',
  'not-utf-8':
    'Ce fichier UNIMARC n’est pas en UTF-8 (ISO 5426 ou un autre codage ancien) : ses accents ne se lisent pas. Dans le logiciel de la bibliothèque, exportez de nouveau en choisissant « UTF-8 » ou « Unicode ».',
  'broken-record':
    'Une notice de ce fichier est coupée ou mal formée : exportez-le de nouveau, sans l’ouvrir dans un tableur.',
  'too-many-records':
    'Ce fichier dépasse 5 000 documents. Exportez seulement le fonds que l’on porte à domicile.',
  'file-empty': 'Ce fichier est vide.',
  'file-too-big': 'Ce fichier est trop lourd.',
  'file-is-spreadsheet': 'C’est un classeur de tableur : enregistrez-le en CSV, puis reprenez ce CSV.',
  'file-is-pdf': 'C’est un PDF : demandez un export CSV ou UNIMARC.',
  'file-is-binary': 'Ce fichier n’est pas un texte : demandez un export CSV ou UNIMARC.',
  'header-only': 'Ce fichier n’a que des titres de colonnes, aucune ligne.',
  'too-many-rows': 'Ce fichier a trop de lignes.',
  'too-many-columns': 'Ce fichier a trop de colonnes.',
  'quote-not-closed': 'Un guillemet n’est pas refermé dans ce fichier : exportez-le de nouveau.',
  'no-title-column': 'Aucune colonne « Titre » : vérifiez la première ligne du fichier.',
  'damaged-letters':
    'Les accents de ce fichier ont été abîmés avant de nous parvenir (« Ã© » pour « é ») : exportez-le de nouveau.',
};

/** What to do about a file that was not taken. */
export const stockRefusal = (refusal: Refusal): string =>
  'record' in refusal
    ? `${SENTENCES[refusal.reason]} (notice n° ${refusal.record})`
    : SENTENCES[refusal.reason];

const WHY: Readonly<Record<RowProblem['why'], string>> = {
  'no-title': 'Pas de titre.',
  'no-number': 'Ni code-barres ni ISBN : rien ne permet de le retrouver.',
  'isbn-wrong': 'ISBN erroné : le document est repris par son code-barres s’il en a un.',
  'label-twice': 'Ce code-barres est déjà plus haut dans le fichier : c’est cette ligne-ci qui compte.',
};

export const STOCK_REPORT = `${LIBRARY}/fonds/repris`;
/** Rows that an address carries; a file with more is mended and taken again. */
const SHOWN = 40;

const counts = z.object({
  created: z.coerce.number().int().min(0).max(5_000).catch(0),
  updated: z.coerce.number().int().min(0).max(5_000).catch(0),
  unchanged: z.coerce.number().int().min(0).max(5_000).catch(0),
  wrong: z.coerce.number().int().min(0).max(5_000).catch(0),
  rows: z.string().max(1_200).catch(''),
});
const whySchema = z.enum(['no-title', 'no-number', 'isbn-wrong', 'label-twice']);

type Shown = Omit<StockReport, 'problems'> & {
  readonly wrong: number;
  readonly problems: readonly RowProblem[];
};

/** Counts and first rows, in the address of the page that shows them: nothing of it is worth keeping. */
export const reportPath = ({ problems, ...report }: StockReport): string =>
  `${STOCK_REPORT}?${new URLSearchParams({
    created: String(report.created),
    updated: String(report.updated),
    unchanged: String(report.unchanged),
    wrong: String(problems.length),
    rows: problems
      .slice(0, SHOWN)
      .map(({ row, why }) => `${row}.${why}`)
      .join(' '),
  })}`;

export const reportFrom = (query: Readonly<Record<string, string>>): Shown => {
  const { rows, ...read } = counts.parse(query);
  return {
    ...read,
    problems: rows.split(' ').flatMap((part): RowProblem[] => {
      const why = whySchema.safeParse(part.split('.')[1]);
      const row = Number(part.split('.')[0]);
      return why.success && row > 0 ? [{ row, why: why.data }] : [];
    }),
  };
};

/** What became of each row, before going on. */
export const StockReportPage = ({ frame, report }: { frame: Frame; report: Shown }) => (
  <DeskPage frame={frame} title="Fichier repris">
    <p class="crumbs">
      <a href={`${LIBRARY}/fonds`}>Fonds</a>
    </p>
    <h1>Fichier repris</h1>
    <Notice tone="good">Le fonds est à jour. Reprendre le même fichier ne changerait rien.</Notice>
    <Facts
      of={[
        ['Nouveaux exemplaires', String(report.created)],
        ['Mis à jour', String(report.updated)],
        ['Inchangés', String(report.unchanged)],
        ['Lignes à revoir', String(report.wrong)],
      ]}
    />
    {report.problems.length > 0 && (
      <DataTable
        caption="Lignes à revoir"
        rows={report.problems}
        empty=""
        columns={[
          { title: 'Ligne ou notice', numeric: true, heads: true, cell: ({ row }) => row },
          { title: 'Pourquoi', cell: ({ why }) => WHY[why] },
        ]}
      />
    )}
    <p>
      <a class="button" href={`${LIBRARY}/fonds`}>
        Voir le fonds
      </a>
    </p>
  </DeskPage>
);
