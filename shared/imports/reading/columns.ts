import { HALF_DAYS, type HalfDay } from '../../time/civil.ts';
import type { Field, ImportKind } from './fields.ts';
import { fold, words } from './fold.ts';
import { NAMINGS, namingsOf } from './headings/headings.ts';
import { readHalfDays } from './values/half-days.ts';
import { looksLike } from './values/look.ts';

/** How sure the guess is: the header says it; some of its words do; only the cells do; a person said so. */
export type Confidence = 'header' | 'words' | 'cells' | 'chosen';

export type Column = {
  readonly index: number;
  /** The header made distinct: « Nom », « Nom (2) », « Colonne 4 » where there was none. */
  readonly name: string;
  /** Undefined: ignored, and shown as such. */
  readonly field: Field | undefined;
  readonly confidence: Confidence | undefined;
};

/** A person's correction: column index to its meaning, or to null for « ne pas importer ». */
export type Mapping = ReadonlyMap<number, Field | null>;

const REPEATS: ReadonlySet<Field> = new Set(NAMINGS.filter((n) => n.repeats).map((n) => n.field));

/** Names for columns: an empty header gets its place, a repeated one its rank. */
export const columnNames = (header: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell === '' ? `Colonne ${index + 1}` : cell;
    const rank = (seen.get(fold(name)) ?? 0) + 1;
    seen.set(fold(name), rank);
    return rank === 1 ? name : `${name} (${rank})`;
  });
};

type Guess = {
  readonly index: number;
  readonly field: Field;
  readonly weight: number;
  readonly confidence: Confidence;
};

const halfDayHeader = (name: string): HalfDay | undefined => {
  if (words(name).length > 3) return undefined;
  const read = readHalfDays(name);
  return read.halfDays.length === 1 && read.unread.length === 0 ? read.halfDays[0] : undefined;
};

const guessesOf = (name: string, index: number, kind: ImportKind): readonly Guess[] => {
  const folded = fold(name);
  const present = new Set(words(name));
  const found: Guess[] = [];
  for (const naming of namingsOf(kind)) {
    if (naming.exact.has(folded)) {
      found.push({ index, field: naming.field, weight: 10, confidence: 'header' });
      continue;
    }
    if (naming.unless.some((word) => present.has(word))) continue;
    const groups = naming.groups
      .filter((alternatives) => alternatives.every((group) => group.some((word) => present.has(word))))
      .map((alternatives) => alternatives.length);
    if (groups.length > 0) {
      found.push({ index, field: naming.field, weight: 4 + Math.max(...groups), confidence: 'words' });
    }
  }
  const halfDay = kind === 'volunteers' ? halfDayHeader(name) : undefined;
  if (halfDay) found.push({ index, field: halfDay, weight: 11, confidence: 'header' });
  return found;
};

/** Whether any kind of file would know this header: what finds the header line and the separator. */
export const isKnownHeader = (cell: string): boolean => {
  const folded = fold(cell);
  return folded !== '' && folded.length <= 60 && KNOWN_HEADERS.has(folded);
};
const KNOWN_HEADERS: ReadonlySet<string> = new Set(NAMINGS.flatMap((naming) => [...naming.exact]));

const guessesFromCells = (
  columns: readonly Column[],
  sample: readonly (readonly string[])[],
): readonly Guess[] =>
  columns
    .filter((column) => column.field === undefined)
    .flatMap((column) => {
      const seen = looksLike(sample.map((row) => row[column.index] ?? '').filter((cell) => cell !== ''));
      return seen ? [{ index: column.index, field: seen, weight: 1, confidence: 'cells' as const }] : [];
    });

const assign = (names: readonly string[], guesses: readonly Guess[], taken: Map<number, Column>): void => {
  const held = new Set<Field>([...taken.values()].flatMap((column) => column.field ?? []));
  const ordered = [...guesses].sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const guess of ordered) {
    if (taken.has(guess.index) || (held.has(guess.field) && !REPEATS.has(guess.field))) continue;
    held.add(guess.field);
    const name = names[guess.index] ?? '';
    taken.set(guess.index, { index: guess.index, name, field: guess.field, confidence: guess.confidence });
  }
};

/**
 * What each column means in a file of this kind: a person's choice first, then the header as a whole, then
 * its words, then what the cells look like (phones, e-mails, dates of birth). One column per meaning, save
 * those that repeat. What nobody knows is kept as ignored, never dropped from sight.
 */
export const guessColumns = (
  kind: ImportKind,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  chosen: Mapping = new Map(),
): readonly Column[] => {
  const names = columnNames(header);
  const taken = new Map<number, Column>();
  for (const [index, field] of chosen) {
    const name = names[index];
    if (name !== undefined)
      taken.set(index, { index, name, field: field ?? undefined, confidence: 'chosen' });
  }
  assign(
    names,
    names.flatMap((_, index) => (taken.has(index) ? [] : guessesOf(header[index] ?? '', index, kind))),
    taken,
  );
  const all = (): Column[] =>
    names.map((name, index) => taken.get(index) ?? { index, name, field: undefined, confidence: undefined });
  assign(
    names,
    guessesFromCells(all(), sample).filter((guess) => !taken.has(guess.index)),
    taken,
  );
  return all();
};

/** Every meaning a person may choose for a column of this kind, with its French name. */
export const fieldChoices = (
  kind: ImportKind,
): readonly { readonly field: Field; readonly label: string }[] => [
  ...namingsOf(kind).map(({ field, label }) => ({ field, label })),
  ...(kind === 'volunteers' ? HALF_DAYS.map((field) => ({ field, label: halfDayLabel(field) })) : []),
];

const DAYS: Readonly<Record<string, string>> = {
  mon: 'Lundi',
  tue: 'Mardi',
  wed: 'Mercredi',
  thu: 'Jeudi',
  fri: 'Vendredi',
  sat: 'Samedi',
  sun: 'Dimanche',
};
const halfDayLabel = (halfDay: HalfDay): string =>
  `${DAYS[halfDay.slice(0, 3)] ?? ''} ${halfDay.endsWith('am') ? 'matin' : 'après-midi'}`;
