import { type StaffId, staffIdSchema } from '../../../shared/ids/ids.ts';
import { type Staff, staffKey, staffKind } from '../../../shared/staff/staff.ts';
import { readAs, rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';

export type Team = ReadonlyMap<string, Staff>;

/** These members of staff, by id: one batch read, whatever the number of rows that name them. */
export const teamOf = async (
  table: Pick<Table, 'getRows'>,
  ids: readonly (string | undefined)[],
): Promise<Team> => {
  const wanted = [...new Set(ids)].flatMap((id): StaffId[] => {
    const parsed = staffIdSchema.safeParse(id);
    return parsed.success ? [parsed.data] : [];
  });
  const rows = wanted.length === 0 ? [] : await table.getRows(wanted.slice(0, 100).map(staffKey));
  return new Map(
    rows.flatMap((row) => {
      const staff = row ? readAs(staffKind, row)?.value : undefined;
      return staff ? [[staff.id, staff] as const] : [];
    }),
  );
};

/** Who may answer for a situation: coordinators and professionals of the network, by name. */
export const possibleReferents = async (
  table: Pick<Table, 'index'>,
  town: string,
): Promise<readonly Staff[]> => {
  const page = await table.index('list', { partition: `${town}#staff`, limit: 200 });
  return rowsOf(staffKind, page.items)
    .map(({ value }) => value)
    .filter((staff) => staff.active && (staff.role === 'coordinator' || staff.role === 'social-worker'));
};
