import { type AuditEvent, auditKind } from '../../../shared/audit/audit.ts';
import type { SeniorId, VolunteerId } from '../../../shared/ids/ids.ts';
import type { Intent } from '../../../shared/messages/intent.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { emptyLoad, type Load } from '../../../shared/offers/load.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { loadKey, loadKind, offerKind } from '../../../shared/offers/store.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind, sortName } from '../../../shared/seniors/store.ts';
import type { Service } from '../../../shared/services/service.ts';
import { everServicesOf, type FormerTie, formerTies, standsIn } from '../../../shared/services/ties.ts';
import { listStaff } from '../../../shared/staff/change-staff.ts';
import { readAs, rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { type Task, taskKind } from '../../../shared/tasks/task.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../../shared/volunteers/store.ts';
import type { Volunteer, VolunteerState } from '../../../shared/volunteers/volunteer.ts';

export const PAGE_SIZE = 50;
/** A search reads this many of a state at most: ten times a town's volunteers. */
const SEARCH_LIMIT = 2_000;

/** What an unknown reader of ten lines needs, and no more. */
export type Listed = { readonly volunteers: readonly Volunteer[]; readonly next: string | undefined };

/** Volunteers of one state, by sector and name; of one sector when asked. */
export const listVolunteers = async (
  table: Table,
  town: string,
  state: VolunteerState,
  options: { readonly sector?: string | undefined; readonly after?: string | undefined },
): Promise<Listed> => {
  const { sector, after } = options;
  const page = await table.index('list', {
    partition: volunteerList(town, state),
    ...(sector ? { from: `${sector}#`, to: `${sector}#~` } : {}),
    limit: PAGE_SIZE,
    after,
  });
  return { volunteers: rowsOf(volunteerKind, page.items).map(({ value }) => value), next: page.next };
};

/** Everybody who is still here, for a choice of names. */
export const everybodyHere = async (table: Table, town: string): Promise<readonly Volunteer[]> => {
  const pages = await Promise.all(
    (['active', 'interviewed', 'candidate', 'paused'] as const).map((state) =>
      table.index('list', { partition: volunteerList(town, state), limit: SEARCH_LIMIT }),
    ),
  );
  return pages.flatMap((page) => rowsOf(volunteerKind, page.items).map(({ value }) => value));
};

/** By name, first name or the end of a number, in every state that is still here. */
export const searchVolunteers = async (
  table: Table,
  town: string,
  query: string,
): Promise<readonly Volunteer[]> => {
  const words = sortName(query, '').trim().split(/\s+/).filter(Boolean);
  const digits = query.replace(/\D/g, '').replace(/^0/, '');
  const pages = await Promise.all(
    (['candidate', 'interviewed', 'active', 'paused', 'leaving', 'left'] as const).map((state) =>
      table.index('list', { partition: volunteerList(town, state), limit: SEARCH_LIMIT }),
    ),
  );
  return pages
    .flatMap((page) => rowsOf(volunteerKind, page.items).map(({ value }) => value))
    .filter((one) => {
      if (digits.length >= 4) return one.phone.includes(digits);
      const name = sortName(one.lastName, one.firstName);
      return words.length > 0 && words.every((word) => name.includes(word));
    })
    .slice(0, PAGE_SIZE);
};

export type Story = {
  readonly volunteer: Volunteer;
  readonly load: Load;
  readonly missions: readonly Mission[];
  readonly offers: readonly Offer[];
  readonly messages: readonly Intent[];
  readonly tasks: readonly Task[];
  readonly events: readonly AuditEvent[];
  readonly services: readonly Service[];
  readonly former: readonly FormerTie[];
  readonly partner: Volunteer | undefined;
  /** Names by id: people visited, members of the team. */
  readonly names: ReadonlyMap<string, string>;
};

const newest = <T>(items: readonly T[], at: (item: T) => string): readonly T[] =>
  [...items].sort((a, b) => (at(a) < at(b) ? 1 : -1));

/** Everything around one volunteer, for their page: eight requests at most, none of which grows with the town. */
export const readStory = async (table: Table, volunteer: Volunteer): Promise<Story> => {
  const id: VolunteerId = volunteer.id;
  const [around, load, history, ever, staff, partner] = await Promise.all([
    table.index('volunteer', { partition: id }),
    table.get(loadKind, loadKey(id)),
    table.partition(id, { prefix: 'AUDIT#' }),
    everServicesOf(table, id),
    listStaff(table, volunteer.town),
    volunteer.partnerId ? table.get(volunteerKind, volunteerKey(volunteer.partnerId)) : undefined,
  ]);
  const missions = rowsOf(missionKind, around.items)
    .map(({ value }) => value)
    .filter((mission) => mission.holder?.volunteerId === id);
  const seniorIds = new Set<SeniorId>([
    ...missions.slice(-40).map(({ seniorId }) => seniorId),
    ...ever.map(({ seniorId }) => seniorId),
    ...volunteer.exclusions,
  ]);
  const seniors = await table.getRows([...seniorIds].slice(0, 100).map(seniorKey));
  const names = new Map<string, string>(staff.map(({ value }) => [value.id, value.name]));
  for (const row of seniors) {
    const senior = row && readAs(seniorKind, row)?.value;
    if (senior) names.set(senior.id, seniorName(senior));
  }
  const values = <T>(rows: readonly { readonly value: T }[]): T[] => rows.map(({ value }) => value);
  return {
    volunteer,
    load: load?.value ?? emptyLoad(id),
    missions: newest(missions, ({ startsAt }) => startsAt),
    offers: newest(values(rowsOf(offerKind, around.items)), ({ sentAt }) => sentAt),
    messages: newest(values(rowsOf(intentKind, around.items)), ({ createdAt }) => createdAt),
    tasks: newest(values(rowsOf(taskKind, around.items)), ({ createdAt }) => createdAt),
    events: newest(values(rowsOf(auditKind, history.items)), ({ at }) => at),
    services: ever.filter((service) => standsIn(service, id)),
    former: formerTies(ever, id),
    partner: partner?.value,
    names,
  };
};
