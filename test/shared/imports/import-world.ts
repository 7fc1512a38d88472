import type { Surroundings } from '../../../shared/decide/decide.ts';
import type { Ids } from '../../../shared/ids/ids.ts';
import { hidingStaged } from '../../../shared/imports/staged.ts';
import { type GivenFile, tryImport } from '../../../shared/imports/try-import.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKind, seniorList } from '../../../shared/seniors/store.ts';
import { readAs } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { create } from '../../../shared/table/write.ts';
import { instant } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { volunteerKind, volunteerList } from '../../../shared/volunteers/store.ts';
import type { Volunteer, VolunteerState } from '../../../shared/volunteers/volunteer.ts';
import { aTown } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';

export const NOW = instant('2026-11-21T10:00:00.000Z');
export const LATER = instant('2026-11-21T11:00:00.000Z');
export const CLAIRE = { kind: 'staff', id: `stf_${'C'.repeat(26)}` } as const;

const noIds: Ids = {
  next: () => {
    throw new Error('an import draws no id by chance');
  },
  linkToken: () => {
    throw new Error('an import makes no link');
  },
  secret: () => 'secret',
  integerBelow: () => 0,
};

export type ImportWorld = Surroundings & { readonly raw: ReturnType<typeof memoryTable> };

/** A town on the double, seen as every page sees it: through the reader that hides what is staged. */
export const importWorld = async (wrap: (table: Table) => Table = (table) => table): Promise<ImportWorld> => {
  const raw = memoryTable();
  await raw.commit([create(townKind, aTown())]);
  const config = { townId: 'besancon', appSecret: 's'.repeat(43), linksOrigin: 'http://localhost:3001' };
  return { raw, table: hidingStaged(wrap(raw)), ids: noIds, config };
};

export const given = (
  kind: GivenFile['kind'],
  text: string,
  choices: GivenFile['choices'] = {},
): GivenFile => ({
  kind,
  bytes: new TextEncoder().encode(text),
  fileName: 'liste.csv',
  choices,
});

export const tried = async (world: Surroundings, file: GivenFile) => {
  const result = await tryImport(world, file, CLAIRE, NOW);
  if (!result.ok) throw new Error(result.refusal.reason);
  return result.value;
};

export const seniorsIn = async (
  table: Table,
  state: Senior['state'] = 'waiting',
): Promise<readonly Senior[]> =>
  (await table.index('list', { partition: seniorList('besancon', state) })).items.flatMap(
    (row) => readAs(seniorKind, row)?.value ?? [],
  );
export const volunteersIn = async (table: Table, state: VolunteerState): Promise<readonly Volunteer[]> =>
  (await table.index('list', { partition: volunteerList('besancon', state) })).items.flatMap(
    (row) => readAs(volunteerKind, row)?.value ?? [],
  );

/** Forty people, told apart by everything. */
export const fortySeniors = (): string =>
  ['Nom;Prénom;Date de naissance;Adresse;Portable']
    .concat(
      Array.from({ length: 40 }, (_, at) => {
        const letters =
          String.fromCharCode(65 + (at % 26)) + String.fromCharCode(97 + Math.floor(at / 26) * 7);
        return `${letters}randet;${letters}lise;${1 + (at % 28)}/0${1 + (at % 9)}/${1925 + at};${at + 1} rue du Test;06399801${String(at).padStart(2, '0')}`;
      }),
    )
    .join('\n');
