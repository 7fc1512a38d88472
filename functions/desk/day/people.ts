import { seniorIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';

export type People = {
  readonly seniors: ReadonlyMap<string, Senior>;
  readonly volunteers: ReadonlyMap<string, Volunteer>;
};

/** Most people one page names; beyond, the row says « une personne ». */
const MOST_NAMED = 300;
const BATCH = 100;

/** Everybody that the rows of a page name: one batch read a hundred, whatever the number of rows. */
export const peopleOf = async (
  table: Pick<Table, 'getRows'>,
  ids: readonly (string | undefined)[],
): Promise<People> => {
  const keys = [...new Set(ids)]
    .flatMap((id) => {
      const senior = seniorIdSchema.safeParse(id);
      if (senior.success) return [seniorKey(senior.data)];
      const volunteer = volunteerIdSchema.safeParse(id);
      return volunteer.success ? [volunteerKey(volunteer.data)] : [];
    })
    .slice(0, MOST_NAMED);
  const batches: (typeof keys)[] = [];
  for (let i = 0; i < keys.length; i += BATCH) batches.push(keys.slice(i, i + BATCH));
  const rows = (await Promise.all(batches.map((batch) => table.getRows(batch))))
    .flat()
    .flatMap((row) => row ?? []);
  return {
    seniors: new Map(rowsOf(seniorKind, rows).map(({ value }) => [value.id, value])),
    volunteers: new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value])),
  };
};

export const seniorNamed = (people: People, id: string | undefined): string => {
  const senior = people.seniors.get(id ?? '');
  return senior ? seniorName(senior) : 'Une personne';
};
export const volunteerNamed = (people: People, id: string | undefined): string => {
  const volunteer = people.volunteers.get(id ?? '');
  return volunteer ? volunteerName(volunteer) : 'Un bénévole';
};

export const seniorPath = (id: string): string => `/personnes/${id}`;
export const volunteerPath = (id: string): string => `/benevoles/${id}`;
