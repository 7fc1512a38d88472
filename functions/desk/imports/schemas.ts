import * as z from 'zod';
import type { Choices } from '../../../shared/imports/import.ts';
import { ENCODINGS, type Encoding } from '../../../shared/imports/reading/decode.ts';
import { IMPORT_KINDS, type ImportKind } from '../../../shared/imports/reading/fields.ts';
import { SEPARATORS, type Separator } from '../../../shared/imports/reading/sheet.ts';
import { REPORT_GROUPS, type ReportGroup } from '../../../shared/imports/store.ts';
import { choice } from '../../web/form.ts';

export const KIND_WORDS: Readonly<Record<ImportKind, string>> = {
  seniors: 'Des seniors à accompagner',
  register: 'Le registre nominatif (plan d’alerte)',
  volunteers: 'Des bénévoles',
};
export const KIND_HINTS: Readonly<Record<ImportKind, string>> = {
  seniors: 'Chaque personne attendra qu’on lui demande son accord : rien ne lui sera proposé avant.',
  register: 'Chaque ligne devient une fiche du registre, et rien d’autre. Pour les agents nommés.',
  volunteers: 'Chacun arrive aussi loin dans le parcours que le fichier le prouve, par des dates.',
};
export const ENCODING_WORDS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8 (le plus courant)',
  'windows-1252': 'Windows (Excel français)',
  'utf-16le': 'UTF-16 (« texte Unicode » d’Excel)',
  'utf-16be': 'UTF-16, octets inversés',
  macintosh: 'Ancien Mac',
};
export const SEPARATOR_WORDS: Readonly<Record<Separator, string>> = {
  ';': 'point-virgule ;',
  ',': 'virgule ,',
  '\t': 'tabulation',
  '|': 'barre |',
};
const SEPARATOR_NAMES = ['semicolon', 'comma', 'tab', 'bar'] as const;
/** A tab would be trimmed away in a form: separators travel by name. */
export const separatorName = (separator: Separator): string =>
  SEPARATOR_NAMES[SEPARATORS.indexOf(separator)] ?? '';

export const GROUP_WORDS: Readonly<Record<ReportGroup, string>> = {
  rejected: 'Lignes refusées',
  duplicate: 'Doublons',
  noted: 'Remarques',
  reading: 'Lectures à survoler',
};
export const readGroup = (typed: string | undefined): ReportGroup =>
  REPORT_GROUPS.find((group) => group === typed) ?? 'rejected';
export const readPage = (typed: string | undefined): number => {
  const read = z.coerce.number().int().min(1).max(10_000).safeParse(typed);
  return read.success ? read.data : 1;
};

export const kindForm = z.object({ kind: choice([...IMPORT_KINDS], 'Dites ce que contient le fichier.') });

export const columnName = (index: number): string => `column-${index}`;
const optional = z.string().max(40).optional();

/** One field per column of the file, besides the encoding and the separator. */
export const readingForm = (columns: number) =>
  z.object({
    encoding: z.enum(ENCODINGS).optional(),
    separator: z.enum(SEPARATOR_NAMES).optional(),
    ...Object.fromEntries(Array.from({ length: columns }, (_, index) => [columnName(index), optional])),
  });

/** What was chosen; a column left empty is not imported, and a choice left alone is still a choice. */
export const choicesFrom = (
  typed: Readonly<Record<string, readonly string[]>>,
  read: { readonly encoding?: Encoding | undefined; readonly separator?: string | undefined },
  columns: number,
): Choices => {
  const separator = SEPARATORS.find((one) => separatorName(one) === read.separator);
  return {
    ...(read.encoding ? { encoding: read.encoding } : {}),
    ...(separator ? { separator } : {}),
    columns: Array.from({ length: columns }, (_, index) => ({
      index,
      field: (typed[columnName(index)]?.[0] ?? '').slice(0, 40) || null,
    })),
  };
};

const rows = z.array(z.coerce.number().int().positive().max(1_000_000)).max(100);
export const duplicatesForm = z.object({
  shown: rows,
  kept: rows,
  page: z.coerce.number().int().min(1).max(1_000),
});

export const confirmForm = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  verdicts: z.string().regex(/^[0-9a-f]{64}$/),
});
