import type { Relation } from '../../../../shared/access/permission.ts';
import { type AuditEvent, auditKind } from '../../../../shared/audit/audit.ts';
import { type Concern, concernKind } from '../../../../shared/concerns/concern.ts';
import { type Consent, consentKind } from '../../../../shared/consents/consent.ts';
import type { Flag } from '../../../../shared/flags/flag.ts';
import { flagKind } from '../../../../shared/flags/store.ts';
import { flagReading } from '../../../../shared/flags/who-reads.ts';
import { type CallTask, callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { seniorIdSchema, type VolunteerId, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { type Picture, pictureKind } from '../../../../shared/seniors/picture/store.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { type Kind, type Row, readAs, rowsOf, type Stored } from '../../../../shared/table/kind.ts';
import type { Task } from '../../../../shared/tasks/task.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { type Report, reportKind } from '../../../../shared/visits/report.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { type Team, teamOf } from '../team.ts';

/** The file of the address, once the reader's right to this act was asked. */
export const seniorAsked = async (c: DeskContext, action: DeskRoute['action']): Promise<Stored<Senior>> => {
  const id = seniorIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(seniorKind, seniorKey(id.data)) : undefined;
  if (!stored) return missing(c);
  const relations: Relation[] = stored.value.referentId === staffOf(c).id ? ['referent'] : [];
  demand(c, action, { town: stored.value.town, relations });
  return stored;
};

/** The whole story around one person. */
export type Story = {
  readonly senior: Senior;
  readonly version: number;
  readonly consents: readonly Consent[];
  readonly pictures: readonly Picture[];
  readonly events: readonly AuditEvent[];
  readonly services: readonly Service[];
  readonly missions: readonly Mission[];
  readonly reports: readonly Report[];
  /** From the friendly lists, newest first. */
  readonly calls: readonly CallTask[];
  readonly concerns: readonly Concern[];
  readonly flags: readonly Flag[];
  readonly tasks: readonly Task[];
  readonly team: Team;
  readonly volunteers: ReadonlyMap<VolunteerId, string>;
};

const valuesOf = <T>(kind: Kind<T>, rows: readonly Row[]): readonly T[] =>
  rowsOf(kind, rows).map(({ value }) => value);

/** Past this, older events and visits are not shown on the page. */
const MOST_ROWS = 400;
const MOST_AROUND = 300;
const MOST_CALLS = 14;

const volunteersOf = async (
  c: DeskContext,
  ids: readonly VolunteerId[],
): Promise<ReadonlyMap<VolunteerId, string>> => {
  const wanted = [...new Set(ids)].slice(0, 100);
  const rows = wanted.length === 0 ? [] : await c.var.world.table.getRows(wanted.map(volunteerKey));
  return new Map(
    rows.flatMap((row) => {
      const volunteer = row ? readAs(volunteerKind, row)?.value : undefined;
      return volunteer ? [[volunteer.id, volunteerName(volunteer)] as const] : [];
    }),
  );
};

/**
 * Reads her own partition and those of the files merged into hers (their history is hers), what the index shows around
 * her, then the names: three rounds of reads, whatever the length of the story. Flags the reader may not read are
 * left out.
 */
export const gatherStory = async (c: DeskContext, stored: Stored<Senior>): Promise<Story> => {
  const { table } = c.var.world;
  const senior = stored.value;
  const [own, around, called, ...merged] = await Promise.all([
    table.partition(senior.id, { newestFirst: true, limit: MOST_ROWS }),
    table.index('senior', { partition: senior.id, newestFirst: true, limit: MOST_AROUND }),
    table.index('senior', {
      partition: senior.id,
      from: 'call#',
      to: 'call$',
      newestFirst: true,
      limit: MOST_CALLS,
    }),
    ...(senior.mergedFrom ?? []).map((id) => table.partition(id, { newestFirst: true, limit: MOST_ROWS })),
  ]);
  const history = [...own.items, ...merged.flatMap((page) => page.items)];
  const events = valuesOf(auditKind, history);
  const flags = valuesOf(flagKind, around.items).filter(
    (flag) => flagReading(flag, staffOf(c), senior.referentId) === 'whole',
  );
  const services = valuesOf(serviceKind, around.items);
  const missions = valuesOf(missionKind, around.items);
  const reports = valuesOf(reportKind, around.items);
  const tasks = valuesOf(taskKind, around.items);
  const calls = valuesOf(callTaskKind, called.items);
  const [team, volunteers] = await Promise.all([
    teamOf(table, [
      senior.referentId,
      ...events.map((event) => event.actor.id),
      ...tasks.map((task) => task.assigneeId),
      ...calls.map((call) => call.reached?.by),
      ...valuesOf(consentKind, own.items).map((consent) => consent.by.id),
    ]),
    volunteersOf(c, [
      ...services.flatMap((service) => service.pairings.map((pairing) => pairing.volunteerId)),
      ...missions.flatMap((mission) => mission.holder?.volunteerId ?? []),
      ...reports.map((report) => report.volunteerId),
      ...calls.flatMap((call) => volunteerIdSchema.safeParse(call.reached?.by).data ?? []),
      ...(senior.exclusions ?? []),
    ]),
  ]);
  return {
    senior,
    version: stored.version,
    consents: valuesOf(consentKind, own.items),
    pictures: valuesOf(pictureKind, history),
    events,
    services,
    missions,
    reports,
    calls,
    concerns: valuesOf(concernKind, around.items),
    flags,
    tasks,
    team,
    volunteers,
  };
};
