import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import type { CountTable } from '../small-numbers/suppress.ts';
import { type ToldTables, toldAt } from '../small-numbers/told.ts';
import type { Figures } from './figures.ts';
import { tablesOf } from './tables.ts';

/** What a decision means to change, of which the same figure is read again next time. */
export const MEASURES = [
  'uncovered',
  'waiting',
  'no-pause',
  'to-surround',
  'heavy-load',
  'said-yes',
  'unanswered',
  'came',
  'left',
] as const;
export type MeasureCode = (typeof MEASURES)[number];

export const measureSchema = z.object({ what: z.enum(MEASURES), sector: sectorCodeSchema.optional() });
export type Measure = z.infer<typeof measureSchema>;

/** Measures that a sector may narrow. */
export const BY_SECTOR: readonly MeasureCode[] = ['uncovered', 'waiting'];

/** A number of a table, or the sum of a row or a column; `among`: what it is a part of, where that means something. */
type Spot = { readonly row?: string; readonly column?: string };
type Pointer = { readonly table: string; readonly of: Spot; readonly among?: Spot };

const pointerTo = ({ what, sector }: Measure): Pointer => {
  switch (what) {
    case 'uncovered':
      return {
        table: 'coverage-by-sector',
        of: { row: 'missing', ...(sector ? { column: sector } : {}) },
        among: sector ? { column: sector } : {},
      };
    case 'waiting':
      return { table: 'waiting', of: sector ? { row: sector } : {} };
    case 'no-pause':
      return { table: 'pauses', of: { column: 'no-pause' }, among: {} };
    case 'to-surround':
      return { table: 'check-ins', of: { column: 'to-surround' }, among: {} };
    case 'heavy-load':
      return { table: 'load', of: { column: '9+' }, among: {} };
    case 'said-yes':
      return { table: 'offers', of: { column: 'yes' }, among: {} };
    case 'unanswered':
      return { table: 'offers', of: { column: 'silent' }, among: {} };
    case 'came':
      return { table: 'network', of: { row: 'new' } };
    case 'left':
      return { table: 'network', of: { column: 'gone' } };
  }
};

/** What was measured; null: not known that day. */
export const measuredSchema = z
  .object({ of: z.number().int().min(0), among: z.number().int().min(0).optional() })
  .nullable();
export type Measured = z.infer<typeof measuredSchema>;

const countAt = (table: CountTable, { row, column }: Spot): number => {
  const inRow = (r: number): number =>
    table.columns.reduce(
      (sum, name, c) => sum + (column === undefined || name === column ? (table.counts[r]?.[c] ?? 0) : 0),
      0,
    );
  return table.rows.reduce((sum, name, r) => sum + (row === undefined || name === row ? inRow(r) : 0), 0);
};

/** The exact figure, or what is told of a check-in. A sector of which the table knows nothing counts none. */
export const measureIn = (
  { figures, told = {} }: { readonly figures: Figures; readonly told?: ToldTables | undefined },
  measure: Measure,
): Measured => {
  const { table: name, of, among } = pointerTo(measure);
  const table = tablesOf(figures)[name];
  if (!table) {
    const read = measureTold(told, measure);
    return typeof read?.of === 'number' && typeof read.among === 'number'
      ? { of: read.of, among: read.among }
      : null;
  }
  return { of: countAt(table, of), ...(among ? { among: countAt(table, among) } : {}) };
};

/** The same figure as it is told, each part by itself: null where it is hidden. Undefined: not known. */
export const measureTold = (
  told: ToldTables,
  measure: Measure,
): { readonly of: number | null; readonly among?: number | null } | undefined => {
  const { table: name, of, among } = pointerTo(measure);
  const table = told[name];
  if (!table) return undefined;
  return { of: toldAt(table, of) ?? null, ...(among ? { among: toldAt(table, among) ?? null } : {}) };
};
