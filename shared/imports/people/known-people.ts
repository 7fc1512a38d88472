import { STATES } from '../../register/entry.ts';
import { entryKind, entryList } from '../../register/store.ts';
import type { Senior } from '../../seniors/senior.ts';
import { seniorKind, seniorList } from '../../seniors/store.ts';
import { type Kind, readAs } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import { volunteerStateSchema } from '../../volunteers/volunteer.ts';
import { identityOf } from '../likeness/likeness.ts';
import { HeldPeople } from '../likeness/person-index.ts';
import type { ImportKind } from '../reading/fields.ts';
import type { KnownPerson } from '../verdicts.ts';

const SENIOR_STATES: readonly Senior['state'][] = ['waiting', 'active', 'closed'];
const PEOPLE_A_PAGE = 500;

/** Everybody of some lists, one page in memory at a time. */
const eachOf = async <T>(
  table: Pick<Table, 'index'>,
  kind: Kind<T>,
  partitions: readonly string[],
  visit: (one: T) => void,
): Promise<void> => {
  for (const partition of partitions) {
    let after: string | undefined;
    do {
      const page = await table.index('list', { partition, limit: PEOPLE_A_PAGE, after });
      for (const row of page.items) {
        const read = readAs(kind, row);
        if (read) visit(read.value);
      }
      after = page.next;
    } while (after !== undefined);
  }
};

/** People of our records, held small, given one by one. */
class KnownPeople implements Iterable<KnownPerson> {
  readonly #people = new HeldPeople();
  readonly #ids: string[] = [];

  add(id: string, person: Parameters<typeof identityOf>[0]): void {
    this.#people.add(identityOf(person));
    this.#ids.push(id);
  }
  *[Symbol.iterator](): Generator<KnownPerson> {
    for (const [place, id] of this.#ids.entries()) {
      const held = this.#people.at(place);
      if (held) yield { id, who: held.who };
    }
  }
}

/**
 * Everybody of the town whom a row may repeat, in any state. The one place that reads a whole list: once per dry
 * run, ten thousand rows against the whole town, costs less than three look-ups a row (design.md §6 speaks of
 * requests; this is a bulk act of a coordinator).
 */
export const knownPeople = async (
  table: Pick<Table, 'index'>,
  town: string,
  kind: ImportKind,
): Promise<Iterable<KnownPerson>> => {
  const known = new KnownPeople();
  if (kind === 'volunteers') {
    const lists = volunteerStateSchema.options.map((state) => volunteerList(town, state));
    await eachOf(table, volunteerKind, lists, (volunteer) =>
      known.add(volunteer.id, {
        ...volunteer,
        birth: volunteer.birthYear === undefined ? undefined : String(volunteer.birthYear),
        phones: [volunteer.phone],
        line: volunteer.address.line,
      }),
    );
    return known;
  }
  // The register is compared with itself: being accompanied is no reason to be left out of it, nor the reverse.
  if (kind === 'register') {
    const lists = STATES.map((state) => entryList(town, state));
    await eachOf(table, entryKind, lists, ({ id, person }) => {
      if (person)
        known.add(id, {
          ...person,
          birth: person.birthDay,
          phones: person.phones.map(({ phone }) => phone),
          line: person.address.line,
        });
    });
    return known;
  }
  const lists = SENIOR_STATES.map((state) => seniorList(town, state));
  await eachOf(table, seniorKind, lists, (senior) =>
    known.add(senior.id, {
      ...senior,
      birth: senior.birthDay,
      phones: senior.phones.map(({ phone }) => phone),
      line: senior.address.line,
    }),
  );
  return known;
};
