import type { About } from '../../../shared/access/permission.ts';
import { AUDIT_PREFIX, type AuditEvent, auditKind } from '../../../shared/audit/audit.ts';
import { serviceIdSchema } from '../../../shared/ids/ids.ts';
import { LASTING_RULES } from '../../../shared/matching/rules.ts';
import { isOver, type Mission } from '../../../shared/missions/mission.ts';
import { newMission } from '../../../shared/missions/new-mission.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { type Field, gatherCandidates } from '../../../shared/offers/search/gather-candidates.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { type Slot, slotsOf } from '../../../shared/services/plan-service.ts';
import type { Service } from '../../../shared/services/service.ts';
import { serviceKey, serviceKind } from '../../../shared/services/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { addDays, type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { type People, peopleOf } from '../day/people.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { missing } from '../router.ts';
import { type Team, teamOf } from '../seniors/team.ts';

export type AskedService = { readonly service: Service; readonly senior: Senior };

export const aboutSenior = (c: DeskContext, senior: Senior): About => ({
  town: senior.town,
  relations: senior.referentId === staffOf(c).id ? ['referent'] : [],
});

export const serviceAsked = async (c: DeskContext): Promise<AskedService> => {
  const id = serviceIdSchema.safeParse(c.req.param('id'));
  const { table } = c.var.world;
  const stored = id.success ? await table.get(serviceKind, serviceKey(id.data)) : undefined;
  const senior = stored ? await table.get(seniorKind, seniorKey(stored.value.seniorId)) : undefined;
  if (!stored || !senior) return missing(c);
  return { service: stored.value, senior: senior.value };
};

/** Missions of this service that are still to come. */
export const comingMissions = async (c: DeskContext, service: Service): Promise<readonly Mission[]> => {
  const page = await c.var.world.table.index('senior', {
    partition: service.seniorId,
    from: `mission#${c.var.now}`,
    to: 'mission$',
    limit: 120,
  });
  return rowsOf(missionKind, page.items)
    .map(({ value }) => value)
    .filter((mission) => mission.serviceId === service.id);
};
export const stillOn = (missions: readonly Mission[], until?: CivilDay): readonly Mission[] =>
  missions.filter((mission) => !isOver(mission.state) && (!until || mission.day <= until));

type Rhythm = Pick<Service, 'programme' | 'time' | 'durationMinutes' | 'cadence' | 'weekday' | 'startsOn'>;

/** The slots of the weeks ahead, with the days left out and why. */
export const slotsAhead = (c: DeskContext, service: Service, senior: Senior): readonly Slot[] => {
  // From the day's list she has no hour of her own.
  if (service.byList) return [];
  const today = dayOf(c.var.now);
  const from = service.startsOn > today ? service.startsOn : today;
  return slotsOf(service, senior, townOf(c), from, addDays(today, townOf(c).planWeeks * 7));
};

/**
 * Who would suit a rhythm: candidates for its first slot ahead, as a mission of that day would find them. Nothing is
 * planned or sent. Undefined when the programme is gone.
 */
export const candidatesForRhythm = async (
  c: DeskContext,
  senior: Senior,
  rhythm: Rhythm,
  serviceId?: Service['id'],
): Promise<Field | undefined> => {
  const { world, now } = c.var;
  const programme = townOf(c).programmes.find((one) => one.code === rhythm.programme);
  if (!programme) return undefined;
  const tomorrow = addDays(dayOf(now), 1);
  const service: Service = {
    ...rhythm,
    id: world.ids.next('ser'),
    town: senior.town,
    seniorId: senior.id,
    state: 'open',
    wishes: '',
    pairings: [],
    createdAt: now,
  };
  const from = rhythm.startsOn > tomorrow ? rhythm.startsOn : tomorrow;
  const first = slotsOf(service, senior, townOf(c), from, addDays(from, 60)).find((slot) => !slot.skipped);
  if (!first) return undefined;
  const mission = newMission({
    id: world.ids.next('mis'),
    senior,
    programme,
    ...(serviceId ? { serviceId } : {}),
    day: first.day,
    time: rhythm.time,
    durationMinutes: rhythm.durationMinutes,
    urgent: false,
    now,
  });
  // A week that is already full says nothing of the months to come.
  return gatherCandidates(world, mission, now, LASTING_RULES);
};

export type ServiceStory = AskedService & {
  readonly missions: readonly Mission[];
  readonly slots: readonly Slot[];
  readonly events: readonly AuditEvent[];
  readonly people: People;
  readonly team: Team;
  /** Only for whoever may arrange, while the service lives. */
  readonly field: Field | undefined;
};

export const readServiceStory = async (
  c: DeskContext,
  asked: AskedService,
  mayArrange: boolean,
): Promise<ServiceStory> => {
  const { service, senior } = asked;
  const { table } = c.var.world;
  const live = service.pairings.filter(({ state }) => state !== 'ended').length;
  const [missions, page, field] = await Promise.all([
    comingMissions(c, service),
    table.partition(service.id, { prefix: AUDIT_PREFIX }),
    mayArrange && service.state !== 'closed' && live < 3
      ? candidatesForRhythm(c, senior, service, service.id)
      : undefined,
  ]);
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  const [people, team] = await Promise.all([
    peopleOf(table, [
      ...service.pairings.map(({ volunteerId }) => volunteerId),
      ...missions.map(({ holder }) => holder?.volunteerId),
    ]),
    teamOf(table, [senior.referentId, ...events.map(({ actor }) => actor.id)]),
  ]);
  return {
    service,
    senior,
    missions,
    slots: service.state === 'closed' ? [] : slotsAhead(c, service, senior),
    events,
    people,
    team,
    field,
  };
};
