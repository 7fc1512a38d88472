import {
  askedAttestationsList,
  attestationFileKey,
  attestationFileKind,
  attestationKind,
  attestationList,
} from '../../../../../shared/engagement/recognition/attestation/attestation.ts';
import {
  hourEntriesKind,
  waitingHoursList,
} from '../../../../../shared/engagement/recognition/hours/entry.ts';
import type { VolunteerId } from '../../../../../shared/ids/ids.ts';
import { rowsOf } from '../../../../../shared/table/kind.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../../shared/volunteers/volunteer.ts';
import { type DeskContext, townOf } from '../../../env.ts';

/** The latest issued; older ones are found from their volunteer. */
const SHOWN = 30;

export const volunteersOf = async (
  c: DeskContext,
  ids: readonly VolunteerId[],
): Promise<ReadonlyMap<VolunteerId, Volunteer>> => {
  const { table } = c.var.world;
  const distinct = [...new Set(ids)];
  const rows = await table.getRows(distinct.map(volunteerKey));
  return new Map(
    rowsOf(
      volunteerKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.id, value]),
  );
};

/** Whoever gave hours: those who left ask for their paper too. */
const GAVE = ['active', 'paused', 'leaving', 'left'] as const;

/** What waits for the coordination, who may be attested, and what was issued lately. */
export const attestationsOf = async (c: DeskContext) => {
  const { table } = c.var.world;
  const town = townOf(c).id;
  const [asked, waiting, issued, ...gave] = await Promise.all([
    table.index('list', { partition: askedAttestationsList(town) }),
    table.index('list', { partition: waitingHoursList(town) }),
    table.index('list', { partition: attestationList(town), newestFirst: true, limit: SHOWN }),
    ...GAVE.map((state) => table.index('list', { partition: volunteerList(town, state) })),
  ]);
  const files = rowsOf(attestationFileKind, asked.items).map(({ value }) => value);
  const hours = rowsOf(hourEntriesKind, waiting.items).map(({ value }) => value);
  const papers = rowsOf(attestationKind, issued.items).map(({ value }) => value);
  return {
    files,
    hours,
    papers,
    people: rowsOf(
      volunteerKind,
      gave.flatMap(({ items }) => items),
    )
      .map(({ value }) => value)
      .sort((a, b) => `${a.lastName} ${a.firstName}`.localeCompare(`${b.lastName} ${b.firstName}`, 'fr')),
    names: await volunteersOf(
      c,
      [...files, ...hours, ...papers].map(({ volunteerId }) => volunteerId),
    ),
  };
};
export type Attestations = Awaited<ReturnType<typeof attestationsOf>>;

export const fileOf = async (c: DeskContext, id: VolunteerId) =>
  (await c.var.world.table.get(attestationFileKind, attestationFileKey(id)))?.value;
