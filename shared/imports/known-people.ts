import { STATES } from '../register/entry.ts';
import { entryKind, entryList } from '../register/store.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKind, seniorList } from '../seniors/store.ts';
import { readAs } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { volunteerKind, volunteerList } from '../volunteers/store.ts';
import { volunteerStateSchema } from '../volunteers/volunteer.ts';
import { identityOf } from './likeness.ts';
import type { ImportKind } from './reading/fields.ts';
import type { JudgeRequest } from './verdicts.ts';

const SENIOR_STATES: readonly Senior['state'][] = ['waiting', 'active', 'closed'];

/**
 * Everybody of the town whom a row may repeat, in any state. The one place that reads a whole list: once per dry
 * run, ten thousand rows against the whole town, costs less than three look-ups a row (design.md §6 speaks of
 * requests; this is a bulk act of a coordinator).
 */
export const knownPeople = async (
  table: Pick<Table, 'index'>,
  town: string,
  kind: ImportKind,
): Promise<JudgeRequest['known']> => {
  if (kind === 'volunteers') {
    const pages = await Promise.all(
      volunteerStateSchema.options.map((state) =>
        table.index('list', { partition: volunteerList(town, state) }),
      ),
    );
    return pages
      .flatMap((page) => page.items.flatMap((row) => readAs(volunteerKind, row)?.value ?? []))
      .map((volunteer) => ({
        id: volunteer.id,
        who: identityOf({
          ...volunteer,
          birth: volunteer.birthYear === undefined ? undefined : String(volunteer.birthYear),
          phones: [volunteer.phone],
          line: volunteer.address.line,
        }),
      }));
  }
  // The register is compared with itself: being accompanied is no reason to be left out of it, nor the reverse.
  if (kind === 'register') {
    const pages = await Promise.all(
      STATES.map((state) => table.index('list', { partition: entryList(town, state) })),
    );
    return pages
      .flatMap((page) => page.items.flatMap((row) => readAs(entryKind, row)?.value ?? []))
      .flatMap(({ id, person }) =>
        person
          ? [
              {
                id,
                who: identityOf({
                  ...person,
                  birth: person.birthDay,
                  phones: person.phones.map(({ phone }) => phone),
                  line: person.address.line,
                }),
              },
            ]
          : [],
      );
  }
  const pages = await Promise.all(
    SENIOR_STATES.map((state) => table.index('list', { partition: seniorList(town, state) })),
  );
  return pages
    .flatMap((page) => page.items.flatMap((row) => readAs(seniorKind, row)?.value ?? []))
    .map((senior) => ({
      id: senior.id,
      who: identityOf({
        ...senior,
        birth: senior.birthDay,
        phones: senior.phones.map(({ phone }) => phone),
        line: senior.address.line,
      }),
    }));
};
