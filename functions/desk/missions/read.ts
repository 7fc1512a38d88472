import type { About } from '../../../shared/access/permission.ts';
import { type AuditEvent, auditKind } from '../../../shared/audit/audit.ts';
import { type MissionId, missionIdSchema, type VolunteerId } from '../../../shared/ids/ids.ts';
import { isOpen, type Mission } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import type { Subject } from '../../../shared/offers/facts.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { type Field, gatherCandidates } from '../../../shared/offers/search/gather-candidates.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Programme } from '../../../shared/town/programme.ts';
import { type Report, reportKind } from '../../../shared/visits/report.ts';
import { Stopped } from '../../web/http.ts';
import { type People, peopleOf } from '../day/people.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { missing } from '../router.ts';
import { type Team, teamOf } from '../seniors/team.ts';

export type AskedMission = { readonly mission: Mission; readonly senior: Senior | undefined };

/** The mission of the address and whom it is for: what the permission question needs. */
export const missionAsked = async (c: DeskContext): Promise<AskedMission> => {
  const id = missionIdSchema.safeParse(c.req.param('id'));
  const { table } = c.var.world;
  const stored = id.success ? await table.get(missionKind, missionKey(id.data)) : undefined;
  if (!stored) return missing(c);
  const senior = await table.get(seniorKind, seniorKey(stored.value.seniorId));
  return { mission: stored.value, senior: senior?.value };
};

export const aboutMission = (c: DeskContext, { mission, senior }: AskedMission): About => ({
  town: mission.town,
  relations: senior?.referentId === staffOf(c).id ? ['referent'] : [],
});

export const programmeOf = (c: DeskContext, mission: Mission): Programme => {
  const programme = townOf(c).programmes.find((one) => one.code === mission.programme);
  if (!programme) throw new Stopped(404, 'no-programme');
  return programme;
};

/** What an answer noted at the desk is about: the same subject as the one a link carries. */
export const subjectFor = (c: DeskContext, mission: Mission, volunteerId: VolunteerId): Subject => ({
  missionId: mission.id,
  volunteerId,
  seniorId: mission.seniorId,
  consent: programmeOf(c, mission).consent,
});

export type MissionStory = AskedMission & {
  /** The other seat of a mission for two. */
  readonly twin: Mission | undefined;
  readonly offers: readonly Offer[];
  readonly report: Report | undefined;
  readonly events: readonly AuditEvent[];
  /** Only while somebody is sought. */
  readonly field: Field | undefined;
  readonly people: People;
  readonly team: Team;
};

const detailIds = (event: AuditEvent): string | undefined =>
  typeof event.details?.volunteer === 'string' ? event.details.volunteer : undefined;

/** The whole story of one mission: its partition, whoever it names, and the candidates while somebody is sought. */
export const readMissionStory = async (
  c: DeskContext,
  asked: AskedMission,
  withCandidates: boolean,
): Promise<MissionStory> => {
  const { world, now } = c.var;
  const { mission } = asked;
  const sought = withCandidates && isOpen(mission.state) && mission.startsAt > now;
  const [page, field, twin] = await Promise.all([
    world.table.partition(mission.id),
    sought ? gatherCandidates(world, mission, now) : undefined,
    mission.twinId ? world.table.get(missionKind, missionKey(mission.twinId)) : undefined,
  ]);
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  const offers = rowsOf(offerKind, page.items)
    .map(({ value }) => value)
    .sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  const [people, team] = await Promise.all([
    peopleOf(world.table, [
      mission.holder?.volunteerId,
      twin?.value.holder?.volunteerId,
      ...offers.map(({ volunteerId }) => volunteerId),
      ...events.flatMap((event) => [detailIds(event), event.actor.id]),
    ]),
    teamOf(world.table, [asked.senior?.referentId, ...events.map(({ actor }) => actor.id)]),
  ]);
  return {
    ...asked,
    twin: twin?.value,
    offers,
    report: rowsOf(reportKind, page.items)[0]?.value,
    events,
    field,
    people,
    team,
  };
};

export const missionPath = (id: MissionId, rest = ''): string => `/missions/${id}${rest}`;
