import type { Surroundings } from '../../decide/decide.ts';
import { canonical } from '../../ids/digest.ts';
import type { Result } from '../../result/result.ts';
import { readAs } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { type Item, itemKey, itemKind, labelledItemId } from '../item.ts';
import type { FileCopies, FileCopy, RowProblem } from './copy.ts';
import { looksLikeMarc, type MarcRefusal } from './iso2709.ts';
import { type CsvRefusal, readItemsCsv } from './items-csv.ts';
import { readUnimarc } from './unimarc.ts';

/** A file of the library system, whichever it is. */
export const readStockFile = (bytes: Uint8Array): Result<FileCopies, MarcRefusal | CsvRefusal> =>
  looksLikeMarc(bytes) ? readUnimarc(bytes) : readItemsCsv(bytes);

export type StockReport = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: readonly RowProblem[];
};

const BATCH = 25;

const itemOf = (town: string, { languages, subjects, ...copy }: FileCopy, now: Instant): Item => ({
  ...copy,
  languages: [...languages].slice(0, 6),
  subjects: [...subjects].slice(0, 12),
  id: labelledItemId(town, copy.barcode ?? `isbn|${copy.isbn ?? ''}`),
  town,
  source: 'file',
  addedAt: now,
});

/**
 * Takes the copies of a file into the shelf, 25 at a time: a label that is known is brought up to date, keeping its loan; the
 * same file twice changes nothing. Killed in between, the same file finishes the work.
 */
export const importItems = async (
  world: Surroundings,
  town: string,
  { copies, problems }: FileCopies,
  now: Instant,
): Promise<StockReport> => {
  const items = [
    ...new Map(copies.map((copy) => itemOf(town, copy, now)).map((one) => [one.id, one])).values(),
  ];
  const done = { created: 0, updated: 0, unchanged: 0 };
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    for (let written = false; !written; ) {
      const rows = await world.table.getRows(batch.map(({ id }) => itemKey(id)));
      const counts = { created: 0, updated: 0, unchanged: 0 };
      const writes = batch.flatMap((item, i): Write[] => {
        const row = rows[i];
        const known = row ? readAs(itemKind, row) : undefined;
        if (!known) {
          counts.created += 1;
          return [create(itemKind, item)];
        }
        const { loanId, addedAt, grams } = known.value;
        const next: Item = { ...item, addedAt, ...(grams ? { grams } : {}), ...(loanId ? { loanId } : {}) };
        if (canonical(next) === canonical(known.value)) {
          counts.unchanged += 1;
          return [];
        }
        counts.updated += 1;
        return [replace(itemKind, known, next)];
      });
      // Somebody lent one of them in between: read these again.
      written = writes.length === 0 || (await world.table.commit(writes)).ok;
      if (written) for (const key of ['created', 'updated', 'unchanged'] as const) done[key] += counts[key];
    }
  }
  return { ...done, problems };
};
