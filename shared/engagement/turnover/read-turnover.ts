import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { movementKind, movementList } from '../../volunteers/movements/movement.ts';
import { type Month, type Served, servedKind, servedList } from '../../volunteers/movements/served.ts';
import { type Spell, spellsOf } from './spells.ts';

/**
 * All comings and goings of a town, and who served since a month: a few hundred bytes a movement, some six movements a
 * volunteer; the whole of a town of two hundred is under half a megabyte.
 */
export const readTurnover = async (
  table: Pick<Table, 'index'>,
  town: string,
  since: Month,
): Promise<{ readonly spells: readonly Spell[]; readonly served: readonly Served[] }> => {
  const [movements, served] = await Promise.all([
    table.index('list', { partition: movementList(town) }),
    table.index('list', { partition: servedList(town), from: since }),
  ]);
  return {
    spells: spellsOf(rowsOf(movementKind, movements.items).map(({ value }) => value)),
    served: rowsOf(servedKind, served.items).map(({ value }) => value),
  };
};
