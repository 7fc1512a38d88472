import { registerEntryIdSchema } from '../ids/ids.ts';
import { type Likeness, likeness } from '../seniors/identity/likeness.ts';
import { marksOf } from '../seniors/identity/lookup.ts';
import { traitsOfSenior } from '../seniors/identity/traits.ts';
import { readAs } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import type { RegisterEntry } from './entry.ts';
import { entryKey, entryKind, markKind, markPartition } from './store.ts';

export type AlikeEntry = { readonly entry: RegisterEntry; readonly like: Likeness };

/** More holders of one mark than this tell nothing about who somebody is. */
const MOST_HOLDERS = 60;
const MOST_SHOWN = 10;

/** Entries that may be this person, those who opposed included, the surest first: reads her marks, walks no list. */
export const findAlikeEntries = async (
  world: {
    readonly table: Pick<Table, 'partition' | 'getRows'>;
    readonly config: { readonly townId: string; readonly appSecret: string };
  },
  person: Parameters<typeof traitsOfSenior>[0],
  except: readonly string[] = [],
): Promise<readonly AlikeEntry[]> => {
  const traits = traitsOfSenior(person);
  const pages = await Promise.all(
    marksOf(world.config.appSecret, traits).map((mark) =>
      world.table.partition(markPartition(world.config.townId, mark), { limit: MOST_HOLDERS }),
    ),
  );
  const found = new Set(
    pages.flatMap((page) => page.items.flatMap((row) => readAs(markKind, row)?.value.entryId ?? [])),
  );
  const ids = [...found].filter((id) => !except.includes(id)).slice(0, 100);
  const rows = await world.table.getRows(ids.map((id) => entryKey(registerEntryIdSchema.parse(id))));
  return rows
    .flatMap((row) => (row ? (readAs(entryKind, row)?.value ?? []) : []))
    .flatMap((entry) =>
      entry.person ? [{ entry, like: likeness(traits, traitsOfSenior(entry.person)) }] : [],
    )
    .filter(({ like }) => like.verdict !== 'different')
    .sort((a, b) => (a.like.verdict === b.like.verdict ? 0 : a.like.verdict === 'same' ? -1 : 1))
    .slice(0, MOST_SHOWN);
};
